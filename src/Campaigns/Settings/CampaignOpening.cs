using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What a store and settings are to one another: a campaign that begins, that goes on, that goes on with a larger budget, that is over, or another one altogether.</summary>
public sealed class CampaignOpening
{
    readonly IStore _store;
    readonly CampaignSettings _settings;
    readonly CampaignSettings? _before;
    readonly Campaign? _campaign;
    readonly List<string> _notes = [];

    CampaignOpening(IStore store, CampaignSettings settings, Campaign? campaign, CampaignSettings? before) => (_store, _settings, _campaign, _before) = (store, settings, campaign, before);

    /// <summary>Nothing was begun in the store.</summary>
    public bool IsNew => _campaign is null;

    /// <summary>It has ended, and there is nothing more to spend.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What a person should know, a sentence each; after <see cref="Begin"/>.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <exception cref="AtomsException">The store holds another campaign: of another oracle, from other structures, on another baseline.</exception>
    public static CampaignOpening Of(IStore store, CampaignSettings settings)
    {
        if (store.Look() is not { } campaign)
            return new CampaignOpening(store, settings, null, null);
        var before = CampaignSettings.Parse(campaign.Settings, ".");
        Refuse(store, "labels by the oracle", before.Oracle, settings.Oracle);
        Refuse(store, "models on the baseline", before.Baseline ?? "the preset's own", settings.Baseline ?? "the preset's own");
        // A campaign may have been moved; what it began from is its own by now.
        Refuse(store, "walks from", Names(before.Start), Names(settings.Start));
        Refuse(store, "begins with the data of", Names(before.Data), Names(settings.Data));
        return new CampaignOpening(store, settings, campaign, before);
    }

    /// <summary>Begins the campaign, or lets it go on, under the settings as they are now.</summary>
    public void Begin()
    {
        if (_campaign is null)
        {
            _store.Begin(_settings.ToText());
            return;
        }
        if (_campaign.Settings != _settings.ToText())
            _store.Change(_settings.ToText());
        if (_campaign.State == CampaignState.Paused)
        {
            _notes.Add("The campaign was paused; it goes on.");
            _store.Turn(CampaignState.Running);
        }
        if (_campaign.State != CampaignState.Ended)
            return;
        if (HasMore(_before!.Budget, _settings.Budget))
        {
            _notes.Add("The campaign had ended; it goes on with the larger budget.");
            _store.Turn(CampaignState.Running, "a larger budget");
            return;
        }
        IsOver = true;
        _notes.Add($"This campaign has ended{(_campaign.Reason is { Length: > 0 } reason ? $" ({reason.TrimEnd('.')})" : "")}. A larger budget in its file, or --budget labels=N, lets it go on.");
    }

    static bool HasMore(BudgetSettings before, BudgetSettings now) =>
        now.Labels > before.Labels || (before.Time is { } time && !(now.Time <= time)) || (before.Target is { } target && !(now.Target >= target)) || (before.Calm is { } calm && !(now.Calm <= calm));

    static string Names(IReadOnlyList<string> files) => files.Count == 0 ? "none" : string.Join(", ", files.Select(Path.GetFileName));

    static void Refuse(IStore store, string what, string before, string now)
    {
        if (before != now)
            throw new AtomsException($"The store {store.Address} holds another campaign: it {what} {before}, this one {now}. Name another folder with -o (or another 'store' in the file), or go back to what it was begun with.");
    }
}
