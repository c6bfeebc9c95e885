using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>One lane of float: the readable reference that every width equals bit for bit.</summary>
public readonly struct F32x1 : IWide<F32x1, float>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly float V;

    [MethodImpl(Inline)]
    public F32x1(float v) => V = v;

    public static int Lanes
    {
        [MethodImpl(Inline)]
        get => 1;
    }

    public static F32x1 Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static F32x1 One
    {
        [MethodImpl(Inline)]
        get => new(1);
    }

    public static F32x1 Iota
    {
        [MethodImpl(Inline)]
        get => default;
    }

    [MethodImpl(Inline)]
    public static F32x1 Const(double c) => new((float)c);

    [MethodImpl(Inline)]
    public static F32x1 Broadcast(float a) => new(a);

    [MethodImpl(Inline)]
    public static F32x1 operator +(F32x1 a, F32x1 b) => new(a.V + b.V);

    [MethodImpl(Inline)]
    public static F32x1 operator -(F32x1 a, F32x1 b) => new(a.V - b.V);

    [MethodImpl(Inline)]
    public static F32x1 operator *(F32x1 a, F32x1 b) => new(a.V * b.V);

    [MethodImpl(Inline)]
    public static F32x1 operator /(F32x1 a, F32x1 b) => new(a.V / b.V);

    [MethodImpl(Inline)]
    public static F32x1 operator -(F32x1 a) => new(-a.V);

    [MethodImpl(Inline)]
    public static F32x1 operator +(F32x1 a, double c) => new(a.V + (float)c);

    [MethodImpl(Inline)]
    public static F32x1 operator -(F32x1 a, double c) => new(a.V - (float)c);

    [MethodImpl(Inline)]
    public static F32x1 operator -(double c, F32x1 a) => new((float)c - a.V);

    [MethodImpl(Inline)]
    public static F32x1 operator *(F32x1 a, double c) => new(a.V * (float)c);

    [MethodImpl(Inline)]
    public static F32x1 operator *(double c, F32x1 a) => new(a.V * (float)c);

    [MethodImpl(Inline)]
    public static F32x1 Fma(F32x1 a, F32x1 b, F32x1 c) => new(MathF.FusedMultiplyAdd(a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x1 Fnma(F32x1 a, F32x1 b, F32x1 c) => new(MathF.FusedMultiplyAdd(-a.V, b.V, c.V));

    [MethodImpl(Inline)]
    public static F32x1 FmaS(F32x1 a, double w, F32x1 c) => new(MathF.FusedMultiplyAdd(a.V, (float)w, c.V));

    [MethodImpl(Inline)]
    public static F32x1 Inverse(F32x1 a) => new(1 / a.V);

    [MethodImpl(Inline)]
    public static F32x1 Sqrt(F32x1 a) => new(MathF.Sqrt(a.V));

    [MethodImpl(Inline)]
    public static F32x1 Abs(F32x1 a) => new(MathF.Abs(a.V));

    [MethodImpl(Inline)]
    public static F32x1 Min(F32x1 a, F32x1 b) => a.V < b.V ? a : b;

    [MethodImpl(Inline)]
    public static F32x1 Max(F32x1 a, F32x1 b) => a.V > b.V ? a : b;

    [MethodImpl(Inline)]
    public static F32x1 Round(F32x1 a) => new(MathF.Round(a.V));

    [MethodImpl(Inline)]
    public static F32x1 Floor(F32x1 a) => new(MathF.Floor(a.V));

    [MethodImpl(Inline)]
    public static F32x1 Exp(F32x1 a) => Elementary32.Exp(a);

    [MethodImpl(Inline)]
    public static F32x1 Log(F32x1 a) => Elementary32.Log(a);

    [MethodImpl(Inline)]
    public static F32x1 Sin(F32x1 a) => Elementary32.Sin(a);

    [MethodImpl(Inline)]
    public static F32x1 Cos(F32x1 a) => Elementary32.Cos(a);

    [MethodImpl(Inline)]
    public static F32x1 Tanh(F32x1 a) => Elementary32.Tanh(a);

    [MethodImpl(Inline)]
    public static F32x1 Less(F32x1 a, F32x1 b) => new(BitConverter.Int32BitsToSingle(a.V < b.V ? -1 : 0));

    [MethodImpl(Inline)]
    public static F32x1 LessOrEqual(F32x1 a, F32x1 b) => new(BitConverter.Int32BitsToSingle(a.V <= b.V ? -1 : 0));

    [MethodImpl(Inline)]
    public static F32x1 And(F32x1 a, F32x1 b) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a.V) & BitConverter.SingleToInt32Bits(b.V)));

    [MethodImpl(Inline)]
    public static F32x1 Or(F32x1 a, F32x1 b) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a.V) | BitConverter.SingleToInt32Bits(b.V)));

    [MethodImpl(Inline)]
    public static F32x1 Select(F32x1 mask, F32x1 x, F32x1 y) => BitConverter.SingleToInt32Bits(mask.V) != 0 ? x : y;

    [MethodImpl(Inline)]
    public static F32x1 Load(ref float p, nint i) => new(Unsafe.Add(ref p, i));

    [MethodImpl(Inline)]
    public static void Store(F32x1 v, ref float p, nint i) => Unsafe.Add(ref p, i) = v.V;

    [MethodImpl(Inline)]
    public static F32x1 LoadFirst(ref float p, nint i, int count) => count > 0 ? Load(ref p, i) : default;

    [MethodImpl(Inline)]
    public static void StoreFirst(F32x1 v, ref float p, nint i, int count)
    {
        if (count > 0)
            Store(v, ref p, i);
    }

    [MethodImpl(Inline)]
    public static F32x1 Gather(ref float table, ref int index) => new(Unsafe.Add(ref table, index));

    [MethodImpl(Inline)]
    public static float Lane(F32x1 v, int lane) => v.V;

    [MethodImpl(Inline)]
    public static float Sum(F32x1 v) => v.V;

    [MethodImpl(Inline)]
    public static double SumInDouble(F32x1 v) => v.V;

    [MethodImpl(Inline)]
    public static uint Bits(F32x1 mask) => (uint)BitConverter.SingleToInt32Bits(mask.V) >> 31;

    [MethodImpl(Inline)]
    public static F32x1 PowerOfTwo(F32x1 n) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(n.V + (8388608f + 127f)) << 23));

    [MethodImpl(Inline)]
    public static F32x1 Split(F32x1 a, out F32x1 exponent)
    {
        var bits = BitConverter.SingleToInt32Bits(a.V);
        exponent = new(BitConverter.Int32BitsToSingle((bits >>> 23) | 0x4B000000) - (8388608f + 127f));
        return new(BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) | 0x3F800000));
    }
}
