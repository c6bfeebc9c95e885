using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Angular;

/// <summary>Gradients by the edge of each angular function alone. A lane is an edge of one centre atom. Planes ordered as <see cref="Harmonics"/> has the functions, three axes to a function.</summary>
static unsafe class HarmonicGradientLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Gradients by the unit vector, those of m = 0: dZ/dz alone.</summary>
    [MethodImpl(Law)]
    internal static void First(int count, int stride, int largest, S* slopes, S* polynomials, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            S* next = polynomials + e + (largest + 1) * stride, g = to + e;
            for (var l = 1; l <= largest; l++, next += stride, g += 3 * stride)
            {
                W.Store(W.Zero, ref g[0], 0);
                W.Store(W.Zero, ref g[stride], 0);
                W.Store(W.Broadcast(slopes[l]) * W.Load(ref next[0], 0), ref g[2 * stride], 0);
            }
        }
    }

    /// <summary>Those of m from 1 on, real and imaginary parts: with (x + iy)^m = c + is, ∂c/∂x = m c′, ∂c/∂y = −m s′ and so on, primes being those of m − 1.</summary>
    [MethodImpl(Law)]
    internal static void Others(int count, int stride, int largest, S* slopes, S* polynomials, S* x, S* y, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W ux = W.Load(ref x[e], 0), uy = W.Load(ref y[e], 0), c = W.One, s = W.Zero;
            S* p = polynomials + e + (largest + 1) * stride, g = to + e + 3 * largest * stride, t = slopes + largest + 1;
            for (var m = 1; m <= largest; m++)
            {
                W cosine = W.Fnma(s, uy, c * ux), sine = W.Fma(s, ux, c * uy);
                var next = p + (largest + 1 - m) * stride;
                for (var l = m; l <= largest; l++, p += stride, t++, g += 6 * stride)
                {
                    var z = W.Load(ref p[0], 0) * m;
                    W.Store(z * c, ref g[0], 0);
                    W.Store(-(z * s), ref g[stride], 0);
                    W.Store(z * s, ref g[3 * stride], 0);
                    W.Store(z * c, ref g[4 * stride], 0);
                    var slope = W.Zero;
                    if (l > m)
                    {
                        slope = W.Broadcast(*t) * W.Load(ref next[0], 0);
                        next += stride;
                    }
                    W.Store(slope * cosine, ref g[2 * stride], 0);
                    W.Store(slope * sine, ref g[5 * stride], 0);
                }
                (c, s) = (cosine, sine);
            }
        }
    }

    /// <summary>From gradients by the unit vector û to those by the edge: (v − û (û·v))/d.</summary>
    [MethodImpl(Law)]
    internal static void Project(int count, int stride, int functions, S* inverse, S* x, S* y, S* z, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W ux = W.Load(ref x[e], 0), uy = W.Load(ref y[e], 0), uz = W.Load(ref z[e], 0), i = W.Load(ref inverse[e], 0);
            var g = to + e;
            for (var f = 0; f < functions; f++, g += 3 * stride)
            {
                W vx = W.Load(ref g[0], 0), vy = W.Load(ref g[stride], 0), vz = W.Load(ref g[2 * stride], 0);
                var dot = W.Fma(ux, vx, W.Fma(uy, vy, uz * vz));
                W.Store(W.Fnma(dot, ux, vx) * i, ref g[0], 0);
                W.Store(W.Fnma(dot, uy, vy) * i, ref g[stride], 0);
                W.Store(W.Fnma(dot, uz, vz) * i, ref g[2 * stride], 0);
            }
        }
    }
}
