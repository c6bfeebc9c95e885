using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// What is computed edge by edge. A lane is an edge of one centre atom; arrays run over the edge table, null edges included.
/// </summary>
/// <remarks>
/// Derivatives are carried as logarithmic ones with respect to the squared distance: with ρ = fc′ / (2 r fc), the factor u = fc exp(−η(r − r_s)²) has
/// ∂ ln u / ∂r² = ρ − η + η r_s / r. So one ρ serves all factors of a cutoff. Where fc is zero, so are u and ρ.
/// </remarks>
static unsafe class EdgeLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>r and 1/r.</summary>
    [MethodImpl(Law)]
    internal static void Distances(int total, S* squared, S* r, S* inverse)
    {
        for (var k = 0; k < total; k += W.Lanes)
        {
            var d = W.Sqrt(W.Load(ref squared[k], 0));
            W.Store(d, ref r[k], 0);
            W.Store(W.Inverse(d), ref inverse[k], 0);
        }
    }

    /// <summary>fc and ρ.</summary>
    [MethodImpl(Law)]
    internal static void Cutoff<TCutoff>(int total, in CutoffScale scale, S* r, S* f, S* rho)
        where TCutoff : ICutoffLaw
    {
        W cutoff = W.Const(scale.Cutoff), perLength = W.Const(scale.PerLength), offset = W.Const(-scale.Offset), one = W.One;
        for (var k = 0; k < total; k += W.Lanes)
        {
            var d = W.Load(ref r[k], 0);
            TCutoff.Evaluate(W.Min(one, W.Max(W.Zero, W.Fma(d, perLength, offset))), out var value, out var slope);
            var inside = W.And(W.Less(d, cutoff), W.Less(W.Zero, value));
            W.Store(W.Select(inside, value, W.Zero), ref f[k], 0);
            W.Store(W.Select(inside, slope * perLength / ((d + d) * value), W.Zero), ref rho[k], 0);
        }
    }

    /// <summary>Z fc over some entries.</summary>
    [MethodImpl(Law)]
    internal static void Weigh(int begin, int end, double weight, S* f, S* weighted)
    {
        var times = W.Const(weight);
        for (var k = begin; k < end; k += W.Lanes)
            W.Store(W.Load(ref f[k], 0) * times, ref weighted[k], 0);
    }

    /// <summary>u = f exp(−η(r − r_s)²), over some entries.</summary>
    [MethodImpl(Law)]
    internal static void Factor(int begin, int end, double eta, double shift, S* r, S* f, S* u)
    {
        W minusEta = W.Const(-eta), from = W.Const(shift);
        for (var k = begin; k < end; k += W.Lanes)
        {
            var d = W.Load(ref r[k], 0) - from;
            W.Store(W.Load(ref f[k], 0) * W.Exp(d * d * minusEta), ref u[k], 0);
        }
    }

    /// <summary>Σ u over some entries.</summary>
    [MethodImpl(Law)]
    internal static double Sum(int begin, int end, S* u)
    {
        var sum = W.Zero;
        for (var k = begin; k < end; k += W.Lanes)
            sum += W.Load(ref u[k], 0);
        return W.SumInDouble(sum);
    }

    /// <summary>A += 2w u (ρ − η + η r_s / r): the pull of w on Σ u.</summary>
    [MethodImpl(Law)]
    internal static void PullSum(int begin, int end, double w, double eta, double shift, S* u, S* rho, S* inverse, S* a)
    {
        W twice = W.Const(2 * w), minusEta = W.Const(-eta), back = W.Const(eta * shift);
        for (var k = begin; k < end; k += W.Lanes)
        {
            var slope = W.Fma(back, W.Load(ref inverse[k], 0), W.Load(ref rho[k], 0) + minusEta);
            W.Store(W.Fma(W.Load(ref u[k], 0) * twice, slope, W.Load(ref a[k], 0)), ref a[k], 0);
        }
    }

    /// <summary>g += A r_ij.</summary>
    [MethodImpl(Law)]
    internal static void Finish(int total, S* a, S* r, S* g)
    {
        for (var k = 0; k < total; k += W.Lanes)
            W.Store(W.Fma(W.Load(ref a[k], 0), W.Load(ref r[k], 0), W.Load(ref g[k], 0)), ref g[k], 0);
    }
}
