using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>A symmetric matrix as Q T Qᵀ with a tridiagonal T, by Householder's reflections; matrices of n rows, a stride apart, zero beyond the end.</summary>
static class Tridiagonal
{
    /// <summary>Writes T and returns Qᵀ.</summary>
    /// <param name="a">Both halves; is overwritten.</param>
    /// <param name="diagonal">n entries.</param>
    /// <param name="beside">n entries, the last being zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[] Reduce<T>(double[] a, int n, int stride, double[] diagonal, double[] beside)
        where T : struct, IWide<T, double>
    {
        // H = 1 − τ v vᵀ of each step; v stays in the row that it cleared. (v, w) is the update A −= v wᵀ + w vᵀ that later rows still lack.
        double[] tau = new double[n], v = new double[stride], w = new double[stride], next = new double[stride], product = new double[stride];
        for (var k = 0; k < n; k++)
        {
            var row = a.AsSpan(k * stride, stride);
            for (var j = k; j < n; j++)
                row[j] -= v[k] * w[j] + w[k] * v[j];
            diagonal[k] = row[k];
            if (k == n - 1)
                break;
            Array.Clear(next);
            (tau[k], beside[k]) = Reflection(row[(k + 1)..n], next.AsSpan(k + 1, n - k - 1));
            Array.Clear(product);
            EigenKernels.Sweep<T>(ref a[0], ref v[0], ref w[0], ref next[0], ref product[0], k + 1, n, stride);
            next.CopyTo(row);
            (v, next) = (next, v);
            // w = τ A v − (τ/2)(τ A v · v) v.
            product.AsSpan(0, k + 1).Clear();
            var half = 0.5 * tau[k] * tau[k] * Vectors.Dot(product, v);
            for (var j = 0; j < n; j++)
                w[j] = tau[k] * product[j] - half * v[j];
        }
        return Reflections<T>(a, tau, n, stride);
    }

    // v with v₀ = 1, τ and β of H x = β e₀.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double Tau, double Beta) Reflection(ReadOnlySpan<double> x, Span<double> v)
    {
        var rest = Vectors.Dot(x[1..], x[1..]);
        v[0] = 1;
        if (rest == 0)
            return (0, x[0]);
        var beta = -Math.CopySign(Math.Sqrt(x[0] * x[0] + rest), x[0]);
        var inverse = 1 / (x[0] - beta);
        for (var i = 1; i < x.Length; i++)
            v[i] = x[i] * inverse;
        return ((beta - x[0]) / beta, beta);
    }

    // Q = H₀ H₁ …, from the last, whose effect is the smallest block; then transposed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double[] Reflections<T>(double[] a, double[] tau, int n, int stride)
        where T : struct, IWide<T, double>
    {
        var q = new double[n * stride];
        for (var i = 0; i < n; i++)
            q[i * stride + i] = 1;
        var along = new double[stride];
        for (var k = n - 2; k >= 0; k--)
        {
            if (tau[k] == 0)
                continue;
            Array.Clear(along);
            EigenKernels.Combine<T>(ref q[0], ref a[k * stride], ref along[0], k + 1, n, stride);
            EigenKernels.Subtract<T>(ref q[0], tau[k], ref a[k * stride], ref along[0], k + 1, n, stride);
        }
        var transposed = a;
        Array.Clear(transposed);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                transposed[j * stride + i] = q[i * stride + j];
        }
        return transposed;
    }
}
