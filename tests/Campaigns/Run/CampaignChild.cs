using System.Diagnostics;
using System.Reflection;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>A process that runs a campaign, or is an oracle worker on one, to be killed at any instant; the test program itself, started once more, as <see cref="StoreChild"/> is.</summary>
static class CampaignChild
{
    const string Variable = "ATHANOR_CAMPAIGN_CHILD";

    static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    /// <param name="worker">Its name; null for who runs the campaign.</param>
    /// <param name="log">File that is there when the work begins.</param>
    public static Process Start(string yaml, string? worker, string log)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        start.Environment[Variable] = string.Join('\n', yaml, worker, log);
        return Process.Start(start)!;
    }

    /// <returns>The exit code; null where this process is no such child.</returns>
    public static int? Run()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var yaml, var worker, var log])
            return null;
        try
        {
            File.WriteAllText(log, "");
            Work(CampaignSettings.Read(yaml), worker);
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    /// <summary>Some frames fail always, some never.</summary>
    public static bool Fails(Structure structure) => BitConverter.DoubleToUInt64Bits(structure.Positions[0].X) % 13 == 5;

    static void Work(CampaignSettings settings, string worker)
    {
        using var life = new CancellationTokenSource(LongestLife);
        using var store = CampaignStore.Open(settings.Store);
        var terms = new LeaseTerms(TimeSpan.FromSeconds(1), 2, int.MaxValue);
        var oracle = new FakeOracle(5, Fails);
        if (worker.Length > 0)
        {
            new OracleWorker(store, oracle, worker, terms) { EndsWithCampaign = true }.Run(life.Token);
            return;
        }
        using var team = new Team(2);
        new CampaignRun(store, settings, oracle, team, new FakeModels(3)) { Terms = terms }.Run(null, life.Token);
    }
}
