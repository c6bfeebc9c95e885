using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// The spread of a property (<see cref="MemberSpread"/>) where each member goes its own way first, as a crystal at its own rest does, and some may not arrive: a member is one draw of what the data leave open, and it may be unsound where their
/// mean is not.
/// </summary>
/// <param name="Deviations">By value, over the members that have an answer; NaN where these are fewer than two or than half, null where the potential has no members, or one.</param>
/// <param name="Remarks">Which members have none, and why; at most one sentence or two.</param>
sealed record StandingMembers(double[]? Deviations, IReadOnlyList<string> Remarks)
{
    internal static readonly StandingMembers None = new(null, []);

    /// <param name="values">How many values the property has.</param>
    /// <param name="property">With one member, whose number, from 1, it is told.</param>
    internal static StandingMembers Of(IPotential potential, int values, Func<IPotential, int, IReadOnlyList<double>> property)
    {
        var members = EnsembleMembers.Of(potential);
        if (members.Count < 2)
            return None;
        var (standing, failed, why) = (new List<IReadOnlyList<double>>(), new List<int>(), "");
        for (var k = 1; k <= members.Count; k++)
        {
            try
            {
                standing.Add(property(members[k - 1], k));
            }
            catch (AtomsException e)
            {
                if (failed.Count == 0)
                    why = e.Message;
                failed.Add(k);
            }
        }
        var enough = standing.Count >= 2 && 2 * standing.Count >= members.Count;
        double[] deviations = [.. Enumerable.Range(0, values).Select(k => enough ? MemberSpread.Deviation([.. standing.Select(v => v[k])]) : double.NaN)];
        return new StandingMembers(deviations, failed.Count == 0 ? [] :
        [
            $"{Named(failed, members.Count)} {(failed.Count == 1 ? "has" : "have")} no answer{(failed.Count == 1 ? "" : $", member {failed[0]} for this reason")}: {why} "
            + (enough ? $"The potential's error is that of the {standing.Count} others, and too small." : "Too few are left for an error of the potential.") + " --no-uncertainty asks no members.",
        ]);
    }

    /// <summary>"Member 3 of 8", "Members 3 and 5 of 8".</summary>
    internal static string Named(IReadOnlyList<int> numbers, int of) =>
        $"Member{(numbers.Count == 1 ? "" : "s")} {(numbers.Count == 1 ? "" : string.Join(", ", numbers.SkipLast(1)) + " and ")}{numbers[^1]} of {of}";
}
