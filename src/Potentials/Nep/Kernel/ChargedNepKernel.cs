using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Runs a model with charges over a block, atom by atom: once for the charges, and once, with what each charge is worth to the Coulomb energy, for energies and forces. Both outputs
/// hang on one hidden layer, so that the second pass pulls Σ (w1 + D wq) through it and costs what a model without charges does.
/// </summary>
sealed unsafe class ChargedNepKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepDescriptor<W, S> _descriptor;
    readonly NepNetworkKernel<W, S>[] _networks;
    readonly NepRepulsion<W, S>? _repulsion;
    readonly AlignedBuffer<S> _q = new(), _pull = new();

    internal ChargedNepKernel(NepModel model)
    {
        _descriptor = new NepDescriptor<W, S>(model);
        _networks = [.. model.Networks.Select(n => new NepNetworkKernel<W, S>(n, model.Scaler))];
        _repulsion = model.Form.Zbl is { } zbl ? new NepRepulsion<W, S>(model.Form, zbl) : null;
        _q.Require(_descriptor.Room);
        _pull.Require(Math.Max(_descriptor.Room, _networks[0].PaddedInputs));
        _pull.Span.Clear();
    }

    public override bool ScattersForces => true;

    public override int OutputCount => 1;

    public override void Outputs(in AtomBlock<S> block)
    {
        for (var i = 0; i < block.OwnCount; i++)
        {
            _descriptor.Fill(block, i);
            _descriptor.Values(block.Species[i], _q.Pointer);
            block.Outputs[i] = double.CreateTruncating(_networks[block.Species[i]].Charge(_q.Pointer));
        }
    }

    public override void Evaluate(in AtomBlock<S> block)
    {
        var edges = _descriptor.Edges;
        S* q = _q.Pointer, pull = _pull.Pointer;
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Fill(block, i);
            _descriptor.Values(species, q);
            var energy = _networks[species].Energy(q, block.Cotangents is null ? S.Zero : S.CreateTruncating(block.Cotangents[i]), pull);
            if (_repulsion is not null)
                energy += _repulsion.Energy(edges, species);
            _descriptor.Pull(species, q, pull);
            edges.Scatter(block, i, energy);
        }
    }

    public override void OutputGradient(in AtomBlock<S> block, int atom, double* gradient)
    {
        int species = block.Species[atom];
        var edges = _descriptor.Edges;
        _descriptor.Fill(block, atom);
        _descriptor.Values(species, _q.Pointer);
        _networks[species].Charge(_q.Pointer, _pull.Pointer);
        _descriptor.Pull(species, _q.Pointer, _pull.Pointer);
        edges.CopyGradients(gradient);
    }

    public override void Dispose()
    {
        _descriptor.Dispose();
        foreach (var network in _networks)
            network.Dispose();
        _q.Dispose();
        _pull.Dispose();
        base.Dispose();
    }
}
