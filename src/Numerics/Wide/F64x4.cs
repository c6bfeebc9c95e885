using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Four lanes of double in a 256-bit register.</summary>
public readonly struct F64x4 : IWide<F64x4, double>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector256<double> V;

    [MethodImpl(Inline)]
    public F64x4(Vector256<double> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    public static F64x4 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F64x4 One
    {
        [MethodImpl(Inline)]
        get => new(Vector256<double>.One);
    }

    public static F64x4 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector256<double>.Indices);
    }

    [MethodImpl(Inline)]
    public static F64x4 Const(double c) => new(Vector256.Create(c));

    [MethodImpl(Inline)]
    public static F64x4 Broadcast(double a) => new(Vector256.Create(a));

    [MethodImpl(Inline)]
    public static F64x4 operator +(F64x4 a, F64x4 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F64x4 operator -(F64x4 a, F64x4 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F64x4 operator *(F64x4 a, F64x4 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F64x4 operator /(F64x4 a, F64x4 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F64x4 operator -(F64x4 a) => new(a.V ^ Vector256.Create(-0.0));

    [MethodImpl(Inline)]
    public static F64x4 operator +(F64x4 a, double c) => new(a.V + Vector256.Create(c));

    [MethodImpl(Inline)]
    public static F64x4 operator -(F64x4 a, double c) => new(a.V - Vector256.Create(c));

    [MethodImpl(Inline)]
    public static F64x4 operator -(double c, F64x4 a) => new(Vector256.Create(c) - a.V);

    [MethodImpl(Inline)]
    public static F64x4 operator *(F64x4 a, double c) => new(a.V * Vector256.Create(c));

    [MethodImpl(Inline)]
    public static F64x4 operator *(double c, F64x4 a) => new(a.V * Vector256.Create(c));

    [MethodImpl(Inline)]
    public static F64x4 Fma(F64x4 a, F64x4 b, F64x4 c) => new(Vector256.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x4 Fnma(F64x4 a, F64x4 b, F64x4 c) => new(Vector256.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x4 FmaS(F64x4 a, double w, F64x4 c) => new(Vector256.FusedMultiplyAdd(a.V, Vector256.Create(w), c.V));

    [MethodImpl(Inline)]
    public static F64x4 Inverse(F64x4 a) => new(Vector256<double>.One / a.V);

    [MethodImpl(Inline)]
    public static F64x4 Sqrt(F64x4 a) => new(Vector256.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F64x4 Abs(F64x4 a) => new(Vector256.Abs(a.V));

    [MethodImpl(Inline)]
    public static F64x4 Min(F64x4 a, F64x4 b) => new(X86Base.IsSupported ? Vector256.MinNative(a.V, b.V) : Vector256.ConditionalSelect(Vector256.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x4 Max(F64x4 a, F64x4 b) => new(X86Base.IsSupported ? Vector256.MaxNative(a.V, b.V) : Vector256.ConditionalSelect(Vector256.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x4 Round(F64x4 a) => new(Vector256.Round(a.V));

    [MethodImpl(Inline)]
    public static F64x4 Floor(F64x4 a) => new(Vector256.Floor(a.V));

    [MethodImpl(Inline)]
    public static F64x4 Exp(F64x4 a) => Elementary64.Exp(a);

    [MethodImpl(Inline)]
    public static F64x4 Log(F64x4 a) => Elementary64.Log(a);

    [MethodImpl(Inline)]
    public static F64x4 Sin(F64x4 a) => Elementary64.Sin(a);

    [MethodImpl(Inline)]
    public static F64x4 Cos(F64x4 a) => Elementary64.Cos(a);

    [MethodImpl(Inline)]
    public static F64x4 Tanh(F64x4 a) => Elementary64.Tanh(a);

    [MethodImpl(Inline)]
    public static F64x4 Less(F64x4 a, F64x4 b) => new(Vector256.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x4 LessOrEqual(F64x4 a, F64x4 b) => new(Vector256.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x4 And(F64x4 a, F64x4 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F64x4 Or(F64x4 a, F64x4 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F64x4 Select(F64x4 mask, F64x4 x, F64x4 y) => new(Vector256.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F64x4 Load(ref double p, nint i) => new(Vector256.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F64x4 v, ref double p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F64x4 LoadFirst(ref double p, nint i, int count)
    {
        var v = Vector256<double>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector256<double>, double>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F64x4 v, ref double p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F64x4 Gather(ref double table, ref int index) => new(Vector256.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 2)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 3))));

    [MethodImpl(Inline)]
    public static double Lane(F64x4 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static double Sum(F64x4 v) => F64x2.Sum(new(v.V.GetLower() + v.V.GetUpper()));

    [MethodImpl(Inline)]
    public static double SumInDouble(F64x4 v) => Sum(v);

    [MethodImpl(Inline)]
    public static uint Bits(F64x4 mask) => Vector256.ExtractMostSignificantBits(mask.V);

    // Adding 2⁵² + 1023 leaves n + 1023 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F64x4 PowerOfTwo(F64x4 n) =>
        new(((n.V + Vector256.Create(4503599627370496.0 + 1023.0)).AsInt64() << 52).AsDouble());

    [MethodImpl(Inline)]
    public static F64x4 Split(F64x4 a, out F64x4 exponent)
    {
        var bits = a.V.AsInt64();
        exponent = new(((bits >>> 52) | Vector256.Create(0x4330000000000000L)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0));
        return new(((bits & Vector256.Create(0x000FFFFFFFFFFFFFL)) | Vector256.Create(0x3FF0000000000000L)).AsDouble());
    }
}
