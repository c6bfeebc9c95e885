using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>Two lanes of double in a 128-bit register.</summary>
public readonly struct F64x2 : IWide<F64x2, double>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly Vector128<double> V;

    [MethodImpl(Inline)]
    public F64x2(Vector128<double> v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 2;
    }

    public static F64x2 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F64x2 One
    {
        [MethodImpl(Inline)]
        get => new(Vector128<double>.One);
    }

    public static F64x2 Iota
    {
        [MethodImpl(Inline)]
        get => new(Vector128<double>.Indices);
    }

    [MethodImpl(Inline)]
    public static F64x2 Const(double c) => new(Vector128.Create(c));

    [MethodImpl(Inline)]
    public static F64x2 Broadcast(double a) => new(Vector128.Create(a));

    [MethodImpl(Inline)]
    public static F64x2 operator +(F64x2 a, F64x2 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F64x2 operator -(F64x2 a, F64x2 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F64x2 operator *(F64x2 a, F64x2 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F64x2 operator /(F64x2 a, F64x2 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F64x2 operator -(F64x2 a) => new(a.V ^ Vector128.Create(-0.0));

    [MethodImpl(Inline)]
    public static F64x2 operator +(F64x2 a, double c) => new(a.V + Vector128.Create(c));

    [MethodImpl(Inline)]
    public static F64x2 operator -(F64x2 a, double c) => new(a.V - Vector128.Create(c));

    [MethodImpl(Inline)]
    public static F64x2 operator -(double c, F64x2 a) => new(Vector128.Create(c) - a.V);

    [MethodImpl(Inline)]
    public static F64x2 operator *(F64x2 a, double c) => new(a.V * Vector128.Create(c));

    [MethodImpl(Inline)]
    public static F64x2 operator *(double c, F64x2 a) => new(a.V * Vector128.Create(c));

    [MethodImpl(Inline)]
    public static F64x2 Fma(F64x2 a, F64x2 b, F64x2 c) => new(Vector128.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x2 Fnma(F64x2 a, F64x2 b, F64x2 c) => new(Vector128.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x2 FmaS(F64x2 a, double w, F64x2 c) => new(Vector128.FusedMultiplyAdd(a.V, Vector128.Create(w), c.V));

    [MethodImpl(Inline)]
    public static F64x2 Inverse(F64x2 a) => new(Vector128<double>.One / a.V);

    [MethodImpl(Inline)]
    public static F64x2 Sqrt(F64x2 a) => new(Vector128.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F64x2 Abs(F64x2 a) => new(Vector128.Abs(a.V));

    [MethodImpl(Inline)]
    public static F64x2 Min(F64x2 a, F64x2 b) => new(X86Base.IsSupported ? Vector128.MinNative(a.V, b.V) : Vector128.ConditionalSelect(Vector128.LessThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x2 Max(F64x2 a, F64x2 b) => new(X86Base.IsSupported ? Vector128.MaxNative(a.V, b.V) : Vector128.ConditionalSelect(Vector128.GreaterThan(a.V, b.V), a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x2 Round(F64x2 a) => new(Vector128.Round(a.V));

    [MethodImpl(Inline)]
    public static F64x2 Floor(F64x2 a) => new(Vector128.Floor(a.V));

    [MethodImpl(Inline)]
    public static F64x2 Exp(F64x2 a) => Elementary64.Exp(a);

    [MethodImpl(Inline)]
    public static F64x2 Log(F64x2 a) => Elementary64.Log(a);

    [MethodImpl(Inline)]
    public static F64x2 Sin(F64x2 a) => Elementary64.Sin(a);

    [MethodImpl(Inline)]
    public static F64x2 Cos(F64x2 a) => Elementary64.Cos(a);

    [MethodImpl(Inline)]
    public static F64x2 Tanh(F64x2 a) => Elementary64.Tanh(a);

    [MethodImpl(Inline)]
    public static F64x2 Less(F64x2 a, F64x2 b) => new(Vector128.LessThan(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x2 LessOrEqual(F64x2 a, F64x2 b) => new(Vector128.LessThanOrEqual(a.V, b.V));

    [MethodImpl(Inline)]
    public static F64x2 And(F64x2 a, F64x2 b) => new(a.V & b.V);

    [MethodImpl(Inline)]
    public static F64x2 Or(F64x2 a, F64x2 b) => new(a.V | b.V);

    [MethodImpl(Inline)]
    public static F64x2 Select(F64x2 mask, F64x2 x, F64x2 y) => new(Vector128.ConditionalSelect(mask.V, x.V, y.V));

    [MethodImpl(Inline)]
    public static F64x2 Load(ref double p, nint i) => new(Vector128.LoadUnsafe(ref Unsafe.Add(ref p, i)));

    [MethodImpl(Inline)]
    public static void Store(F64x2 v, ref double p, nint i) => v.V.StoreUnsafe(ref Unsafe.Add(ref p, i));

    public static F64x2 LoadFirst(ref double p, nint i, int count)
    {
        var v = Vector128<double>.Zero;
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref Unsafe.As<Vector128<double>, double>(ref v), k) = Unsafe.Add(ref p, i + k);
        return new(v);
    }

    public static void StoreFirst(F64x2 v, ref double p, nint i, int count)
    {
        for (var k = 0; k < count; k++)
            Unsafe.Add(ref p, i + k) = v.V[k];
    }

    [MethodImpl(Inline)]
    public static F64x2 Gather(ref double table, ref int index) => new(Vector128.Create(
        Unsafe.Add(ref table, Unsafe.Add(ref index, 0)),
        Unsafe.Add(ref table, Unsafe.Add(ref index, 1))));

    [MethodImpl(Inline)]
    public static double Lane(F64x2 v, int lane) => v.V[lane];

    [MethodImpl(Inline)]
    public static double Sum(F64x2 v) => v.V[0] + v.V[1];

    [MethodImpl(Inline)]
    public static double SumInDouble(F64x2 v) => Sum(v);

    [MethodImpl(Inline)]
    public static uint Bits(F64x2 mask) => Vector128.ExtractMostSignificantBits(mask.V);

    // Adding 2⁵² + 1023 leaves n + 1023 in the low bits, which the shift moves to where the exponent lives.
    [MethodImpl(Inline)]
    public static F64x2 PowerOfTwo(F64x2 n) =>
        new(((n.V + Vector128.Create(4503599627370496.0 + 1023.0)).AsInt64() << 52).AsDouble());

    [MethodImpl(Inline)]
    public static F64x2 Split(F64x2 a, out F64x2 exponent)
    {
        var bits = a.V.AsInt64();
        exponent = new(((bits >>> 52) | Vector128.Create(0x4330000000000000L)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023.0));
        return new(((bits & Vector128.Create(0x000FFFFFFFFFFFFFL)) | Vector128.Create(0x3FF0000000000000L)).AsDouble());
    }
}
