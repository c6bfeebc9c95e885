using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>
/// Messages: A2_i = Σ_j Q(r̂_ij) (R(r_ij) h_j). An atom receives them in Value and Push; in Pull and PullPush it looks back along its edges at what it has sent, so that nothing has to be scattered.
/// </summary>
sealed unsafe class MessageBlock<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Edges whose radial functions are computed together.</summary>
    const int Group = 8;

    readonly LayeredWeights<S> _weights;
    readonly MessageTables<S> _tables;
    readonly EdgeSheet<W, S> _sheet;
    readonly int _channels, _functions, _row;
    readonly AlignedBuffer<S> _memory = new(), _matrices = new();
    readonly S* _radial, _radialTangents, _radialBars, _radialBarTangents, _spread, _spreadTangents, _received, _receivedTangents;
    S* _q, _qTangents, _qBars;

    internal MessageBlock(LayeredWeights<S> weights, EdgeSheet<W, S> sheet)
    {
        (_weights, _tables, _sheet) = (weights, weights.Messages!, sheet);
        (_channels, _functions, _row) = (weights.Form.Channels, weights.Form.Basis.Count, weights.Layout.Radial.Columns);
        int radial = Group * _row, rows = _tables.MostRows * _channels;
        var p = _memory.Require(4 * radial + 4 * rows);
        _radial = p;
        _radialTangents = p + radial;
        _radialBars = p + 2 * radial;
        _radialBarTangents = p + 3 * radial;
        p += 4 * radial;
        _spread = p;
        _spreadTangents = p + rows;
        _received = p + 2 * rows;
        _receivedTangents = p + 3 * rows;
    }

    S* Coefficients => _weights[_weights.Layout.Radial];

    void Matrices(S* factors, bool tangents)
    {
        var size = _tables.Entries * _sheet.Stride;
        _q = _matrices.Require(3 * size);
        _qTangents = _q + size;
        _qBars = _q + 2 * size;
        EdgeLaws<W, S>.Combine(_tables.Entries, _sheet.Stride, _sheet.Stride, _tables.Starts, _tables.From, factors, _sheet.Angular, _q);
        if (tangents)
            EdgeLaws<W, S>.Combine(_tables.Entries, _sheet.Stride, _sheet.Stride, _tables.Starts, _tables.From, factors, _sheet.AngularTangents, _qTangents);
    }

    void Radial(int edge, int count, S* basis, S* into) => RowLaws<W, S>.Multiply(false, count, _functions, _row, basis + edge, 1, _sheet.Stride, Coefficients, _row, into, _row);

    S* Matrix(S* q, int degree, int edge) => q + (nint)_tables.First(degree) * _sheet.Stride + edge;

    /// <summary>Messages that the sheet's atoms receive.</summary>
    /// <param name="start">First edge of each of them, and the end of the last; the sheet's edges begin with the first.</param>
    /// <param name="target">The atom at each of the sheet's edges.</param>
    /// <param name="h">Features of all atoms.</param>
    /// <param name="messages">Of the sheet's atoms.</param>
    internal void Value(int* start, int* target, in Tensors<S> h, in Tensors<S> messages)
    {
        Matrices(_tables.Factors, tangents: false);
        for (var atom = 0; atom < messages.Atoms; atom++)
        {
            for (int first = start[atom] - start[0], end = start[atom + 1] - start[0]; first < end; first += Group)
            {
                var count = Math.Min(Group, end - first);
                Radial(first, count, _sheet.Radial, _radial);
                for (var e = 0; e < count; e++)
                    Receive(first + e, _radial + e * _row, h, target[first + e], messages, atom);
            }
        }
    }

    void Receive(int edge, S* radial, in Tensors<S> h, int sender, in Tensors<S> messages, int atom)
    {
        for (int l = 0, p = 0; l < _tables.Degrees; l++)
        {
            var rows = _tables.Rows(l);
            for (; p < _tables.Paths.Length && _tables.Paths[p].Message == l; p++)
            {
                var path = _tables.Paths[p];
                ChannelLaws<W, S>.Spread(false, 2 * path.Feature + 1, _channels, radial + p * _channels, h.Of(path.Feature, sender), _channels, _spread + path.FirstRow * _channels, _channels);
            }
            RowLaws<W, S>.Multiply(true, 2 * l + 1, rows, _channels, Matrix(_q, l, edge), (nint)rows * _sheet.Stride, _sheet.Stride, _spread, _channels, messages.Of(l, atom), _channels);
        }
    }

    internal void Push(int* start, int* target, in Tensors<S> h, in Tensors<S> hTangent, in Tensors<S> messageTangents)
    {
        Matrices(_tables.Factors, tangents: true);
        for (var atom = 0; atom < messageTangents.Atoms; atom++)
        {
            for (int first = start[atom] - start[0], end = start[atom + 1] - start[0]; first < end; first += Group)
            {
                var count = Math.Min(Group, end - first);
                Radial(first, count, _sheet.Radial, _radial);
                Radial(first, count, _sheet.RadialTangents, _radialTangents);
                for (var e = 0; e < count; e++)
                    ReceiveTangent(first + e, e, h, hTangent, target[first + e], messageTangents, atom);
            }
        }
    }

    void ReceiveTangent(int edge, int place, in Tensors<S> h, in Tensors<S> hTangent, int sender, in Tensors<S> messageTangents, int atom)
    {
        S* radial = _radial + place * _row, radialTangents = _radialTangents + place * _row;
        for (int l = 0, p = 0; l < _tables.Degrees; l++)
        {
            var rows = _tables.Rows(l);
            for (; p < _tables.Paths.Length && _tables.Paths[p].Message == l; p++)
            {
                var path = _tables.Paths[p];
                S* of = h.Of(path.Feature, sender), to = _spread + path.FirstRow * _channels;
                ChannelLaws<W, S>.Spread(false, 2 * path.Feature + 1, _channels, radial + p * _channels, of, _channels, to, _channels);
                ChannelLaws<W, S>.Spread(
                    false, 2 * path.Feature + 1, _channels, radialTangents + p * _channels, of, _channels, radial + p * _channels, hTangent.Of(path.Feature, sender), _channels, _spreadTangents + path.FirstRow * _channels, _channels);
            }
            var into = messageTangents.Of(l, atom);
            RowLaws<W, S>.Multiply(true, 2 * l + 1, rows, _channels, Matrix(_q, l, edge), (nint)rows * _sheet.Stride, _sheet.Stride, _spreadTangents, _channels, into, _channels);
            RowLaws<W, S>.Multiply(true, 2 * l + 1, rows, _channels, Matrix(_qTangents, l, edge), (nint)rows * _sheet.Stride, _sheet.Stride, _spread, _channels, into, _channels);
        }
    }

    /// <summary>Adds to the cotangents of the sheet's atoms' features and of their edges what their messages do to others.</summary>
    /// <param name="first">The sheet's first atom among all.</param>
    /// <param name="messageBars">Of all atoms.</param>
    internal void Pull(int* start, int* target, int first, int atoms, in Tensors<S> h, in Tensors<S> messageBars, in Tensors<S> hBar)
    {
        Matrices(_tables.Reversed, tangents: false);
        for (var atom = 0; atom < atoms; atom++)
        {
            for (int begin = start[atom] - start[0], end = start[atom + 1] - start[0]; begin < end; begin += Group)
            {
                var count = Math.Min(Group, end - begin);
                Radial(begin, count, _sheet.Radial, _radial);
                for (var e = 0; e < count; e++)
                    Send(begin + e, e, h, first + atom, messageBars, target[begin + e], hBar);
                RowLaws<W, S>.Dots(true, count, _functions, _row, _radialBars, _row, Coefficients, _row, _sheet.RadialBars + begin, 1, _sheet.Stride);
            }
        }
        EdgeLaws<W, S>.Part(_tables.Entries, _sheet.Stride, _sheet.Stride, _tables.Starts, _tables.From, _tables.Reversed, Cleared(_qBars), _sheet.AngularBars);
    }

    // Edges that fill up have no cotangents.
    S* Cleared(S* bars)
    {
        for (var n = 0; n < _tables.Entries; n++)
            new Span<S>(bars + n * _sheet.Stride + _sheet.Count, _sheet.Stride - _sheet.Count).Clear();
        return bars;
    }

    void Send(int edge, int place, in Tensors<S> h, int sender, in Tensors<S> messageBars, int receiver, in Tensors<S> hBar)
    {
        S* radial = _radial + place * _row, radialBars = _radialBars + place * _row;
        for (int l = 0, p = 0; l < _tables.Degrees; l++)
        {
            var rows = _tables.Rows(l);
            var bars = messageBars.Of(l, receiver);
            RowLaws<W, S>.Multiply(false, rows, 2 * l + 1, _channels, Matrix(_q, l, edge), _sheet.Stride, (nint)rows * _sheet.Stride, bars, _channels, _received, _channels);
            for (; p < _tables.Paths.Length && _tables.Paths[p].Message == l; p++)
            {
                var path = _tables.Paths[p];
                var components = 2 * path.Feature + 1;
                S* of = h.Of(path.Feature, sender), t = _received + path.FirstRow * _channels, r = radial + p * _channels;
                ChannelLaws<W, S>.Spread(true, components, _channels, r, t, _channels, hBar.Of(path.Feature, sender), _channels);
                ChannelLaws<W, S>.Gather(false, components, _channels, of, _channels, t, _channels, radialBars + p * _channels);
                ChannelLaws<W, S>.Spread(false, components, _channels, r, of, _channels, _spread + path.FirstRow * _channels, _channels);
            }
            RowLaws<W, S>.Dots(false, 2 * l + 1, rows, _channels, bars, _channels, _spread, _channels, Matrix(_qBars, l, edge), (nint)rows * _sheet.Stride, _sheet.Stride);
        }
    }

    /// <summary>The tangents of the features' cotangents, added, and those of the radial coefficients' cotangents, into <paramref name="gradient"/>. All atoms are the sheet's.</summary>
    internal void PullPush(int* start, int* target, in Tensors<S> h, in Tensors<S> hTangent, in Tensors<S> messageBars, in Tensors<S> messageBarTangents, in Tensors<S> hBarTangent, S* gradient)
    {
        Matrices(_tables.Reversed, tangents: true);
        for (var atom = 0; atom < h.Atoms; atom++)
        {
            for (int begin = start[atom] - start[0], end = start[atom + 1] - start[0]; begin < end; begin += Group)
            {
                var count = Math.Min(Group, end - begin);
                Radial(begin, count, _sheet.Radial, _radial);
                Radial(begin, count, _sheet.RadialTangents, _radialTangents);
                for (var e = 0; e < count; e++)
                    SendTangent(begin + e, e, h, hTangent, atom, messageBars, messageBarTangents, target[begin + e], hBarTangent);
                RowLaws<W, S>.Multiply(true, _functions, count, _row, _sheet.Radial + begin, _sheet.Stride, 1, _radialBarTangents, _row, gradient, _row);
                RowLaws<W, S>.Multiply(true, _functions, count, _row, _sheet.RadialTangents + begin, _sheet.Stride, 1, _radialBars, _row, gradient, _row);
            }
        }
    }

    void SendTangent(int edge, int place, in Tensors<S> h, in Tensors<S> hTangent, int sender, in Tensors<S> messageBars, in Tensors<S> messageBarTangents, int receiver, in Tensors<S> hBarTangent)
    {
        var at = (nint)place * _row;
        for (int l = 0, p = 0; l < _tables.Degrees; l++)
        {
            var rows = _tables.Rows(l);
            S* bars = messageBars.Of(l, receiver), barTangents = messageBarTangents.Of(l, receiver), q = Matrix(_q, l, edge), qTangents = Matrix(_qTangents, l, edge);
            var column = (nint)rows * _sheet.Stride;
            RowLaws<W, S>.Multiply(false, rows, 2 * l + 1, _channels, q, _sheet.Stride, column, bars, _channels, _received, _channels);
            RowLaws<W, S>.Multiply(false, rows, 2 * l + 1, _channels, q, _sheet.Stride, column, barTangents, _channels, _receivedTangents, _channels);
            RowLaws<W, S>.Multiply(true, rows, 2 * l + 1, _channels, qTangents, _sheet.Stride, column, bars, _channels, _receivedTangents, _channels);
            for (; p < _tables.Paths.Length && _tables.Paths[p].Message == l; p++)
            {
                var path = _tables.Paths[p];
                var components = 2 * path.Feature + 1;
                S* of = h.Of(path.Feature, sender), tangent = hTangent.Of(path.Feature, sender), t = _received + path.FirstRow * _channels, tt = _receivedTangents + path.FirstRow * _channels;
                ChannelLaws<W, S>.Spread(
                    true, components, _channels, _radialTangents + at + p * _channels, t, _channels, _radial + at + p * _channels, tt, _channels, hBarTangent.Of(path.Feature, sender), _channels);
                ChannelLaws<W, S>.Gather(false, components, _channels, of, _channels, t, _channels, _radialBars + at + p * _channels);
                ChannelLaws<W, S>.Gather(false, components, _channels, of, _channels, tt, _channels, tangent, _channels, t, _channels, _radialBarTangents + at + p * _channels);
            }
        }
    }

    public void Dispose()
    {
        _memory.Dispose();
        _matrices.Dispose();
    }
}
