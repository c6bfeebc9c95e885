using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>A structure for which a label is wanted, and why.</summary>
/// <param name="Structure">Kept to the last bit.</param>
/// <param name="Reason">A word or sentence: what made somebody ask ("disagreement", "start", "given").</param>
public sealed record Question(Structure Structure, string Reason)
{
    /// <summary>The number that belongs to the reason (a disagreement in eV/Å, say).</summary>
    public double? Amount { get; init; }

    /// <summary>Which model version asked; null before there is one.</summary>
    public long? Model { get; init; }

    /// <summary>Which walker found it.</summary>
    public string? Walker { get; init; }

    /// <summary>At which step of the walker.</summary>
    public long? Step { get; init; }

    /// <summary>The largest is labelled first; among equals, the first asked for.</summary>
    public double Priority { get; init; }

    /// <summary>Asking twice by the same key is asking once; null for a question of its own.</summary>
    public string? Key { get; init; }
}

/// <summary>Where a candidate stands.</summary>
public enum CandidateState
{
    /// <summary>Waits in the queue.</summary>
    Open,

    /// <summary>A worker has it, or had it and has not been heard of.</summary>
    Leased,

    /// <summary>Has its label.</summary>
    Labelled,

    /// <summary>Failed too often, or too many workers died over it.</summary>
    SetAside,

    /// <summary>Not wanted any more.</summary>
    Withdrawn,
}

/// <summary>A question in the store, and what became of it.</summary>
/// <param name="Number">From 1, without gaps, in the order of asking.</param>
/// <param name="Asked">UTC.</param>
/// <param name="Tries">How often the oracle failed.</param>
/// <param name="Lapses">How often a worker took it and was not heard of again.</param>
/// <param name="Worker">Who has it, or had it last.</param>
/// <param name="Note">Why it failed last, was set aside or withdrawn.</param>
public sealed record Candidate(long Number, Question Question, DateTimeOffset Asked, CandidateState State, int Tries, int Lapses, string? Worker, string? Note);

/// <summary>How many candidates there are in each state.</summary>
/// <param name="Leased">Those whose lease has run out, and that nobody has taken since, included.</param>
public sealed record QueueCounts(long Open, long Leased, long Labelled, long SetAside, long Withdrawn)
{
    /// <summary>Those that are still to be labelled.</summary>
    public long Pending => Open + Leased;
}
