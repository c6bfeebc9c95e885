namespace Athanor.Campaigns;

/// <summary>Names of the counters that a campaign keeps in its store.</summary>
static class CampaignCounters
{
    /// <summary>The store's own.</summary>
    public const string Labels = "labels";

    /// <summary>Wall-clock seconds that the campaign has run.</summary>
    public const string Seconds = "running seconds";

    const string Worker = "worker/";

    public static string Busy(string worker) => $"{Worker}{worker}/busy";

    public static string Idle(string worker) => $"{Worker}{worker}/idle";

    public static string Kept(string worker) => $"{Worker}{worker}/kept";

    public static string Done(string worker) => $"{Worker}{worker}/labels";

    public static IReadOnlyList<WorkerLoad> Workers(IReadOnlyDictionary<string, double> counters) =>
    [
        .. counters.Keys.Where(k => k.StartsWith(Worker, StringComparison.Ordinal)).Select(k => k[Worker.Length..k.LastIndexOf('/')]).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new WorkerLoad(name, counters.GetValueOrDefault(Busy(name)), counters.GetValueOrDefault(Idle(name)), counters.GetValueOrDefault(Kept(name)), (long)counters.GetValueOrDefault(Done(name)))),
    ];
}
