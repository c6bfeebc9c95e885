using System.Text;
using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What a store and settings are to one another: a campaign that begins, that goes on, that goes on with a larger budget, that is over, or another one altogether.</summary>
public sealed class CampaignOpening
{
    /// <summary>Name of the checkpoint with the settings that were given last, by a file say; those in the store may have been changed since.</summary>
    const string Given = "settings/given";

    /// <summary>Name of the checkpoint with the settings under which it ended.</summary>
    const string EndedUnder = "settings/ended";

    readonly IStore _store;
    readonly CampaignSettings _settings;
    readonly CampaignSettings? _before;
    readonly Campaign? _campaign;
    readonly List<string> _notes = [];

    CampaignOpening(IStore store, CampaignSettings settings, Campaign? campaign, CampaignSettings? before) =>
        (_store, _settings, InForce, _campaign, _before) = (store, settings, settings, campaign, before);

    /// <summary>Nothing was begun in the store.</summary>
    public bool IsNew => _campaign is null;

    /// <summary>It has ended, and there is nothing more to spend.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What a person should know, a sentence each; after <see cref="Begin"/>.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <exception cref="StoreException">The store holds another campaign: of another oracle, from other structures, on another baseline.</exception>
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

    /// <summary>What holds: the settings that were given, unless those in the store were changed since the same were given last. After <see cref="Begin"/>.</summary>
    public CampaignSettings InForce { get; private set; }

    /// <summary>Begins the campaign, or lets it go on, under the settings that hold.</summary>
    public void Begin()
    {
        var text = _settings.ToText();
        if (_campaign is null)
            _store.Begin(text);
        if (Kept(Given) == text)
        {
            InForce = _before!;
        }
        else
        {
            if (_campaign is not null && _campaign.Settings != text)
                _store.Change(text);
            _store.Save(new Checkpoint(Given, Encoding.UTF8.GetBytes(text)));
        }
        if (_campaign?.State == CampaignState.Paused)
        {
            _notes.Add("The campaign was paused; it goes on.");
            _store.Turn(CampaignState.Running);
        }
        if (_campaign?.State != CampaignState.Ended)
            return;
        var ended = Kept(EndedUnder) is { } last ? CampaignSettings.Parse(last, ".") : _before!;
        if (HasMore(ended.Budget, InForce.Budget))
        {
            _notes.Add("The campaign had ended; it goes on with the larger budget.");
            _store.Turn(CampaignState.Running, "a larger budget");
            return;
        }
        IsOver = true;
        _notes.Add($"This campaign has ended{(_campaign.Reason is { Length: > 0 } reason ? $" ({reason.TrimEnd('.')})" : "")}. A larger budget in its file, or --budget labels=N, lets it go on.");
    }

    /// <summary>Notes under which settings it ended, by which a larger budget is told later.</summary>
    public void NoteEnd() => _store.Save(new Checkpoint(EndedUnder, Encoding.UTF8.GetBytes(InForce.ToText())));

    string? Kept(string name) => _store.Load(name) is { } checkpoint ? Encoding.UTF8.GetString(checkpoint.Bytes) : null;

    static bool HasMore(BudgetSettings before, BudgetSettings now) =>
        now.Labels > before.Labels || (before.Time is { } time && !(now.Time <= time)) || (before.Target is { } target && !(now.Target >= target)) || (before.Calm is { } calm && !(now.Calm <= calm));

    static string Names(IReadOnlyList<string> files) => files.Count == 0 ? "none" : string.Join(", ", files.Select(Path.GetFileName));

    static void Refuse(IStore store, string what, string before, string now)
    {
        if (before != now)
            throw new StoreException($"The store {store.Address} holds another campaign: it {what} {before}, this one {now}. Name another folder with -o (or another 'store' in the file), or go back to what it was begun with.");
    }
}
