using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Eight lanes of float in a 256-bit register.</summary>
public readonly struct F32x8 : IWide<F32x8, float>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector256<float> V;

    [MethodImpl(Inline)]
    public F32x8(Vector256<float> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    public static F32x8 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F32x8 One
    {
        [MethodImpl(Inline)]
        get => new(Vector256<float>.One);
    }

    public static F32x8 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector256<float>.Indices);
    }

    [MethodImpl(Inline)]
    public static F32x8 Const(double c) => new(Vector256.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x8 Broadcast(float a) => new(Vector256.Create(a));

    [MethodImpl(Inline)]
    public static F32x8 operator +(F32x8 a, F32x8 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a, F32x8 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F32x8 operator *(F32x8 a, F32x8 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F32x8 operator /(F32x8 a, F32x8 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a) => new(a.V ^ Vector256.Create(-0f));

    [MethodImpl(Inline)]
    public static F32x8 operator +(F32x8 a, double c) => new(a.V + Vector256.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x8 operator -(F32x8 a, double c) => new(a.V - Vector256.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x8 operator -(double c, F32x8 a) => new(Vector256.Create((float)c) - a.V);

    [MethodImpl(Inline)]
    public static F32x8 operator *(F32x8 a, double c) => new(a.V * Vector256.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x8 operator *(double c, F32x8 a) => new(a.V * Vector256.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x8 Fma(F32x8 a, F32x8 b, F32x8 c) => new(Vector256.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x8 Fnma(F32x8 a, F32x8 b, F32x8 c) => new(Vector256.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x8 FmaS(F32x8 a, double w, F32x8 c) => new(Vector256.FusedMultiplyAdd(a.V, Vector256.Create((float)w), c.V));

    [MethodImpl(Inline)]
    public static F32x8 Inverse(F32x8 a) => new(Vector256<float>.One / a.V);

    [MethodImpl(Inline)]
    public static F32x8 Sqrt(F32x8 a) => new(Vector256.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F32x8 Abs(F32x8 a) => new(Vector256.Abs(a.V));

    [MethodImpl(Inline)]
    public static F32x8 Min(F32x8 a, F32x8 b) => new(X86Base.IsSupported ? Vector256.MinNative(a.V, b.V) : Vector256.ConditionalSelect(Vector256.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x8 Max(F32x8 a, F32x8 b) => new(X86Base.IsSupported ? Vector256.MaxNative(a.V, b.V) : Vector256.ConditionalSelect(Vector256.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x8 Round(F32x8 a) => new(Vector256.Round(a.V));

    [MethodImpl(Inline)]
    public static F32x8 Floor(F32x8 a) => new(Vector256.Floor(a.V));

    [MethodImpl(Inline)]
    public static F32x8 Exp(F32x8 a) => Elementary32.Exp(a);

    [MethodImpl(Inline)]
    public static F32x8 Log(F32x8 a) => Elementary32.Log(a);

    [MethodImpl(Inline)]
    public static F32x8 Sin(F32x8 a) => Elementary32.Sin(a);

    [MethodImpl(Inline)]
    public static F32x8 Cos(F32x8 a) => Elementary32.Cos(a);

    [MethodImpl(Inline)]
    public static F32x8 Tanh(F32x8 a) => Elementary32.Tanh(a);

    [MethodImpl(Inline)]
    public static F32x8 Less(F32x8 a, F32x8 b) => new(Vector256.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x8 LessOrEqual(F32x8 a, F32x8 b) => new(Vector256.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x8 And(F32x8 a, F32x8 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F32x8 Or(F32x8 a, F32x8 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F32x8 Select(F32x8 mask, F32x8 x, F32x8 y) => new(Vector256.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F32x8 Load(ref float p, nint i) => new(Vector256.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F32x8 v, ref float p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F32x8 LoadFirst(ref float p, nint i, int count)
    {
        var v = Vector256<float>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector256<float>, float>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F32x8 v, ref float p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F32x8 Gather(ref float table, ref int index) => new(Vector256.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 2)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 3)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 4)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 5)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 6)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 7))));

    [MethodImpl(Inline)]
    public static float Lane(F32x8 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static float Sum(F32x8 v) => F32x4.Sum(new(v.V.GetLower() + v.V.GetUpper()));

    [MethodImpl(Inline)]
    public static double SumInDouble(F32x8 v) => F64x4.Sum(new(Vector256.WidenLower(v.V) + Vector256.WidenUpper(v.V)));

    [MethodImpl(Inline)]
    public static uint Bits(F32x8 mask) => Vector256.ExtractMostSignificantBits(mask.V);

    // Adding 2²³ + 127 leaves n + 127 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F32x8 PowerOfTwo(F32x8 n) =>
        new(((n.V + Vector256.Create(8388608f + 127f)).AsInt32() << 23).AsSingle());

    [MethodImpl(Inline)]
    public static F32x8 Split(F32x8 a, out F32x8 exponent)
    {
        var bits = a.V.AsInt32();
        exponent = new(((bits >>> 23) | Vector256.Create(0x4B000000)).AsSingle() - Vector256.Create(8388608f + 127f));
        return new(((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle());
    }
}
