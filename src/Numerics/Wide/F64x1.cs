using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>One lane of double: the readable reference that every width equals bit for bit.</summary>
public readonly struct F64x1 : IWide<F64x1, double>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly double V;

    [MethodImpl(Inline)]
    public F64x1(double v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 1;
    }

    public static F64x1 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F64x1 One
    {
        [MethodImpl(Inline)]
        get => new(1);
    }

    public static F64x1 Iota
    {
        [MethodImpl(Inline)]
        get => default;
    }

    [MethodImpl(Inline)]
    public static F64x1 Const(double c) => new(c);

    [MethodImpl(Inline)]
    public static F64x1 Broadcast(double a) => new(a);

    [MethodImpl(Inline)]
    public static F64x1 operator +(F64x1 a, F64x1 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F64x1 operator -(F64x1 a, F64x1 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F64x1 operator *(F64x1 a, F64x1 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F64x1 operator /(F64x1 a, F64x1 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F64x1 operator -(F64x1 a) => new(-a.V);

    [MethodImpl(Inline)]
    public static F64x1 operator +(F64x1 a, double c) => new(a.V + c);

    [MethodImpl(Inline)]
    public static F64x1 operator -(F64x1 a, double c) => new(a.V - c);

    [MethodImpl(Inline)]
    public static F64x1 operator -(double c, F64x1 a) => new(c - a.V);

    [MethodImpl(Inline)]
    public static F64x1 operator *(F64x1 a, double c) => new(a.V * c);

    [MethodImpl(Inline)]
    public static F64x1 operator *(double c, F64x1 a) => new(a.V * c);

    [MethodImpl(Inline)]
    public static F64x1 Fma(F64x1 a, F64x1 b, F64x1 c) => new(Math.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x1 Fnma(F64x1 a, F64x1 b, F64x1 c) => new(Math.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F64x1 FmaS(F64x1 a, double w, F64x1 c) => new(Math.FusedMultiplyAdd(a.V, w, c.V));

    [MethodImpl(Inline)]
    public static F64x1 Inverse(F64x1 a) => new(1 / a.V);

    [MethodImpl(Inline)]
    public static F64x1 Sqrt(F64x1 a) => new(Math.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F64x1 Abs(F64x1 a) => new(Math.Abs(a.V));

    [MethodImpl(Inline)]
    public static F64x1 Min(F64x1 a, F64x1 b) => a.V < b.V ? a : b;

    [MethodImpl(Inline)]
    public static F64x1 Max(F64x1 a, F64x1 b) => a.V > b.V ? a : b;

    [MethodImpl(Inline)]
    public static F64x1 Round(F64x1 a) => new(Math.Round(a.V));

    [MethodImpl(Inline)]
    public static F64x1 Floor(F64x1 a) => new(Math.Floor(a.V));

    [MethodImpl(Inline)]
    public static F64x1 Exp(F64x1 a) => Elementary64.Exp(a);

    [MethodImpl(Inline)]
    public static F64x1 Log(F64x1 a) => Elementary64.Log(a);

    [MethodImpl(Inline)]
    public static F64x1 Sin(F64x1 a) => Elementary64.Sin(a);

    [MethodImpl(Inline)]
    public static F64x1 Cos(F64x1 a) => Elementary64.Cos(a);

    [MethodImpl(Inline)]
    public static F64x1 Tanh(F64x1 a) => Elementary64.Tanh(a);

    [MethodImpl(Inline)]
    public static F64x1 Less(F64x1 a, F64x1 b) => new(BitConverter.Int64BitsToDouble(a.V < b.V ? -1 : 0));

    [MethodImpl(Inline)]
    public static F64x1 LessOrEqual(F64x1 a, F64x1 b) => new(BitConverter.Int64BitsToDouble(a.V <= b.V ? -1 : 0));

    [MethodImpl(Inline)]
    public static F64x1 And(F64x1 a, F64x1 b) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a.V) & BitConverter.DoubleToInt64Bits(b.V)));

    [MethodImpl(Inline)]
    public static F64x1 Or(F64x1 a, F64x1 b) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a.V) | BitConverter.DoubleToInt64Bits(b.V)));

    [MethodImpl(Inline)]
    public static F64x1 Select(F64x1 mask, F64x1 x, F64x1 y) => BitConverter.DoubleToInt64Bits(mask.V) != 0 ? x : y;

    [MethodImpl(Inline)]
    public static F64x1 Load(ref double p, nint i) => new(Unsafe.Add(ref p, i));

    [MethodImpl(Inline)]
    public static void Store(F64x1 v, ref double p, nint i) => Unsafe.Add(ref p, i) = v.V;

    [MethodImpl(Inline)]
    public static F64x1 LoadFirst(ref double p, nint i, int count) => count > 0 ? Load(ref p, i) : default;

    [MethodImpl(Inline)]
    public static void StoreFirst(F64x1 v, ref double p, nint i, int count)
    {
        if (count > 0)
            Store(v, ref p, i);
    }

    [MethodImpl(Inline)]
    public static F64x1 Gather(ref double table, ref int index) => new(Unsafe.Add(ref table, index));

    [MethodImpl(Inline)]
    public static double Lane(F64x1 v, int lane) => v.V;

    [MethodImpl(Inline)]
    public static double Sum(F64x1 v) => v.V;

    [MethodImpl(Inline)]
    public static double SumInDouble(F64x1 v) => v.V;

    [MethodImpl(Inline)]
    public static uint Bits(F64x1 mask) => (uint)((ulong)BitConverter.DoubleToInt64Bits(mask.V) >> 63);

    [MethodImpl(Inline)]
    public static F64x1 PowerOfTwo(F64x1 n) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(n.V + (4503599627370496.0 + 1023.0)) << 52));

    [MethodImpl(Inline)]
    public static F64x1 Split(F64x1 a, out F64x1 exponent)
    {
        var bits = BitConverter.DoubleToInt64Bits(a.V);
        exponent = new(BitConverter.Int64BitsToDouble((bits >>> 52) | 0x4330000000000000L) - (4503599627370496.0 + 1023.0));
        return new(BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFFL) | 0x3FF0000000000000L));
    }
}
