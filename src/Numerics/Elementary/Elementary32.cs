using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>
/// Exp, Log, Sin, Cos, Tanh in float, written once over the number of lanes: within 2.5 units in the last place.
/// </summary>
/// <remarks>
/// Reduction to a short interval with the constant in two or three parts (Cody and Waite 1980), each part a full word because Fma keeps
/// the products exact; then a polynomial through Chebyshev nodes. The logarithm's form is that of Ng (fdlibm, 1993). Framework functions
/// are not used because their vector forms differ from their scalar ones in the last bit.
/// </remarks>
static class Elementary32
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    const double Ln2High = 0.693147182464599609375, Ln2Low = -1.9046542121259336e-9, Log2E = 1.4426950408889634;
    const double PiHigh = 3.1415927410125732, PiMiddle = -8.742277657347586e-8, PiLow = -3.4302490200117637e-15;

    // Where sin and cos stop: above it the spacing of floats is too coarse for the phase to mean anything in a simulation.
    const double Farthest = 131072.0;

    [MethodImpl(Inline)]
    public static T Exp<T>(T x)
        where T : struct, IWide<T, float>
    {
        // Beyond these the result is 0 or +inf; Max and Min return their second argument where it is NaN.
        x = T.Min(T.Const(89.0), T.Max(T.Const(-87.5), x));
        var n = T.Round(x * Log2E);
        var p = Expm1Core(T.Fma(n, T.Const(-Ln2Low), T.Fma(n, T.Const(-Ln2High), x)));
        // 2ⁿ for the largest n is out of range though the product may not be: 2·(1 + p)·2ⁿ⁻¹. For the smallest n it is zero, which is the flush.
        return T.FmaS(p, 2, T.Const(2)) * T.PowerOfTwo(n - 1);
    }

    [MethodImpl(Inline)]
    public static T Tanh<T>(T x)
        where T : struct, IWide<T, float>
    {
        // tanh |x| = e / (e + 2), e = exp(2|x|) - 1 = 2ⁿ p + (2ⁿ - 1): nothing cancels because n ≥ 0.
        var t = T.Min(T.Const(20.0), T.Abs(x) * 2);
        var n = T.Round(t * Log2E);
        var p = Expm1Core(T.Fma(n, T.Const(-Ln2Low), T.Fma(n, T.Const(-Ln2High), t)));
        var s = T.PowerOfTwo(n);
        var e = T.Fma(p, s, s - 1);
        return T.Or(T.And(x, T.Const(-0.0)), e / (e + 2));
    }

    // e^r - 1 for |r| ≤ ln 2 / 2: r + r² q(r).
    [MethodImpl(Inline)]
    static T Expm1Core<T>(T r)
        where T : struct, IWide<T, float>
    {
        var p = T.Const(0.0013926213466332443);
        p = T.Fma(p, r, T.Const(0.00836320297157585495));
        p = T.Fma(p, r, T.Const(0.0416665544376859389));
        p = T.Fma(p, r, T.Const(0.166665768459939763));
        p = T.Fma(p, r, T.Const(0.5));
        return T.Fma(p, r * r, r);
    }

    [MethodImpl(Inline)]
    public static T Log<T>(T x)
        where T : struct, IWide<T, float>
    {
        var small = T.Less(x, T.Const(1.17549435e-38));
        var m = T.Split(T.Select(small, x * 16777216.0, x), out var e);
        e = T.Select(small, e - 24, e);
        var high = T.Less(T.Const(1.4142135623730951), m);
        m = T.Select(high, m * 0.5, m);
        e = T.Select(high, e + 1, e);
        // log(1 + f) = f - f²/2 + s (f²/2 + R), s = f/(2 + f), R even in s.
        var f = m - 1;
        var s = f / (f + 2);
        var z = s * s;
        var p = T.Const(0.242790788412094116210938);
        p = T.Fma(p, z, T.Const(0.284987866878509521484375));
        p = T.Fma(p, z, T.Const(0.400009721517562866210938));
        p = T.Fma(p, z, T.Const(0.66666662693023681640625));
        var half = f * f * 0.5;
        var y = T.Fma(s, T.Fma(z, p, half), e * 9.0580006144591607e-06);
        y = T.Fma(e, T.Const(0.693138122558593750), f - (half - y));
        y = T.Select(T.Less(x, T.Const(double.PositiveInfinity)), y, x);
        var notPositive = T.Select(T.LessOrEqual(T.Zero, x), T.Const(double.NegativeInfinity), T.Const(double.NaN));
        return T.Select(T.Less(T.Zero, x), y, notPositive);
    }

    [MethodImpl(Inline)]
    public static T Sin<T>(T x)
        where T : struct, IWide<T, float>
    {
        // sin(r + nπ) = (-1)ⁿ sin r
        var n = T.Round(x * (1 / Math.PI));
        var odd = n - T.Floor(n * 0.5) * 2;
        return SinCore(x, n, T.FmaS(odd, -2, T.One));
    }

    [MethodImpl(Inline)]
    public static T Cos<T>(T x)
        where T : struct, IWide<T, float>
    {
        // cos(r + (m + 1/2)π) = -(-1)ᵐ sin r
        var m = T.Round(T.FmaS(x, 1 / Math.PI, T.Const(-0.5)));
        var odd = m - T.Floor(m * 0.5) * 2;
        return SinCore(x, m + 0.5, T.FmaS(odd, 2, T.Const(-1)));
    }

    [MethodImpl(Inline)]
    static T SinCore<T>(T x, T n, T sign)
        where T : struct, IWide<T, float>
    {
        // The first product is exact: x and n·PiHigh are multiples of one unit that their difference can hold.
        var r = T.Fma(n, T.Const(-PiHigh), x);
        r = T.Fma(n, T.Const(-PiLow), T.Fma(n, T.Const(-PiMiddle), r));
        var z = r * r;
        var p = T.Const(-2.40797137073783456e-8);
        p = T.Fma(p, z, T.Const(2.75364429639683695e-6));
        p = T.Fma(p, z, T.Const(-0.000198410862889807015));
        p = T.Fma(p, z, T.Const(0.00833333276763181208));
        p = T.Fma(p, z, T.Const(-0.166666666638743067));
        var y = T.Fma(p, z * r, r) * sign;
        return T.Select(T.LessOrEqual(T.Abs(x), T.Const(Farthest)), y, T.Const(double.NaN));
    }
}
