using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// From edges to accumulators and back. A lane is an edge of one centre atom, except in sums. Planes of <c>stride</c> entries, ordered as <see cref="Angular.Harmonics"/> has them.
/// </summary>
static unsafe class NepAngularLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>A[lm, n] = Σ_j g_n(j) Y_lm(j), four channels and two functions at a time. The last function goes to two rows where their number is odd.</summary>
    [MethodImpl(Law)]
    internal static void Accumulate(int count, int stride, int channels, int functions, int row, S* g, S* y, S* sums)
    {
        for (var n = 0; n < channels; n += 4)
        {
            S* gn = g + n * stride, to = sums + n;
            for (var lm = 0; lm < functions; lm += 2)
            {
                S* one = y + lm * stride, two = lm + 1 < functions ? one + stride : one, v = gn;
                W a0 = W.Zero, a1 = W.Zero, a2 = W.Zero, a3 = W.Zero, b0 = W.Zero, b1 = W.Zero, b2 = W.Zero, b3 = W.Zero;
                for (var e = 0; e < count; e += W.Lanes, v += W.Lanes)
                {
                    W y0 = W.Load(ref one[e], 0), y1 = W.Load(ref two[e], 0);
                    W g0 = W.Load(ref v[0], 0), g1 = W.Load(ref v[stride], 0), g2 = W.Load(ref v[2 * stride], 0), g3 = W.Load(ref v[3 * stride], 0);
                    a0 = W.Fma(g0, y0, a0);
                    b0 = W.Fma(g0, y1, b0);
                    a1 = W.Fma(g1, y0, a1);
                    b1 = W.Fma(g1, y1, b1);
                    a2 = W.Fma(g2, y0, a2);
                    b2 = W.Fma(g2, y1, b2);
                    a3 = W.Fma(g3, y0, a3);
                    b3 = W.Fma(g3, y1, b3);
                }
                FourSums<W, S>.Store(a0, a1, a2, a3, to + lm * row);
                FourSums<W, S>.Store(b0, b1, b2, b3, to + (lm + 1) * row);
            }
        }
    }

    /// <summary>H_lm = Σ_n g_n P[lm, n] and the same with the slopes of g, four functions at a time.</summary>
    [MethodImpl(Law)]
    internal static void Contract(int count, int stride, int channels, int functions, int row, S* g, S* gSlope, S* pull, S* h, S* hSlope)
    {
        for (var lm = 0; lm < functions; lm += 4)
        {
            S* p = pull + lm * row, to = h + lm * stride, toSlope = hSlope + lm * stride;
            for (var e = 0; e < count; e += W.Lanes)
            {
                W h0 = W.Zero, h1 = W.Zero, h2 = W.Zero, h3 = W.Zero, s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                S* v = g + e, u = gSlope + e, pn = p;
                for (var n = 0; n < channels; n++, v += stride, u += stride, pn++)
                {
                    W gn = W.Load(ref v[0], 0), sn = W.Load(ref u[0], 0);
                    W p0 = W.Broadcast(pn[0]), p1 = W.Broadcast(pn[row]), p2 = W.Broadcast(pn[2 * row]), p3 = W.Broadcast(pn[3 * row]);
                    h0 = W.Fma(p0, gn, h0);
                    s0 = W.Fma(p0, sn, s0);
                    h1 = W.Fma(p1, gn, h1);
                    s1 = W.Fma(p1, sn, s1);
                    h2 = W.Fma(p2, gn, h2);
                    s2 = W.Fma(p2, sn, s2);
                    h3 = W.Fma(p3, gn, h3);
                    s3 = W.Fma(p3, sn, s3);
                }
                W.Store(h0, ref to[e], 0);
                W.Store(h1, ref to[e + stride], 0);
                W.Store(h2, ref to[e + 2 * stride], 0);
                W.Store(h3, ref to[e + 3 * stride], 0);
                W.Store(s0, ref toSlope[e], 0);
                W.Store(s1, ref toSlope[e + stride], 0);
                W.Store(s2, ref toSlope[e + 2 * stride], 0);
                W.Store(s3, ref toSlope[e + 3 * stride], 0);
            }
        }
    }
}
