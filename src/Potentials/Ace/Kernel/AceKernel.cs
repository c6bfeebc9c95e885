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
    readonly AceForm _form;
    readonly int[] _paths;
    readonly FunctionRange[] _ranges;
    readonly AlignedBuffer<S> _weights = new();
    readonly AlignedBuffer<double> _invariants = new();

    internal AceKernel(AceModel model)
    {
        _form = model.Form;
        _descriptor = new AceDescriptor<W, S>(_form);
        _paths = _form.ScalarPaths;
        _ranges = [.. _form.Elements.Select((_, s) => model.Trained.ToFunctionRange(s))];
        _invariants.Require(_form.Invariants);
        var weights = _weights.Require(_form.Elements.Length * _form.Invariants);
        for (var s = 0; s < _form.Elements.Length; s++)
        {
            for (var k = 0; k < _form.Invariants; k++)
                weights[s * _form.Invariants + k] = S.CreateChecked(model.Weights(s)[k]);
        }
    }

    public override bool ScattersForces => true;

    public override bool KnowsRange => Array.Exists(_ranges, r => r.IsKnown);

    public override void Evaluate(in AtomBlock<S> block)
    {
        int channels = _form.Channels, planes = _form.Plan.Planes;
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Edges.Fill(block, i);
            _descriptor.Value(species);
            if (block.Excess is not null)
                block.Excess[i] = Math.Max(block.Excess[i], Excess(species));
            var weights = _weights.Pointer + (nint)species * _form.Invariants;
            new Span<S>(_descriptor.Bars, planes * channels).Clear();
            var energy = 0.0;
            for (var p = 0; p < _paths.Length; p++)
            {
                var w = new Span<S>(weights + p * channels, channels);
                energy += AceReadout<W, S>.Dot(channels, weights + p * channels, _descriptor.Values + _paths[p] * channels);
                w.CopyTo(new Span<S>(_descriptor.Bars + _paths[p] * channels, channels));
            }
            _descriptor.Pull(species);
            _descriptor.Edges.Scatter(block, i, S.CreateTruncating(energy));
        }
    }

    float Excess(int species)
    {
        var channels = _form.Channels;
        for (var p = 0; p < _paths.Length; p++)
        {
            var from = _descriptor.Values + _paths[p] * channels;
            for (var k = 0; k < channels; k++)
                _invariants.Pointer[p * channels + k] = double.CreateTruncating(from[k]);
        }
        return _ranges[species].Excess(_invariants.Pointer);
    }

    public override void Dispose()
    {
        _invariants.Dispose();
        _descriptor.Dispose();
        _weights.Dispose();
        base.Dispose();
    }
}
