namespace Athanor.Quantum;

/// <summary>
/// Numbers the triples (t, u, v): those of sum N in the order xx, xy, xz, yy, yz, zz, the sums one after the other. Cartesian functions and Hermite Gaussians are both numbered so; the number of a
/// triple does not depend on how high the list goes.
/// </summary>
internal static class Monomials
{
    /// <summary>Triples with t + u + v = <paramref name="n"/>.</summary>
    public static int Of(int n) => (n + 1) * (n + 2) / 2;

    /// <summary>Triples with t + u + v ≤ <paramref name="n"/>.</summary>
    public static int UpTo(int n) => (n + 1) * (n + 2) * (n + 3) / 6;

    public static int Index(int t, int u, int v)
    {
        var n = t + u + v;
        return n * (n + 1) * (n + 2) / 6 + (u + v) * (u + v + 1) / 2 + v;
    }

    /// <summary>The triples up to a sum of <see cref="BoysFunction.HighestOrder"/>, by index.</summary>
    public static (int X, int Y, int Z)[] Triples { get; } = [.. Enumerable.Range(0, BoysFunction.HighestOrder + 1).SelectMany(Shell)];

    /// <summary>The triples of one sum.</summary>
    public static IEnumerable<(int X, int Y, int Z)> Shell(int n)
    {
        for (var t = n; t >= 0; t--)
        {
            for (var u = n - t; u >= 0; u--)
                yield return (t, u, n - t - u);
        }
    }
}
