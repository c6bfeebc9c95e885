using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Moments of an atom's surroundings: M_lm,db = Σ_j e_d(z_j) φ_b(r_ij) Y_lm(r̂_ij), from which every channel of the first layer is mixed. A lane is an embedded radial function.</summary>
sealed unsafe class MomentBlock<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly LayeredWeights<S> _weights;
    readonly LayeredForm _form;
    readonly EdgeSheet<W, S> _sheet;
    readonly int _width;
    readonly AlignedBuffer<S> _memory = new();
    S* _embedded, _tangents, _bars, _barTangents;

    internal MomentBlock(LayeredWeights<S> weights, EdgeSheet<W, S> sheet) => (_weights, _form, _sheet, _width) = (weights, weights.Form, sheet, weights.Form.RadialWidth);

    int Degree => _form.Degrees[0];

    internal void Value(int* start, ReadOnlySpan<byte> neighbours, in Tensors<S> moments)
    {
        var size = (_sheet.Count + 1) * _width;
        _embedded = _memory.Require(4 * size);
        _tangents = _embedded + size;
        _bars = _embedded + 2 * size;
        _barTangents = _embedded + 3 * size;
        Embed(neighbours, _sheet.Radial, _embedded);
        Sum(false, start, _sheet.Angular, _embedded, moments);
    }

    internal void Push(int* start, ReadOnlySpan<byte> neighbours, in Tensors<S> tangents)
    {
        Embed(neighbours, _sheet.RadialTangents, _tangents);
        Sum(false, start, _sheet.Angular, _tangents, tangents);
        Sum(true, start, _sheet.AngularTangents, _embedded, tangents);
    }

    void Sum(bool more, int* start, S* angular, S* radial, in Tensors<S> moments)
    {
        for (var atom = 0; atom < moments.Atoms; atom++)
        {
            var (first, count) = (start[atom] - start[0], start[atom + 1] - start[atom]);
            for (var l = 0; l <= Degree; l++)
                RowLaws<W, S>.Multiply(more, 2 * l + 1, count, _width, angular + l * l * _sheet.Stride + first, _sheet.Stride, 1, radial + (nint)first * _width, _width, moments.Of(l, atom), _width);
        }
    }

    /// <summary>Adds to the cotangents of the edges' functions.</summary>
    internal void Pull(int* start, ReadOnlySpan<byte> neighbours, in Tensors<S> bars)
    {
        for (var atom = 0; atom < bars.Atoms; atom++)
        {
            var (first, count) = (start[atom] - start[0], start[atom + 1] - start[atom]);
            for (var l = 0; l <= Degree; l++)
            {
                var angular = (nint)l * l * _sheet.Stride + first;
                RowLaws<W, S>.Multiply(l > 0, count, 2 * l + 1, _width, _sheet.Angular + angular, 1, _sheet.Stride, bars.Of(l, atom), _width, _bars + (nint)first * _width, _width);
                RowLaws<W, S>.Dots(true, 2 * l + 1, count, _width, bars.Of(l, atom), _width, _embedded + (nint)first * _width, _width, _sheet.AngularBars + angular, _sheet.Stride, 1);
            }
        }
        Part(neighbours, _bars, _sheet.RadialBars);
    }

    /// <summary>Adds the tangents of the embedding's cotangents, after <see cref="Value"/>, <see cref="Push"/> and <see cref="Pull"/>; nothing where every element has a channel of its own.</summary>
    internal void PullPush(int* start, ReadOnlySpan<byte> neighbours, in Tensors<S> bars, in Tensors<S> barTangents, S* gradient)
    {
        for (var atom = 0; atom < bars.Atoms; atom++)
        {
            var (first, count) = (start[atom] - start[0], start[atom + 1] - start[atom]);
            for (var l = 0; l <= Degree; l++)
            {
                var angular = (nint)l * l * _sheet.Stride + first;
                RowLaws<W, S>.Multiply(l > 0, count, 2 * l + 1, _width, _sheet.Angular + angular, 1, _sheet.Stride, barTangents.Of(l, atom), _width, _barTangents + (nint)first * _width, _width);
                RowLaws<W, S>.Multiply(true, count, 2 * l + 1, _width, _sheet.AngularTangents + angular, 1, _sheet.Stride, bars.Of(l, atom), _width, _barTangents + (nint)first * _width, _width);
            }
        }
        for (var e = 0; e < _sheet.Count; e++)
        {
            S* p = _bars + (nint)e * _width, q = _barTangents + (nint)e * _width, to = gradient + neighbours[e] * _form.Embedding;
            for (var d = 0; d < _form.Embedding; d++)
            {
                for (var b = 0; b < _form.Basis.Count; b++)
                    to[d] += *q++ * _sheet.Radial[b * _sheet.Stride + e] + *p++ * _sheet.RadialTangents[b * _sheet.Stride + e];
            }
        }
    }

    /// <summary>Rows of edges from planes of radial functions.</summary>
    void Embed(ReadOnlySpan<byte> neighbours, S* radial, S* rows)
    {
        new Span<S>(rows, _sheet.Count * _width).Clear();
        for (var e = 0; e < _sheet.Count; e++)
        {
            var to = rows + (nint)e * _width;
            for (int d = First(neighbours[e]), end = Last(neighbours[e]); d <= end; d++)
            {
                var size = Weight(neighbours[e], d);
                for (var b = 0; b < _form.Basis.Count; b++)
                    to[d * _form.Basis.Count + b] = size * radial[b * _sheet.Stride + e];
            }
        }
    }

    void Part(ReadOnlySpan<byte> neighbours, S* rows, S* radial)
    {
        for (var e = 0; e < _sheet.Count; e++)
        {
            var from = rows + (nint)e * _width;
            for (int d = First(neighbours[e]), end = Last(neighbours[e]); d <= end; d++)
            {
                var size = Weight(neighbours[e], d);
                for (var b = 0; b < _form.Basis.Count; b++)
                    radial[b * _sheet.Stride + e] += size * from[d * _form.Basis.Count + b];
            }
        }
    }

    int First(int species) => _form.EmbedsByElement ? species : 0;

    int Last(int species) => _form.EmbedsByElement ? species : _form.Embedding - 1;

    S Weight(int species, int channel) => _form.EmbedsByElement ? S.One : _weights[_weights.Layout.Embedding][species * _form.Embedding + channel];

    public void Dispose() => _memory.Dispose();
}
