namespace Athanor.Numerics;

/// <summary>
/// The planes between the blocks of a <see cref="Chain{TScalar}"/> and the four faces over them. Use: <see cref="Begin"/>, fill <see cref="X"/>,
/// <see cref="Value{T}"/>, read <see cref="Y"/>; then, as needed, fill <see cref="YBar"/> and Pull; fill <see cref="XDot"/> and Push; after both, fill
/// <see cref="YBarDot"/> and PullPush. Layouts as in <see cref="IBlock{TScalar}"/>; nothing is allocated after construction.
/// </summary>
public sealed unsafe class ChainPass<TScalar> : IDisposable
    where TScalar : unmanaged
{
    readonly Chain<TScalar> _chain;
    readonly Arena _arena = new();
    readonly nint[] _values, _bars, _dots, _barDots;
    readonly int _maximalRows, _maximalTangents;
    int _rows, _tangents;

    internal ChainPass(Chain<TScalar> chain, int maximalRows, int maximalTangents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximalRows);
        ArgumentOutOfRangeException.ThrowIfNegative(maximalTangents);
        _chain = chain;
        _maximalRows = maximalRows;
        _maximalTangents = maximalTangents;
        _values = Planes(1);
        _bars = Planes(1);
        _dots = Planes(maximalTangents);
        _barDots = Planes(maximalTangents);
    }

    public Span<TScalar> X => Plane(_values, 0, 1);

    public ReadOnlySpan<TScalar> Y => Plane(_values, _chain.Length, 1);

    public Span<TScalar> YBar => Plane(_bars, _chain.Length, 1);

    public ReadOnlySpan<TScalar> XBar => Plane(_bars, 0, 1);

    public Span<TScalar> XDot => Plane(_dots, 0, _tangents);

    public ReadOnlySpan<TScalar> YDot => Plane(_dots, _chain.Length, _tangents);

    public Span<TScalar> YBarDot => Plane(_barDots, _chain.Length, _tangents);

    public ReadOnlySpan<TScalar> XBarDot => Plane(_barDots, 0, _tangents);

    /// <summary>Sets the size of the pass that follows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More rows or tangents than there is memory for.</exception>
    public void Begin(int rows, int tangents = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, _maximalRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tangents, _maximalTangents);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(tangents);
        _rows = rows;
        _tangents = tangents;
    }

    public void Value<T>(ReadOnlySpan<TScalar> theta)
        where T : struct, IWide<T, TScalar>
    {
        for (var k = 0; k < _chain.Length; k++)
            _chain[k].Value<T>(_rows, theta[_chain.ParametersOf(k)], Plane(_values, k, 1), Plane(_values, k + 1, 1));
    }

    /// <summary>x̄ and, added to <paramref name="thetaBar"/> where it is not empty, θ̄.</summary>
    public void Pull<T>(ReadOnlySpan<TScalar> theta, Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar>
    {
        for (var k = _chain.Length - 1; k >= 0; k--)
        {
            _chain[k].Pull<T>(
                _rows,
                theta[_chain.ParametersOf(k)],
                Plane(_values, k, 1),
                Plane(_values, k + 1, 1),
                Plane(_bars, k + 1, 1),
                Plane(_bars, k, 1),
                thetaBar.IsEmpty ? default : thetaBar[_chain.ParametersOf(k)]);
        }
    }

    /// <summary>ẏ from ẋ and <paramref name="thetaDot"/>: empty for zero, or the chain's parameters (with one tangent only).</summary>
    /// <exception cref="ArgumentException">Parameter tangents with more than one tangent: the blocks' parts would not lie together.</exception>
    public void Push<T>(ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot)
        where T : struct, IWide<T, TScalar>
    {
        CheckParameterTangents(thetaDot.Length);
        for (var k = 0; k < _chain.Length; k++)
        {
            _chain[k].Push<T>(
                _rows,
                _tangents,
                theta[_chain.ParametersOf(k)],
                thetaDot.IsEmpty ? default : thetaDot[_chain.ParametersOf(k)],
                Plane(_values, k, 1),
                Plane(_values, k + 1, 1),
                Plane(_dots, k, _tangents),
                Plane(_dots, k + 1, _tangents));
        }
    }

    /// <summary>The tangents of x̄ and, added to <paramref name="thetaBarDot"/> where it is not empty, of θ̄; after Pull and Push.</summary>
    /// <exception cref="ArgumentException">Parameters with more than one tangent.</exception>
    public void PullPush<T>(ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> thetaDot, Span<TScalar> thetaBarDot)
        where T : struct, IWide<T, TScalar>
    {
        CheckParameterTangents(thetaDot.Length);
        CheckParameterTangents(thetaBarDot.Length);
        for (var k = _chain.Length - 1; k >= 0; k--)
        {
            _chain[k].PullPush<T>(
                _rows,
                _tangents,
                theta[_chain.ParametersOf(k)],
                thetaDot.IsEmpty ? default : thetaDot[_chain.ParametersOf(k)],
                Plane(_values, k, 1),
                Plane(_values, k + 1, 1),
                Plane(_bars, k + 1, 1),
                Plane(_dots, k, _tangents),
                Plane(_dots, k + 1, _tangents),
                Plane(_barDots, k + 1, _tangents),
                Plane(_barDots, k, _tangents),
                thetaBarDot.IsEmpty ? default : thetaBarDot[_chain.ParametersOf(k)]);
        }
    }

    public void Dispose() => _arena.Dispose();

    void CheckParameterTangents(int length)
    {
        if (length > 0 && _tangents != 1)
            throw new ArgumentException($"Tangents of the parameters go with one tangent at a time, not with {_tangents}.");
    }

    nint[] Planes(int times)
    {
        var planes = new nint[_chain.Length + 1];
        for (var k = 0; k <= _chain.Length; k++)
            planes[k] = (nint)_arena.RentPointer<TScalar>((nint)_maximalRows * _chain.Channels(k) * times);
        return planes;
    }

    Span<TScalar> Plane(nint[] planes, int boundary, int times) => new((void*)planes[boundary], _rows * _chain.Channels(boundary) * times);
}
