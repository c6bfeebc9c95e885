using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>
/// From tensors A of one atom to the sums over paths of weight · product, channel by channel: y_LM = Σ_p w_p B_p,LM. Planes of products are computed anew in every face, since they are many and computing them is cheap.
/// </summary>
sealed unsafe class ProductBlock<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly ProductTables<S> _tables;
    readonly ProductPlan _plan;
    readonly int _channels;
    readonly AlignedBuffer<S> _memory = new();
    readonly S* _values, _tangents, _bars, _barTangents, _seeds, _seedTangents;

    internal ProductBlock(ProductTables<S> tables)
    {
        (_tables, _plan, _channels) = (tables, tables.Plan, tables.Stride);
        int planes = _plan.Planes * _channels, seeds = (tables.Seeds + 1) * _channels;
        var p = _memory.Require(4 * planes + 2 * seeds);
        _memory.Span.Clear();
        _values = p;
        _tangents = p + planes;
        _bars = p + 2 * planes;
        _barTangents = p + 3 * planes;
        _seeds = p + 4 * planes;
        _seedTangents = p + 4 * planes + seeds;
    }

    int Degree => _plan.Degrees[0];

    internal void Value(int atom, in Tensors<S> a, S* weights, in Tensors<S> y)
    {
        Products(atom, a);
        Sum(atom, _values, weights, y);
    }

    /// <summary>Ā from ȳ.</summary>
    internal void Pull(int atom, in Tensors<S> a, S* weights, in Tensors<S> yBar, in Tensors<S> aBar)
    {
        Products(atom, a);
        Bars(atom, weights, yBar);
        Copy(_bars, atom, aBar);
    }

    internal void Push(int atom, in Tensors<S> a, in Tensors<S> aTangent, S* weights, in Tensors<S> yTangent)
    {
        Products(atom, a);
        Tangents(atom, aTangent);
        Sum(atom, _tangents, weights, yTangent);
    }

    /// <summary>The tangent of Ā, and the tangent of the weights' cotangents added.</summary>
    internal void PullPush(int atom, in Tensors<S> a, in Tensors<S> aTangent, S* weights, in Tensors<S> yBar, in Tensors<S> yBarTangent, in Tensors<S> aBarTangent, S* weightGradient)
    {
        Products(atom, a);
        Tangents(atom, aTangent);
        Bars(atom, weights, yBar);
        Seed(atom, weights, yBarTangent, _seedTangents);
        AceProductTangentLaws<W, S>.PullPush(
            _plan.Planes, _channels, _channels, _tables.BackStarts, _tables.BackTerms, _tables.BackCoefficients, _tables.SeedRows, _seedTangents, _values, _tangents, _bars, _barTangents);
        Copy(_barTangents, atom, aBarTangent);
        for (var p = 0; p < _plan.Paths.Length; p++)
        {
            var (degree, first) = (_plan.Paths[p].Degree, (nint)_plan.Paths[p].First * _channels);
            ChannelLaws<W, S>.Gather(
                true, 2 * degree + 1, _channels, yBar.Of(degree, atom), _channels, _tangents + first, _channels, yBarTangent.Of(degree, atom), _channels, _values + first, _channels, weightGradient + p * _channels);
        }
    }

    void Products(int atom, in Tensors<S> a)
    {
        Take(atom, a, _values);
        AceProductLaws<W, S>.Value(_plan.Inputs, _plan.Planes, _channels, _channels, _tables.Starts, _tables.Terms, _tables.Coefficients, _values);
    }

    void Tangents(int atom, in Tensors<S> aTangent)
    {
        Take(atom, aTangent, _tangents);
        AceProductTangentLaws<W, S>.Push(_plan.Inputs, _plan.Planes, _channels, _channels, _tables.Starts, _tables.Terms, _tables.Coefficients, _values, _tangents);
    }

    void Bars(int atom, S* weights, in Tensors<S> yBar)
    {
        Seed(atom, weights, yBar, _seeds);
        AceProductLaws<W, S>.Pull(_plan.Planes, _channels, _channels, _tables.BackStarts, _tables.BackTerms, _tables.BackCoefficients, _tables.SeedRows, _seeds, _values, _bars);
    }

    void Take(int atom, in Tensors<S> a, S* planes)
    {
        for (var l = 0; l <= Degree; l++)
        {
            var size = (2 * l + 1) * _channels;
            new ReadOnlySpan<S>(a.Of(l, atom), size).CopyTo(new Span<S>(planes + l * l * _channels, size));
        }
    }

    void Copy(S* planes, int atom, in Tensors<S> a)
    {
        for (var l = 0; l <= Degree; l++)
        {
            var size = (2 * l + 1) * _channels;
            new ReadOnlySpan<S>(planes + l * l * _channels, size).CopyTo(new Span<S>(a.Of(l, atom), size));
        }
    }

    void Sum(int atom, S* planes, S* weights, in Tensors<S> y)
    {
        var done = -1;
        for (var p = 0; p < _plan.Paths.Length; p++)
        {
            var degree = _plan.Paths[p].Degree;
            ChannelLaws<W, S>.Spread(degree == done, 2 * degree + 1, _channels, weights + p * _channels, planes + (nint)_plan.Paths[p].First * _channels, _channels, y.Of(degree, atom), _channels);
            done = degree;
        }
    }

    void Seed(int atom, S* weights, in Tensors<S> yBar, S* seeds)
    {
        for (var p = 0; p < _plan.Paths.Length; p++)
        {
            var rows = 2 * _plan.Paths[p].Degree + 1;
            ChannelLaws<W, S>.Spread(false, rows, _channels, weights + p * _channels, yBar.Of(_plan.Paths[p].Degree, atom), _channels, seeds, _channels);
            seeds += rows * _channels;
        }
    }

    public void Dispose() => _memory.Dispose();
}
