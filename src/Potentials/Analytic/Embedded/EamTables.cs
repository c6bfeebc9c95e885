using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Functions of an embedded-atom potential at equal steps, from zero on.</summary>
/// <param name="Format">"setfl", "setfl of Finnis and Sinclair's kind", "funcfl".</param>
/// <param name="Comment">What the file says of itself.</param>
/// <param name="DensityStep">Step of the embedding functions, in the file's unit of density.</param>
/// <param name="RadiusStep">Å.</param>
/// <param name="Cutoff">Å.</param>
/// <param name="Embedding">By element: F(ρ), eV.</param>
/// <param name="Density">[i, j]: density that an atom of element j brings to one of element i.</param>
/// <param name="Pair">[i, j]: r φ(r), eV Å; [j, i] is the same array.</param>
sealed record EamTables(
    string Format, string Comment, IReadOnlyList<Element> Elements, double DensityStep, double RadiusStep, double Cutoff, double[][] Embedding, double[,][] Density, double[,][] Pair)
{
    internal int DensityCount => Embedding[0].Length;

    internal int RadiusCount => Pair[0, 0].Length;

    /// <summary>
    /// Cubic in each interval, with slopes at the points from their four neighbours: (f₋₂ − f₂ + 8 (f₁ − f₋₁))/12, and simpler ones at the ends. LAMMPS interpolates so, and with tables alone numbers agree only so. The slope is
    /// continuous, the curvature is not.
    /// </summary>
    /// <param name="into">From <paramref name="at"/> on, every <paramref name="stride"/> numbers: a, b, c, d of ((a p + b) p + c) p + d with p from 0 to 1, times <paramref name="factor"/>.</param>
    internal static void Interpolate(double[] f, double factor, double[] into, int at, int stride)
    {
        var n = f.Length;
        double Slope(int m) => m switch
        {
            0 => f[1] - f[0],
            1 => 0.5 * (f[2] - f[0]),
            _ when m == n - 2 => 0.5 * (f[n - 1] - f[n - 3]),
            _ when m == n - 1 => f[n - 1] - f[n - 2],
            _ => (f[m - 2] - f[m + 2] + 8 * (f[m + 1] - f[m - 1])) / 12,
        };
        for (var m = 0; m + 1 < n; m++)
        {
            double left = Slope(m), right = Slope(m + 1), rise = f[m + 1] - f[m];
            into[at + m * stride] = factor * (left + right - 2 * rise);
            into[at + m * stride + 1] = factor * (3 * rise - 2 * left - right);
            into[at + m * stride + 2] = factor * left;
            into[at + m * stride + 3] = factor * f[m];
        }
    }
}
