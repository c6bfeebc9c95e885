using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>y = x.</summary>
public readonly struct Linear : IActivation
{
    public static string Name => "linear";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.One;
}

/// <summary>y = tanh x.</summary>
public readonly struct HyperbolicTangent : IActivation
{
    public static string Name => "tanh";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.Fnma(y, y, T.One);
}

/// <summary>y = 1 / (1 + e⁻ˣ).</summary>
public readonly struct Logistic : IActivation
{
    public static string Name => "logistic";

    // Below -80 the value is nothing, but e⁻ˣ would overflow and spoil the tangent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Inverse(T.Exp(-T.Max(T.Const(-80), x)) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.Fnma(y, y, y);
}

/// <summary>y = 1 − 1 / (1 + e⁻ˣ).</summary>
public readonly struct ReversedLogistic : IActivation
{
    public static string Name => "reversed-logistic";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => Logistic.Value(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.Fma(y, y, -y);
}

/// <summary>y = ln(1 + eˣ).</summary>
public readonly struct Softplus : IActivation
{
    public static string Name => "softplus";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Max(T.Zero, x) + T.Log(T.Exp(-T.Abs(x)) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => Logistic.Value(x);
}

/// <summary>y = x / (1 + e⁻ˣ), also called swish (Elfwing, Uchibe, Doya 2018).</summary>
public readonly struct Silu : IActivation
{
    public static string Name => "silu";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => x * Logistic.Value(x);

    // s + x s (1 - s) = s + y - y s
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T>
    {
        var s = Logistic.Value(x);
        return T.Fnma(y, s, s + y);
    }
}

/// <summary>y = exp(−x²/2).</summary>
public readonly struct Gaussian : IActivation
{
    public static string Name => "gaussian";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Exp(x * x * -0.5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => -(x * y);
}

/// <summary>y = x above zero, 0.1 (e¹⁰ˣ − 1) below: the CELU of the ANI networks (Barron 2017, α = 0.1). Its second derivative jumps at zero.</summary>
public readonly struct Celu : IActivation
{
    public static string Name => "celu";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Select(T.Less(T.Zero, x), x, T.FmaS(T.Exp(x * 10), 0.1, T.Const(-0.1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.Select(T.Less(T.Zero, x), T.One, T.FmaS(y, 10, T.One));
}

/// <summary>y = max(0, x).</summary>
public readonly struct Rectifier : IActivation
{
    public static string Name => "relu";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Max(T.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => T.Select(T.Less(T.Zero, x), T.One, T.Zero);
}

/// <summary>y = cos x.</summary>
public readonly struct Cosine : IActivation
{
    public static string Name => "cosine";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => -T.Sin(x);
}

/// <summary>y = e⁻ˣ.</summary>
public readonly struct Decay : IActivation
{
    public static string Name => "decay";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => T.Exp(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => -y;
}

/// <summary>y = x².</summary>
public readonly struct Square : IActivation
{
    public static string Name => "square";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T x)
        where T : struct, IReal<T> => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T x, T y)
        where T : struct, IReal<T> => x + x;
}
