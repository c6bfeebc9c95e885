using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>
/// What is computed for pairs of neighbours, the triples. A lane is a group (all triples of one centre and one pair of elements): groups stand side by side in a column, and
/// each step of the column is one triple of each. So sums over a group are sums down a lane, and no number ever crosses lanes. Where a group has ended F is zero.
/// </summary>
/// <remarks>With u = 0.95 cos of the angle as it is, cos θ = u and cos(θ − z) = u cos z + √(1 − u²) sin z: no arc cosine is taken.</remarks>
static unsafe class AevTripleLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>sin θ and cot θ.</summary>
    [MethodImpl(Law)]
    internal static void Sines(int entries, S* u, S* sine, S* cotangent)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var cosine = W.Load(ref u[t], 0);
            var s = W.Sqrt(W.Fnma(cosine, cosine, W.One));
            W.Store(s, ref sine[t], 0);
            W.Store(cosine / s, ref cotangent[t], 0);
        }
    }

    /// <summary>B = 2F x^ζ, x = (1 + cos(θ − z))/2, for ζ = 2^doublings.</summary>
    [MethodImpl(Law)]
    internal static void Angle(int entries, int doublings, double z, S* u, S* sine, S* twiceF, S* b)
    {
        W cosine = W.Const(0.5 * Math.Cos(z)), onSine = W.Const(0.5 * Math.Sin(z)), half = W.Const(0.5);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Fma(W.Load(ref u[t], 0), cosine, W.Fma(W.Load(ref sine[t], 0), onSine, half));
            for (var d = 0; d < doublings; d++)
                x *= x;
            W.Store(x * W.Load(ref twiceF[t], 0), ref b[t], 0);
        }
    }

    /// <summary>The same for any ζ. x is 0.025 at least, since |u| is 0.95 at most.</summary>
    [MethodImpl(Law)]
    internal static void AngleByLogarithm(int entries, double zeta, double z, S* u, S* sine, S* twiceF, S* b)
    {
        W cosine = W.Const(0.5 * Math.Cos(z)), onSine = W.Const(0.5 * Math.Sin(z)), half = W.Const(0.5);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Fma(W.Load(ref u[t], 0), cosine, W.Fma(W.Load(ref sine[t], 0), onSine, half));
            W.Store(W.Exp(W.Log(x) * zeta) * W.Load(ref twiceF[t], 0), ref b[t], 0);
        }
    }

    /// <summary>∂B/∂u = B ζ (∂x/∂u) / x.</summary>
    [MethodImpl(Law)]
    internal static void AngleSlope(int entries, double zeta, double z, S* u, S* sine, S* cotangent, S* b, S* slope)
    {
        W cosine = W.Const(0.5 * Math.Cos(z)), onSine = W.Const(0.5 * Math.Sin(z)), half = W.Const(0.5);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Fma(W.Load(ref u[t], 0), cosine, W.Fma(W.Load(ref sine[t], 0), onSine, half));
            var change = W.Fnma(W.Load(ref cotangent[t], 0), onSine, cosine) * zeta;
            W.Store(W.Load(ref b[t], 0) * change / x, ref slope[t], 0);
        }
    }

    /// <summary>G = exp(−η(h − s)²), h the mean of the two lengths.</summary>
    [MethodImpl(Law)]
    internal static void Distance(int entries, double eta, double shift, S* h, S* g)
    {
        W minusEta = W.Const(-eta), from = W.Const(shift);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var d = W.Load(ref h[t], 0) - from;
            W.Store(W.Exp(d * d * minusEta), ref g[t], 0);
        }
    }

    /// <summary>Σ B_q G_p down a column, for four q and two p.</summary>
    /// <param name="plane">From one q or p to the next.</param>
    /// <param name="row">From one p to the next in the sums.</param>
    [MethodImpl(Law)]
    internal static void Sum(int steps, nint plane, S* b, S* g, nint row, S* sums)
    {
        W s00 = W.Zero, s01 = W.Zero, s02 = W.Zero, s03 = W.Zero, s10 = W.Zero, s11 = W.Zero, s12 = W.Zero, s13 = W.Zero;
        for (var t = 0; t < steps; t++, b += W.Lanes, g += W.Lanes)
        {
            W g0 = W.Load(ref g[0], 0), g1 = W.Load(ref g[plane], 0);
            var b0 = W.Load(ref b[0], 0);
            s00 = W.Fma(b0, g0, s00);
            s10 = W.Fma(b0, g1, s10);
            b0 = W.Load(ref b[plane], 0);
            s01 = W.Fma(b0, g0, s01);
            s11 = W.Fma(b0, g1, s11);
            b0 = W.Load(ref b[2 * plane], 0);
            s02 = W.Fma(b0, g0, s02);
            s12 = W.Fma(b0, g1, s12);
            b0 = W.Load(ref b[3 * plane], 0);
            s03 = W.Fma(b0, g0, s03);
            s13 = W.Fma(b0, g1, s13);
        }
        W.Store(s00, ref sums[0], 0);
        W.Store(s01, ref sums[W.Lanes], 0);
        W.Store(s02, ref sums[2 * W.Lanes], 0);
        W.Store(s03, ref sums[3 * W.Lanes], 0);
        W.Store(s10, ref sums[row], 0);
        W.Store(s11, ref sums[row + W.Lanes], 0);
        W.Store(s12, ref sums[row + 2 * W.Lanes], 0);
        W.Store(s13, ref sums[row + 3 * W.Lanes], 0);
    }

    /// <summary>
    /// The pull of weights w_pq on a column, for four p at a time: adds Q = Σ w B_q G_p, C = ∂Q/∂u and L = ½ ∂Q/∂h to what is there.
    /// </summary>
    /// <param name="weights">w of the first p and q; the next q follows a vector later, the next p <paramref name="row"/> later.</param>
    /// <param name="etaShifts">η s_p of the four.</param>
    [MethodImpl(Law)]
    internal static void Pull(int steps, int angles, nint plane, nint row, double eta, S* weights, S* etaShifts, S* b, S* slopes, S* g, S* h, S* q, S* c, S* l)
    {
        var minusEta = W.Const(-eta);
        for (nint t = 0; t < (nint)steps * W.Lanes; t += W.Lanes)
        {
            W t0 = W.Zero, t1 = W.Zero, t2 = W.Zero, t3 = W.Zero, v0 = W.Zero, v1 = W.Zero, v2 = W.Zero, v3 = W.Zero;
            S* bq = b + t, sq = slopes + t, w = weights;
            for (var a = 0; a < angles; a++, bq += plane, sq += plane, w += W.Lanes)
            {
                W value = W.Load(ref bq[0], 0), slope = W.Load(ref sq[0], 0);
                var weight = W.Load(ref w[0], 0);
                t0 = W.Fma(value, weight, t0);
                v0 = W.Fma(slope, weight, v0);
                weight = W.Load(ref w[row], 0);
                t1 = W.Fma(value, weight, t1);
                v1 = W.Fma(slope, weight, v1);
                weight = W.Load(ref w[2 * row], 0);
                t2 = W.Fma(value, weight, t2);
                v2 = W.Fma(slope, weight, v2);
                weight = W.Load(ref w[3 * row], 0);
                t3 = W.Fma(value, weight, t3);
                v3 = W.Fma(slope, weight, v3);
            }
            W g0 = W.Load(ref g[t], 0), g1 = W.Load(ref g[t + plane], 0), g2 = W.Load(ref g[t + 2 * plane], 0), g3 = W.Load(ref g[t + 3 * plane], 0);
            W.Store(W.Fma(v3, g3, W.Fma(v2, g2, W.Fma(v1, g1, W.Fma(v0, g0, W.Load(ref c[t], 0))))), ref c[t], 0);
            t0 *= g0;
            t1 *= g1;
            t2 *= g2;
            t3 *= g3;
            var sum = t0 + t1 + (t2 + t3);
            var shifted = W.Fma(t3, W.Broadcast(etaShifts[3]), W.Fma(t2, W.Broadcast(etaShifts[2]), W.Fma(t1, W.Broadcast(etaShifts[1]), t0 * W.Broadcast(etaShifts[0]))));
            W.Store(W.Load(ref q[t], 0) + sum, ref q[t], 0);
            W.Store(W.Load(ref l[t], 0) + W.Fma(sum * W.Load(ref h[t], 0), minusEta, shifted), ref l[t], 0);
        }
    }
}
