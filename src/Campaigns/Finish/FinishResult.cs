using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What was done with the model that a campaign ended with.</summary>
/// <param name="Rest">The structure at the model's minimum; null where it does not come to rest.</param>
/// <param name="Frequencies">Null where they were not asked for, or could not be computed.</param>
/// <param name="Motion">Null where it was not asked for.</param>
/// <param name="Remarks">What could not be done, and why, a sentence each.</param>
public sealed record FinishResult(Structure? Rest, FrequencyComparison? Frequencies, Motion? Motion, IReadOnlyList<string> Remarks)
{
    /// <summary>Whether all that was asked for went to its end: the guard did not stop the run, nobody cancelled it.</summary>
    public bool IsWhole => Remarks.Count == 0 && Motion is null or { Stopped: null, Interrupted: false };
}
