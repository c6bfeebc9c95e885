namespace Athanor.Campaigns;

/// <summary>What the parts of a campaign in one process share.</summary>
public sealed class CampaignGround
{
    /// <summary>How long a part that has nothing to do waits before it looks at the store again.</summary>
    public static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(100);

    readonly Lock _lock = new();
    DateTime _looked;
    Campaign? _campaign;

    /// <param name="walking">Walkers that walk at a time: with more than processors are left, oracles would wait.</param>
    public CampaignGround(IStore store, CampaignSettings settings, IModelMaker maker, int walking = int.MaxValue)
    {
        (Store, Settings) = (store, settings);
        Turns = new SemaphoreSlim(walking);
        Models = new ModelShelf(store, maker);
        Labels = new LabelShelf(store);
    }

    public IStore Store { get; }

    public CampaignSettings Settings { get; }

    /// <summary>Disagreement, eV/Å, beyond which walkers on a version ask: the threshold, or what is unusual for that version.</summary>
    public double LimitOf(ModelVersion version) => Math.Min(Settings.Ask.Broken, Math.Max(Settings.Ask.Threshold, Settings.Ask.Unusual * version.Errors.GetValueOrDefault(ModelErrors.Disagreement)));

    public News News { get; } = new();

    internal SemaphoreSlim Turns { get; }

    public ModelShelf Models { get; }

    public LabelShelf Labels { get; }

    /// <summary>Whether the campaign runs; asked of the store ten times a second at most.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_lock)
            {
                if (DateTime.UtcNow - _looked > Nap)
                    (_campaign, _looked) = (Store.Look(), DateTime.UtcNow);
                return _campaign?.State == CampaignState.Running;
            }
        }
    }
}
