using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Runs a linear model over a block, atom by atom: planes, energy, forces.</summary>
sealed unsafe class AceKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AceDescriptor<W, S> _descriptor;
    readonly AceForm _form;
    readonly int[] _paths;
    readonly AlignedBuffer<S> _weights = new();

    internal AceKernel(AceModel model)
    {
        _form = model.Form;
        _descriptor = new AceDescriptor<W, S>(_form);
        _paths = _form.ScalarPaths;
        var weights = _weights.Require(_form.Elements.Length * _form.Invariants);
        for (var s = 0; s < _form.Elements.Length; s++)
        {
            for (var k = 0; k < _form.Invariants; k++)
                weights[s * _form.Invariants + k] = S.CreateChecked(model.Weights(s)[k]);
        }
    }

    public override bool ScattersForces => true;

    public override void Evaluate(in AtomBlock<S> block)
    {
        int channels = _form.Channels, planes = _form.Plan.Planes;
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Edges.Fill(block, i);
            _descriptor.Value(species);
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

    public override void Dispose()
    {
        _descriptor.Dispose();
        _weights.Dispose();
        base.Dispose();
    }
}
