namespace Athanor.Numerics;

/// <summary>
/// A differentiable map from rows of <see cref="Inputs"/> channels to rows of <see cref="Outputs"/> channels, row by row (a row is an atom),
/// with parameters θ shared by all rows; and its three derivatives. A model is a short list of such blocks.
/// </summary>
/// <remarks>
/// <para>
/// All planes are row-major, rows × channels, without gaps. A bar is a cotangent (∂L/∂·), a dot a tangent. With several tangents the dotted
/// planes follow one another: tangents × rows × channels, and tangents × <see cref="Parameters"/> for θ. What is written is overwritten, except that θ̄ and its
/// tangent are added to. An empty θ̇ means zero; an empty output span is not computed.
/// </para>
/// <para>
/// Training on forces needs ∂/∂θ of Σ g·ṙ, g = ∂E/∂r: Push carries ṙ forward, PullPush carries it back; θ̄̇ is then that derivative (Pearlmutter 1994).
/// </para>
/// <para>The width comes in as a type argument, picked once by <see cref="Widths"/>; one lane and sixteen give the same bits.</para>
/// </remarks>
public interface IBlock<TScalar>
    where TScalar : unmanaged
{
    /// <summary>Channels of a row of x.</summary>
    int Inputs { get; }

    /// <summary>Channels of a row of y.</summary>
    int Outputs { get; }

    /// <summary>Number of parameters.</summary>
    int Parameters { get; }

    /// <summary>y from x.</summary>
    void Value<T>(int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x, Span<TScalar> y)
        where T : struct, IWide<T, TScalar>;

    /// <summary>x̄ = (∂y/∂x)ᵀ ȳ and θ̄ += (∂y/∂θ)ᵀ ȳ; <paramref name="y"/> is what Value gave.</summary>
    void Pull<T>(
        int rows,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> yBar,
        Span<TScalar> xBar,
        Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar>;

    /// <summary>ẏ = (∂y/∂x) ẋ + (∂y/∂θ) θ̇, for each tangent.</summary>
    void Push<T>(
        int rows,
        int tangents,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> thetaDot,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> xDot,
        Span<TScalar> yDot)
        where T : struct, IWide<T, TScalar>;

    /// <summary>
    /// The derivative of Pull along (θ̇, ẋ, ȳ̇), for each tangent: the tangents of x̄ and, added to what is there, of θ̄; <paramref name="yDot"/> is what Push gave.
    /// </summary>
    void PullPush<T>(
        int rows,
        int tangents,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> thetaDot,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> yBar,
        ReadOnlySpan<TScalar> xDot,
        ReadOnlySpan<TScalar> yDot,
        ReadOnlySpan<TScalar> yBarDot,
        Span<TScalar> xBarDot,
        Span<TScalar> thetaBarDot)
        where T : struct, IWide<T, TScalar>;
}
