using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Powers of y = (1 + λc)/2, zero where that is not positive: an angular part is A = 2^(1−ζ) (1 + λc)^ζ = 2 y^ζ, its derivative ζλ y^(ζ−1). A lane is a pair of edges.
/// </summary>
static unsafe class AngleLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Takes one step for a strip of pairs.</summary>
    /// <param name="slots">Where each step's result goes, <paramref name="stride"/> apart.</param>
    internal static void Take(in AngleStep step, int entries, S* c, S* slots, int stride, S* to)
    {
        S* first = slots + (long)step.Base * stride, from = slots + (long)step.From * stride;
        switch (step.Kind)
        {
            case AngleStepKind.Base:
                Base(entries, step.Number, c, to);
                break;
            case AngleStepKind.Square:
                Square(entries, from, to);
                break;
            case AngleStepKind.SquareTimesBase:
                SquareTimesBase(entries, from, first, to);
                break;
            case AngleStepKind.WholePower:
                WholePower(entries, (int)step.Number, first, to);
                break;
            default:
                RealPower(entries, step.Number, first, to);
                break;
        }
    }

    [MethodImpl(Law)]
    static void Base(int entries, double lambda, S* c, S* y)
    {
        W by = W.Const(0.5 * lambda), half = W.Const(0.5);
        for (var t = 0; t < entries; t += W.Lanes)
            W.Store(W.Max(W.Fma(W.Load(ref c[t], 0), by, half), W.Zero), ref y[t], 0);
    }

    [MethodImpl(Law)]
    static void Square(int entries, S* p, S* result)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Load(ref p[t], 0);
            W.Store(x * x, ref result[t], 0);
        }
    }

    [MethodImpl(Law)]
    static void SquareTimesBase(int entries, S* p, S* y, S* result)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Load(ref p[t], 0);
            W.Store(x * x * W.Load(ref y[t], 0), ref result[t], 0);
        }
    }

    /// <summary>By repeated squaring; y⁰ is 1 where y is positive, else 0.</summary>
    [MethodImpl(Law)]
    static void WholePower(int entries, int exponent, S* y, S* result)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Load(ref y[t], 0);
            var power = W.Select(W.Less(W.Zero, x), W.One, W.Zero);
            for (var n = exponent; n != 0; n >>= 1)
            {
                if ((n & 1) != 0)
                    power *= x;
                x *= x;
            }
            W.Store(power, ref result[t], 0);
        }
    }

    [MethodImpl(Law)]
    static void RealPower(int entries, double exponent, S* y, S* result)
    {
        var n = W.Const(exponent);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var x = W.Load(ref y[t], 0);
            W.Store(W.Select(W.Less(W.Zero, x), W.Exp(W.Log(x) * n), W.Zero), ref result[t], 0);
        }
    }
}
