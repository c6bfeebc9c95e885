using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// Moments P_bq = Σ_e φ_b(e) f_q(e) of an atom's edges to one species, f_q being angular functions, and back. They lie in blocks of four q, b by b. A lane is an edge; planes of <c>stride</c> entries.
/// </summary>
/// <remarks>Channels are mixtures of φ_b, and to mix comes after the sum over edges: what an edge costs does not know how many channels there are.</remarks>
static unsafe class AceMomentLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>P of edges from begin to end.</summary>
    /// <param name="blocks">Of four angular functions.</param>
    [MethodImpl(Law)]
    internal static void Gather(int begin, int end, int stride, int functions, int blocks, S* basis, S* angles, S* moments)
    {
        for (var q = 0; q < blocks; q++, angles += 4 * stride, moments += 4 * functions)
        {
            for (var b = 0; b < functions; b += 2)
            {
                W a0 = W.Zero, a1 = W.Zero, a2 = W.Zero, a3 = W.Zero, b0 = W.Zero, b1 = W.Zero, b2 = W.Zero, b3 = W.Zero;
                var two = b + 1 < functions;
                S* p = basis + b * stride, next = two ? p + stride : p;
                for (var e = begin; e < end; e += W.Lanes)
                {
                    W u = W.Load(ref p[e], 0), v = W.Load(ref next[e], 0);
                    var f = angles + e;
                    W f0 = W.Load(ref f[0], 0), f1 = W.Load(ref f[stride], 0), f2 = W.Load(ref f[2 * stride], 0), f3 = W.Load(ref f[3 * stride], 0);
                    a0 = W.Fma(u, f0, a0);
                    a1 = W.Fma(u, f1, a1);
                    a2 = W.Fma(u, f2, a2);
                    a3 = W.Fma(u, f3, a3);
                    b0 = W.Fma(v, f0, b0);
                    b1 = W.Fma(v, f1, b1);
                    b2 = W.Fma(v, f2, b2);
                    b3 = W.Fma(v, f3, b3);
                }
                FourSums<W, S>.Store(a0, a1, a2, a3, moments + 4 * b);
                if (two)
                    FourSums<W, S>.Store(b0, b1, b2, b3, moments + 4 * b + 4);
            }
        }
    }

    /// <summary>From P̄ to f̄_q = Σ_b P̄_bq φ_b, and along = Σ_bq P̄_bq φ_b′ f_q.</summary>
    [MethodImpl(Law)]
    internal static void Pull(int begin, int end, int stride, int functions, int blocks, S* bars, S* basis, S* slopes, S* angles, S* angleBars, S* along)
    {
        for (var q = 0; q < blocks; q++, angles += 4 * stride, angleBars += 4 * stride, bars += 4 * functions)
        {
            for (var e = begin; e < end; e += W.Lanes)
            {
                W g0 = W.Zero, g1 = W.Zero, g2 = W.Zero, g3 = W.Zero, s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                S* v = basis + e, s = slopes + e, c = bars;
                for (var b = 0; b < functions; b++, v += stride, s += stride, c += 4)
                {
                    W t = W.Load(ref v[0], 0), u = W.Load(ref s[0], 0);
                    W c0 = W.Broadcast(c[0]), c1 = W.Broadcast(c[1]), c2 = W.Broadcast(c[2]), c3 = W.Broadcast(c[3]);
                    g0 = W.Fma(c0, t, g0);
                    s0 = W.Fma(c0, u, s0);
                    g1 = W.Fma(c1, t, g1);
                    s1 = W.Fma(c1, u, s1);
                    g2 = W.Fma(c2, t, g2);
                    s2 = W.Fma(c2, u, s2);
                    g3 = W.Fma(c3, t, g3);
                    s3 = W.Fma(c3, u, s3);
                }
                S* to = angleBars + e, f = angles + e;
                W.Store(g0, ref to[0], 0);
                W.Store(g1, ref to[stride], 0);
                W.Store(g2, ref to[2 * stride], 0);
                W.Store(g3, ref to[3 * stride], 0);
                s0 = W.Fma(s1, W.Load(ref f[stride], 0), s0 * W.Load(ref f[0], 0));
                s2 = W.Fma(s3, W.Load(ref f[3 * stride], 0), s2 * W.Load(ref f[2 * stride], 0));
                var sum = s0 + s2;
                if (q > 0)
                    sum += W.Load(ref along[e], 0);
                W.Store(sum, ref along[e], 0);
            }
        }
    }

    /// <summary>Planes times one plane, edge by edge.</summary>
    [MethodImpl(Law)]
    internal static void Weigh(int count, int planes, int stride, S* weights, S* from, S* to)
    {
        for (var p = 0; p < planes; p++, from += stride, to += stride)
        {
            for (var e = 0; e < count; e += W.Lanes)
                W.Store(W.Load(ref weights[e], 0) * W.Load(ref from[e], 0), ref to[e], 0);
        }
    }

    /// <summary>Planes added to others.</summary>
    [MethodImpl(Law)]
    internal static void Add(int count, int planes, int stride, S* from, S* to)
    {
        for (var p = 0; p < planes; p++, from += stride, to += stride)
        {
            for (var e = 0; e < count; e += W.Lanes)
                W.Store(W.Load(ref from[e], 0) + W.Load(ref to[e], 0), ref to[e], 0);
        }
    }

    /// <summary>x_k = x_k · factors_k; a whole number of vectors is touched.</summary>
    [MethodImpl(Law)]
    internal static void Scale(int count, S* factors, S* x)
    {
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(W.Load(ref x[k], 0) * W.Load(ref factors[k], 0), ref x[k], 0);
    }
}
