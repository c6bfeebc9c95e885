using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>With d_m = E_m − Ē and s = Σ d_m² / ((M − 1) N B²), the bias is A (e^−s − 1), and its force A e^−s ∂s/∂r = −2 A e^−s / ((M − 1) N B²) Σ d_m (F_m − F̄).</summary>
sealed class UncertaintyBiasEvaluator : IEvaluator, IForceNoise, ITrainingRange
{
    readonly UncertaintyBias _bias;
    readonly IEvaluator _ensemble;
    readonly IMemberForces _members;
    readonly double[] _energies;
    Vec3[] _forces = [];

    internal UncertaintyBiasEvaluator(UncertaintyBias bias, EvaluatorOptions options)
    {
        (_bias, _ensemble) = (bias, bias.Ensemble.Open(options));
        _members = (IMemberForces)_ensemble;
        _energies = new double[_members.MemberCount];
    }

    public ReadOnlySpan<Vec3> ListPositions => _ensemble.ListPositions;

    public Cell? ListCell => _ensemble.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        var atoms = structure.Count;
        // What is left over of a larger structure would be read as a member's.
        if (_forces.Length != _energies.Length * atoms)
            _forces = new Vec3[_energies.Length * atoms];
        _members.EvaluateMembers(structure, _energies, _forces);
        // Energies of atoms and their virials no longer add up to the whole.
        _ensemble.Evaluate(structure, (request & ~(Request.AtomEnergies | Request.AtomVirials)) | Request.Forces, into);
        var mean = 0.0;
        foreach (var energy in _energies)
            mean += energy / _energies.Length;
        var squares = 0.0;
        foreach (var energy in _energies)
            squares += (energy - mean) * (energy - mean);
        var per = 1 / ((_energies.Length - 1) * (atoms * _bias.Width * _bias.Width));
        var left = Math.Exp(-squares * per);
        into.Energy += _bias.Height * (left - 1);
        var forces = into.Forces;
        var virial = Mat3.Zero;
        for (var i = 0; i < atoms; i++)
        {
            // Σ d_m is zero: the members' mean force falls out.
            var sum = Vec3.Zero;
            for (var m = 0; m < _energies.Length; m++)
                sum += (_energies[m] - mean) * _forces[m * atoms + i];
            var push = -2 * _bias.Height * left * per * sum;
            forces[i] += push;
            virial += Mat3.Outer(structure.Positions[i], push);
        }
        if ((request & Request.Virial) != 0 && !structure.Periodic.Any)
            into.Virial += virial;
    }

    public double ForceNoise => (_ensemble as IForceNoise)?.ForceNoise ?? 0;

    public RangeExcess ExcessOf(Structure structure) => (_ensemble as ITrainingRange)?.ExcessOf(structure) ?? RangeExcess.None;

    public void Dispose() => _ensemble.Dispose();
}
