namespace Athanor.Campaigns;

/// <summary>All that a report tells of a campaign, read once from its store.</summary>
/// <param name="Walks">By walker, those that have left a trace.</param>
/// <param name="Candidates">In the order of asking.</param>
/// <param name="Labels">In the order in which they came.</param>
public sealed record CampaignHistory(CampaignCourse Course, IReadOnlyList<WalkTrace> Walks, IReadOnlyList<Candidate> Candidates, IReadOnlyList<LabelledCandidate> Labels)
{
    /// <summary>Null where no campaign was begun in the store.</summary>
    public static CampaignHistory? Read(IStore store) => CampaignCourse.Read(store) is { } course
        ? new CampaignHistory(course, [.. WalkTrace.Walkers(store).Select(w => WalkTrace.Read(store, w))], store.Candidates(), store.Labels())
        : null;

    /// <summary>Minutes since it was begun.</summary>
    public double Minutes(DateTimeOffset at) => (at - Course.Campaign.Begun).TotalMinutes;

    /// <summary>The last model's error on labels held back, eV/Å; null before the first.</summary>
    public double? HeldOut => Course.Curve.Select(p => p.Validation).LastOrDefault(v => v is not null);

    /// <summary>Time that all walkers walked together, ps.</summary>
    public double Walked => Course.Walkers.Sum(w => w.Time) / 1000;
}
