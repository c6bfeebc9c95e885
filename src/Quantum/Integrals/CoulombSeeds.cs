using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// What the recursion of <see cref="CoulombSteps"/> begins with: R^n_000 = s (−2α)^n F_n(α r²) of one charge distribution of exponent a with a chunk of others of exponents b, α = ab/(a + b), s = 2π^{5/2}/(ab√(a + b)).
/// A lane is a pair of charges.
/// </summary>
internal static class CoulombSeeds
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
    const int Chunk = CoulombSteps.Chunk;

    /// <summary>Rows of scratch memory: x, y, z of the separation, T = α r², s, −2α, e^−T.</summary>
    public const int Scratch = 7 * Chunk;

    /// <summary>Separations and the arguments of Boys' function.</summary>
    [MethodImpl(Kernel)]
    public static void Meet<W>(double a, double px, double py, double pz, ref double exponents, ref double x, ref double y, ref double z, nint first, ref double scratch, int used)
        where W : struct, IWide<W, double>
    {
        const double Prefactor = 34.986836655249725; // 2 π^{5/2}
        W wa = W.Broadcast(a), wx = W.Broadcast(px), wy = W.Broadcast(py), wz = W.Broadcast(pz);
        for (nint i = 0; i < used; i += W.Lanes)
        {
            var b = W.Load(ref exponents, first + i);
            var dx = wx - W.Load(ref x, first + i);
            var dy = wy - W.Load(ref y, first + i);
            var dz = wz - W.Load(ref z, first + i);
            W.Store(dx, ref scratch, i);
            W.Store(dy, ref scratch, Chunk + i);
            W.Store(dz, ref scratch, 2 * Chunk + i);
            var sum = wa + b;
            var product = wa * b;
            var reduced = product / sum;
            W.Store(reduced * W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), ref scratch, 3 * Chunk + i);
            W.Store(W.Const(Prefactor) / (product * W.Sqrt(sum)), ref scratch, 4 * Chunk + i);
            W.Store(-2.0 * reduced, ref scratch, 5 * Chunk + i);
        }
    }

    /// <summary>e^−T, which only orders above zero need.</summary>
    [MethodImpl(Kernel)]
    public static void Decay<W>(ref double scratch, int used)
        where W : struct, IWide<W, double>
    {
        for (nint i = 0; i < used; i += W.Lanes)
            W.Store(W.Exp(-W.Load(ref scratch, 3 * Chunk + i)), ref scratch, 6 * Chunk + i);
    }

    /// <summary>F_n(T) where T is below <see cref="BoysFunction.Far"/> in any lane: a Taylor series, then downward recursion.</summary>
    /// <param name="table">Of <see cref="BoysFunction"/>, from the highest order on.</param>
    /// <param name="seeds">Rows to be filled, orders 0 to <paramref name="highest"/>.</param>
    /// <param name="points">Room for as many numbers as there are lanes.</param>
    /// <returns>How many of the lanes, rounded up to whole registers, are beyond.</returns>
    [MethodImpl(Kernel)]
    public static int Near<W>(ref double table, ref int points, int highest, ref double reciprocals, ref int seeds, ref double scratch, ref double rows, int used)
        where W : struct, IWide<W, double>
    {
        var far = 0;
        for (nint i = 0; i < used; i += W.Lanes)
        {
            var t = W.Load(ref scratch, 3 * Chunk + i);
            var beyond = System.Numerics.BitOperations.PopCount(W.Bits(W.LessOrEqual(W.Const(BoysFunction.Far), t)));
            far += beyond;
            if (beyond == W.Lanes)
                continue;
            var bounded = W.Min(t, W.Const(BoysFunction.Far));
            var point = W.Round(bounded * BoysFunction.PerUnit);
            for (var k = 0; k < W.Lanes; k++)
                Unsafe.Add(ref points, k) = (int)W.Lane(point, k) * BoysFunction.Columns;
            // F_m(T₀ − s) = Σ_k F_{m+k}(T₀) sᵏ/k!, by Horner.
            var s = point * (1 / BoysFunction.PerUnit) - bounded;
            var f = W.Gather(ref Unsafe.Add(ref table, BoysFunction.Terms - 1), ref points);
            for (var k = BoysFunction.Terms - 2; k >= 0; k--)
                f = W.Fma(f, s * W.Broadcast(Unsafe.Add(ref reciprocals, k + 1)), W.Gather(ref Unsafe.Add(ref table, k), ref points));
            W.Store(f, ref rows, (nint)Unsafe.Add(ref seeds, highest) * Chunk + i);
            if (highest == 0)
                continue;
            var twice = t + t;
            var decay = W.Load(ref scratch, 6 * Chunk + i);
            for (var n = highest - 1; n >= 0; n--)
            {
                f = W.Fma(twice, f, decay) * W.Broadcast(Unsafe.Add(ref reciprocals, 2 * n + 1));
                W.Store(f, ref rows, (nint)Unsafe.Add(ref seeds, n) * Chunk + i);
            }
        }
        return far;
    }

    /// <summary>F_n(T) in the lanes with T ≥ <see cref="BoysFunction.Far"/>: the closed form of F_0 and upward recursion; the others stay as they are.</summary>
    [MethodImpl(Kernel)]
    public static void Beyond<W>(int highest, ref int seeds, ref double scratch, ref double rows, int used)
        where W : struct, IWide<W, double>
    {
        for (nint i = 0; i < used; i += W.Lanes)
        {
            var t = W.Load(ref scratch, 3 * Chunk + i);
            var far = W.LessOrEqual(W.Const(BoysFunction.Far), t);
            t = W.Max(t, W.Const(BoysFunction.Far));
            var f = 0.5 * W.Sqrt(W.Const(Math.PI) / t);
            var half = W.Const(0.5) / t;
            var decay = W.Load(ref scratch, 6 * Chunk + i);
            for (var n = 0; ; n++)
            {
                nint at = (nint)Unsafe.Add(ref seeds, n) * Chunk + i;
                W.Store(W.Select(far, f, W.Load(ref rows, at)), ref rows, at);
                if (n == highest)
                    break;
                f = W.Fma(W.Broadcast(2 * n + 1), f, -decay) * half;
            }
        }
    }

    /// <summary>F_n to s (−2α)^n F_n.</summary>
    [MethodImpl(Kernel)]
    public static void Scale<W>(int highest, ref int seeds, ref double scratch, ref double rows, int used)
        where W : struct, IWide<W, double>
    {
        for (nint i = 0; i < used; i += W.Lanes)
        {
            var scale = W.Load(ref scratch, 4 * Chunk + i);
            var factor = W.Load(ref scratch, 5 * Chunk + i);
            for (var n = 0; n <= highest; n++)
            {
                nint at = (nint)Unsafe.Add(ref seeds, n) * Chunk + i;
                W.Store(scale * W.Load(ref rows, at), ref rows, at);
                scale *= factor;
            }
        }
    }
}
