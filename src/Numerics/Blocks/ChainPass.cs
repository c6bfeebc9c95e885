namespace Athanor.Numerics;

/// <summary>
/// The planes between the blocks of a <see cref="Chain{TScalar}"/> and the four faces over them. Use: <see cref="Begin"/>, fill <see cref="X"/>,
/// <see cref="Value{T}"/>, read <see cref="Y"/>; then, as needed, fill <see cref="YBar"/> and Pull; fill <see cref="XDot"/> and Push; after both, fill
/// <see cref="YBarDot"/> and PullPush. Layouts as in <see cref="IBlock{TScalar}"/>; nothing is allocated after construction.
/// </summary>
public sealed unsafe class ChainPass<TScalar> : IDisposable
    where TScalar : unmanaged
{
    readonly Chain<TScalar> chain;
    readonly Arena arena = new();
    readonly nint[] values, bars, dots, barDots;
    readonly int maximalRows, maximalTangents;
    int rows, tangents;

    internal ChainPass(Chain<TScalar> chain, int maximalRows, int maximalTangents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximalRows);
        ArgumentOutOfRangeException.ThrowIfNegative(maximalTangents);
        this.chain = chain;
        this.maximalRows = maximalRows;
        this.maximalTangents = maximalTangents;
        values = Planes(1);
        bars = Planes(1);
        dots = Planes(maximalTangents);
        barDots = Planes(maximalTangents);
    }

    public Span<TScalar> X => Plane(values, 0, 1);

    public ReadOnlySpan<TScalar> Y => Plane(values, chain.Length, 1);

    public Span<TScalar> YBar => Plane(bars, chain.Length, 1);

    public ReadOnlySpan<TScalar> XBar => Plane(bars, 0, 1);

    public Span<TScalar> XDot => Plane(dots, 0, tangents);

    public ReadOnlySpan<TScalar> YDot => Plane(dots, chain.Length, tangents);

    public Span<TScalar> YBarDot => Plane(barDots, chain.Length, tangents);

    public ReadOnlySpan<TScalar> XBarDot => Plane(barDots, 0, tangents);

    /// <summary>Sets the size of the pass that follows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More rows or tangents than there is memory for.</exception>
    public void Begin(int rows, int tangents = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, maximalRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tangents, maximalTangents);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(tangents);
        this.rows = rows;
        this.tangents = tangents;
    }

    public void Value<T>(ReadOnlySpan<TScalar> theta)
        where T : struct, IWide<T, TScalar>
    {
        for (var k = 0; k < chain.Length; k++)
            chain[k].Value<T>(rows, theta[chain.ParametersOf(k)], Plane(values, k, 1), Plane(values, k + 1, 1));
    }

    /// <summary>x̄ and, added to <paramref name="thetaBar"/> where it is not empty, θ̄.</summary>
    public void Pull<T>(ReadOnlySpan<TScalar> theta, Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar>
    {
        for (var k = chain.Length - 1; k >= 0; k--)
        {
            chain[k].Pull<T>(
                rows,
                theta[chain.ParametersOf(k)],
                Plane(values, k, 1),
                Plane(values, k + 1, 1),
                Plane(bars, k + 1, 1),
                Plane(bars, k, 1),
                thetaBar.IsEmpty ? default : thetaBar[chain.ParametersOf(k)]);
        }
    }

    /// <summary>ẏ from ẋ and <paramref name="thetaDot"/>: empty for zero, or the chain's parameters (with one tangent only).</summary>
    /// <exception cref="ArgumentException">Parameter tangents with more than one tangent: the blocks' parts would not lie together.</exception>
    public void Push<T>(ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot)
        where T : struct, IWide<T, TScalar>
    {
        CheckParameterTangents(thetaDot.Length);
        for (var k = 0; k < chain.Length; k++)
        {
            chain[k].Push<T>(
                rows,
                tangents,
                theta[chain.ParametersOf(k)],
                thetaDot.IsEmpty ? default : thetaDot[chain.ParametersOf(k)],
                Plane(values, k, 1),
                Plane(values, k + 1, 1),
                Plane(dots, k, tangents),
                Plane(dots, k + 1, tangents));
        }
    }

    /// <summary>The tangents of x̄ and, added to <paramref name="thetaBarDot"/> where it is not empty, of θ̄; after Pull and Push.</summary>
    /// <exception cref="ArgumentException">Parameters with more than one tangent.</exception>
    public void PullPush<T>(ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot, Span<TScalar> thetaBarDot)
        where T : struct, IWide<T, TScalar>
    {
        CheckParameterTangents(thetaDot.Length);
        CheckParameterTangents(thetaBarDot.Length);
        for (var k = chain.Length - 1; k >= 0; k--)
        {
            chain[k].PullPush<T>(
                rows,
                tangents,
                theta[chain.ParametersOf(k)],
                thetaDot.IsEmpty ? default : thetaDot[chain.ParametersOf(k)],
                Plane(values, k, 1),
                Plane(values, k + 1, 1),
                Plane(bars, k + 1, 1),
                Plane(dots, k, tangents),
                Plane(dots, k + 1, tangents),
                Plane(barDots, k + 1, tangents),
                Plane(barDots, k, tangents),
                thetaBarDot.IsEmpty ? default : thetaBarDot[chain.ParametersOf(k)]);
        }
    }

    public void Dispose() => arena.Dispose();

    void CheckParameterTangents(int length)
    {
        if (length > 0 && tangents != 1)
            throw new ArgumentException($"Tangents of the parameters go with one tangent at a time, not with {tangents}.");
    }

    nint[] Planes(int times)
    {
        var planes = new nint[chain.Length + 1];
        for (var k = 0; k <= chain.Length; k++)
            planes[k] = (nint)arena.RentPointer<TScalar>((nint)maximalRows * chain.Channels(k) * times);
        return planes;
    }

    Span<TScalar> Plane(nint[] planes, int boundary, int times) => new((void*)planes[boundary], rows * chain.Channels(boundary) * times);
}
