namespace Athanor.Numerics;

/// <summary>y = <paramref name="Offset"/> + <paramref name="Slope"/> x.</summary>
public readonly record struct StraightLine(double Slope, double Offset)
{
    /// <summary>The line of least squares, every point weighing the same. Where all x are one, or there are no points, neither number is one.</summary>
    /// <exception cref="ArgumentException">Not as many y as x.</exception>
    public static StraightLine Through(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"{x.Length} x and {y.Length} y are not points.");
        double mx = 0, my = 0;
        for (var i = 0; i < x.Length; i++)
            (mx, my) = (mx + x[i], my + y[i]);
        (mx, my) = (mx / x.Length, my / x.Length);
        // About the means: nothing is lost where points lie far from the origin.
        double xx = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
            (xx, xy) = (xx + (x[i] - mx) * (x[i] - mx), xy + (x[i] - mx) * (y[i] - my));
        return new(xy / xx, my - xy / xx * mx);
    }
}
