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

/// <summary>
/// One shape of cutoff function: its value and its derivative by x, for x from 0 to 1; what it says at 1 and beyond is masked by the caller. Nothing but literal constants: a double that is
/// turned into lanes of float within a loop costs more than the shape.
/// </summary>
interface ICutoffLaw
{
    static abstract void Evaluate<T>(T x, out T f, out T df)
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
}

readonly struct HardCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        f = T.One;
        df = T.Zero;
    }
}

readonly struct CosineCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        x *= Math.PI;
        f = T.FmaS(T.Cos(x), 0.5, T.Const(0.5));
        df = T.Sin(x) * (-0.5 * Math.PI);
    }
}

readonly struct TanhCubedCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        var t = T.Tanh(1 - x);
        var tt = t * t;
        f = tt * t;
        df = tt * (1 - tt) * -3;
    }
}

readonly struct TanhCubedScaledCutoff : ICutoffLaw
{
    // coth³ 1
    const double Scale = 2.2637537952253513;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        TanhCubedCutoff.Evaluate(x, out f, out df);
        f *= Scale;
        df *= Scale;
    }
}

readonly struct ExponentialCutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        // Held a little short of 1, where exp(1 − 1/(1 − x²)) has long been zero in any precision.
        x = T.Min(T.Const(0.9995), x);
        var u = T.Inverse(T.Fnma(x, x, T.One));
        f = T.Exp(1 - u);
        df = f * u * u * x * -2;
    }
}

readonly struct Polynomial1Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        // In y = 1 − x: 3y² − 2y³, so that nothing cancels at the cutoff.
        var y = 1 - x;
        f = y * y * T.FmaS(y, -2, T.Const(3));
        df = y * (1 - y) * -6;
    }
}

readonly struct Polynomial2Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y³(10 − 15y + 6y²)
        var y = 1 - x;
        var yy = y * y;
        f = yy * y * T.Fma(T.FmaS(y, 6, T.Const(-15)), y, T.Const(10));
        var yz = y * (1 - y);
        df = yz * yz * -30;
    }
}

readonly struct Polynomial3Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y⁴(35 − 84y + 70y² − 20y³)
        var y = 1 - x;
        var yy = y * y;
        f = yy * yy * T.Fma(T.Fma(T.FmaS(y, -20, T.Const(70)), y, T.Const(-84)), y, T.Const(35));
        var yz = y * (1 - y);
        df = yz * yz * yz * -140;
    }
}

readonly struct Polynomial4Cutoff : ICutoffLaw
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T f, out T df)
        where T : struct, IReal<T>
    {
        // y⁵(126 − 420y + 540y² − 315y³ + 70y⁴)
        var y = 1 - x;
        var yy = y * y;
        f = yy * yy * y * T.Fma(T.Fma(T.Fma(T.FmaS(y, 70, T.Const(-315)), y, T.Const(540)), y, T.Const(-420)), y, T.Const(126));
        var yz = y * (1 - y);
        var yz2 = yz * yz;
        df = yz2 * yz2 * -630;
    }
}
