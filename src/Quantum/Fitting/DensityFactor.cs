using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A density of one spin as a sum of orbitals, P = Σ_k c_k c_kᵀ, by Cholesky's factorisation with pivots (Aquilante, Pedersen, Sánchez de Merás, Koch, J. Chem. Phys. 125, 174101 (2006)).</summary>
/// <remarks>There are as many orbitals as the density has rank: for a density of orbitals their number, for one of atoms side by side some more.</remarks>
internal static class DensityFactor
{
    // Relative to the largest element of the diagonal; rounding leaves some 1e-16.
    const double Negligible = 1e-14;

    /// <summary>[k, function], row-major, and how many.</summary>
    /// <param name="density">Positive semidefinite, n × n.</param>
    public static (double[] Rows, int Count) Of(double[] density, int n)
    {
        var left = new double[n];
        for (var i = 0; i < n; i++)
            left[i] = density[i * n + i];
        var end = Negligible * left.Max();
        var rows = new double[n * n];
        for (var k = 0; k < n; k++)
        {
            var pivot = 0;
            for (var i = 1; i < n; i++)
            {
                if (left[i] > left[pivot])
                    pivot = i;
            }
            if (!(left[pivot] > end))
                return (rows, k);
            var row = rows.AsSpan(k * n, n);
            density.AsSpan(pivot * n, n).CopyTo(row);
            for (var m = 0; m < k; m++)
                Vectors.AddScaled(-rows[m * n + pivot], rows.AsSpan(m * n, n), row);
            var root = Math.Sqrt(left[pivot]);
            for (var i = 0; i < n; i++)
            {
                row[i] /= root;
                left[i] -= row[i] * row[i];
            }
            left[pivot] = 0;
        }
        return (rows, n);
    }

    /// <summary>A matrix that is no density, S = Σ_k p_k p_kᵀ − Σ_k n_k n_kᵀ, by its eigenvectors.</summary>
    /// <param name="matrix">Symmetric, n × n.</param>
    public static ((double[] Rows, int Count) Positive, (double[] Rows, int Count) Negative) Split(double[] matrix, int n)
    {
        var (values, vectors) = SquareMatrices.Eigen(matrix, n);
        var end = Negligible * values.Max(Math.Abs);
        (double[], int) Of(double sign)
        {
            int[] chosen = [.. Enumerable.Range(0, n).Where(k => sign * values[k] > end)];
            var rows = new double[chosen.Length * n];
            for (var k = 0; k < chosen.Length; k++)
            {
                var root = Math.Sqrt(sign * values[chosen[k]]);
                for (var i = 0; i < n; i++)
                    rows[k * n + i] = root * vectors[i * n + chosen[k]];
            }
            return (rows, chosen.Length);
        }
        return (Of(1), Of(-1));
    }
}
