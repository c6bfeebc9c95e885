using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// A(c) = 2^(1−ζ) (1 + λc)^ζ and its derivative, zero where 1 + λc is not positive. A lane is a pair of edges. Whole ζ by repeated multiplication.
/// </summary>
static unsafe class AngleLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>A, and A′ where <paramref name="slope"/> is not null.</summary>
    internal static void Evaluate(int entries, AnglePart part, S* c, S* angle, S* slope)
    {
        if (part.IsWhole && slope == null)
            Whole(entries, part.Lambda, (int)part.Zeta, part.Scale, c, angle);
        else if (part.IsWhole)
            WholeWithSlope(entries, part.Lambda, (int)part.Zeta, part.Scale, c, angle, slope);
        else
            Real(entries, part.Lambda, part.Zeta, part.Scale, c, angle, slope);
    }

    [MethodImpl(Law)]
    static void Whole(int entries, double lambda, int zeta, double scale, S* c, S* angle)
    {
        W by = W.Const(lambda), times = W.Const(scale);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Max(W.Fma(W.Load(ref c[t], 0), by, W.One), W.Zero);
            var power = times;
            for (var n = zeta; ;)
            {
                if ((n & 1) != 0)
                    power *= x;
                n >>= 1;
                if (n == 0)
                    break;
                x *= x;
            }
            W.Store(power, ref angle[t], 0);
        }
    }

    [MethodImpl(Law)]
    static void WholeWithSlope(int entries, double lambda, int zeta, double scale, S* c, S* angle, S* slope)
    {
        W by = W.Const(lambda), times = W.Const(scale), down = W.Const(zeta * lambda);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var first = W.Max(W.Fma(W.Load(ref c[t], 0), by, W.One), W.Zero);
            var power = W.Select(W.Less(W.Zero, first), times, W.Zero);
            var x = first;
            for (var n = zeta - 1; n != 0; n >>= 1)
            {
                if ((n & 1) != 0)
                    power *= x;
                x *= x;
            }
            W.Store(power * first, ref angle[t], 0);
            W.Store(power * down, ref slope[t], 0);
        }
    }

    [MethodImpl(Law)]
    static void Real(int entries, double lambda, double zeta, double scale, S* c, S* angle, S* slope)
    {
        W by = W.Const(lambda), times = W.Const(scale), down = W.Const(zeta * lambda), exponent = W.Const(zeta - 1);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Fma(W.Load(ref c[t], 0), by, W.One);
            var power = W.Select(W.Less(W.Zero, x), W.Exp(W.Log(x) * exponent) * times, W.Zero);
            W.Store(power * x, ref angle[t], 0);
            if (slope != null)
                W.Store(power * down, ref slope[t], 0);
        }
    }
}
