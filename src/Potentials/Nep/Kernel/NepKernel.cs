using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Runs a model over a block, atom by atom: descriptor, network, forces.</summary>
sealed unsafe class NepKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepDescriptor<W, S> _descriptor;
    readonly NepNetworkKernel<W, S>[] _networks;
    readonly NepRepulsion<W, S>? _repulsion;
    readonly AlignedBuffer<S> _q = new(), _pull = new();

    internal NepKernel(NepModel model)
    {
        _descriptor = new NepDescriptor<W, S>(model);
        _networks = [.. model.Networks.Select(n => new NepNetworkKernel<W, S>(n, model.Scaler))];
        _repulsion = model.Form.Zbl is { } zbl ? new NepRepulsion<W, S>(model.Form, zbl) : null;
        _q.Require(_descriptor.Room);
        _pull.Require(Math.Max(_descriptor.Room, _networks[0].PaddedInputs));
        _pull.Span.Clear();
    }

    public override bool ScattersForces => true;

    public override void Evaluate(in AtomBlock<S> block)
    {
        var edges = _descriptor.Edges;
        S* q = _q.Pointer, pull = _pull.Pointer;
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Fill(block, i);
            _descriptor.Values(species, q);
            var energy = _networks[_networks.Length == 1 ? 0 : species].Energy(q, pull);
            if (_repulsion is not null)
                energy += _repulsion.Energy(edges, species);
            _descriptor.Pull(species, q, pull);
            edges.Scatter(block, i, energy);
        }
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
