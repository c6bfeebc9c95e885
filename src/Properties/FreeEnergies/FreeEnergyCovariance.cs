using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Asymptotic covariance of free energies and of logarithms of probabilities (Shirts and Chodera 2008, eq. 8 and its appendix): Θ = B (1 − B N B)⁺ B with B the root of WᵀW, W being the weights of samples in the states that were sampled
/// and in the bins (which were not: N = 0).
/// </summary>
static class FreeEnergyCovariance
{
    const double Negligible = 1e-10;

    /// <summary>Of f_k and ln p_b, states first, then bins, (K + B)², in kT². Differences are what has a meaning.</summary>
    /// <param name="bins">Of each sample; −1 for none.</param>
    /// <param name="logs">ln of the unbiased weight of each sample, of norm one.</param>
    /// <param name="probabilities">p_b; bins without samples have no number.</param>
    internal static double[,] Of(BiasEquations equations, ReadOnlySpan<int> bins, ReadOnlySpan<double> logs, ReadOnlySpan<double> probabilities)
    {
        int states = equations.States, size = states + probabilities.Length;
        var gram = new double[size * size];
        var shares = equations.Shares;
        for (var n = 0; n < bins.Length; n++)
        {
            var count = equations.Counts[n];
            var weight = bins[n] < 0 ? 0 : Math.Exp(logs[n]) / probabilities[bins[n]];
            var row = states + bins[n];
            for (var k = 0; k < states; k++)
            {
                var part = count * shares[n * states + k] / equations.Totals[k];
                for (var j = 0; j <= k; j++)
                    gram[j * size + k] += part * shares[n * states + j] / equations.Totals[j];
                if (bins[n] >= 0)
                    gram[k * size + row] += part * weight;
            }
            if (bins[n] >= 0)
                gram[row * size + row] += count * weight * weight;
        }
        var root = Function(gram, size, v => Math.Sqrt(Math.Max(0, v)));
        // 1 − B N B, then its pseudo-inverse.
        var inner = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i; j < size; j++)
            {
                double sum = i == j ? 1 : 0;
                for (var k = 0; k < states; k++)
                    sum -= root[i * size + k] * equations.Totals[k] * root[k * size + j];
                inner[i * size + j] = sum;
            }
        }
        var inverse = Function(inner, size, v => Math.Abs(v) > Negligible ? 1 / v : 0);
        var half = Product(root, inverse, size);
        var theta = Product(half, root, size);
        var result = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                result[i, j] = theta[i * size + j];
        }
        return result;
    }

    static double[] Product(double[] a, double[] b, int size)
    {
        var c = new double[size * size];
        Gemm.Multiply(a.AsMatrix(size, size), b.AsMatrix(size, size), c.AsMatrix(size, size));
        return c;
    }

    static double[] Function(double[] a, int size, Func<double, double> of)
    {
        var values = new double[size];
        var vectors = new double[size * size];
        SymmetricEigen.Decompose(a.AsMatrix(size, size), values, vectors.AsMatrix(size, size));
        var scaled = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < size; k++)
                scaled[k * size + i] = of(values[k]) * vectors[i * size + k];
        }
        return Product(vectors, scaled, size);
    }
}
