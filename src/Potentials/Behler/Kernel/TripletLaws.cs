using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>One function's share in a pull: its power y^(ζ−1), times 2w y for w A and times wζλ for w A′ (see <see cref="AngleLaws{W,S}"/>).</summary>
unsafe struct PowerShare<S>
    where S : unmanaged
{
    public S* Power;
    public S Value, Slope;
}

/// <summary>Functions of one radial part and one λ: the next <see cref="Count"/> powers. The last of a radial part brings that in.</summary>
unsafe struct SharedAngle<S>
    where S : unmanaged
{
    public S* Base, Radial;
    public S Eta, Back;
    public int Count;
    public bool IsLast;
}

/// <summary>
/// What is computed pair by pair once they are packed. A lane is a pair of edges; the last vector is filled up with pairs for which F = 0.
/// </summary>
/// <remarks>
/// A function's term is A(c) E with E = F fc(r_jk) exp(−η Σ (r − r_s)²), the sum over the three lengths; in the wide form over two, without fc(r_jk). Since all derivatives
/// of E are E times something (see <see cref="EdgeLaws{W,S}"/>), the pull of all functions of a group needs only T0 = Σ w A E, T1 = Σ η w A E, C = Σ w A′ E and, where
/// some r_s is not zero, T2 = Σ η r_s w A E.
/// </remarks>
static unsafe class TripletLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>F ← F fc(r_jk), ρ and r_jk's length and inverse, for shifted functions.</summary>
    /// <param name="lengths">r_ij + r_ik, to which r_jk is added; null where nobody is shifted.</param>
    [MethodImpl(Law)]
    internal static void Cutoff<TCutoff>(int entries, in CutoffScale scale, S* q, S* f, S* rho, S* lengths, S* inverse)
        where TCutoff : ICutoffLaw
    {
        W perLength = W.Const(scale.PerLength), offset = W.Const(-scale.Offset), one = W.One;
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var d = W.Sqrt(W.Load(ref q[t], 0));
            TCutoff.Evaluate(W.Min(one, W.Max(W.Zero, W.Fma(d, perLength, offset))), out var value, out var slope);
            // Where fc has underflown (or a length is not below the cutoff after rounding) so have all products with it.
            var positive = W.Less(W.Zero, value);
            W.Store(W.Select(positive, value * W.Load(ref f[t], 0), W.Zero), ref f[t], 0);
            W.Store(W.Select(positive, slope * perLength / ((d + d) * value), W.Zero), ref rho[t], 0);
            if (lengths == null)
                continue;
            W.Store(W.Load(ref lengths[t], 0) + d, ref lengths[t], 0);
            W.Store(W.Inverse(d), ref inverse[t], 0);
        }
    }

    /// <summary>E = F exp(−η S).</summary>
    [MethodImpl(Law)]
    internal static void Gaussian(int entries, double eta, S* squares, S* f, S* e)
    {
        var minusEta = W.Const(-eta);
        for (var t = 0; t < entries; t += W.Lanes)
            W.Store(W.Load(ref f[t], 0) * W.Exp(W.Load(ref squares[t], 0) * minusEta), ref e[t], 0);
    }

    /// <summary>E = F exp(−η (S − 2 r_s L + n r_s²)), L the sum of n lengths.</summary>
    [MethodImpl(Law)]
    internal static void ShiftedGaussian(int entries, double eta, double shift, double n, S* squares, S* lengths, S* f, S* e)
    {
        W minusEta = W.Const(-eta), slope = W.Const(2 * eta * shift), constant = W.Const(-eta * n * shift * shift);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var exponent = W.Fma(W.Load(ref squares[t], 0), minusEta, W.Fma(W.Load(ref lengths[t], 0), slope, constant));
            W.Store(W.Load(ref f[t], 0) * W.Exp(exponent), ref e[t], 0);
        }
    }

    /// <summary>Σ A E.</summary>
    [MethodImpl(Law)]
    internal static double Dot(int entries, S* a, S* e)
    {
        W one = W.Zero, two = W.Zero;
        var t = 0;
        for (; t + W.Lanes < entries; t += 2 * W.Lanes)
        {
            one = W.Fma(W.Load(ref a[t], 0), W.Load(ref e[t], 0), one);
            two = W.Fma(W.Load(ref a[t + W.Lanes], 0), W.Load(ref e[t + W.Lanes], 0), two);
        }
        if (t < entries)
            one = W.Fma(W.Load(ref a[t], 0), W.Load(ref e[t], 0), one);
        return W.SumInDouble(one + two);
    }

    /// <summary>T0, C, Q = ρ T0 − T1 and D = Q − T1; in the wide form Q = 0. T2 too where it is wanted.</summary>
    [MethodImpl(Law)]
    internal static void Combine(
        int entries, SharedAngle<S>* angles, int count, PowerShare<S>* powers, bool narrow, S* rho, S* t0, S* cosine, S* byQ, S* shared, S* t2)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, sc = W.Zero, value = W.Zero, slope = W.Zero;
            var power = powers;
            var angle = angles;
            for (var a = 0; a < count; a++, angle++)
            {
                var own = W.Zero;
                for (var m = angle->Count; m > 0; m--, power++)
                {
                    var p = W.Load(ref power->Power[t], 0);
                    own = W.Fma(p, W.Broadcast(power->Value), own);
                    slope = W.Fma(p, W.Broadcast(power->Slope), slope);
                }
                value = W.Fma(own, W.Load(ref angle->Base[t], 0), value);
                if (!angle->IsLast)
                    continue;
                var e = W.Load(ref angle->Radial[t], 0);
                value *= e;
                s0 += value;
                s1 = W.Fma(value, W.Broadcast(angle->Eta), s1);
                s2 = W.Fma(value, W.Broadcast(angle->Back), s2);
                sc = W.Fma(slope, e, sc);
                (value, slope) = (W.Zero, W.Zero);
            }
            var q = narrow ? W.Fma(W.Load(ref rho[t], 0), s0, -s1) : W.Zero;
            W.Store(s0, ref t0[t], 0);
            W.Store(sc, ref cosine[t], 0);
            W.Store(q, ref byQ[t], 0);
            W.Store(q - s1, ref shared[t], 0);
            if (t2 != null)
                W.Store(s2, ref t2[t], 0);
        }
    }

    /// <summary>Q += T2 / r_jk, D too: what a shift adds in the narrow form.</summary>
    [MethodImpl(Law)]
    internal static void AddShift(int entries, S* inverse, S* t2, S* byQ, S* shared)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var q = W.Load(ref t2[t], 0) * W.Load(ref inverse[t], 0);
            W.Store(W.Load(ref byQ[t], 0) + q, ref byQ[t], 0);
            W.Store(W.Load(ref shared[t], 0) + q, ref shared[t], 0);
        }
    }
}
