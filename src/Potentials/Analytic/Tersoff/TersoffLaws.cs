using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// <see cref="Tersoff"/> over slots, the neighbours of an atom. A lane is an atom. Parameters stand beside the slots, those of a pair <see cref="TersoffTable.PairNumbers"/> apart where lanes or slots differ, all at one place
/// where they do not. Over (value, tangent) numbers the gradients carry their derivatives.
/// </summary>
static class TersoffLaws
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // Planes of a slot. X, Y, Z hold the edge and then its direction; F the cutoff function and its slope; VX … Turn as for Stillinger and Weber; ζ of the slot's bond, then ∂E/∂ζ; and b.
    internal const int X = 0, Y = 1, Z = 2, Inverse = 3, R = 4, F = 5, Fall = 6, VX = 7, VY = 8, VZ = 9, Along = 10, Turn = 11, Zeta = 12, Bond = 13, Planes = 14;

    // Of one bond, for each third atom: cos θ, and derivatives of its share of ζ by r_ij, r_ik and cos θ (before, what they are made of); the stretch and the third atom's cutoff where there are such.
    internal const int Cosine = 0, ByBond = 1, ByThird = 2, ByCosine = 3, Power = 4, ThirdF = 5, ThirdFall = 6, RowPlanes = 7;

    const int HalfA = 0, Lambda1 = 1, HalfB = 2, Lambda2 = 3, Beta = 4, N = 5, Middle = 6, PerWidth = 7;

    const int Lambda3 = 0, First = 1, Third = 2, Gamma = 3, C = 4, D = 5, H = 6, ThirdMiddle = 7, ThirdPerWidth = 8;

    // LAMMPS' bound of the exponent, which no sound structure reaches; what lies below the other counts as no third atom.
    const double LargestExponent = 69.0776, Nothing = 1e-35;

    /// <summary>Lengths, directions and cutoff functions.</summary>
    [MethodImpl(Law)]
    internal static void Radial<T>(int slots, ref T slot, ref T pair, int step)
        where T : struct, IReal<T>
    {
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            T x = Unsafe.Add(ref s, X), y = Unsafe.Add(ref s, Y), z = Unsafe.Add(ref s, Z);
            var r = T.Sqrt(T.Fma(x, x, T.Fma(y, y, z * z)));
            var inverse = T.Inverse(r);
            Unsafe.Add(ref s, X) = x * inverse;
            Unsafe.Add(ref s, Y) = y * inverse;
            Unsafe.Add(ref s, Z) = z * inverse;
            Unsafe.Add(ref s, Inverse) = inverse;
            Unsafe.Add(ref s, R) = r;
            ref var p = ref Unsafe.Add(ref pair, n * step);
            Switch(r, Unsafe.Add(ref p, Middle), Unsafe.Add(ref p, PerWidth), out var f, out var fall);
            Unsafe.Add(ref s, F) = f;
            Unsafe.Add(ref s, Fall) = fall;
            Unsafe.Add(ref s, VX) = T.Zero;
            Unsafe.Add(ref s, VY) = T.Zero;
            Unsafe.Add(ref s, VZ) = T.Zero;
            Unsafe.Add(ref s, Along) = T.Zero;
            Unsafe.Add(ref s, Turn) = T.Zero;
        }
    }

    /// <summary>f_C and its slope. The slope is exactly zero where nothing falls, as a third atom beyond the cutoff must not turn a bond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Switch<T>(T r, T middle, T perWidth, out T f, out T fall)
        where T : struct, IReal<T>
    {
        var y = (r - middle) * perWidth;
        var within = T.Less(T.Abs(y), T.One);
        var angle = T.Max(T.Const(-1), T.Min(y, T.One)) * (Math.PI / 2);
        f = T.Select(within, T.FmaS(T.Sin(angle), -0.5, T.Const(0.5)), T.Select(T.Less(y, T.Zero), T.One, T.Zero));
        fall = T.Select(within, T.Cos(angle) * perWidth * (-Math.PI / 4), T.Zero);
    }

    /// <summary>cos θ, g and its slope for all third atoms of the bond in slot <paramref name="j"/>. In the form 1 + (c²/d²) x²/(d² + x²), in which nothing large cancels.</summary>
    [MethodImpl(Law)]
    internal static void Angles<T>(int slots, int j, ref T slot, ref T row, ref T triple, int step)
        where T : struct, IReal<T>
    {
        ref var a = ref Unsafe.Add(ref slot, j * Planes);
        T x = Unsafe.Add(ref a, X), y = Unsafe.Add(ref a, Y), z = Unsafe.Add(ref a, Z);
        for (var k = 0; k < slots; k++)
        {
            ref var b = ref Unsafe.Add(ref slot, k * Planes);
            ref var p = ref Unsafe.Add(ref triple, k * step);
            ref var to = ref Unsafe.Add(ref row, k * RowPlanes);
            var cosine = T.Fma(x, Unsafe.Add(ref b, X), T.Fma(y, Unsafe.Add(ref b, Y), z * Unsafe.Add(ref b, Z)));
            var off = Unsafe.Add(ref p, H) - cosine;
            T square = off * off, d = Unsafe.Add(ref p, D);
            var inverse = T.Inverse(square + d);
            var c = Unsafe.Add(ref p, C) * inverse;
            Unsafe.Add(ref to, Cosine) = cosine;
            Unsafe.Add(ref to, ByThird) = T.Fma(c, square, Unsafe.Add(ref p, Gamma));
            Unsafe.Add(ref to, ByCosine) = c * d * off * inverse * -2;
        }
    }

    /// <summary>e^((λ3 (r_ij − r_ik))^m), and its slope by r_ij over itself, for all third atoms.</summary>
    [MethodImpl(Law)]
    internal static void Stretches<T>(int slots, int j, ref T slot, ref T row, ref T triple, int step, double range)
        where T : struct, IReal<T>
    {
        var r = Unsafe.Add(ref Unsafe.Add(ref slot, j * Planes), R);
        // Of a slot that is empty the bond is so long that the exponent would leave the range of floats.
        var there = T.Less(r, T.Const(range));
        for (var k = 0; k < slots; k++)
        {
            ref var p = ref Unsafe.Add(ref triple, k * step);
            ref var to = ref Unsafe.Add(ref row, k * RowPlanes);
            var d = Unsafe.Add(ref p, Lambda3) * (r - Unsafe.Add(ref slot, k * Planes + R));
            var square = Unsafe.Add(ref p, Third) * d * d;
            Unsafe.Add(ref to, Power) = T.Exp(T.Select(there, T.Min(d * (Unsafe.Add(ref p, First) + square), T.Const(LargestExponent)), T.Zero));
            Unsafe.Add(ref to, ByBond) = Unsafe.Add(ref p, Lambda3) * T.FmaS(square, 3, Unsafe.Add(ref p, First));
        }
    }

    /// <summary>Cutoff functions of third atoms, where they are not those of their own bonds.</summary>
    [MethodImpl(Law)]
    internal static void ThirdCutoffs<T>(int slots, ref T slot, ref T row, ref T triple, int step)
        where T : struct, IReal<T>
    {
        for (var k = 0; k < slots; k++)
        {
            ref var p = ref Unsafe.Add(ref triple, k * step);
            ref var to = ref Unsafe.Add(ref row, k * RowPlanes);
            Switch(Unsafe.Add(ref slot, k * Planes + R), Unsafe.Add(ref p, ThirdMiddle), Unsafe.Add(ref p, ThirdPerWidth), out var f, out var fall);
            Unsafe.Add(ref to, ThirdF) = f;
            Unsafe.Add(ref to, ThirdFall) = fall;
        }
    }

    /// <summary>ζ of the bond in slot <paramref name="j"/>, and of each third atom's share the derivatives.</summary>
    /// <param name="stretch">Whether <see cref="Stretches"/> has run; without it the exponents are zero.</param>
    /// <param name="ownCutoffs">Whether <see cref="ThirdCutoffs"/> has run.</param>
    [MethodImpl(Law)]
    internal static void Shares<T>(int slots, int j, ref T slot, ref T row, bool stretch, bool ownCutoffs)
        where T : struct, IReal<T>
    {
        var zeta = T.Zero;
        for (var k = 0; k < slots; k++)
        {
            if (k == j)
                continue;
            ref var to = ref Unsafe.Add(ref row, k * RowPlanes);
            ref var from = ref Unsafe.Add(ref slot, k * Planes + F);
            if (ownCutoffs)
                from = ref Unsafe.Add(ref to, ThirdF);
            T f = from, fall = Unsafe.Add(ref from, 1), g = Unsafe.Add(ref to, ByThird), turn = Unsafe.Add(ref to, ByCosine) * f, along = T.Zero;
            if (stretch)
            {
                g *= Unsafe.Add(ref to, Power);
                turn *= Unsafe.Add(ref to, Power);
                along = g * f * Unsafe.Add(ref to, ByBond);
            }
            zeta = T.Fma(f, g, zeta);
            Unsafe.Add(ref to, ByBond) = along;
            Unsafe.Add(ref to, ByThird) = T.Fma(fall, g, -along);
            Unsafe.Add(ref to, ByCosine) = turn;
        }
        Unsafe.Add(ref slot, j * Planes + Zeta) = zeta;
    }

    /// <summary>b of a bond and, in the place of ζ, ∂b/∂ζ. Through the logarithm of 1 + eᵗ, t = n ln(βζ), so that neither a large nor a small t loses digits.</summary>
    [MethodImpl(Law)]
    internal static void Order<T>(int j, ref T slot, ref T pair, int step)
        where T : struct, IReal<T>
    {
        ref var s = ref Unsafe.Add(ref slot, j * Planes);
        ref var p = ref Unsafe.Add(ref pair, j * step);
        T zeta = Unsafe.Add(ref s, Zeta), n = Unsafe.Add(ref p, N), x = Unsafe.Add(ref p, Beta) * zeta;
        var none = T.Less(x, T.Const(Nothing));
        var t = n * T.Log(T.Select(none, T.One, x));
        var decay = T.Exp(-T.Abs(t));
        var rest = T.Inverse(decay + 1);
        var order = T.Select(none, T.One, T.Exp((T.Max(t, T.Zero) - T.Log(rest)) * -0.5 / n));
        Unsafe.Add(ref s, Bond) = order;
        Unsafe.Add(ref s, Zeta) = T.Select(none, T.Zero, order * T.Select(T.Less(t, T.Zero), decay * rest, rest) * -0.5 / T.Select(none, T.One, zeta));
    }

    /// <summary>Energy of a bond, ∂E/∂r_ij without what ζ does, and ∂E/∂ζ in the place of ∂b/∂ζ.</summary>
    [MethodImpl(Law)]
    internal static void Energy<T>(int j, ref T slot, ref T pair, int step, ref T energy)
        where T : struct, IReal<T>
    {
        ref var s = ref Unsafe.Add(ref slot, j * Planes);
        ref var p = ref Unsafe.Add(ref pair, j * step);
        T r = Unsafe.Add(ref s, R) - Unsafe.Add(ref p, Middle), f = Unsafe.Add(ref s, F), fall = Unsafe.Add(ref s, Fall);
        var push = Unsafe.Add(ref p, HalfA) * T.Exp(-(Unsafe.Add(ref p, Lambda1) * r));
        var pull = Unsafe.Add(ref p, HalfB) * T.Exp(-(Unsafe.Add(ref p, Lambda2) * r));
        var held = pull * Unsafe.Add(ref s, Bond);
        energy = T.Fma(f, push - held, energy);
        Unsafe.Add(ref s, Along) += T.Fma(fall, push - held, f * T.Fma(Unsafe.Add(ref p, Lambda2), held, -(Unsafe.Add(ref p, Lambda1) * push)));
        Unsafe.Add(ref s, Zeta) = -(f * pull * Unsafe.Add(ref s, Zeta));
    }

    /// <summary>Gives ∂E/∂ζ of one bond to the edges: what is along them, and for what is across them sums of q u (V) and q cos θ (Turn).</summary>
    [MethodImpl(Law)]
    internal static void Share<T>(int slots, int j, ref T slot, ref T row)
        where T : struct, IReal<T>
    {
        ref var a = ref Unsafe.Add(ref slot, j * Planes);
        T x = Unsafe.Add(ref a, X), y = Unsafe.Add(ref a, Y), z = Unsafe.Add(ref a, Z), weight = Unsafe.Add(ref a, Zeta);
        T vx = Unsafe.Add(ref a, VX), vy = Unsafe.Add(ref a, VY), vz = Unsafe.Add(ref a, VZ), along = Unsafe.Add(ref a, Along), turn = Unsafe.Add(ref a, Turn);
        for (var k = 0; k < slots; k++)
        {
            if (k == j)
                continue;
            ref var b = ref Unsafe.Add(ref slot, k * Planes);
            ref var from = ref Unsafe.Add(ref row, k * RowPlanes);
            along = T.Fma(weight, Unsafe.Add(ref from, ByBond), along);
            Unsafe.Add(ref b, Along) = T.Fma(weight, Unsafe.Add(ref from, ByThird), Unsafe.Add(ref b, Along));
            T q = weight * Unsafe.Add(ref from, ByCosine), c = Unsafe.Add(ref from, Cosine);
            turn = T.Fma(q, c, turn);
            Unsafe.Add(ref b, Turn) = T.Fma(q, c, Unsafe.Add(ref b, Turn));
            vx = T.Fma(q, Unsafe.Add(ref b, X), vx);
            vy = T.Fma(q, Unsafe.Add(ref b, Y), vy);
            vz = T.Fma(q, Unsafe.Add(ref b, Z), vz);
            Unsafe.Add(ref b, VX) = T.Fma(q, x, Unsafe.Add(ref b, VX));
            Unsafe.Add(ref b, VY) = T.Fma(q, y, Unsafe.Add(ref b, VY));
            Unsafe.Add(ref b, VZ) = T.Fma(q, z, Unsafe.Add(ref b, VZ));
        }
        Unsafe.Add(ref a, VX) = vx;
        Unsafe.Add(ref a, VY) = vy;
        Unsafe.Add(ref a, VZ) = vz;
        Unsafe.Add(ref a, Along) = along;
        Unsafe.Add(ref a, Turn) = turn;
    }

    /// <summary>g_ij = Along u + (V − Turn u)/r, in place of V.</summary>
    [MethodImpl(Law)]
    internal static void Gradients<T>(int slots, ref T slot)
        where T : struct, IReal<T>
    {
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            var inverse = Unsafe.Add(ref s, Inverse);
            var along = T.Fnma(Unsafe.Add(ref s, Turn), inverse, Unsafe.Add(ref s, Along));
            Unsafe.Add(ref s, VX) = T.Fma(Unsafe.Add(ref s, VX), inverse, along * Unsafe.Add(ref s, X));
            Unsafe.Add(ref s, VY) = T.Fma(Unsafe.Add(ref s, VY), inverse, along * Unsafe.Add(ref s, Y));
            Unsafe.Add(ref s, VZ) = T.Fma(Unsafe.Add(ref s, VZ), inverse, along * Unsafe.Add(ref s, Z));
        }
    }
}
