using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>What is computed edge by edge. A lane is an edge, of whatever centre; in the radial sums it is a function.</summary>
static unsafe class AevEdgeLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>r, 1/r, and the vectors become unit vectors.</summary>
    [MethodImpl(Law)]
    internal static void Measure(int count, S* x, S* y, S* z, S* r, S* inverse)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W dx = W.Load(ref x[e], 0), dy = W.Load(ref y[e], 0), dz = W.Load(ref z[e], 0);
            var d = W.Sqrt(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)));
            var one = W.Inverse(d);
            W.Store(d, ref r[e], 0);
            W.Store(one, ref inverse[e], 0);
            W.Store(dx * one, ref x[e], 0);
            W.Store(dy * one, ref y[e], 0);
            W.Store(dz * one, ref z[e], 0);
        }
    }

    /// <summary>f = factor (½ cos(πr/R) + ½) and its derivative; zero from R on.</summary>
    [MethodImpl(Law)]
    internal static void Cutoff(int count, double cutoff, double factor, S* r, S* f, S* slope)
    {
        W phase = W.Const(Math.PI / cutoff), end = W.Const(cutoff), half = W.Const(0.5 * factor), steep = W.Const(-0.5 * factor * Math.PI / cutoff);
        for (var e = 0; e < count; e += W.Lanes)
        {
            var d = W.Load(ref r[e], 0);
            var inside = W.Less(d, end);
            d = W.Select(inside, d, end) * phase;
            W.Store(W.Select(inside, W.Fma(W.Cos(d), half, half), W.Zero), ref f[e], 0);
            W.Store(W.Select(inside, W.Sin(d) * steep, W.Zero), ref slope[e], 0);
        }
    }

    /// <summary>slope ← slope / f where f is above zero: once f has underflowed, so have all products with it.</summary>
    [MethodImpl(Law)]
    internal static void Logarithmic(int count, S* f, S* slope)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            var value = W.Load(ref f[e], 0);
            var positive = W.Less(W.Zero, value);
            W.Store(W.Select(positive, value, W.Zero), ref f[e], 0);
            W.Store(W.Select(positive, W.Load(ref slope[e], 0) / value, W.Zero), ref slope[e], 0);
        }
    }

    /// <summary>Σ f exp(−η(r − s)²) over edges; a lane is a centre s.</summary>
    [MethodImpl(Law)]
    internal static void Radial(int begin, int end, int centres, double eta, S* shifts, S* r, S* f, S* sums)
    {
        var minusEta = W.Const(-eta);
        for (var k = 0; k < centres; k += W.Lanes)
        {
            W shift = W.Load(ref shifts[k], 0), sum = W.Zero;
            for (var e = begin; e < end; e++)
            {
                var d = W.Broadcast(r[e]) - shift;
                sum = W.Fma(W.Exp(d * d * minusEta), W.Broadcast(f[e]), sum);
            }
            W.Store(sum, ref sums[k], 0);
        }
    }

    /// <summary>∂/∂r of Σ_k g_k f exp(−η(r − s_k)²), edge by edge; a lane is a centre.</summary>
    [MethodImpl(Law)]
    internal static void RadialPull(int begin, int end, int centres, double eta, S* shifts, S* r, S* f, S* slope, S* g, S* a)
    {
        W minusEta = W.Const(-eta), twice = W.Const(-2 * eta);
        for (var e = begin; e < end; e++)
        {
            W distance = W.Broadcast(r[e]), value = W.Broadcast(f[e]) * twice, change = W.Broadcast(slope[e]), sum = W.Zero;
            for (var k = 0; k < centres; k += W.Lanes)
            {
                var d = distance - W.Load(ref shifts[k], 0);
                sum = W.Fma(W.Exp(d * d * minusEta) * W.Load(ref g[k], 0), W.Fma(d, value, change), sum);
            }
            a[e] = W.Sum(sum);
        }
    }

    /// <summary>∂E/∂r_ij = unit (A n + V / r), into V.</summary>
    [MethodImpl(Law)]
    internal static void Finish(int count, double unit, S* a, S* inverse, S* x, S* y, S* z, S* vx, S* vy, S* vz)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W along = W.Load(ref a[e], 0) * unit, across = W.Load(ref inverse[e], 0) * unit;
            W.Store(W.Fma(along, W.Load(ref x[e], 0), across * W.Load(ref vx[e], 0)), ref vx[e], 0);
            W.Store(W.Fma(along, W.Load(ref y[e], 0), across * W.Load(ref vy[e], 0)), ref vy[e], 0);
            W.Store(W.Fma(along, W.Load(ref z[e], 0), across * W.Load(ref vz[e], 0)), ref vz[e], 0);
        }
    }
}
