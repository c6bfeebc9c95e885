using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>What a cutoff law needs of one cutoff: x = r·<see cref="PerLength"/> − <see cref="Offset"/>.</summary>
readonly struct CutoffScale
{
    public readonly double Cutoff, PerLength, Offset;

    public CutoffScale(CutoffFunction function, double cutoff)
    {
        Cutoff = cutoff;
        PerLength = 1 / (cutoff - function.Inner * cutoff);
        Offset = function.Inner * cutoff * PerLength;
    }
}

/// <summary>One shape of cutoff function: its value and derivative for r inside the cutoff; what it says beyond is masked by the caller.</summary>
interface ICutoffLaw
{
    static abstract void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>;
}

/// <summary>Work that wants a cutoff law as a type.</summary>
interface ICutoffUser
{
    void Use<TCutoff>()
        where TCutoff : ICutoffLaw;
}

static class CutoffLaws
{
    internal static void Use<TUser>(CutoffShape shape, ref TUser user)
        where TUser : struct, ICutoffUser
    {
        switch (shape)
        {
            case CutoffShape.Hard:
                user.Use<HardCutoff>();
                break;
            case CutoffShape.Cosine:
                user.Use<CosineCutoff>();
                break;
            case CutoffShape.TanhCubed:
                user.Use<TanhCubedCutoff>();
                break;
            case CutoffShape.TanhCubedScaled:
                user.Use<TanhCubedScaledCutoff>();
                break;
            case CutoffShape.Exponential:
                user.Use<ExponentialCutoff>();
                break;
            case CutoffShape.Polynomial1:
                user.Use<Polynomial1Cutoff>();
                break;
            case CutoffShape.Polynomial2:
                user.Use<Polynomial2Cutoff>();
                break;
            case CutoffShape.Polynomial3:
                user.Use<Polynomial3Cutoff>();
                break;
            case CutoffShape.Polynomial4:
                user.Use<Polynomial4Cutoff>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape));
        }
    }

    /// <summary>x, held in 0 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Fraction<T>(T r, CutoffScale scale)
        where T : struct, IReal<T> => T.Min(T.One, T.Max(T.Zero, T.FmaS(r, scale.PerLength, T.Const(-scale.Offset))));
}

readonly struct HardCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        f = T.One;
        df = T.Zero;
    }
}

readonly struct CosineCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        var x = CutoffLaws.Fraction(r, scale) * Math.PI;
        f = T.FmaS(T.Cos(x), 0.5, T.Const(0.5));
        df = T.Sin(x) * (-0.5 * Math.PI * scale.PerLength);
    }
}

readonly struct TanhCubedCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        var t = T.Tanh(1 - CutoffLaws.Fraction(r, scale));
        var tt = t * t;
        f = tt * t;
        df = tt * (1 - tt) * (-3 * scale.PerLength);
    }
}

readonly struct TanhCubedScaledCutoff : ICutoffLaw
{
    static readonly double Scale = Math.Pow(Math.Tanh(1), -3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        TanhCubedCutoff.Evaluate(r, scale, out f, out df);
        f *= Scale;
        df *= Scale;
    }
}

readonly struct ExponentialCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        // Held a little short of 1, where exp(1 − 1/(1 − x²)) has long been zero in any precision.
        var x = T.Min(T.Const(0.9995), CutoffLaws.Fraction(r, scale));
        var u = T.Inverse(T.Fnma(x, x, T.One));
        f = T.Exp(1 - u);
        df = f * u * u * x * (-2 * scale.PerLength);
    }
}

readonly struct Polynomial1Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        // In y = 1 − x: 3y² − 2y³, so that nothing cancels at the cutoff.
        var y = 1 - CutoffLaws.Fraction(r, scale);
        f = y * y * T.FmaS(y, -2, T.Const(3));
        df = y * (1 - y) * (-6 * scale.PerLength);
    }
}

readonly struct Polynomial2Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y³(10 − 15y + 6y²)
        var y = 1 - CutoffLaws.Fraction(r, scale);
        var yy = y * y;
        f = yy * y * T.Fma(T.FmaS(y, 6, T.Const(-15)), y, T.Const(10));
        var yz = y * (1 - y);
        df = yz * yz * (-30 * scale.PerLength);
    }
}

readonly struct Polynomial3Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y⁴(35 − 84y + 70y² − 20y³)
        var y = 1 - CutoffLaws.Fraction(r, scale);
        var yy = y * y;
        f = yy * yy * T.Fma(T.Fma(T.FmaS(y, -20, T.Const(70)), y, T.Const(-84)), y, T.Const(35));
        var yz = y * (1 - y);
        df = yz * yz * yz * (-140 * scale.PerLength);
    }
}

readonly struct Polynomial4Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T r, CutoffScale scale, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y⁵(126 − 420y + 540y² − 315y³ + 70y⁴)
        var y = 1 - CutoffLaws.Fraction(r, scale);
        var yy = y * y;
        f = yy * yy * y * T.Fma(T.Fma(T.Fma(T.FmaS(y, 70, T.Const(-315)), y, T.Const(540)), y, T.Const(-420)), y, T.Const(126));
        var yz = y * (1 - y);
        var yz2 = yz * yz;
        df = yz2 * yz2 * (-630 * scale.PerLength);
    }
}
