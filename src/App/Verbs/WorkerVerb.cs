using System.CommandLine;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor worker STORE</c>: an oracle worker in a process of its own, on this machine or another that reaches the store.</summary>
sealed class WorkerVerb : IVerb
{
    readonly Argument<string> _store = new("store") { Description = "The campaign's file, its store (campaign.db), or the address of a server (postgres://…)" };

    readonly Option<string?> _oracle = new("--oracle") { HelpName = "potential", Description = "What labels; the campaign's own oracle where not said" };

    readonly Option<string?> _name = new("--name") { HelpName = "name", Description = "A name of its own that stays the same when it is started anew: it then takes up what it held at once" };

    public string Name => "worker";

    public string Summary => "Label for a campaign, in a process of its own";

    public IReadOnlyList<string> Examples { get; } =
    [
        "worker water/campaign.db",
        "worker campaign.yaml --threads 4 --name node7",
        "worker \"postgres://me@host/campaigns?campaign=water\" --oracle \"psi4:ccsd(t)/cc-pvdz\"",
    ];

    public IEnumerable<Symbol> Symbols => [_store, _oracle, _name];

    public ExitCode Run(Call call)
    {
        using var store = Open(call.Get(_store));
        var settings = store.Look() is { } campaign
            ? CampaignSettings.Parse(campaign.Settings, ".")
            : throw new AtomsException($"No campaign was begun in {store.Address} yet. Start it with 'athanor learn CAMPAIGN.yaml', with --workers 0 if it is to label nothing itself.");
        var oracle = PotentialGrammar.Parse(call.Get(_oracle) ?? settings.Oracle);
        if (oracle.Name != PotentialGrammar.Parse(settings.Oracle).Name)
            call.Screen.Note($"The campaign's oracle is {settings.Oracle}; this worker labels with {oracle.Name}. Labels of different methods do not belong into one model, unless they are the same method by another program.");
        var name = call.Get(_name) ?? $"{Environment.MachineName}-{Environment.ProcessId}";
        var worker = new OracleWorker(store, oracle, name, null, null, call.Team) { EndsWithCampaign = true };
        call.Screen.Note($"{name} labels with {oracle.Name} for {store.Address}, until the campaign has ended. Ctrl-C stops it; what it is at goes back into the queue.");
        using (var progress = call.Progress("labelling", "labels"))
        using (var ended = new CancellationTokenSource())
        {
            var watch = new Thread(() =>
            {
                for (long seen = 0; !ended.Token.WaitHandle.WaitOne(200); seen = worker.Labelled)
                    progress.Add(worker.Labelled - seen);
            })
            {
                IsBackground = true,
                Name = "Athanor worker count",
            };
            watch.Start();
            try
            {
                worker.Run(call.Cancellation);
            }
            finally
            {
                ended.Cancel();
                watch.Join();
            }
        }
        var interrupted = call.Cancellation.IsCancellationRequested;
        call.Screen.Line($"{worker.Labelled:N0} labels handed in{(interrupted ? ", then interrupted" : "; the campaign has ended")}.");
        call.Screen.Json(new { Worker = name, Oracle = oracle.Name, Labels = worker.Labelled, Interrupted = interrupted });
        return interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    /// <exception cref="AtomsException">There is none: a worker makes no store of its own.</exception>
    static IStore Open(string address)
    {
        if (address.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || address.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            address = CampaignSettings.Read(address).Store;
        var server = address.Contains("://", StringComparison.Ordinal) || address.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        if (!server && !File.Exists(address))
            throw new AtomsException($"There is no store {address}. 'athanor learn CAMPAIGN.yaml' makes it.");
        return CampaignStore.Open(address);
    }
}
