using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Hands out what another evaluator says, members moved away from their mean and noise added as an <see cref="ErrorLaw"/> has it.</summary>
sealed class CalibratedEvaluator : IEvaluator, IMemberForces, IForceTangent, IForceNoise, ITrainingRange
{
    readonly IEvaluator _inner;
    readonly ErrorLaw _law;
    readonly double[] _noise = new double[byte.MaxValue + 1];

    internal CalibratedEvaluator(IEvaluator inner, ErrorLaw law)
    {
        (_inner, _law) = (inner, law);
        foreach (var element in Element.All)
            _noise[element.AtomicNumber] = law.NoiseOf(element);
    }

    public ReadOnlySpan<Vec3> ListPositions => _inner.ListPositions;

    public Cell? ListCell => _inner.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        _inner.Evaluate(structure, request, into);
        if ((request & Request.Uncertainty) != 0)
            Apply(structure, into);
    }

    public void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        _inner.EvaluateEach(structures, request, into);
        if ((request & Request.Uncertainty) == 0)
            return;
        for (var k = 0; k < structures.Count; k++)
            Apply(structures[k], into[k]);
    }

    void Apply(Structure structure, Prediction into)
    {
        into.EnergyStd *= _law.Stretch;
        var std = into.ForcesStd;
        for (var i = 0; i < std.Length; i++)
            std[i] = _law.Stretch * std[i];
        if (_law.EnergyNoise is { } energy)
        {
            var own = into.EnergyNoise ?? 0;
            into.EnergyNoise = Math.Sqrt(own * own + energy * energy * structure.Count);
        }
        if (_law.ForceNoise.Count == 0)
            return;
        var noise = into.HasForcesNoise ? into.ForcesNoise : into.RequireForcesNoise();
        var elements = structure.Elements;
        for (var i = 0; i < noise.Length; i++)
        {
            var own = _noise[elements[i].AtomicNumber];
            noise[i] = Math.Sqrt(noise[i] * noise[i] + own * own);
        }
    }

    public int MemberCount => (_inner as IMemberForces)?.MemberCount ?? 0;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces)
    {
        if (_inner is not IMemberForces { MemberCount: > 0 and var count } members)
            throw new NotSupportedException();
        members.EvaluateMembers(structure, energies, forces);
        if (_law.Stretch == 1)
            return;
        var mean = 0.0;
        for (var m = 0; m < count; m++)
            mean += energies[m] / count;
        for (var m = 0; m < count; m++)
            energies[m] = mean + _law.Stretch * (energies[m] - mean);
        var atoms = structure.Count;
        for (var i = 0; i < atoms; i++)
        {
            var middle = Vec3.Zero;
            for (var m = 0; m < count; m++)
                middle += forces[m * atoms + i];
            middle = 1.0 / count * middle;
            for (var m = 0; m < count; m++)
                forces[m * atoms + i] = middle + _law.Stretch * (forces[m * atoms + i] - middle);
        }
    }

    public bool HasForceTangent => _inner is IForceTangent { HasForceTangent: true };

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent) => ((IForceTangent)_inner).ForceTangent(structure, direction, tangent);

    public double ForceNoise => (_inner as IForceNoise)?.ForceNoise ?? 0;

    public RangeExcess ExcessOf(Structure structure) => _inner is ITrainingRange range ? range.ExcessOf(structure) : RangeExcess.None;

    public void Dispose() => _inner.Dispose();
}
