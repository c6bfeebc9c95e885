using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Ace;

/// <summary>Runs a linear model over a block, atom by atom: planes, energy, forces.</summary>
sealed unsafe class AceKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AceDescriptor<W, S> _descriptor;
    readonly FunctionRange[] _ranges;
    readonly int _paths, _judged, _channels;
    readonly AceHeads? _heads;
    readonly AlignedBuffer<S> _weights = new(), _headWeights = new(), _centres = new(), _perWidths = new(), _farthest = new();

    internal AceKernel(AceModel model)
    {
        var form = model.Form;
        _descriptor = new AceDescriptor<W, S>(form);
        (_paths, _judged, _channels) = (form.ScalarPaths.Length, form.JudgedPaths, form.Channels);
        _ranges = [.. form.Elements.Select((_, s) => model.Trained.ToFunctionRange(s))];
        _farthest.Require(W.Lanes);
        _heads = model.Heads;
        Fill(_headWeights, model.HeadCount * _ranges.Length, k => model.Heads!.Weights(k / _ranges.Length, k % _ranges.Length));
        Fill(_weights, _ranges.Length, s => model.Weights(s));
        Fill(_centres, _ranges.Length, s => _ranges[s].Centre);
        Fill(_perWidths, _ranges.Length, s => _ranges[s].PerWidth);
    }

    delegate ReadOnlySpan<double> Row(int index);

    /// <summary>Numbers of one row: for every invariant, and a row of zeros.</summary>
    int Size => (_paths + 1) * _channels;

    void Fill(AlignedBuffer<S> buffer, int rows, Row row)
    {
        var to = buffer.Require(rows * Size);
        buffer.Span.Clear();
        for (var s = 0; s < rows; s++)
        {
            var from = row(s);
            for (var k = 0; k < from.Length; k++)
                to[s * Size + k] = S.CreateChecked(from[k]);
        }
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool KnowsRange => Array.Exists(_ranges, r => r.IsKnown);

    public override void Evaluate(in AtomBlock<S> block)
    {
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Edges.Fill(block, i);
            _descriptor.Value(species);
            if (block.Excess is not null)
                block.Excess[i] = Math.Max(block.Excess[i], Excess(species));
            var weights = _weights.Pointer + (nint)species * Size;
            var energy = AceReadout<W, S>.Dot(_paths, _channels, _descriptor.Places, weights, _descriptor.Values);
            _descriptor.Pull(species, weights);
            _descriptor.Edges.Scatter(block, i, S.CreateTruncating(energy));
            if (block.Heads is not null)
                AddHeads(block, i, species);
        }
    }

    /// <summary>What the heads make of the planes at hand.</summary>
    void AddHeads(in AtomBlock<S> block, int atom, int species)
    {
        for (var m = 0; m < _heads!.Count; m++)
        {
            var weights = _headWeights.Pointer + ((nint)m * _ranges.Length + species) * Size;
            var energy = _heads.AtomEnergy(m, species) + AceReadout<W, S>.Dot(_paths, _channels, _descriptor.Places, weights, _descriptor.Values);
            _descriptor.Pull(species, weights);
            _descriptor.Edges.Scatter(block with { Forces = block.Heads + m * block.HeadStride, AtomVirials = null }, atom, S.CreateTruncating(energy));
        }
    }

    float Excess(int species)
    {
        if (!_ranges[species].IsKnown)
            return 0;
        AceReadout<W, S>.Farthest(_judged, _channels, _descriptor.Places, _centres.Pointer + (nint)species * Size, _perWidths.Pointer + (nint)species * Size, _descriptor.Values, _farthest.Pointer);
        var farthest = 0.0;
        for (var k = 0; k < W.Lanes; k++)
            farthest = Math.Max(farthest, double.CreateTruncating(_farthest.Pointer[k]));
        return FunctionRange.ExcessOf(farthest);
    }

    public override void Dispose()
    {
        _descriptor.Dispose();
        foreach (var buffer in new[] { _weights, _headWeights, _centres, _perWidths, _farthest })
            buffer.Dispose();
        base.Dispose();
    }
}
