namespace Athanor.Campaigns;

/// <summary>On what terms candidates are handed out.</summary>
/// <param name="Duration">How long a worker may be silent before the candidate goes to another; it renews well before.</param>
/// <param name="Tries">How often the oracle may fail before the candidate is set aside.</param>
/// <param name="Lapses">How many workers may take it and fall silent before it is set aside: a structure can kill whoever computes it.</param>
public sealed record LeaseTerms(TimeSpan Duration, int Tries = 3, int Lapses = 5)
{
    /// <summary>How long a candidate rests after a failure; others go first.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.Zero;
}

/// <summary>A candidate in somebody's hands for a time.</summary>
/// <param name="Ticket">Tells this lease from all others of the same candidate, those of the same worker included.</param>
/// <param name="Until">When it runs out, by the store's clock, UTC.</param>
public sealed record Lease(Candidate Candidate, string Worker, string Ticket, DateTimeOffset Until, LeaseTerms Terms);

/// <summary>What became of a label that was handed in.</summary>
public enum Completion
{
    /// <summary>It is the candidate's label now.</summary>
    Kept,

    /// <summary>It was handed in by the same lease before; nothing changed.</summary>
    Repeated,

    /// <summary>The lease had run out and another was first: theirs is the label, nothing changed.</summary>
    Late,
}

/// <summary>What became of a candidate whose label failed.</summary>
public enum Failure
{
    /// <summary>It is in the queue once more.</summary>
    Again,

    /// <summary>It failed as often as it may.</summary>
    SetAside,

    /// <summary>The lease is not this worker's any more; nothing changed.</summary>
    NotYours,
}
