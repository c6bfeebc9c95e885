using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// From the moments of <see cref="AceMomentLaws{W, S}"/> to the components A_lm of every channel. A lane is a channel; <c>width</c> of them, a whole number of vectors; components are <c>stride</c> apart. Coefficients of a
/// pair of species are [b, l, k], their rows of b <c>row</c> apart.
/// </summary>
static unsafe class AceMixingLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>A[m, k] = Σ_b C[b, k] P[b, m], or more by that, of one degree. Two components and four vectors of channels at a time, then two; where there is one, it is both.</summary>
    /// <param name="places">Where the moments of each component start; those of the next b are four further on.</param>
    internal static void Mix(bool more, int functions, int row, int components, int width, int stride, int* places, S* coefficients, S* moments, S* sums)
    {
        var wide = width / (4 * W.Lanes) * (4 * W.Lanes);
        if (wide > 0)
            MixWide(more, functions, row, components, wide, stride, places, coefficients, moments, sums);
        if (wide < width)
            MixNarrow(more, functions, row, components, wide, width, stride, places, coefficients, moments, sums);
    }

    [MethodImpl(Law)]
    static void MixWide(bool more, int functions, int row, int components, int width, int stride, int* places, S* coefficients, S* moments, S* sums)
    {
        for (var m = 0; m < components; m += 2)
        {
            var last = Math.Min(m + 1, components - 1);
            for (var c = 0; c < width; c += 4 * W.Lanes)
            {
                W a0 = W.Zero, a1 = W.Zero, a2 = W.Zero, a3 = W.Zero, b0 = W.Zero, b1 = W.Zero, b2 = W.Zero, b3 = W.Zero;
                S* x = coefficients + c, p = moments + places[m], q = moments + places[last];
                for (var b = 0; b < functions; b++, x += row, p += 4, q += 4)
                {
                    W f = W.Broadcast(*p), g = W.Broadcast(*q);
                    W x0 = W.Load(ref x[0], 0), x1 = W.Load(ref x[W.Lanes], 0), x2 = W.Load(ref x[2 * W.Lanes], 0), x3 = W.Load(ref x[3 * W.Lanes], 0);
                    a0 = W.Fma(x0, f, a0);
                    a1 = W.Fma(x1, f, a1);
                    a2 = W.Fma(x2, f, a2);
                    a3 = W.Fma(x3, f, a3);
                    b0 = W.Fma(x0, g, b0);
                    b1 = W.Fma(x1, g, b1);
                    b2 = W.Fma(x2, g, b2);
                    b3 = W.Fma(x3, g, b3);
                }
                Finish(more, sums + last * stride + c, b0, b1, b2, b3, sums + m * stride + c, a0, a1, a2, a3);
            }
        }
    }

    // All are read before any is written: where the two are the same, they are written twice alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(bool more, S* one, W a0, W a1, W a2, W a3, S* other, W b0, W b1, W b2, W b3)
    {
        if (more)
        {
            a0 += W.Load(ref one[0], 0);
            a1 += W.Load(ref one[W.Lanes], 0);
            a2 += W.Load(ref one[2 * W.Lanes], 0);
            a3 += W.Load(ref one[3 * W.Lanes], 0);
            b0 += W.Load(ref other[0], 0);
            b1 += W.Load(ref other[W.Lanes], 0);
            b2 += W.Load(ref other[2 * W.Lanes], 0);
            b3 += W.Load(ref other[3 * W.Lanes], 0);
        }
        W.Store(a0, ref one[0], 0);
        W.Store(a1, ref one[W.Lanes], 0);
        W.Store(a2, ref one[2 * W.Lanes], 0);
        W.Store(a3, ref one[3 * W.Lanes], 0);
        W.Store(b0, ref other[0], 0);
        W.Store(b1, ref other[W.Lanes], 0);
        W.Store(b2, ref other[2 * W.Lanes], 0);
        W.Store(b3, ref other[3 * W.Lanes], 0);
    }

    [MethodImpl(Law)]
    static void MixNarrow(bool more, int functions, int row, int components, int from, int width, int stride, int* places, S* coefficients, S* moments, S* sums)
    {
        for (var m = 0; m < components; m += 2)
        {
            var last = Math.Min(m + 1, components - 1);
            S* one = sums + m * stride, other = sums + last * stride;
            for (var c = from; c < width; c += 2 * W.Lanes)
            {
                W a0 = W.Zero, a1 = W.Zero, b0 = W.Zero, b1 = W.Zero;
                var next = c + W.Lanes < width ? c + W.Lanes : c;
                S* x = coefficients + c, y = coefficients + next, p = moments + places[m], q = moments + places[last];
                for (var b = 0; b < functions; b++, x += row, y += row, p += 4, q += 4)
                {
                    W u = W.Load(ref x[0], 0), v = W.Load(ref y[0], 0), f = W.Broadcast(*p), g = W.Broadcast(*q);
                    a0 = W.Fma(u, f, a0);
                    a1 = W.Fma(v, f, a1);
                    b0 = W.Fma(u, g, b0);
                    b1 = W.Fma(v, g, b1);
                }
                if (more)
                    (a0, a1, b0, b1) = (a0 + W.Load(ref one[c], 0), a1 + W.Load(ref one[next], 0), b0 + W.Load(ref other[c], 0), b1 + W.Load(ref other[next], 0));
                W.Store(a0, ref one[c], 0);
                W.Store(a1, ref one[next], 0);
                W.Store(b0, ref other[c], 0);
                W.Store(b1, ref other[next], 0);
            }
        }
    }

    /// <summary>R_k = Σ_b φ_b C[b, k] and its slope, of one edge; <paramref name="stride"/> apart are its φ_b and their slopes.</summary>
    [MethodImpl(Law)]
    internal static void Radial(int functions, int stride, int row, S* basis, S* slopes, S* coefficients, S* values, S* changes)
    {
        for (var c = 0; c < row; c += W.Lanes)
        {
            W a = W.Zero, b = W.Zero;
            S* from = coefficients + c, p = basis, q = slopes;
            for (var k = 0; k < functions; k++, from += row, p += stride, q += stride)
            {
                var w = W.Load(ref from[0], 0);
                a = W.Fma(W.Broadcast(*p), w, a);
                b = W.Fma(W.Broadcast(*q), w, b);
            }
            W.Store(a, ref values[c], 0);
            W.Store(b, ref changes[c], 0);
        }
    }
}
