using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Eight lanes of double in a 512-bit register.</summary>
public readonly struct F64x8 : IWide<F64x8, double>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector512<double> V;

    [MethodImpl(Inline)]
    public F64x8(Vector512<double> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    public static F64x8 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F64x8 One
    {
        [MethodImpl(Inline)]
        get => new(Vector512<double>.One);
    }

    public static F64x8 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector512<double>.Indices);
    }

    [MethodImpl(Inline)]
    public static F64x8 Const(double c) => new(Vector512.Create(c));

    [MethodImpl(Inline)]
    public static F64x8 Broadcast(double a) => new(Vector512.Create(a));

    [MethodImpl(Inline)]
    public static F64x8 operator +(F64x8 a, F64x8 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F64x8 operator -(F64x8 a, F64x8 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F64x8 operator *(F64x8 a, F64x8 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F64x8 operator /(F64x8 a, F64x8 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F64x8 operator -(F64x8 a) => new(a.V ^ Vector512.Create(-0.0));

    [MethodImpl(Inline)]
    public static F64x8 operator +(F64x8 a, double c) => new(a.V + Vector512.Create(c));

    [MethodImpl(Inline)]
    public static F64x8 operator -(F64x8 a, double c) => new(a.V - Vector512.Create(c));

    [MethodImpl(Inline)]
    public static F64x8 operator -(double c, F64x8 a) => new(Vector512.Create(c) - a.V);

    [MethodImpl(Inline)]
    public static F64x8 operator *(F64x8 a, double c) => new(a.V * Vector512.Create(c));

    [MethodImpl(Inline)]
    public static F64x8 operator *(double c, F64x8 a) => new(a.V * Vector512.Create(c));

    [MethodImpl(Inline)]
    public static F64x8 Fma(F64x8 a, F64x8 b, F64x8 c) => new(Vector512.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x8 Fnma(F64x8 a, F64x8 b, F64x8 c) => new(Vector512.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x8 FmaS(F64x8 a, double w, F64x8 c) => new(Vector512.FusedMultiplyAdd(a.V, Vector512.Create(w), c.V));

    [MethodImpl(Inline)]
    public static F64x8 Inverse(F64x8 a) => new(Vector512<double>.One / a.V);

    [MethodImpl(Inline)]
    public static F64x8 Sqrt(F64x8 a) => new(Vector512.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F64x8 Abs(F64x8 a) => new(Vector512.Abs(a.V));

    [MethodImpl(Inline)]
    public static F64x8 Min(F64x8 a, F64x8 b) => new(X86Base.IsSupported ? Vector512.MinNative(a.V, b.V) : Vector512.ConditionalSelect(Vector512.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x8 Max(F64x8 a, F64x8 b) => new(X86Base.IsSupported ? Vector512.MaxNative(a.V, b.V) : Vector512.ConditionalSelect(Vector512.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x8 Round(F64x8 a) => new(Vector512.Round(a.V));

    [MethodImpl(Inline)]
    public static F64x8 Floor(F64x8 a) => new(Vector512.Floor(a.V));

    [MethodImpl(Inline)]
    public static F64x8 Exp(F64x8 a) => Elementary64.Exp(a);

    [MethodImpl(Inline)]
    public static F64x8 Log(F64x8 a) => Elementary64.Log(a);

    [MethodImpl(Inline)]
    public static F64x8 Sin(F64x8 a) => Elementary64.Sin(a);

    [MethodImpl(Inline)]
    public static F64x8 Cos(F64x8 a) => Elementary64.Cos(a);

    [MethodImpl(Inline)]
    public static F64x8 Tanh(F64x8 a) => Elementary64.Tanh(a);

    [MethodImpl(Inline)]
    public static F64x8 Less(F64x8 a, F64x8 b) => new(Vector512.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x8 LessOrEqual(F64x8 a, F64x8 b) => new(Vector512.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x8 And(F64x8 a, F64x8 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F64x8 Or(F64x8 a, F64x8 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F64x8 Select(F64x8 mask, F64x8 x, F64x8 y) => new(Vector512.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F64x8 Load(ref double p, nint i) => new(Vector512.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F64x8 v, ref double p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F64x8 LoadFirst(ref double p, nint i, int count)
    {
        var v = Vector512<double>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector512<double>, double>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F64x8 v, ref double p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F64x8 Gather(ref double table, ref int index) => new(Vector512.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 2)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 3)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 4)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 5)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 6)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 7))));

    [MethodImpl(Inline)]
    public static double Lane(F64x8 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static double Sum(F64x8 v) => F64x4.Sum(new(v.V.GetLower() + v.V.GetUpper()));

    [MethodImpl(Inline)]
    public static double SumInDouble(F64x8 v) => Sum(v);

    [MethodImpl(Inline)]
    public static uint Bits(F64x8 mask) => (uint)Vector512.ExtractMostSignificantBits(mask.V);

    // Adding 2⁵² + 1023 leaves n + 1023 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F64x8 PowerOfTwo(F64x8 n) =>
        new(((n.V + Vector512.Create(4503599627370496.0 + 1023.0)).AsInt64() << 52).AsDouble());

    [MethodImpl(Inline)]
    public static F64x8 Split(F64x8 a, out F64x8 exponent)
    {
        var bits = a.V.AsInt64();
        exponent = new(((bits >>> 52) | Vector512.Create(0x4330000000000000L)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023.0));
        return new(((bits & Vector512.Create(0x000FFFFFFFFFFFFFL)) | Vector512.Create(0x3FF0000000000000L)).AsDouble());
    }
}
