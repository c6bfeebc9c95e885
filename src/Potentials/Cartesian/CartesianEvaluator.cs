using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Cartesian;

/// <summary>Value and gradient of the one network.</summary>
sealed class CartesianEvaluator(CartesianModel model) : IEvaluator, IForceTangent
{
    readonly NetworkBatch _network = NetworkBatch.Open(model.Network, maximalAtoms: 1, tangents: true);
    readonly double[] _inputs = new double[model.Scaling.Count];
    readonly double[] _gradient = new double[model.Scaling.Count];
    readonly double[] _energy = new double[1];

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        Check(structure);
        into.Reset(structure.Count, Request.Forces | Request.Virial);
        Run(structure);
        into.Energy = _energy[0] + model.EnergyOffset;
        var forces = Vec3.Flatten(into.Forces);
        for (var c = 0; c < _gradient.Length; c++)
            forces[c] = -_gradient[c] * model.Scaling.Factor[c];
        for (var i = 0; i < structure.Count; i++)
            into.Virial += Mat3.Outer(structure.Positions[i], into.Forces[i]);
    }

    void Run(Structure structure)
    {
        var coordinates = Vec3.Flatten(structure.Positions.AsSpan());
        for (var c = 0; c < _inputs.Length; c++)
            _inputs[c] = (coordinates[c] - model.Scaling.Shift[c]) * model.Scaling.Factor[c];
        _network.Value(_inputs, _energy);
        _network.Gradient(_gradient);
    }

    public bool HasForceTangent => true;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        Check(structure);
        Run(structure);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var d = 0; d < 3; d++)
                _inputs[3 * i + d] = direction[i][d] * model.Scaling.Factor[3 * i + d];
        }
        _network.GradientTangent(_inputs, _gradient);
        var flat = Vec3.Flatten(tangent[..structure.Count]);
        for (var c = 0; c < _gradient.Length; c++)
            flat[c] = -_gradient[c] * model.Scaling.Factor[c];
    }

    void Check(Structure structure)
    {
        if (structure.Count != model.Elements.Length)
            throw new PotentialException($"'{model.Name}' works on raw coordinates of {model.Elements.Length} atoms and cannot answer for {structure.Formula} with {structure.Count}. A model on symmetry functions (--preset behler) can.");
        for (var i = 0; i < structure.Count; i++)
        {
            if (structure.Elements[i] != model.Elements[i])
                throw new PotentialException($"'{model.Name}' works on raw coordinates and knows atom {i + 1} as {model.Elements[i]}, not {structure.Elements[i]}; the order of atoms must be that of its training.");
        }
    }

    public void Dispose() => _network.Dispose();
}
