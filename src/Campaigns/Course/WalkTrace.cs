using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What happened to a walker at a point of its walk.</summary>
public enum WalkMark
{
    None,

    /// <summary>The disagreement was above the threshold: it stopped and asked.</summary>
    Asked,

    /// <summary>The frame was broken, by its disagreement or by the guard; it was not worth a label.</summary>
    Broken,

    /// <summary>It went on from an earlier frame, with new velocities.</summary>
    Restarted,

    /// <summary>It waited because too many labels were due.</summary>
    Waited,

    /// <summary>What it had asked for had been learned, and it went on from there.</summary>
    Learned,

    /// <summary>It lay outside the training range although members agreed: it was asked for on the way, without a stop.</summary>
    Passed,
}

/// <summary>A point of a walk.</summary>
/// <param name="Step">Of the walker, over all models.</param>
/// <param name="Time">fs.</param>
/// <param name="Temperature">K.</param>
/// <param name="Energy">Potential energy by the model, eV.</param>
/// <param name="Disagreement">The largest since the point before, eV/Å.</param>
/// <param name="Model">The version it walked on.</param>
public readonly record struct WalkPoint(long Step, double Time, double Temperature, double Energy, double Disagreement, long Model, WalkMark Mark);

/// <summary>A structure on a walk.</summary>
public sealed record WalkFrame(long Step, Structure Structure);

/// <summary>What walkers leave of their way: points, which get sparser as a walk gets long, and now and then a frame. Kept in the store as checkpoints <c>trace/NAME/000001</c> and so on, in steps' order.</summary>
public sealed record WalkTrace(string Walker, IReadOnlyList<WalkPoint> Points, IReadOnlyList<WalkFrame> Frames)
{
    /// <summary>Names of the walkers that have left a trace.</summary>
    public static IReadOnlyList<string> Walkers(IStore store) => store.Look() is { } campaign
        ? [.. CampaignSettings.Parse(campaign.Settings, ".").NamedWalkers.Select(w => w.Name).Where(n => store.Load(TraceChunk.NameOf(n, 1)) is not null)]
        : [];

    /// <param name="afterStep">Only what came after; all where −1.</param>
    public static WalkTrace Read(IStore store, string walker, long afterStep = -1)
    {
        var chunks = new List<TraceChunk>();
        // From the last one back, as long as there may be news in them.
        for (var number = TraceChunk.LastNumber(store, walker); number > 0; number--)
        {
            if (store.Load(TraceChunk.NameOf(walker, number)) is not { } checkpoint)
                break;
            chunks.Insert(0, TraceChunk.FromBytes(checkpoint.Bytes));
            if (chunks[0].Points is [var first, ..] && first.Step <= afterStep)
                break;
        }
        return new WalkTrace(walker, [.. chunks.SelectMany(c => c.Points).Where(p => p.Step > afterStep)], [.. chunks.SelectMany(c => c.Frames).Where(f => f.Step > afterStep)]);
    }
}
