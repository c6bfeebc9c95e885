using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>An evaluator of an ensemble, which can say what each member says.</summary>
public interface IMemberForces
{
    /// <summary>M; 0 where it is no ensemble after all (a sum of potentials none of which is one, or several are), and <see cref="EvaluateMembers"/> must not be called.</summary>
    int MemberCount { get; }

    /// <summary>Energies and forces by every member.</summary>
    /// <param name="energies">Out, by member, eV.</param>
    /// <param name="forces">Out, [member, atom], eV/Å.</param>
    /// <exception cref="PotentialException">As <see cref="IEvaluator.Evaluate"/>.</exception>
    /// <exception cref="NotSupportedException">There are no members.</exception>
    void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces);
}
