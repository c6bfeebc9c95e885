using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor learn CAMPAIGN.yaml</c>: walks, asks, labels and fits until the budget is used up or the aim is reached; then shows what the model is good for. The same command goes on after any interruption.</summary>
sealed class LearnVerb : IVerb
{
    readonly Argument<string> _campaign = new("campaign") { Description = "A file that says where to begin, who labels, and how much may be spent (docs/campaigns.md)" };

    readonly Option<string?> _folder = new("--output", "-o") { HelpName = "folder", Description = "Where store, model, labels and report go; beside the campaign's file where not said" };

    readonly Option<string?> _report = new("--report") { HelpName = "file.html", Description = "Where the report goes; report.html in the folder where not said" };

    readonly CampaignOptions _options = new();

    public string Name => "learn";

    public string Summary => "Let a potential learn by itself: it walks, asks quantum chemistry what it does not know, and goes on";

    public IReadOnlyList<string> Examples { get; } =
    [
        "learn examples/water/campaign.yaml",
        "learn campaign.yaml -o run --workers 2",
        "learn campaign.yaml --budget labels=300",
    ];

    public IEnumerable<Symbol> Symbols => [_campaign, _folder, _report, .. _options.All, Shared.Force];

    public ExitCode Run(Call call)
    {
        var path = call.Get(_campaign);
        var settings = CampaignSettings.Read(path);
        var folder = new CampaignFolder(settings, path, call.Get(_folder), call.Get(_report));
        settings = _options.Apply(call, settings with { Store = folder.Store });
        var oracle = PotentialGrammar.Parse(settings.Oracle);
        var start = CampaignStart.Read(settings, oracle);
        folder.Make();
        if (!call.Force && !folder.HasStore)
            folder.RefuseIfTaken();
        using var store = CampaignStore.Open(settings.Store);
        var opening = CampaignOpening.Of(store, settings);
        if (opening.IsNew && !call.Force)
            folder.RefuseIfTaken();
        opening.Begin();
        foreach (var note in opening.Notes)
            call.Screen.Note(note);
        if (!opening.IsOver)
        {
            call.Screen.Note($"{settings.Name}: {start.Formula} learned from {oracle.Name}, {opening.InForce.Budget.Labels:N0} labels at most{(opening.InForce.Budget.Time is { } time ? $" in {Progress.Text(time)}" : "")}. Ctrl-C stops it; the same command goes on.");
            var end = new CampaignView(call.Screen, store).Show(tick => new CampaignRun(store, settings, oracle, call.Team).Run(tick, call.Cancellation));
            if (!end.Ended)
                return Stopped(call, store, folder, end);
            call.Screen.Note(end.Reason);
        }
        opening.NoteEnd();
        return new CampaignConclusion(call, store, opening.InForce, folder, start, oracle).Conclude();
    }

    static ExitCode Stopped(Call call, IStore store, CampaignFolder folder, CampaignEnd end)
    {
        CampaignConclusion.Keep(store, folder);
        call.Screen.Problem($"{(call.Cancellation.IsCancellationRequested ? "interrupted" : end.Reason.TrimEnd('.'))}. All of it is kept in {CampaignFolder.Shown(folder.Store)}; the same command goes on.");
        return ExitCode.Interrupted;
    }
}
