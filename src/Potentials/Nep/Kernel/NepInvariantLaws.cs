using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>From accumulators to invariants and back. A lane is an angular channel; rows of accumulators are <c>row</c> channels apart, and those beyond the model's are zero.</summary>
static unsafe class NepInvariantLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>q += Σ w A² over the rows listed.</summary>
    [MethodImpl(Law)]
    internal static void Squares(int row, int count, int* rows, S* weights, S* sums, S* q)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var sum = W.Zero;
            for (var k = 0; k < count; k++)
            {
                var a = W.Load(ref sums[rows[k] * row + n], 0);
                sum = W.Fma(W.Broadcast(weights[rows[k]]) * a, a, sum);
            }
            W.Store(sum, ref q[n], 0);
        }
    }

    /// <summary>P = 2 F w A over the rows listed, F being ∂U/∂q.</summary>
    [MethodImpl(Law)]
    internal static void PullSquares(int row, int count, int* rows, S* weights, S* sums, S* f, S* pull)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var twice = W.Load(ref f[n], 0) * 2;
            for (var k = 0; k < count; k++)
                W.Store(twice * W.Broadcast(weights[rows[k]]) * W.Load(ref sums[rows[k] * row + n], 0), ref pull[rows[k] * row + n], 0);
        }
    }

    /// <summary>q = Σ c A A A. Three rows to a term.</summary>
    [MethodImpl(Law)]
    internal static void Cubes(int row, int count, int* rows, S* coefficients, S* sums, S* q)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var sum = W.Zero;
            for (var k = 0; k < count; k++)
            {
                W a = W.Load(ref sums[rows[3 * k] * row + n], 0), b = W.Load(ref sums[rows[3 * k + 1] * row + n], 0), c = W.Load(ref sums[rows[3 * k + 2] * row + n], 0);
                sum = W.Fma(W.Broadcast(coefficients[k]) * a, b * c, sum);
            }
            W.Store(sum, ref q[n], 0);
        }
    }

    /// <summary>P += F ∂q/∂A.</summary>
    [MethodImpl(Law)]
    internal static void PullCubes(int row, int count, int* rows, S* coefficients, S* sums, S* f, S* pull)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var force = W.Load(ref f[n], 0);
            for (var k = 0; k < count; k++)
            {
                int i = rows[3 * k] * row + n, j = rows[3 * k + 1] * row + n, l = rows[3 * k + 2] * row + n;
                W a = W.Load(ref sums[i], 0), b = W.Load(ref sums[j], 0), c = W.Load(ref sums[l], 0), t = force * W.Broadcast(coefficients[k]);
                // One after another: a row may stand twice or three times in a term.
                W.Store(W.Fma(t, b * c, W.Load(ref pull[i], 0)), ref pull[i], 0);
                W.Store(W.Fma(t, a * c, W.Load(ref pull[j], 0)), ref pull[j], 0);
                W.Store(W.Fma(t, a * b, W.Load(ref pull[l], 0)), ref pull[l], 0);
            }
        }
    }

    /// <summary>q = 7/15 p², p being the l = 1 invariant.</summary>
    [MethodImpl(Law)]
    internal static void Fourth(int row, S* p, S* q)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var a = W.Load(ref p[n], 0);
            W.Store(a * a * (7.0 / 15), ref q[n], 0);
        }
    }

    /// <summary>∂U/∂p += F 14/15 p.</summary>
    [MethodImpl(Law)]
    internal static void PullFourth(int row, S* p, S* f, S* pull)
    {
        for (var n = 0; n < row; n += W.Lanes)
            W.Store(W.Fma(W.Load(ref f[n], 0) * (14.0 / 15), W.Load(ref p[n], 0), W.Load(ref pull[n], 0)), ref pull[n], 0);
    }
}
