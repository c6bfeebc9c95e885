using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Runs a model over a block, atom by atom: descriptor, network, forces. A model with charges is run twice, first for the charges and then, with what each charge is worth to the
/// Coulomb energy, for energies and forces: both outputs hang on one hidden layer, so that this second pass pulls Σ (w1 + D wq) through it and costs what a model without charges does.
/// </summary>
sealed unsafe class NepKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepDescriptor<W, S> _descriptor;
    readonly NepNetworkKernel<W, S>[] _networks;
    readonly NepRepulsion<W, S>? _repulsion;
    readonly FunctionRange[] _ranges;
    readonly double[] _values;
    readonly AlignedBuffer<S> _q = new(), _pull = new();

    internal NepKernel(NepModel model)
    {
        _descriptor = new NepDescriptor<W, S>(model);
        _networks = [.. model.Networks.Select(n => new NepNetworkKernel<W, S>(n, model.Scaler))];
        _repulsion = model.Form.Zbl is { } zbl ? new NepRepulsion<W, S>(model.Form, zbl) : null;
        OutputCount = model.Form.HasCharges ? 1 : 0;
        _ranges = [.. Enumerable.Range(0, model.Trained is null ? 0 : model.Form.Species).Select(s => model.Trained!.ToFunctionRange(s))];
        _values = new double[model.Form.DescriptorLength];
        _q.Require(_descriptor.Room);
        _pull.Require(Math.Max(_descriptor.Room, _networks[0].PaddedInputs));
        _pull.Span.Clear();
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool KnowsRange => Array.Exists(_ranges, r => r.IsKnown);

    /// <summary>The charge, where the model has one.</summary>
    public override int OutputCount { get; }

    public override void Outputs(in AtomBlock<S> block)
    {
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            _descriptor.Fill(block, i);
            _descriptor.Values(species, _q.Pointer);
            block.Outputs[i] = double.CreateTruncating(Network(species).Charge(_q.Pointer));
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
            if (block.Excess is not null && _ranges.Length > 0)
                block.Excess[i] = Math.Max(block.Excess[i], Excess(species, q));
            var network = Network(species);
            var energy = block.Cotangents is null ? network.Energy(q, pull) : network.Energy(q, S.CreateTruncating(block.Cotangents[i]), pull);
            if (_repulsion is not null)
                energy += _repulsion.Energy(edges, species);
            _descriptor.Pull(species, q, pull);
            edges.Scatter(block, i, energy);
        }
    }

    float Excess(int species, S* q)
    {
        for (var d = 0; d < _values.Length; d++)
            _values[d] = double.CreateTruncating(q[d]);
        fixed (double* values = _values)
            return _ranges[species].Excess(values);
    }

    public override void OutputGradient(in AtomBlock<S> block, int atom, double* gradient)
    {
        int species = block.Species[atom];
        var edges = _descriptor.Edges;
        _descriptor.Fill(block, atom);
        _descriptor.Values(species, _q.Pointer);
        Network(species).Charge(_q.Pointer, _pull.Pointer);
        _descriptor.Pull(species, _q.Pointer, _pull.Pointer);
        edges.CopyGradients(gradient);
    }

    /// <summary>NEP3 has one for all elements.</summary>
    NepNetworkKernel<W, S> Network(int species) => _networks[_networks.Length == 1 ? 0 : species];

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
