using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Sixteen lanes of float in a 512-bit register.</summary>
public readonly struct F32x16 : IWide<F32x16, float>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector512<float> V;

    [MethodImpl(Inline)]
    public F32x16(Vector512<float> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 16;
    }

    public static F32x16 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F32x16 One
    {
        [MethodImpl(Inline)]
        get => new(Vector512<float>.One);
    }

    public static F32x16 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector512<float>.Indices);
    }

    [MethodImpl(Inline)]
    public static F32x16 Const(double c) => new(Vector512.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x16 Broadcast(float a) => new(Vector512.Create(a));

    [MethodImpl(Inline)]
    public static F32x16 operator +(F32x16 a, F32x16 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a, F32x16 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F32x16 operator *(F32x16 a, F32x16 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F32x16 operator /(F32x16 a, F32x16 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a) => new(a.V ^ Vector512.Create(-0f));

    [MethodImpl(Inline)]
    public static F32x16 operator +(F32x16 a, double c) => new(a.V + Vector512.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x16 operator -(F32x16 a, double c) => new(a.V - Vector512.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x16 operator -(double c, F32x16 a) => new(Vector512.Create((float)c) - a.V);

    [MethodImpl(Inline)]
    public static F32x16 operator *(F32x16 a, double c) => new(a.V * Vector512.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x16 operator *(double c, F32x16 a) => new(a.V * Vector512.Create((float)c));

    [MethodImpl(Inline)]
    public static F32x16 Fma(F32x16 a, F32x16 b, F32x16 c) => new(Vector512.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x16 Fnma(F32x16 a, F32x16 b, F32x16 c) => new(Vector512.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x16 FmaS(F32x16 a, double w, F32x16 c) => new(Vector512.FusedMultiplyAdd(a.V, Vector512.Create((float)w), c.V));

    [MethodImpl(Inline)]
    public static F32x16 Inverse(F32x16 a) => new(Vector512<float>.One / a.V);

    [MethodImpl(Inline)]
    public static F32x16 Sqrt(F32x16 a) => new(Vector512.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F32x16 Abs(F32x16 a) => new(Vector512.Abs(a.V));

    [MethodImpl(Inline)]
    public static F32x16 Min(F32x16 a, F32x16 b) => new(X86Base.IsSupported ? Vector512.MinNative(a.V, b.V) : Vector512.ConditionalSelect(Vector512.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x16 Max(F32x16 a, F32x16 b) => new(X86Base.IsSupported ? Vector512.MaxNative(a.V, b.V) : Vector512.ConditionalSelect(Vector512.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x16 Round(F32x16 a) => new(Vector512.Round(a.V));

    [MethodImpl(Inline)]
    public static F32x16 Floor(F32x16 a) => new(Vector512.Floor(a.V));

    [MethodImpl(Inline)]
    public static F32x16 Exp(F32x16 a) => Elementary32.Exp(a);

    [MethodImpl(Inline)]
    public static F32x16 Log(F32x16 a) => Elementary32.Log(a);

    [MethodImpl(Inline)]
    public static F32x16 Sin(F32x16 a) => Elementary32.Sin(a);

    [MethodImpl(Inline)]
    public static F32x16 Cos(F32x16 a) => Elementary32.Cos(a);

    [MethodImpl(Inline)]
    public static F32x16 Tanh(F32x16 a) => Elementary32.Tanh(a);

    [MethodImpl(Inline)]
    public static F32x16 Less(F32x16 a, F32x16 b) => new(Vector512.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x16 LessOrEqual(F32x16 a, F32x16 b) => new(Vector512.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F32x16 And(F32x16 a, F32x16 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F32x16 Or(F32x16 a, F32x16 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F32x16 Select(F32x16 mask, F32x16 x, F32x16 y) => new(Vector512.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F32x16 Load(ref float p, nint i) => new(Vector512.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F32x16 v, ref float p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F32x16 LoadFirst(ref float p, nint i, int count)
    {
        var v = Vector512<float>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector512<float>, float>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F32x16 v, ref float p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F32x16 Gather(ref float table, ref int index) => new(Vector512.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 2)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 3)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 4)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 5)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 6)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 7)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 8)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 9)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 10)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 11)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 12)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 13)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 14)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 15))));

    [MethodImpl(Inline)]
    public static float Lane(F32x16 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static float Sum(F32x16 v) => F32x8.Sum(new(v.V.GetLower() + v.V.GetUpper()));

    [MethodImpl(Inline)]
    public static double SumInDouble(F32x16 v) => F64x8.Sum(new(Vector512.WidenLower(v.V) + Vector512.WidenUpper(v.V)));

    [MethodImpl(Inline)]
    public static uint Bits(F32x16 mask) => (uint)Vector512.ExtractMostSignificantBits(mask.V);

    // Adding 2²³ + 127 leaves n + 127 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F32x16 PowerOfTwo(F32x16 n) =>
        new(((n.V + Vector512.Create(8388608f + 127f)).AsInt32() << 23).AsSingle());

    [MethodImpl(Inline)]
    public static F32x16 Split(F32x16 a, out F32x16 exponent)
    {
        var bits = a.V.AsInt32();
        exponent = new(((bits >>> 23) | Vector512.Create(0x4B000000)).AsSingle() - Vector512.Create(8388608f + 127f));
        return new(((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());
    }
}
