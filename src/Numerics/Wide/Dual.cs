using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>
/// A number with its derivative along one direction: forward-mode differentiation (Wengert 1964). A law run over it computes its own Push,
/// a Pull run over it computes PullPush. Masks and choices look at the value alone.
/// </summary>
public readonly struct Dual<T> : IReal<Dual<T>>
    where T : struct, IReal<T>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly T Value, Tangent;

    [MethodImpl(Inline)]
    public Dual(T value, T tangent)
    {
        Value = value;
        Tangent = tangent;
    }

    public static Dual<T> Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    public static Dual<T> One
    {
        [MethodImpl(Inline)]
        get => new(T.One, T.Zero);
    }

    [MethodImpl(Inline)]
    public static Dual<T> Const(double c) => new(T.Const(c), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator -(Dual<T> a, Dual<T> b) => new(a.Value - b.Value, a.Tangent - b.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Value * b.Value, T.Fma(a.Value, b.Tangent, a.Tangent * b.Value));

    [MethodImpl(Inline)]
    public static Dual<T> operator /(Dual<T> a, Dual<T> b)
    {
        var q = a.Value / b.Value;
        return new(q, T.Fnma(q, b.Tangent, a.Tangent) / b.Value);
    }

    [MethodImpl(Inline)]
    public static Dual<T> operator -(Dual<T> a) => new(-a.Value, -a.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator +(Dual<T> a, double c) => new(a.Value + c, a.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator -(Dual<T> a, double c) => new(a.Value - c, a.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator -(double c, Dual<T> a) => new(c - a.Value, -a.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> operator *(Dual<T> a, double c) => new(a.Value * c, a.Tangent * c);

    [MethodImpl(Inline)]
    public static Dual<T> operator *(double c, Dual<T> a) => new(a.Value * c, a.Tangent * c);

    [MethodImpl(Inline)]
    public static Dual<T> Fma(Dual<T> a, Dual<T> b, Dual<T> c) =>
        new(T.Fma(a.Value, b.Value, c.Value), T.Fma(a.Value, b.Tangent, T.Fma(a.Tangent, b.Value, c.Tangent)));

    [MethodImpl(Inline)]
    public static Dual<T> Fnma(Dual<T> a, Dual<T> b, Dual<T> c) =>
        new(T.Fnma(a.Value, b.Value, c.Value), T.Fnma(a.Value, b.Tangent, T.Fnma(a.Tangent, b.Value, c.Tangent)));

    [MethodImpl(Inline)]
    public static Dual<T> FmaS(Dual<T> a, double w, Dual<T> c) => new(T.FmaS(a.Value, w, c.Value), T.FmaS(a.Tangent, w, c.Tangent));

    [MethodImpl(Inline)]
    public static Dual<T> Inverse(Dual<T> a)
    {
        var r = T.Inverse(a.Value);
        return new(r, -(r * r * a.Tangent));
    }

    [MethodImpl(Inline)]
    public static Dual<T> Sqrt(Dual<T> a)
    {
        var r = T.Sqrt(a.Value);
        return new(r, a.Tangent * 0.5 / r);
    }

    [MethodImpl(Inline)]
    public static Dual<T> Abs(Dual<T> a) => new(T.Abs(a.Value), T.Select(T.Less(a.Value, T.Zero), -a.Tangent, a.Tangent));

    [MethodImpl(Inline)]
    public static Dual<T> Min(Dual<T> a, Dual<T> b) => Select(Less(a, b), a, b);

    [MethodImpl(Inline)]
    public static Dual<T> Max(Dual<T> a, Dual<T> b) => Select(Less(b, a), a, b);

    [MethodImpl(Inline)]
    public static Dual<T> Round(Dual<T> a) => new(T.Round(a.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> Floor(Dual<T> a) => new(T.Floor(a.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> Exp(Dual<T> a)
    {
        var e = T.Exp(a.Value);
        return new(e, e * a.Tangent);
    }

    [MethodImpl(Inline)]
    public static Dual<T> Log(Dual<T> a) => new(T.Log(a.Value), a.Tangent / a.Value);

    [MethodImpl(Inline)]
    public static Dual<T> Sin(Dual<T> a) => new(T.Sin(a.Value), T.Cos(a.Value) * a.Tangent);

    [MethodImpl(Inline)]
    public static Dual<T> Cos(Dual<T> a) => new(T.Cos(a.Value), -(T.Sin(a.Value) * a.Tangent));

    [MethodImpl(Inline)]
    public static Dual<T> Tanh(Dual<T> a)
    {
        var t = T.Tanh(a.Value);
        return new(t, T.Fnma(t, t, T.One) * a.Tangent);
    }

    [MethodImpl(Inline)]
    public static Dual<T> Less(Dual<T> a, Dual<T> b) => new(T.Less(a.Value, b.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> LessOrEqual(Dual<T> a, Dual<T> b) => new(T.LessOrEqual(a.Value, b.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> And(Dual<T> a, Dual<T> b) => new(T.And(a.Value, b.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> Or(Dual<T> a, Dual<T> b) => new(T.Or(a.Value, b.Value), T.Zero);

    [MethodImpl(Inline)]
    public static Dual<T> Select(Dual<T> mask, Dual<T> x, Dual<T> y) =>
        new(T.Select(mask.Value, x.Value, y.Value), T.Select(mask.Value, x.Tangent, y.Tangent));
}
