using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>What is computed edge by edge from the distance. A lane is an edge of one centre atom; null edges are computed too and come out as zero.</summary>
static unsafe class NepEdgeLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Distances (in place of their squares), their inverses, and directions in place of vectors.</summary>
    [MethodImpl(Law)]
    internal static void Directions(int total, S* x, S* y, S* z, S* r, S* inverse)
    {
        for (var k = 0; k < total; k += W.Lanes)
        {
            var d = W.Sqrt(W.Load(ref r[k], 0));
            var i = W.Inverse(d);
            W.Store(d, ref r[k], 0);
            W.Store(i, ref inverse[k], 0);
            W.Store(W.Load(ref x[k], 0) * i, ref x[k], 0);
            W.Store(W.Load(ref y[k], 0) * i, ref y[k], 0);
            W.Store(W.Load(ref z[k], 0) * i, ref z[k], 0);
        }
    }

    /// <summary>
    /// fc = ½ + ½ cos(π d/rc) and the Chebyshev functions' argument x = 2(d/rc − 1)² − 1, with their slopes by d; beyond the cutoff fc and its slope are zero and x is −1.
    /// </summary>
    [MethodImpl(Law)]
    internal static void Cutoff(int begin, int end, double cutoff, S* r, S* x, S* xSlope, S* f, S* fSlope)
    {
        W limit = W.Const(cutoff), inverse = W.Const(1 / cutoff);
        for (var k = begin; k < end; k += W.Lanes)
        {
            var d = W.Load(ref r[k], 0);
            var within = W.Less(d, limit);
            var t = W.Min(d * inverse, W.One);
            var s = t - 1;
            W.Store(W.Fma(s + s, s, W.Const(-1)), ref x[k], 0);
            W.Store(s * inverse * 4, ref xSlope[k], 0);
            // cos πt = −sin πu and sin πt = cos πu.
            var u = t - 0.5;
            var square = u * u;
            W.Store(W.Select(within, W.FmaS(u * SineOver(square), -0.5, W.Const(0.5)), W.Zero), ref f[k], 0);
            W.Store(W.Select(within, Cosine(square) * inverse * (-0.5 * Math.PI), W.Zero), ref fSlope[k], 0);
        }
    }

    // Through Chebyshev's nodes in z = u² on |u| ≤ ½, where the general functions spend half of their time on arguments that do not occur: within 2e-16, or 3e-10 of single.

    /// <summary>sin(πu)/u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W SineOver(W z)
    {
        if (typeof(S) == typeof(float))
        {
            var q = W.Fma(W.Const(-0.007028303855203096), z, W.Const(0.08205035020147247));
            q = W.Fma(W.Fma(q, z, W.Const(-0.599252186531583)), z, W.Const(2.550163317938427));
            return W.Fma(W.Fma(q, z, W.Const(-5.167712764593)), z, W.Const(3.141592653536132));
        }
        var p = W.Fma(W.Const(7.697826768224191e-07), z, W.Const(-2.1903497074626018e-05));
        p = W.Fma(W.Fma(p, z, W.Const(0.0004662998161898394)), z, W.Const(-0.007370430505916944));
        p = W.Fma(W.Fma(p, z, W.Const(0.0821458865731029)), z, W.Const(-0.5992645293189447));
        p = W.Fma(W.Fma(p, z, W.Const(2.5501640398773007)), z, W.Const(-5.167712780049969));
        return W.Fma(p, z, W.Const(3.141592653589793));
    }

    /// <summary>cos(πu).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Cosine(W z)
    {
        if (typeof(S) == typeof(float))
        {
            var q = W.Fma(W.Const(-0.024395932097550446), z, W.Const(0.2349370685950865));
            q = W.Fma(W.Fma(q, z, W.Const(-1.3352119493905503)), z, W.Const(4.058709154763134));
            return W.Fma(W.Fma(q, z, W.Const(-4.934802136928946)), z, W.Const(0.999999999779154));
        }
        var p = W.Fma(W.Const(4.149564353942586e-06), z, W.Const(-0.00010456655338748738));
        p = W.Fma(W.Fma(p, z, W.Const(0.0019295562724817132)), z, W.Const(-0.025806888737002202));
        p = W.Fma(W.Fma(p, z, W.Const(0.23533063012953284)), z, W.Const(-1.335262768843447));
        p = W.Fma(W.Fma(p, z, W.Const(4.058712126416497)), z, W.Const(-4.934802200544676));
        return W.Fma(p, z, W.One);
    }

    /// <summary>sums[k] += Σ fc T_k, lane by lane; one vector for each k.</summary>
    [MethodImpl(Law)]
    internal static void ChebyshevSums(int begin, int end, int functions, S* x, S* f, S* sums)
    {
        for (var e = begin; e < end; e += W.Lanes)
        {
            W argument = W.Load(ref x[e], 0), now = W.Load(ref f[e], 0), twice = argument + argument;
            // T_−1 = T_1 = x.
            var before = now * argument;
            for (var k = 0; k < functions; k++)
            {
                ref var sum = ref sums[k * W.Lanes];
                W.Store(W.Load(ref sum, 0) + now, ref sum, 0);
                (before, now) = (now, W.Fma(twice, now, -before));
            }
        }
    }

    /// <summary>The sums over lanes of <paramref name="count"/> vectors, a multiple of four.</summary>
    [MethodImpl(Law)]
    internal static void Reduce(int count, S* sums, S* to)
    {
        for (var k = 0; k < count; k += 4, sums += 4 * W.Lanes)
            FourSums<W, S>.Store(W.Load(ref sums[0], 0), W.Load(ref sums[W.Lanes], 0), W.Load(ref sums[2 * W.Lanes], 0), W.Load(ref sums[3 * W.Lanes], 0), to + k);
    }

    /// <summary>fc T_k and its slope by d, a plane of <paramref name="stride"/> entries for each k.</summary>
    [MethodImpl(Law)]
    internal static void Chebyshev(int begin, int end, int functions, int stride, S* x, S* xSlope, S* f, S* fSlope, S* value, S* slope)
    {
        for (var e = begin; e < end; e += W.Lanes)
        {
            W argument = W.Load(ref x[e], 0), descent = W.Load(ref xSlope[e], 0), now = W.Load(ref f[e], 0), nowSlope = W.Load(ref fSlope[e], 0);
            W twice = argument + argument, twiceDescent = descent + descent;
            W before = now * argument, beforeSlope = W.Fma(descent, now, argument * nowSlope);
            S* v = value + e, s = slope + e;
            for (var k = 0; k < functions; k++, v += stride, s += stride)
            {
                W.Store(now, ref v[0], 0);
                W.Store(nowSlope, ref s[0], 0);
                // The recurrence and its derivative.
                var nextSlope = W.Fma(twiceDescent, now, W.Fma(twice, nowSlope, -beforeSlope));
                var next = W.Fma(twice, now, -before);
                (before, beforeSlope, now, nowSlope) = (now, nowSlope, next, nextSlope);
            }
        }
    }

    /// <summary>along += Σ_k c_k (fc T_k)′.</summary>
    [MethodImpl(Law)]
    internal static void ChebyshevSlope(int begin, int end, int functions, S* c, S* x, S* xSlope, S* f, S* fSlope, S* along)
    {
        for (var e = begin; e < end; e += W.Lanes)
        {
            W argument = W.Load(ref x[e], 0), descent = W.Load(ref xSlope[e], 0), now = W.Load(ref f[e], 0), nowSlope = W.Load(ref fSlope[e], 0);
            W twice = argument + argument, twiceDescent = descent + descent;
            W before = now * argument, beforeSlope = W.Fma(descent, now, argument * nowSlope);
            var sum = W.Load(ref along[e], 0);
            for (var k = 0; k < functions; k++)
            {
                sum = W.Fma(W.Broadcast(c[k]), nowSlope, sum);
                var nextSlope = W.Fma(twiceDescent, now, W.Fma(twice, nowSlope, -beforeSlope));
                var next = W.Fma(twice, now, -before);
                (before, beforeSlope, now, nowSlope) = (now, nowSlope, next, nextSlope);
            }
            W.Store(sum, ref along[e], 0);
        }
    }

    /// <summary>
    /// g_n = Σ_k c[k, n] fc T_k and its slope for four channels n at a time. Coefficients lie in blocks of four channels, k by k.
    /// </summary>
    [MethodImpl(Law)]
    internal static void Channels(int begin, int end, int channels, int functions, int stride, S* c, S* value, S* slope, S* g, S* gSlope)
    {
        for (var n = 0; n < channels; n += 4, c += 4 * functions)
        {
            for (var e = begin; e < end; e += W.Lanes)
            {
                W g0 = W.Zero, g1 = W.Zero, g2 = W.Zero, g3 = W.Zero, s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                S* v = value + e, s = slope + e, ck = c;
                for (var k = 0; k < functions; k++, v += stride, s += stride, ck += 4)
                {
                    W t = W.Load(ref v[0], 0), u = W.Load(ref s[0], 0);
                    W c0 = W.Broadcast(ck[0]), c1 = W.Broadcast(ck[1]), c2 = W.Broadcast(ck[2]), c3 = W.Broadcast(ck[3]);
                    g0 = W.Fma(c0, t, g0);
                    s0 = W.Fma(c0, u, s0);
                    g1 = W.Fma(c1, t, g1);
                    s1 = W.Fma(c1, u, s1);
                    g2 = W.Fma(c2, t, g2);
                    s2 = W.Fma(c2, u, s2);
                    g3 = W.Fma(c3, t, g3);
                    s3 = W.Fma(c3, u, s3);
                }
                S* to = g + n * stride + e, toSlope = gSlope + n * stride + e;
                W.Store(g0, ref to[0], 0);
                W.Store(g1, ref to[stride], 0);
                W.Store(g2, ref to[2 * stride], 0);
                W.Store(g3, ref to[3 * stride], 0);
                W.Store(s0, ref toSlope[0], 0);
                W.Store(s1, ref toSlope[stride], 0);
                W.Store(s2, ref toSlope[2 * stride], 0);
                W.Store(s3, ref toSlope[3 * stride], 0);
            }
        }
    }

    /// <summary>Half the repulsion of nuclei: its energy summed over a group of edges, half its slope added to along.</summary>
    /// <param name="strength">Half of the Coulomb energy at 1 Å, eV Å.</param>
    /// <param name="perLength">Inverse screening length, 1/Å.</param>
    /// <param name="p">Inner and outer distance (Å), then weights and rates alternating.</param>
    [MethodImpl(Law)]
    internal static S Zbl(int begin, int end, double strength, double perLength, double* p, S* r, S* inverse, S* along)
    {
        double inner = p[0], outer = p[1];
        var sum = W.Zero;
        for (var k = begin; k < end; k += W.Lanes)
        {
            W d = W.Load(ref r[k], 0), i = W.Load(ref inverse[k], 0);
            W screening = W.Zero, descent = W.Zero;
            for (var term = 2; term < NepZbl.NumbersPerPair; term += 2)
            {
                var e = W.Exp(d * (-perLength * p[term + 1])) * p[term];
                screening += e;
                descent = W.FmaS(e, -perLength * p[term + 1], descent);
            }
            var bare = i * strength;
            var energy = bare * screening;
            var slope = W.Fma(bare, descent, -(energy * i));
            var angle = W.Max(W.Zero, d - inner) * (Math.PI / (outer - inner));
            angle = W.Min(angle, W.Const(Math.PI));
            var f = W.FmaS(W.Cos(angle), 0.5, W.Const(0.5));
            var fSlope = W.Sin(angle) * (-0.5 * Math.PI / (outer - inner));
            var within = W.Less(d, W.Const(outer));
            slope = W.Fma(slope, f, energy * fSlope);
            sum += W.Select(within, energy * f, W.Zero);
            W.Store(W.Load(ref along[k], 0) + W.Select(within, slope, W.Zero), ref along[k], 0);
        }
        return W.Sum(sum);
    }

    /// <summary>g = along · direction, where there is no angular part.</summary>
    [MethodImpl(Law)]
    internal static void Central(int begin, int end, S* along, S* x, S* y, S* z, S* gx, S* gy, S* gz)
    {
        for (var k = begin; k < end; k += W.Lanes)
        {
            var a = W.Load(ref along[k], 0);
            W.Store(a * W.Load(ref x[k], 0), ref gx[k], 0);
            W.Store(a * W.Load(ref y[k], 0), ref gy[k], 0);
            W.Store(a * W.Load(ref z[k], 0), ref gz[k], 0);
        }
    }
}
