using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// From edges to accumulators and back. A lane is an edge of one centre atom, except in sums. Planes of <c>stride</c> entries, ordered as <see cref="Harmonics"/> has them.
/// </summary>
static unsafe class NepAngularLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Z_lm(z) and the functions Z_lm(z) (x + iy)^m of unit vectors.</summary>
    [MethodImpl(Law)]
    internal static void Functions(int count, int stride, int largest, S* step, S* back, S* x, S* y, S* z, S* polynomials, S* functions)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W ux = W.Load(ref x[e], 0), uy = W.Load(ref y[e], 0), uz = W.Load(ref z[e], 0);
            W c = W.One, s = W.Zero;
            S* p = polynomials + e, f = functions + e, a = step, b = back;
            for (var m = 0; m <= largest; m++)
            {
                W before = W.Zero, now = W.One;
                for (var l = m; l <= largest; l++, p += stride, a++, b++)
                {
                    if (l > m)
                        (before, now) = (now, W.Fnma(W.Broadcast(*b), before, W.Broadcast(*a) * uz * now));
                    W.Store(now, ref p[0], 0);
                    if (l == 0)
                        continue;
                    W.Store(now * c, ref f[0], 0);
                    f += stride;
                    if (m == 0)
                        continue;
                    W.Store(now * s, ref f[0], 0);
                    f += stride;
                }
                (c, s) = (W.Fnma(s, uy, c * ux), W.Fma(s, ux, c * uy));
            }
        }
    }

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

    /// <summary>
    /// The part of m = 0: along += Σ_l H′ Z, and the gradient by the unit vector's z, Σ_l H dZ/dz, into gz; gx and gy are set to zero.
    /// </summary>
    [MethodImpl(Law)]
    internal static void GradientOfFirst(int count, int stride, int largest, S* slopes, S* polynomials, S* h, S* hSlope, S* along, S* gx, S* gy, S* gz)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W a = W.Load(ref along[e], 0), vz = W.Zero;
            S* p = polynomials + e + stride, next = polynomials + e + (largest + 1) * stride, v = h + e, u = hSlope + e, t = slopes + 1;
            for (var l = 1; l <= largest; l++, p += stride, next += stride, v += stride, u += stride, t++)
            {
                a = W.Fma(W.Load(ref u[0], 0), W.Load(ref p[0], 0), a);
                vz = W.Fma(W.Load(ref v[0], 0), W.Broadcast(*t) * W.Load(ref next[0], 0), vz);
            }
            W.Store(a, ref along[e], 0);
            W.Store(W.Zero, ref gx[e], 0);
            W.Store(W.Zero, ref gy[e], 0);
            W.Store(vz, ref gz[e], 0);
        }
    }

    /// <summary>The parts of m from 1 on, added: with α = Σ_l H^re Z, β = Σ_l H^im Z the gradient by x is m Re((α − iβ)(x + iy)^(m−1)), and so on.</summary>
    [MethodImpl(Law)]
    internal static void Gradient(
        int count, int stride, int largest, S* slopes, S* polynomials, S* h, S* hSlope, S* x, S* y, S* along, S* gx, S* gy, S* gz)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W ux = W.Load(ref x[e], 0), uy = W.Load(ref y[e], 0);
            W a = W.Load(ref along[e], 0), vx = W.Load(ref gx[e], 0), vy = W.Load(ref gy[e], 0), vz = W.Load(ref gz[e], 0);
            W c = W.One, s = W.Zero;
            S* p = polynomials + e + (largest + 1) * stride, v = h + e + largest * stride, u = hSlope + e + largest * stride, t = slopes + largest + 1;
            for (var m = 1; m <= largest; m++)
            {
                W re = W.Zero, im = W.Zero, reSlope = W.Zero, imSlope = W.Zero, reZ = W.Zero, imZ = W.Zero;
                var next = p + (largest + 1 - m) * stride;
                for (var l = m; l <= largest; l++, p += stride, v += 2 * stride, u += 2 * stride, t++)
                {
                    W z = W.Load(ref p[0], 0), hr = W.Load(ref v[0], 0), hi = W.Load(ref v[stride], 0);
                    re = W.Fma(hr, z, re);
                    im = W.Fma(hi, z, im);
                    reSlope = W.Fma(W.Load(ref u[0], 0), z, reSlope);
                    imSlope = W.Fma(W.Load(ref u[stride], 0), z, imSlope);
                    if (l == m)
                        continue;
                    var dz = W.Broadcast(*t) * W.Load(ref next[0], 0);
                    next += stride;
                    reZ = W.Fma(hr, dz, reZ);
                    imZ = W.Fma(hi, dz, imZ);
                }
                var times = W.Const(m);
                vx = W.Fma(times, W.Fma(re, c, im * s), vx);
                vy = W.Fma(times, W.Fnma(re, s, im * c), vy);
                (c, s) = (W.Fnma(s, uy, c * ux), W.Fma(s, ux, c * uy));
                a = W.Fma(reSlope, c, W.Fma(imSlope, s, a));
                vz = W.Fma(reZ, c, W.Fma(imZ, s, vz));
            }
            W.Store(a, ref along[e], 0);
            W.Store(vx, ref gx[e], 0);
            W.Store(vy, ref gy[e], 0);
            W.Store(vz, ref gz[e], 0);
        }
    }

    /// <summary>∂U/∂r = along û + (v − û (û·v))/d, from the gradient v by the unit vector, in place of v.</summary>
    [MethodImpl(Law)]
    internal static void Finish(int count, S* inverse, S* along, S* x, S* y, S* z, S* gx, S* gy, S* gz)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W ux = W.Load(ref x[e], 0), uy = W.Load(ref y[e], 0), uz = W.Load(ref z[e], 0), i = W.Load(ref inverse[e], 0);
            W vx = W.Load(ref gx[e], 0), vy = W.Load(ref gy[e], 0), vz = W.Load(ref gz[e], 0);
            var dot = W.Fma(ux, vx, W.Fma(uy, vy, uz * vz));
            var a = W.Fnma(dot, i, W.Load(ref along[e], 0));
            W.Store(W.Fma(vx, i, a * ux), ref gx[e], 0);
            W.Store(W.Fma(vy, i, a * uy), ref gy[e], 0);
            W.Store(W.Fma(vz, i, a * uz), ref gz[e], 0);
        }
    }
}
