using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler;

/// <summary>Runs a model over a block, atom by atom: functions, network, forces.</summary>
sealed unsafe class BehlerKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly DescriptorKernel<S> _functions;
    readonly NetworkKernel<W, S>[] _networks;
    readonly double[][] _shift, _factor;
    readonly FunctionRange[] _ranges;
    readonly double _scale;
    readonly AlignedBuffer<double> _values = new();

    internal BehlerKernel(BehlerModel model)
    {
        _functions = DescriptorKernel<S>.Open(model.Functions);
        _networks = [.. model.Networks.Select(n => new NetworkKernel<W, S>(n))];
        _shift = [.. model.Scaling.Select(s => s.Shift.ToArray())];
        _factor = [.. model.Scaling.Select(s => s.Factor.ToArray())];
        _ranges = [.. model.Scaling.Select(s => new FunctionRange(s))];
        _scale = model.EnergyScale;
        _values.Require(model.Scaling.Max(s => s.Count));
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool KnowsRange => Array.Exists(_ranges, r => r.IsKnown);

    public override void Evaluate(in AtomBlock<S> block)
    {
        var values = _values.Pointer;
        for (var i = 0; i < block.OwnCount; i++)
        {
            int species = block.Species[i];
            double[] shift = _shift[species], factor = _factor[species];
            var network = _networks[species];
            _functions.Edges.Fill(block, i);
            _functions.Values(species, values);
            if (block.Excess is not null)
                block.Excess[i] = Math.Max(block.Excess[i], _ranges[species].Excess(values));
            for (var m = 0; m < shift.Length; m++)
                network.Inputs[m] = S.CreateTruncating((values[m] - shift[m]) * factor[m]);
            var energy = S.CreateTruncating(_scale) * network.Evaluate();
            for (var m = 0; m < shift.Length; m++)
                values[m] = double.CreateTruncating(network.Gradient[m]) * factor[m] * _scale;
            _functions.Pull(species, values);
            _functions.Edges.Scatter(block, i, energy);
        }
    }

    public override void Dispose()
    {
        _functions.Dispose();
        foreach (var network in _networks)
            network.Dispose();
        _values.Dispose();
        base.Dispose();
    }
}
