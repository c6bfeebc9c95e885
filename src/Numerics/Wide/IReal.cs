namespace Athanor.Numerics;

/// <summary>
/// A number that laws are written over: one or several lanes of float or double, or a (value, tangent) pair of them.
/// Every operation acts lane by lane and rounds as IEEE 754 says, so that a lane's result is the same bits at every width.
/// </summary>
/// <remarks>
/// Constants are doubles, rounded to the scalar type. A mask is a number whose lanes are all ones (true) or all zeros (false); it is made by
/// <see cref="Less"/> and its kin and means nothing as a number.
/// </remarks>
public interface IReal<T>
    where T : struct, IReal<T>
{
    static abstract T Zero { get; }

    static abstract T One { get; }

    /// <summary>The constant in every lane (its tangent, where there is one, is zero).</summary>
    static abstract T Const(double c);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator -(T a);

    static abstract T operator +(T a, double c);

    static abstract T operator -(T a, double c);

    static abstract T operator -(double c, T a);

    static abstract T operator *(T a, double c);

    static abstract T operator *(double c, T a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T Fma(T a, T b, T c);

    /// <summary>c − a·b, rounded once.</summary>
    static abstract T Fnma(T a, T b, T c);

    /// <summary>a·w + c with a constant w, rounded once.</summary>
    static abstract T FmaS(T a, double w, T c);

    /// <summary>1/a, correctly rounded.</summary>
    static abstract T Inverse(T a);

    static abstract T Sqrt(T a);

    static abstract T Abs(T a);

    /// <summary>a &lt; b ? a : b; so where either is NaN the result is b.</summary>
    static abstract T Min(T a, T b);

    /// <summary>a &gt; b ? a : b; so where either is NaN the result is b.</summary>
    static abstract T Max(T a, T b);

    /// <summary>The nearest integer, ties to even. Its tangent is zero.</summary>
    static abstract T Round(T a);

    /// <summary>The largest integer not above a. Its tangent is zero.</summary>
    static abstract T Floor(T a);

    /// <summary>eᵃ; results below the smallest normal number are zero, overflow is +∞, NaN stays NaN.</summary>
    static abstract T Exp(T a);

    /// <summary>Natural logarithm; −∞ at 0, NaN below it.</summary>
    static abstract T Log(T a);

    /// <summary>sin a for |a| ≤ 2¹⁷ (float) or 2³⁰ (double) radians; NaN beyond, where the argument says nothing about the phase.</summary>
    static abstract T Sin(T a);

    /// <summary>cos a, with the range of <see cref="Sin"/>.</summary>
    static abstract T Cos(T a);

    static abstract T Tanh(T a);

    /// <summary>Mask of the lanes where a &lt; b (values only; false where either is NaN).</summary>
    static abstract T Less(T a, T b);

    /// <summary>Mask of the lanes where a ≤ b.</summary>
    static abstract T LessOrEqual(T a, T b);

    /// <summary>Both masks.</summary>
    static abstract T And(T a, T b);

    /// <summary>Either mask.</summary>
    static abstract T Or(T a, T b);

    /// <summary>x where the mask is true, y where it is false; the other value is dropped whatever it is, NaN included.</summary>
    static abstract T Select(T mask, T x, T y);
}
