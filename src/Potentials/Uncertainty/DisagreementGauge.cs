using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Measures the disagreement of an ensemble, structure after structure.</summary>
public sealed class DisagreementGauge : IDisposable
{
    readonly IEvaluator _evaluator;
    readonly IMemberForces _members;
    readonly double[] _energies;
    Vec3[] _forces = [];

    /// <exception cref="PotentialException">The potential is no ensemble.</exception>
    public DisagreementGauge(IPotential potential, EvaluatorOptions options)
    {
        _evaluator = potential.Open(options);
        if (_evaluator is not IMemberForces { MemberCount: > 1 } members)
        {
            _evaluator.Dispose();
            throw new PotentialException($"'{potential.Name}' has no members who could disagree: nothing is known of its uncertainty. Take a committee, or train with one.");
        }
        _members = members;
        _energies = new double[members.MemberCount];
    }

    public int MemberCount => _members.MemberCount;

    /// <summary>By member, eV, as of the last <see cref="Measure"/>.</summary>
    public ReadOnlySpan<double> Energies => _energies;

    /// <summary>[member, atom], eV/Å, as of the last <see cref="Measure"/>.</summary>
    public ReadOnlySpan<Vec3> Forces => _forces;

    /// <exception cref="PotentialException">As <see cref="IEvaluator.Evaluate"/>.</exception>
    public Disagreement Measure(Structure structure)
    {
        if (_forces.Length != MemberCount * structure.Count)
            _forces = new Vec3[MemberCount * structure.Count];
        _members.EvaluateMembers(structure, _energies, _forces);
        return Disagreement.Of(_forces, MemberCount);
    }

    /// <summary>How far a structure lies outside what the ensemble was trained on; none where it does not know.</summary>
    public RangeExcess Outside(Structure structure) => _evaluator is ITrainingRange range ? range.ExcessOf(structure) : RangeExcess.None;

    public void Dispose() => _evaluator.Dispose();
}
