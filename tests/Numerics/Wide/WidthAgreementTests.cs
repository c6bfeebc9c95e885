namespace Athanor.Numerics.Tests;

/// <summary>Every operation, at every width, gives the bits that one lane gives.</summary>
public sealed class WidthAgreementTests
{
    public static TheoryData<string> Names => [.. Operations<F64x1>.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_lanes_agree(string name)
    {
        var expected = Apply<F32x1, float>(name, Inputs.Singles);
        Assert.Equal(Bits(expected), Bits(Apply<F32x4, float>(name, Inputs.Singles)));
        Assert.Equal(Bits(expected), Bits(Apply<F32x8, float>(name, Inputs.Singles)));
        Assert.Equal(Bits(expected), Bits(Apply<F32x16, float>(name, Inputs.Singles)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_lanes_agree(string name)
    {
        var expected = Apply<F64x1, double>(name, Inputs.Doubles);
        Assert.Equal(Bits(expected), Bits(Apply<F64x2, double>(name, Inputs.Doubles)));
        Assert.Equal(Bits(expected), Bits(Apply<F64x4, double>(name, Inputs.Doubles)));
        Assert.Equal(Bits(expected), Bits(Apply<F64x8, double>(name, Inputs.Doubles)));
    }

    static TScalar[] Apply<T, TScalar>(string name, TScalar[] inputs)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        var operation = Operations<T>.All.Single(o => o.Name == name).Apply;
        int n = inputs.Length / 3;
        var y = new TScalar[n];
        for (var i = 0; i < n; i += T.Lanes)
            T.Store(operation(T.Load(ref inputs[0], i), T.Load(ref inputs[0], n + i), T.Load(ref inputs[0], 2 * n + i)), ref y[0], i);
        return y;
    }

    // NaN is one value here: which of two NaNs a sum hands on is not fixed by IEEE 754.
    static string[] Bits(float[] y) => [.. y.Select(v => float.IsNaN(v) ? "NaN" : BitConverter.SingleToInt32Bits(v).ToString("x8"))];

    static string[] Bits(double[] y) => [.. y.Select(v => double.IsNaN(v) ? "NaN" : BitConverter.DoubleToInt64Bits(v).ToString("x16"))];
}

/// <summary>The operations of <see cref="IReal{T}"/> by name, each as a function of three numbers.</summary>
static class Operations<T>
    where T : struct, IReal<T>
{
    public static IReadOnlyList<(string Name, Func<T, T, T, T> Apply)> All { get; } =
    [
        ("add", (a, b, _) => a + b), ("subtract", (a, b, _) => a - b), ("multiply", (a, b, _) => a * b), ("divide", (a, b, _) => a / b),
        ("negate", (a, _, _) => -a), ("add constant", (a, _, _) => a + 0.1), ("subtract constant", (a, _, _) => a - 0.1),
        ("subtract from constant", (a, _, _) => 0.1 - a), ("scale", (a, _, _) => a * 0.3), ("scale from left", (a, _, _) => 0.3 * a),
        ("fma", T.Fma), ("fnma", T.Fnma), ("fmas", (a, _, c) => T.FmaS(a, 0.7, c)), ("inverse", (a, _, _) => T.Inverse(a)),
        ("sqrt", (a, _, _) => T.Sqrt(a)), ("abs", (a, _, _) => T.Abs(a)), ("min", (a, b, _) => T.Min(a, b)), ("max", (a, b, _) => T.Max(a, b)),
        ("min constant", (a, _, _) => T.Min(T.Const(0.5), a)), ("max constant", (a, _, _) => T.Max(a, T.Const(0.5))),
        ("round", (a, _, _) => T.Round(a)), ("floor", (a, _, _) => T.Floor(a)), ("exp", (a, _, _) => T.Exp(a)), ("log", (a, _, _) => T.Log(a)),
        ("sin", (a, _, _) => T.Sin(a)), ("cos", (a, _, _) => T.Cos(a)), ("tanh", (a, _, _) => T.Tanh(a)),
        ("less", (a, b, c) => T.Select(T.Less(a, b), a, c)), ("less or equal", (a, b, c) => T.Select(T.LessOrEqual(a, b), b, c)),
        ("and", (a, b, c) => T.Select(T.And(T.Less(a, b), T.Less(b, c)), b, c)), ("or", (a, b, c) => T.Select(T.Or(T.Less(a, b), T.Less(b, c)), b, c)),
        ("zero, one", (a, _, _) => a * T.Zero + T.One),
    ];
}

/// <summary>Numbers of every size and kind, the awkward ones first.</summary>
static class Inputs
{
    public static float[] Singles { get; } = [.. Make(1).Select(x => (float)x)];

    public static double[] Doubles { get; } = [.. Make(2)];

    static IEnumerable<double> Make(int seed)
    {
        double[] special = [0, -0.0, 1, -1, 0.5, 1.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, 1e-310, 3e38, 1e308, 88.7, -87.5, 709.7, -708.6];
        var random = new Random(seed);
        for (var i = 0; i < 3 * 2048; i++)
        {
            if (random.Next(8) == 0)
                yield return special[random.Next(special.Length)];
            else
                yield return (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 7));
        }
    }
}
