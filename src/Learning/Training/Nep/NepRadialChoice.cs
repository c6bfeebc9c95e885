using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>
/// Radial functions that channels combine: the eigenvectors of what ½(T_k + 1) fc overlap over the distances of the data, smooth ones first, scaled to a mean square of one there. Steps of a fit mean alike in them, where the Chebyshev functions themselves,
/// most of which look the same between contact and cutoff, would want large coefficients of alternating signs.
/// </summary>
static class NepRadialChoice
{
    /// <summary>Eigenvalues below this part of the largest belong to functions that the data do not see.</summary>
    const double Least = 1e-6;

    /// <summary>Weight of distances spread evenly from contact to cutoff, beside those of the data.</summary>
    const double Evenly = 0.2;

    const int Points = 400;

    /// <param name="distances">Of a sample of edges, Å.</param>
    /// <returns>[function, k], at most <paramref name="most"/> functions.</returns>
    internal static double[] Combinations(double cutoff, int basis, int most, IReadOnlyList<double> distances)
    {
        var overlap = new double[basis * basis];
        var near = double.PositiveInfinity;
        var count = 0;
        foreach (var r in distances)
        {
            if (r >= cutoff)
                continue;
            near = Math.Min(near, r);
            count++;
        }
        foreach (var r in distances)
        {
            if (r < cutoff)
                Add(overlap, basis, r, cutoff, (1 - Evenly) / Math.Max(1, count));
        }
        near = count > 0 ? 0.95 * near : 0.3 * cutoff;
        for (var p = 0; p < Points; p++)
            Add(overlap, basis, near + (cutoff - near) * (p + 0.5) / Points, cutoff, Evenly / Points);
        double[] values = new double[basis], vectors = new double[basis * basis];
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(overlap, basis, basis), values, new MatrixSpan<double>(vectors, basis, basis));
        int[] order = [.. Enumerable.Range(0, basis).OrderByDescending(i => values[i])];
        int[] kept = [.. order.Where(i => values[i] > Least * values[order[0]]).Take(most)];
        var combinations = new double[kept.Length * basis];
        for (var m = 0; m < kept.Length; m++)
        {
            for (var k = 0; k < basis; k++)
                combinations[m * basis + k] = vectors[k * basis + kept[m]] / Math.Sqrt(values[kept[m]]);
        }
        return combinations;
    }

    static void Add(double[] overlap, int basis, double r, double cutoff, double weight)
    {
        Span<double> f = stackalloc double[64];
        var x = 2 * (r / cutoff - 1) * (r / cutoff - 1) - 1;
        var fc = 0.5 + 0.5 * Math.Cos(Math.PI * r / cutoff);
        double before = x, now = 1;
        for (var k = 0; k < basis; k++)
        {
            f[k] = 0.5 * (now + 1) * fc;
            (before, now) = (now, 2 * x * now - before);
        }
        for (var a = 0; a < basis; a++)
        {
            for (var b = 0; b < basis; b++)
                overlap[a * basis + b] += weight * f[a] * f[b];
        }
    }
}
