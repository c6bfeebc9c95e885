using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// From the moments of <see cref="AceMomentLaws{W, S}"/> to the components A_lm of every channel, and back. A lane is a channel; <c>width</c> of them, a whole number of vectors. Coefficients of a pair of
/// species are [b, l, k], their rows of b <c>row</c> apart.
/// </summary>
static unsafe class AceMixingLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>A[m, k] = Σ_b C[b, k] P[b, m], or more by that, of one degree. Two components and two vectors of channels at a time; where there is one, it is both.</summary>
    /// <param name="places">Where the moments of each component start; those of the next b are four further on.</param>
    [MethodImpl(Law)]
    internal static void Mix(bool more, int functions, int row, int components, int width, int* places, S* coefficients, S* moments, S* sums)
    {
        for (var m = 0; m < components; m += 2)
        {
            var last = Math.Min(m + 1, components - 1);
            S* p0 = moments + places[m], q0 = moments + places[last], one = sums + m * width, other = sums + last * width;
            for (var c = 0; c < width; c += 2 * W.Lanes)
            {
                W a0 = W.Zero, a1 = W.Zero, b0 = W.Zero, b1 = W.Zero;
                var next = c + W.Lanes < width ? c + W.Lanes : c;
                if (more)
                    (a0, a1, b0, b1) = (W.Load(ref one[c], 0), W.Load(ref one[next], 0), W.Load(ref other[c], 0), W.Load(ref other[next], 0));
                S* x = coefficients + c, y = coefficients + next, p = p0, q = q0;
                for (var b = 0; b < functions; b++, x += row, y += row, p += 4, q += 4)
                {
                    W u = W.Load(ref x[0], 0), v = W.Load(ref y[0], 0), f = W.Broadcast(*p), g = W.Broadcast(*q);
                    a0 = W.Fma(u, f, a0);
                    a1 = W.Fma(v, f, a1);
                    b0 = W.Fma(u, g, b0);
                    b1 = W.Fma(v, g, b1);
                }
                W.Store(a0, ref one[c], 0);
                W.Store(a1, ref one[next], 0);
                W.Store(b0, ref other[c], 0);
                W.Store(b1, ref other[next], 0);
            }
        }
    }

    /// <summary>P̄[b, q] = Σ_k C[b, l, k] Ā[lm, k].</summary>
    /// <param name="blocks">Of four moments.</param>
    /// <param name="degrees">By moment: where the coefficients of its degree start in a row.</param>
    /// <param name="components">By moment: where its component starts in the cotangents.</param>
    [MethodImpl(Law)]
    internal static void Pull(int functions, int row, int blocks, int width, int* degrees, int* components, S* coefficients, S* cotangents, S* bars)
    {
        for (var q = 0; q < blocks; q++, degrees += 4, components += 4)
        {
            S* x0 = cotangents + components[0], x1 = cotangents + components[1], x2 = cotangents + components[2], x3 = cotangents + components[3];
            nint d0 = degrees[0], d1 = degrees[1], d2 = degrees[2], d3 = degrees[3];
            var c = coefficients;
            for (var b = 0; b < functions; b++, c += row, bars += 4)
            {
                W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                for (nint k = 0; k < width; k += W.Lanes)
                {
                    s0 = W.Fma(W.Load(ref x0[k], 0), W.Load(ref c[d0 + k], 0), s0);
                    s1 = W.Fma(W.Load(ref x1[k], 0), W.Load(ref c[d1 + k], 0), s1);
                    s2 = W.Fma(W.Load(ref x2[k], 0), W.Load(ref c[d2 + k], 0), s2);
                    s3 = W.Fma(W.Load(ref x3[k], 0), W.Load(ref c[d3 + k], 0), s3);
                }
                FourSums<W, S>.Store(s0, s1, s2, s3, bars);
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
