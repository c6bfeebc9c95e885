using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>
/// A double and its derivative along one direction that stands in memory as one number: scalar and vector of one lane at once, so that whatever is written over
/// <see cref="IWide{TSelf,TScalar}"/> computes its own derivative.
/// </summary>
readonly struct MovingNumber(Dual<F64x1> v) : IWide<MovingNumber, MovingNumber>,
    IAdditionOperators<MovingNumber, MovingNumber, MovingNumber>,
    ISubtractionOperators<MovingNumber, MovingNumber, MovingNumber>,
    IMultiplyOperators<MovingNumber, MovingNumber, MovingNumber>,
    IComparisonOperators<MovingNumber, MovingNumber, bool>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    readonly Dual<F64x1> _v = v;

    internal MovingNumber(double value, double tangent)
        : this(new Dual<F64x1>(new(value), new(tangent)))
    {
    }

    internal double Value => _v.Value.V;

    internal double Tangent => _v.Tangent.V;

    public static int Lanes => 1;

    public static MovingNumber Zero => default;

    public static MovingNumber One => new(Dual<F64x1>.One);

    public static MovingNumber Iota => default;

    [MethodImpl(Inline)]
    public static MovingNumber Const(double c) => new(Dual<F64x1>.Const(c));

    [MethodImpl(Inline)]
    public static MovingNumber Broadcast(MovingNumber a) => a;

    [MethodImpl(Inline)]
    public static MovingNumber operator +(MovingNumber a, MovingNumber b) => new(a._v + b._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator -(MovingNumber a, MovingNumber b) => new(a._v - b._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator *(MovingNumber a, MovingNumber b) => new(a._v * b._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator /(MovingNumber a, MovingNumber b) => new(a._v / b._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator -(MovingNumber a) => new(-a._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator +(MovingNumber a, double c) => new(a._v + c);

    [MethodImpl(Inline)]
    public static MovingNumber operator -(MovingNumber a, double c) => new(a._v - c);

    [MethodImpl(Inline)]
    public static MovingNumber operator -(double c, MovingNumber a) => new(c - a._v);

    [MethodImpl(Inline)]
    public static MovingNumber operator *(MovingNumber a, double c) => new(a._v * c);

    [MethodImpl(Inline)]
    public static MovingNumber operator *(double c, MovingNumber a) => new(c * a._v);

    [MethodImpl(Inline)]
    public static MovingNumber Fma(MovingNumber a, MovingNumber b, MovingNumber c) => new(Dual<F64x1>.Fma(a._v, b._v, c._v));

    [MethodImpl(Inline)]
    public static MovingNumber Fnma(MovingNumber a, MovingNumber b, MovingNumber c) => new(Dual<F64x1>.Fnma(a._v, b._v, c._v));

    [MethodImpl(Inline)]
    public static MovingNumber FmaS(MovingNumber a, double w, MovingNumber c) => new(Dual<F64x1>.FmaS(a._v, w, c._v));

    public static MovingNumber Inverse(MovingNumber a) => new(Dual<F64x1>.Inverse(a._v));

    public static MovingNumber Sqrt(MovingNumber a) => new(Dual<F64x1>.Sqrt(a._v));

    public static MovingNumber Abs(MovingNumber a) => new(Dual<F64x1>.Abs(a._v));

    public static MovingNumber Min(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.Min(a._v, b._v));

    public static MovingNumber Max(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.Max(a._v, b._v));

    public static MovingNumber Round(MovingNumber a) => new(Dual<F64x1>.Round(a._v));

    public static MovingNumber Floor(MovingNumber a) => new(Dual<F64x1>.Floor(a._v));

    public static MovingNumber Exp(MovingNumber a) => new(Dual<F64x1>.Exp(a._v));

    public static MovingNumber Log(MovingNumber a) => new(Dual<F64x1>.Log(a._v));

    public static MovingNumber Sin(MovingNumber a) => new(Dual<F64x1>.Sin(a._v));

    public static MovingNumber Cos(MovingNumber a) => new(Dual<F64x1>.Cos(a._v));

    public static MovingNumber Tanh(MovingNumber a) => new(Dual<F64x1>.Tanh(a._v));

    public static MovingNumber Less(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.Less(a._v, b._v));

    public static MovingNumber LessOrEqual(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.LessOrEqual(a._v, b._v));

    public static MovingNumber And(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.And(a._v, b._v));

    public static MovingNumber Or(MovingNumber a, MovingNumber b) => new(Dual<F64x1>.Or(a._v, b._v));

    public static MovingNumber Select(MovingNumber mask, MovingNumber x, MovingNumber y) => new(Dual<F64x1>.Select(mask._v, x._v, y._v));

    [MethodImpl(Inline)]
    public static MovingNumber Load(ref MovingNumber p, nint i) => Unsafe.Add(ref p, i);

    [MethodImpl(Inline)]
    public static void Store(MovingNumber v, ref MovingNumber p, nint i) => Unsafe.Add(ref p, i) = v;

    public static MovingNumber LoadFirst(ref MovingNumber p, nint i, int count) => count > 0 ? Unsafe.Add(ref p, i) : default;

    public static void StoreFirst(MovingNumber v, ref MovingNumber p, nint i, int count)
    {
        if (count > 0)
            Unsafe.Add(ref p, i) = v;
    }

    public static MovingNumber Gather(ref MovingNumber table, ref int index) => Unsafe.Add(ref table, index);

    public static MovingNumber Lane(MovingNumber v, int lane) => v;

    [MethodImpl(Inline)]
    public static MovingNumber Sum(MovingNumber v) => v;

    public static double SumInDouble(MovingNumber v) => v.Value;

    public static uint Bits(MovingNumber mask) => F64x1.Bits(mask._v.Value);

    public static MovingNumber PowerOfTwo(MovingNumber n) => new(new Dual<F64x1>(F64x1.PowerOfTwo(n._v.Value), F64x1.Zero));

    /// <remarks>The functions that would need it have derivatives of their own.</remarks>
    public static MovingNumber Split(MovingNumber a, out MovingNumber exponent) => throw new NotSupportedException();

    public static bool operator <(MovingNumber a, MovingNumber b) => a.Value < b.Value;

    public static bool operator >(MovingNumber a, MovingNumber b) => a.Value > b.Value;

    public static bool operator <=(MovingNumber a, MovingNumber b) => a.Value <= b.Value;

    public static bool operator >=(MovingNumber a, MovingNumber b) => a.Value >= b.Value;

    public static bool operator ==(MovingNumber a, MovingNumber b) => a.Value == b.Value && a.Tangent == b.Tangent;

    public static bool operator !=(MovingNumber a, MovingNumber b) => !(a == b);

    public override bool Equals(object? other) => other is MovingNumber number && this == number;

    public override int GetHashCode() => HashCode.Combine(Value, Tangent);
}
