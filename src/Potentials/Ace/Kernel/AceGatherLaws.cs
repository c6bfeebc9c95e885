using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>From edges to the components A_lm of their centre, and back. A lane is a channel. Channels come in rows of <c>width</c>, a whole number of vectors.</summary>
static unsafe class AceGatherLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>R[e, c] = Σ_b φ_b(e) C[b, c] of two edges, c running over degrees and channels. The second may be the first.</summary>
    [MethodImpl(Law)]
    internal static void Radial(int functions, int stride, int width, S* first, S* second, S* coefficients, S* one, S* two)
    {
        for (var c = 0; c < width; c += W.Lanes)
        {
            W a = W.Zero, b = W.Zero;
            S* from = coefficients + c, p = first, q = second;
            for (var k = 0; k < functions; k++, from += width, p += stride, q += stride)
            {
                var w = W.Load(ref from[0], 0);
                a = W.Fma(W.Broadcast(*p), w, a);
                b = W.Fma(W.Broadcast(*q), w, b);
            }
            W.Store(a, ref one[c], 0);
            W.Store(b, ref two[c], 0);
        }
    }

    /// <summary>A[m, k] = Σ_e Y_m(e) R[e, k] of one degree, for m = 0 … components − 1.</summary>
    /// <param name="radialRow">Distance of the edges' rows of R.</param>
    [MethodImpl(Law)]
    internal static void Gather(int count, int stride, int components, int width, int radialRow, S* y, S* radial, S* sums)
    {
        for (var m = 0; m < components; m++, y += stride, sums += width)
        {
            for (var c = 0; c < width; c += 2 * W.Lanes)
            {
                W a = W.Zero, b = W.Zero;
                var two = c + W.Lanes < width;
                S* r = radial + c, s = two ? r + W.Lanes : r;
                for (var e = 0; e < count; e++, r += radialRow, s += radialRow)
                {
                    var f = W.Broadcast(y[e]);
                    a = W.Fma(f, W.Load(ref r[0], 0), a);
                    b = W.Fma(f, W.Load(ref s[0], 0), b);
                }
                W.Store(a, ref sums[c], 0);
                if (two)
                    W.Store(b, ref sums[c + W.Lanes], 0);
            }
        }
    }

    /// <summary>R̄[e, k] = Σ_m Y_m(e) Ā[m, k] of one degree.</summary>
    [MethodImpl(Law)]
    internal static void PullRadial(int count, int stride, int components, int width, int radialRow, S* y, S* bars, S* radialBars)
    {
        for (var e = 0; e < count; e++, radialBars += radialRow)
        {
            for (var c = 0; c < width; c += W.Lanes)
            {
                var sum = W.Zero;
                S* f = y + e, a = bars + c;
                for (var m = 0; m < components; m++, f += stride, a += width)
                    sum = W.Fma(W.Broadcast(*f), W.Load(ref a[0], 0), sum);
                W.Store(sum, ref radialBars[c], 0);
            }
        }
    }

    /// <summary>Ȳ_m(e) = Σ_k R[e, k] Ā[m, k] of one degree.</summary>
    [MethodImpl(Law)]
    internal static void PullAngles(int count, int stride, int components, int width, int radialRow, S* radial, S* bars, S* yBars)
    {
        for (var e = 0; e < count; e++, radial += radialRow)
        {
            S* a = bars, to = yBars + e;
            for (var m = 0; m < components; m++, a += width, to += stride)
            {
                var sum = W.Zero;
                for (var c = 0; c < width; c += W.Lanes)
                    sum = W.Fma(W.Load(ref radial[c], 0), W.Load(ref a[c], 0), sum);
                *to = W.Sum(sum);
            }
        }
    }

    /// <summary>φ̄_b(e) = Σ_c R̄[e, c] C[b, c] of one edge.</summary>
    [MethodImpl(Law)]
    internal static void PullBasis(int functions, int stride, int width, S* radialBars, S* coefficients, S* bars)
    {
        for (var b = 0; b < functions; b++, coefficients += width, bars += stride)
        {
            var sum = W.Zero;
            for (var c = 0; c < width; c += W.Lanes)
                sum = W.Fma(W.Load(ref radialBars[c], 0), W.Load(ref coefficients[c], 0), sum);
            *bars = W.Sum(sum);
        }
    }
}
