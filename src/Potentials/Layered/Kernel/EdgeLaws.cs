using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Angular functions of edges with their gradients, and sums over functions. A lane is an edge; planes of <c>stride</c> entries.</summary>
static unsafe class EdgeLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// Y_lm of unit vectors and their gradients by the edge vector, of one (l, m) with m ≥ 0: real part and, for m > 0, imaginary part, made of the polynomials that
    /// <see cref="Angular.HarmonicLaws{W, S}"/> has computed. ∂Y/∂r = (g − û (û·g))/d with the gradient g by the unit vector.
    /// </summary>
    /// <param name="z">Z_lm.</param>
    /// <param name="next">Z_l,m+1; anything where m = l, whose slope is zero.</param>
    /// <param name="powers">(x + iy)^m and (x + iy)^(m−1): real and imaginary planes of each.</param>
    [MethodImpl(Law)]
    internal static void Harmonic(int count, int m, double factor, double slope, S* x, S* y, S* uz, S* inverse, S* z, S* next, S* powers, nint stride, bool imaginary, S* value, S* gx, S* gy, S* gz)
    {
        S* re = powers + (imaginary ? stride : 0), im = powers + (imaginary ? 0 : stride), before = re + 2 * stride, beforeOther = im + 2 * stride;
        // Of c = Re (x + iy)^m: ∂x c = m c', ∂y c = −m s'; of s: ∂x s = m s', ∂y s = m c'.
        double along = m, across = imaginary ? m : -m;
        for (var e = 0; e < count; e += W.Lanes)
        {
            W a = W.Load(ref x[e], 0), b = W.Load(ref y[e], 0), c = W.Load(ref uz[e], 0);
            W p = W.Load(ref z[e], 0) * factor, power = W.Load(ref re[e], 0);
            W.Store(p * power, ref value[e], 0);
            W dx = p * W.Load(ref before[e], 0) * along, dy = p * W.Load(ref beforeOther[e], 0) * across, dz = W.Load(ref next[e], 0) * power * (factor * slope);
            W i = W.Load(ref inverse[e], 0), radial = W.Fma(a, dx, W.Fma(b, dy, c * dz));
            W.Store(W.Fnma(radial, a, dx) * i, ref gx[e], 0);
            W.Store(W.Fnma(radial, b, dy) * i, ref gy[e], 0);
            W.Store(W.Fnma(radial, c, dz) * i, ref gz[e], 0);
        }
    }

    /// <summary>From (x + iy)^m and (x + iy)^(m−1) to the next: planes re, im, re', im'.</summary>
    [MethodImpl(Law)]
    internal static void Raise(int count, nint stride, S* x, S* y, S* powers)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            var p = powers + e;
            W c = W.Load(ref p[0], 0), s = W.Load(ref p[stride], 0), a = W.Load(ref x[e], 0), b = W.Load(ref y[e], 0);
            W.Store(c, ref p[2 * stride], 0);
            W.Store(s, ref p[3 * stride], 0);
            W.Store(W.Fnma(s, b, c * a), ref p[0], 0);
            W.Store(W.Fma(s, a, c * b), ref p[stride], 0);
        }
    }

    /// <summary>ẏ[f] = gx[f] vx + gy[f] vy + gz[f] vz of all functions; the three gradients of one function are planes <paramref name="part"/> apart.</summary>
    [MethodImpl(Law)]
    internal static void Along(int functions, int count, nint stride, nint part, S* gradients, S* vx, S* vy, S* vz, S* tangents)
    {
        for (var f = 0; f < functions; f++, gradients += stride, tangents += stride)
        {
            for (var e = 0; e < count; e += W.Lanes)
            {
                S* g = gradients + e;
                W.Store(W.Fma(W.Load(ref g[0], 0), W.Load(ref vx[e], 0), W.Fma(W.Load(ref g[part], 0), W.Load(ref vy[e], 0), W.Load(ref g[2 * part], 0) * W.Load(ref vz[e], 0))), ref tangents[e], 0);
            }
        }
    }

    /// <summary>φ̇_b = φ′_b ṙ with ṙ = û·v.</summary>
    [MethodImpl(Law)]
    internal static void AlongRadius(int functions, int count, nint stride, S* slopes, S* x, S* y, S* z, S* vx, S* vy, S* vz, S* tangents)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W rate = W.Fma(W.Load(ref x[e], 0), W.Load(ref vx[e], 0), W.Fma(W.Load(ref y[e], 0), W.Load(ref vy[e], 0), W.Load(ref z[e], 0) * W.Load(ref vz[e], 0)));
            S* from = slopes + e, to = tangents + e;
            for (var b = 0; b < functions; b++, from += stride, to += stride)
                W.Store(W.Load(ref from[0], 0) * rate, ref to[0], 0);
        }
    }

    /// <summary>g = û Σ_b φ̄_b φ′_b + Σ_f Ȳ_f ∂Y_f, eV/Å.</summary>
    [MethodImpl(Law)]
    internal static void Gradient(int functions, int harmonics, int count, nint stride, nint part, S* radialBars, S* slopes, S* bars, S* gradients, S* x, S* y, S* z, S* gx, S* gy, S* gz)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            var along = W.Zero;
            S* p = radialBars + e, q = slopes + e;
            for (var b = 0; b < functions; b++, p += stride, q += stride)
                along = W.Fma(W.Load(ref p[0], 0), W.Load(ref q[0], 0), along);
            W a = along * W.Load(ref x[e], 0), b1 = along * W.Load(ref y[e], 0), c = along * W.Load(ref z[e], 0);
            S* bar = bars + e, g = gradients + e;
            for (var f = 0; f < harmonics; f++, bar += stride, g += stride)
            {
                var w = W.Load(ref bar[0], 0);
                a = W.Fma(w, W.Load(ref g[0], 0), a);
                b1 = W.Fma(w, W.Load(ref g[part], 0), b1);
                c = W.Fma(w, W.Load(ref g[2 * part], 0), c);
            }
            W.Store(a, ref gx[e], 0);
            W.Store(b1, ref gy[e], 0);
            W.Store(c, ref gz[e], 0);
        }
    }

    /// <summary>Planes that are sums of few others: q[n] = Σ_t w_t y[from_t] over t from starts[n] to starts[n + 1].</summary>
    [MethodImpl(Law)]
    internal static void Combine(int planes, int count, nint stride, int* starts, int* from, S* factors, S* y, S* q)
    {
        for (var n = 0; n < planes; n++, q += stride)
        {
            for (var e = 0; e < count; e += W.Lanes)
            {
                var sum = W.Zero;
                for (var t = starts[n]; t < starts[n + 1]; t++)
                    sum = W.Fma(W.Broadcast(factors[t]), W.Load(ref (y + from[t] * stride)[e], 0), sum);
                W.Store(sum, ref q[e], 0);
            }
        }
    }

    /// <summary>The transpose of <see cref="Combine"/>, added: ȳ[from_t] += w_t q̄[n].</summary>
    [MethodImpl(Law)]
    internal static void Part(int planes, int count, nint stride, int* starts, int* from, S* factors, S* bars, S* y)
    {
        for (var n = 0; n < planes; n++, bars += stride)
        {
            for (var t = starts[n]; t < starts[n + 1]; t++)
            {
                var w = W.Broadcast(factors[t]);
                var to = y + from[t] * stride;
                for (var e = 0; e < count; e += W.Lanes)
                    W.Store(W.Fma(w, W.Load(ref bars[e], 0), W.Load(ref to[e], 0)), ref to[e], 0);
            }
        }
    }
}
