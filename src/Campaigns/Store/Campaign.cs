namespace Athanor.Campaigns;

/// <summary>Whether a campaign goes on. Labels are handed out only while it runs.</summary>
public enum CampaignState
{
    Running,
    Paused,
    Ended,
}

/// <summary>What a store says of its campaign.</summary>
/// <param name="Settings">The text it was begun with, or was last given.</param>
/// <param name="Reason">Why it is in this state; null where nobody said.</param>
/// <param name="Begun">When it was begun, UTC.</param>
/// <param name="Changed">When state or settings changed last, UTC.</param>
public sealed record Campaign(string Settings, CampaignState State, string? Reason, DateTimeOffset Begun, DateTimeOffset Changed);

/// <summary>One line of the log: what happened when. What has a row elsewhere (a candidate, a label) is told there and not here.</summary>
/// <param name="Number">From 1, without gaps, in the order in which it happened.</param>
/// <param name="Kind">A word: <c>state</c>, <c>failed</c>, <c>lapsed</c>, <c>aside</c>, <c>withdrawn</c>, <c>overtaken</c>, <c>model</c> are the store's own.</param>
/// <param name="Candidate">The candidate it is about, if any.</param>
/// <param name="Model">The model version it is about, if any.</param>
/// <param name="Amount">A number that belongs to it, if any.</param>
public sealed record CampaignEvent(long Number, DateTimeOffset At, string Kind, string Text, long? Candidate = null, long? Model = null, double? Amount = null);

/// <summary>The state of a part (a walker, the trainer) from which it goes on, under a name. The last one counts.</summary>
public sealed record Checkpoint(string Name, byte[] Bytes);
