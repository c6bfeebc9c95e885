using System.CommandLine;
using System.Net;
using Athanor.App.Studio;
using Athanor.Atoms;
using Athanor.Campaigns;

namespace Athanor.App;

/// <summary><c>athanor studio CAMPAIGN.yaml</c>: a local page on a campaign that runs, or has ended.</summary>
sealed class StudioVerb : IVerb
{
    const int UsualPort = 8650;

    readonly Argument<string> _campaign = new("campaign") { Description = "A campaign's settings (water.yaml), its folder, or its store: campaign.db, or the address of a server" };
    readonly Option<int> _port = new("--port") { HelpName = "n", Description = "Port to listen at; 0 takes any that is free", DefaultValueFactory = _ => UsualPort };
    readonly Option<string> _bind = new("--bind") { HelpName = "address", Description = "This machine's address to listen at; beyond localhost a token is asked for", DefaultValueFactory = _ => "localhost" };
    readonly Option<string?> _token = new("--token") { HelpName = "text", Arity = ArgumentArity.ZeroOrOne, Description = "Ask visitors for this token, also on localhost; a random one where no text is given" };
    readonly Option<bool> _readOnly = new("--read-only") { Description = "Show, and change nothing" };

    public string Name => "studio";

    public string Summary => "A local web page on a campaign: watch it, pause it, raise its budget";

    public IReadOnlyList<string> Examples { get; } = ["studio water.yaml", "studio campaign.db --port 0", "studio \"postgres://lab@server/chemistry?campaign=water\" --bind 0.0.0.0 --read-only"];

    public IEnumerable<Symbol> Symbols => [_campaign, _port, _bind, _token, _readOnly];

    public ExitCode Run(Call call)
    {
        var terms = TermsOf(call);
        using var store = CampaignStore.Open(StoreOf(call.Get(_campaign)));
        ServeAsync(call, store, terms).GetAwaiter().GetResult();
        return ExitCode.Done;
    }

    static async Task ServeAsync(Call call, IStore store, StudioTerms terms)
    {
        await using var server = await StudioServer.StartAsync(store, terms);
        call.Screen.Line($"The studio is at {server.Address} (Ctrl-C ends it; the campaign goes on).");
        call.Screen.Json(new { server.Address, server.Port, Token = terms.Key?.Text, Store = store.Address });
        call.Screen.Flush();
        if (!IPAddress.IsLoopback(terms.Address))
            call.Screen.Note("It can be reached from other machines, and what goes there and back is not encrypted: keep to networks that you trust, or leave --bind out and tunnel (ssh -L). Who has the address with its token may pause the campaign.");
        try
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }
    }

    StudioTerms TermsOf(Call call)
    {
        var port = call.Get(_port);
        if (port is < 0 or > IPEndPoint.MaxPort)
            throw new UsageException($"--port is a number from 0 to {IPEndPoint.MaxPort}, not {port}.");
        var address = AddressOf(call.Get(_bind));
        var key = call.Get(_token) is { } text ? new StudioKey(text)
            : call.Has(_token) || !IPAddress.IsLoopback(address) ? StudioKey.Random()
            : null;
        return new StudioTerms(address, port, key) { IsForEyesOnly = call.Get(_readOnly) };
    }

    static IPAddress AddressOf(string text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(text, out var address) ? address : throw new UsageException($"--bind wants an address of this machine, such as 127.0.0.1, 192.168.1.5 or 0.0.0.0 (all of them), not '{text}'."),
    };

    /// <summary>The address of the store. A store that is not there is not made: whoever shows campaigns begins none.</summary>
    static string StoreOf(string campaign)
    {
        // What -o of learn names.
        if (Directory.Exists(campaign))
            campaign = Path.Combine(campaign, "campaign.db");
        var isSettings = Path.GetExtension(campaign) is ".yaml" or ".yml";
        var address = isSettings ? CampaignSettings.Read(campaign).Store : campaign;
        var isServer = address.Contains("://", StringComparison.Ordinal) || address.Contains('=', StringComparison.Ordinal);
        if (isServer || File.Exists(address))
            return address;
        throw new AtomsException(isSettings
            ? $"The campaign of {campaign} has not begun: its store {address} is not there. Begin it with 'athanor learn {campaign}', then start the studio; where learn was given -o, name that folder."
            : $"There is no store {address}. Name the store of a campaign (campaign.db), or its settings (CAMPAIGN.yaml).");
    }
}
