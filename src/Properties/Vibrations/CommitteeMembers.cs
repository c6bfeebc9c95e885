using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>A potential's members, one potential each: those of a committee, also where other potentials are added to it.</summary>
static class CommitteeMembers
{
    /// <exception cref="PotentialException">It is no committee, or several.</exception>
    internal static IReadOnlyList<IPotential> Of(IPotential potential)
    {
        if (potential is Committee committee)
            return committee.Members;
        if (potential is WeightedSum sum)
        {
            var committees = sum.Terms.Count(t => t.Potential is Committee);
            if (committees == 1)
            {
                var own = (Committee)sum.Terms.Single(t => t.Potential is Committee).Potential;
                return [.. own.Members.Select(m => new WeightedSum(sum.Terms.Select(t => (t.Factor, t.Potential is Committee ? m : t.Potential))))];
            }
        }
        throw new PotentialException($"'{potential.Name}' is not a committee, so nothing is known of the uncertainty of what follows from it. Leave --uncertainty out, or take a potential with several members.");
    }
}
