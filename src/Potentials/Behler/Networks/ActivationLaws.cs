using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>One activation: a(x), a′(x) and a″(x).</summary>
interface IActivation
{
    static abstract void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>;
}

/// <summary>Activations over arrays. A lane is a neuron, or a neuron of some atom.</summary>
static unsafe class ActivationLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>value = a(x), slope = a′(x) over <paramref name="count"/> entries, a multiple of the lanes. The arrays may be one.</summary>
    internal static void Apply(Activation activation, int count, S* x, S* value, S* slope)
    {
        switch (activation)
        {
            case Activation.Linear:
                Apply<LinearActivation>(count, x, value, slope);
                break;
            case Activation.Tanh:
                Apply<TanhActivation>(count, x, value, slope);
                break;
            case Activation.Logistic:
                Apply<LogisticActivation>(count, x, value, slope);
                break;
            case Activation.Softplus:
                Apply<SoftplusActivation>(count, x, value, slope);
                break;
            case Activation.Rectified:
                Apply<RectifiedActivation>(count, x, value, slope);
                break;
            case Activation.Gaussian:
                Apply<GaussianActivation>(count, x, value, slope);
                break;
            case Activation.Cosine:
                Apply<CosineActivation>(count, x, value, slope);
                break;
            case Activation.ReverseLogistic:
                Apply<ReverseLogisticActivation>(count, x, value, slope);
                break;
            case Activation.Exponential:
                Apply<ExponentialActivation>(count, x, value, slope);
                break;
            case Activation.Harmonic:
                Apply<HarmonicActivation>(count, x, value, slope);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    [MethodImpl(Law)]
    static void Apply<TActivation>(int count, S* x, S* value, S* slope)
        where TActivation : IActivation
    {
        for (var k = 0; k < count; k += W.Lanes)
        {
            TActivation.Evaluate(W.Load(ref x[k], 0), out var a, out var d);
            W.Store(a, ref value[k], 0);
            W.Store(d, ref slope[k], 0);
        }
    }

    /// <summary>
    /// The tangent of (value, slope) along ẋ: value˙ = a′(x) ẋ, slope˙ = a″(x) ẋ.
    /// </summary>
    internal static void Push(Activation activation, int count, S* x, S* tangent, S* value, S* slope)
    {
        switch (activation)
        {
            case Activation.Linear:
                Push<LinearActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Tanh:
                Push<TanhActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Logistic:
                Push<LogisticActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Softplus:
                Push<SoftplusActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Rectified:
                Push<RectifiedActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Gaussian:
                Push<GaussianActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Cosine:
                Push<CosineActivation>(count, x, tangent, value, slope);
                break;
            case Activation.ReverseLogistic:
                Push<ReverseLogisticActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Exponential:
                Push<ExponentialActivation>(count, x, tangent, value, slope);
                break;
            case Activation.Harmonic:
                Push<HarmonicActivation>(count, x, tangent, value, slope);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    [MethodImpl(Law)]
    static void Push<TActivation>(int count, S* x, S* tangent, S* value, S* slope)
        where TActivation : IActivation
    {
        for (var k = 0; k < count; k += W.Lanes)
        {
            TActivation.Evaluate(new Dual<W>(W.Load(ref x[k], 0), W.Load(ref tangent[k], 0)), out var a, out var d);
            W.Store(a.Tangent, ref value[k], 0);
            W.Store(d.Tangent, ref slope[k], 0);
        }
    }
}

readonly struct LinearActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T> => (value, slope) = (x, T.One);
}

readonly struct TanhActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = T.Tanh(x);
        slope = T.Fnma(value, value, T.One);
    }
}

readonly struct LogisticActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        // From e^−|x|, which never overflows.
        var e = T.Exp(-T.Abs(x));
        var large = T.Inverse(e + 1.0);
        value = T.Select(T.Less(x, T.Zero), e * large, large);
        slope = e * large * large;
    }
}

readonly struct SoftplusActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        var e = T.Exp(-T.Abs(x));
        var large = T.Inverse(e + 1.0);
        value = T.Max(x, T.Zero) + T.Log(e + 1.0);
        slope = T.Select(T.Less(x, T.Zero), e * large, large);
    }
}

readonly struct RectifiedActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = T.Max(x, T.Zero);
        slope = T.Select(T.Less(T.Zero, x), T.One, T.Zero);
    }
}

readonly struct GaussianActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = T.Exp(x * x * -0.5);
        slope = -(x * value);
    }
}

readonly struct CosineActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = T.Cos(x);
        slope = -T.Sin(x);
    }
}

readonly struct ReverseLogisticActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        LogisticActivation.Evaluate(-x, out value, out slope);
        slope = -slope;
    }
}

readonly struct ExponentialActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = T.Exp(-x);
        slope = -value;
    }
}

readonly struct HarmonicActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(T x, out T value, out T slope)
        where T : struct, IReal<T>
    {
        value = x * x;
        slope = x + x;
    }
}
