using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>
/// Exp, Log, Sin, Cos, Tanh in double, written once over the number of lanes: within 2 units in the last place.
/// </summary>
/// <remarks>
/// Reduction to a short interval with the constant in two or three parts (Cody and Waite 1980), each part a full word because Fma keeps
/// the products exact; then a polynomial through Chebyshev nodes. The logarithm's form is that of Ng (fdlibm, 1993). Framework functions
/// are not used because their vector forms differ from their scalar ones in the last bit.
/// </remarks>
static class Elementary64
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    const double Ln2High = 0.693147180559945309, Ln2Low = 2.3190468138462996e-17, Log2E = 1.4426950408889634;
    const double PiHigh = Math.PI, PiMiddle = 1.2246467991473532e-16, PiLow = -2.9947698097183397e-33;

    // Where sin and cos stop: above it the spacing of doubles is too coarse for the phase to mean anything in a simulation.
    const double Farthest = 1073741824.0;

    [MethodImpl(Inline)]
    public static T Exp<T>(T x)
        where T : struct, IWide<T, double>
    {
        // Beyond these the result is 0 or +inf; Max and Min return their second argument where it is NaN.
        x = T.Min(T.Const(710.0), T.Max(T.Const(-708.6), x));
        var n = T.Round(x * Log2E);
        var p = Expm1Core(T.Fma(n, T.Const(-Ln2Low), T.Fma(n, T.Const(-Ln2High), x)));
        // 2ⁿ for the largest n is out of range though the product may not be: 2·(1 + p)·2ⁿ⁻¹. For the smallest n it is zero, which is the flush.
        return T.FmaS(p, 2, T.Const(2)) * T.PowerOfTwo(n - 1);
    }

    [MethodImpl(Inline)]
    public static T Tanh<T>(T x)
        where T : struct, IWide<T, double>
    {
        // tanh |x| = e / (e + 2), e = exp(2|x|) - 1 = 2ⁿ p + (2ⁿ - 1): nothing cancels because n ≥ 0.
        var t = T.Min(T.Const(44.0), T.Abs(x) * 2);
        var n = T.Round(t * Log2E);
        var p = Expm1Core(T.Fma(n, T.Const(-Ln2Low), T.Fma(n, T.Const(-Ln2High), t)));
        var s = T.PowerOfTwo(n);
        var e = T.Fma(p, s, s - 1);
        // The quotient once more with what rounding e + 2 and dividing lost: 1.6 units of error instead of 3.
        var d = e + 2;
        var lost = T.Min(e, T.Const(2)) - (d - T.Max(e, T.Const(2)));
        var inverse = T.Inverse(d);
        var y = e * inverse;
        y = T.Fma(T.Fnma(y, lost, T.Fnma(y, d, e)), inverse, y);
        return T.Or(T.And(x, T.Const(-0.0)), y);
    }

    // e^r - 1 for |r| ≤ ln 2 / 2: r + r² q(r).
    [MethodImpl(Inline)]
    static T Expm1Core<T>(T r)
        where T : struct, IWide<T, double>
    {
        var p = T.Const(2.0914717341716376e-9);
        p = T.Fma(p, r, T.Const(2.51052595384484934e-8));
        p = T.Fma(p, r, T.Const(2.75572735701021397e-7));
        p = T.Fma(p, r, T.Const(2.75572552979696444e-6));
        p = T.Fma(p, r, T.Const(0.0000248015873256053228));
        p = T.Fma(p, r, T.Const(0.000198412698749012592));
        p = T.Fma(p, r, T.Const(0.00138888888888837318));
        p = T.Fma(p, r, T.Const(0.00833333333332611205));
        p = T.Fma(p, r, T.Const(0.0416666666666666698));
        p = T.Fma(p, r, T.Const(0.16666666666666671));
        p = T.Fma(p, r, T.Const(0.5));
        return T.Fma(p, r * r, r);
    }

    [MethodImpl(Inline)]
    public static T Log<T>(T x)
        where T : struct, IWide<T, double>
    {
        var small = T.Less(x, T.Const(2.2250738585072014e-308));
        var m = T.Split(T.Select(small, x * 18014398509481984.0, x), out var e);
        e = T.Select(small, e - 54, e);
        var high = T.Less(T.Const(1.4142135623730951), m);
        m = T.Select(high, m * 0.5, m);
        e = T.Select(high, e + 1, e);
        // log(1 + f) = f - f²/2 + s (f²/2 + R), s = f/(2 + f), R even in s.
        var f = m - 1;
        var s = f / (f + 2);
        var z = s * s;
        var p = T.Const(1.479819860511658591e-01);
        p = T.Fma(p, z, T.Const(1.531383769920937332e-01));
        p = T.Fma(p, z, T.Const(1.818357216161805012e-01));
        p = T.Fma(p, z, T.Const(2.222219843214978396e-01));
        p = T.Fma(p, z, T.Const(2.857142874366239149e-01));
        p = T.Fma(p, z, T.Const(3.999999999940941908e-01));
        p = T.Fma(p, z, T.Const(6.666666666666735130e-01));
        var half = f * f * 0.5;
        var y = T.Fma(s, T.Fma(z, p, half), e * 1.90821492927058770002e-10);
        y = T.Fma(e, T.Const(6.93147180369123816490e-01), f - (half - y));
        y = T.Select(T.Less(x, T.Const(double.PositiveInfinity)), y, x);
        var notPositive = T.Select(T.LessOrEqual(T.Zero, x), T.Const(double.NegativeInfinity), T.Const(double.NaN));
        return T.Select(T.Less(T.Zero, x), y, notPositive);
    }

    [MethodImpl(Inline)]
    public static T Sin<T>(T x)
        where T : struct, IWide<T, double>
    {
        // sin(r + nπ) = (-1)ⁿ sin r
        var n = T.Round(x * (1 / Math.PI));
        var odd = n - T.Floor(n * 0.5) * 2;
        return SinCore(x, n, T.FmaS(odd, -2, T.One));
    }

    [MethodImpl(Inline)]
    public static T Cos<T>(T x)
        where T : struct, IWide<T, double>
    {
        // cos(r + (m + 1/2)π) = -(-1)ᵐ sin r
        var m = T.Round(T.FmaS(x, 1 / Math.PI, T.Const(-0.5)));
        var odd = m - T.Floor(m * 0.5) * 2;
        return SinCore(x, m + 0.5, T.FmaS(odd, 2, T.Const(-1)));
    }

    [MethodImpl(Inline)]
    static T SinCore<T>(T x, T n, T sign)
        where T : struct, IWide<T, double>
    {
        // The first product is exact: x and n·PiHigh are multiples of one unit that their difference can hold.
        var r = T.Fma(n, T.Const(-PiHigh), x);
        r = T.Fma(n, T.Const(-PiLow), T.Fma(n, T.Const(-PiMiddle), r));
        var z = r * r;
        var p = T.Const(2.73140531696473154e-15);
        p = T.Fma(p, z, T.Const(-7.64396713213091368e-13));
        p = T.Fma(p, z, T.Const(1.60589772133182664e-10));
        p = T.Fma(p, z, T.Const(-2.50521076154666085e-8));
        p = T.Fma(p, z, T.Const(2.75573192191512197e-6));
        p = T.Fma(p, z, T.Const(-0.000198412698412549293));
        p = T.Fma(p, z, T.Const(0.00833333333333331581));
        p = T.Fma(p, z, T.Const(-0.166666666666666666));
        var y = T.Fma(p, z * r, r) * sign;
        return T.Select(T.LessOrEqual(T.Abs(x), T.Const(Farthest)), y, T.Const(double.NaN));
    }
}
