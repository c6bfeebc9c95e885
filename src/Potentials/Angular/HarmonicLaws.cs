using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Angular;

/// <summary>
/// Angular functions of edges, and gradients of what is made of them. A lane is an edge of one centre atom. Planes of <c>stride</c> entries, ordered as <see cref="Harmonics"/> has them.
/// </summary>
static unsafe class HarmonicLaws<W, S>
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
