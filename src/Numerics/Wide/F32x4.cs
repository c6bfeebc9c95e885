using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Four lanes of float in a 128-bit register.</summary>
public readonly struct F32x4 : IWide<F32x4, float>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector128<float> V;

    [MethodImpl(Inline)]
    public F32x4(Vector128<float> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    public static F32x4 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F32x4 One
    {
        [MethodImpl(Inline)]
        get => new(Vector128<float>.One);
    }

    public static F32x4 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector128<float>.Indices);
    }

    [MethodImpl(Inline)]
    public static F32x4 Const(double c) => new(Vector128.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x4 Broadcast(float a) => new(Vector128.Create(a));

    [MethodImpl(Inline)]
    public static F32x4 operator +(F32x4 a, F32x4 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a, F32x4 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F32x4 operator *(F32x4 a, F32x4 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F32x4 operator /(F32x4 a, F32x4 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a) => new(a.V ^ Vector128.Create(-0f));

    [MethodImpl(Inline)]
    public static F32x4 operator +(F32x4 a, double c) => new(a.V + Vector128.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x4 operator -(F32x4 a, double c) => new(a.V - Vector128.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x4 operator -(double c, F32x4 a) => new(Vector128.Create((float)c) - a.V);

    [MethodImpl(Inline)]
    public static F32x4 operator *(F32x4 a, double c) => new(a.V * Vector128.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x4 operator *(double c, F32x4 a) => new(a.V * Vector128.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x4 Fma(F32x4 a, F32x4 b, F32x4 c) => new(Vector128.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x4 Fnma(F32x4 a, F32x4 b, F32x4 c) => new(Vector128.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x4 FmaS(F32x4 a, double w, F32x4 c) => new(Vector128.FusedMultiplyAdd(a.V, Vector128.Create((float)w), c.V));

    [MethodImpl(Inline)]
    public static F32x4 Inverse(F32x4 a) => new(Vector128<float>.One / a.V);

    [MethodImpl(Inline)]
    public static F32x4 Sqrt(F32x4 a) => new(Vector128.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F32x4 Abs(F32x4 a) => new(Vector128.Abs(a.V));

    [MethodImpl(Inline)]
    public static F32x4 Min(F32x4 a, F32x4 b) => new(X86Base.IsSupported ? Vector128.MinNative(a.V, b.V) : Vector128.ConditionalSelect(Vector128.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x4 Max(F32x4 a, F32x4 b) => new(X86Base.IsSupported ? Vector128.MaxNative(a.V, b.V) : Vector128.ConditionalSelect(Vector128.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x4 Round(F32x4 a) => new(Vector128.Round(a.V));

    [MethodImpl(Inline)]
    public static F32x4 Floor(F32x4 a) => new(Vector128.Floor(a.V));

    [MethodImpl(Inline)]
    public static F32x4 Exp(F32x4 a) => Elementary32.Exp(a);

    [MethodImpl(Inline)]
    public static F32x4 Log(F32x4 a) => Elementary32.Log(a);

    [MethodImpl(Inline)]
    public static F32x4 Sin(F32x4 a) => Elementary32.Sin(a);

    [MethodImpl(Inline)]
    public static F32x4 Cos(F32x4 a) => Elementary32.Cos(a);

    [MethodImpl(Inline)]
    public static F32x4 Tanh(F32x4 a) => Elementary32.Tanh(a);

    [MethodImpl(Inline)]
    public static F32x4 Less(F32x4 a, F32x4 b) => new(Vector128.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x4 LessOrEqual(F32x4 a, F32x4 b) => new(Vector128.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x4 And(F32x4 a, F32x4 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F32x4 Or(F32x4 a, F32x4 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F32x4 Select(F32x4 mask, F32x4 x, F32x4 y) => new(Vector128.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F32x4 Load(ref float p, nint i) => new(Vector128.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F32x4 v, ref float p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F32x4 LoadFirst(ref float p, nint i, int count)
    {
        var v = Vector128<float>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector128<float>, float>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F32x4 v, ref float p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F32x4 Gather(ref float table, ref int index) => new(Vector128.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 2)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 3))));

    [MethodImpl(Inline)]
    public static float Lane(F32x4 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static float Sum(F32x4 v) => (v.V[0] + v.V[2]) + (v.V[1] + v.V[3]);

    [MethodImpl(Inline)]
    public static double SumInDouble(F32x4 v) => ((double)v.V[0] + v.V[2]) + ((double)v.V[1] + v.V[3]);

    [MethodImpl(Inline)]
    public static uint Bits(F32x4 mask) => Vector128.ExtractMostSignificantBits(mask.V);

    // Adding 2²³ + 127 leaves n + 127 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F32x4 PowerOfTwo(F32x4 n) =>
        new(((n.V + Vector128.Create(8388608f + 127f)).AsInt32() << 23).AsSingle());

    [MethodImpl(Inline)]
    public static F32x4 Split(F32x4 a, out F32x4 exponent)
    {
        var bits = a.V.AsInt32();
        exponent = new(((bits >>> 23) | Vector128.Create(0x4B000000)).AsSingle() - Vector128.Create(8388608f + 127f));
        return new(((bits & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle());
    }
}
