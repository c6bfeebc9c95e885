using Athanor.Campaigns;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Studio.Tests;

/// <summary>A campaign that really runs, watched and stopped from the page.</summary>
public sealed class LiveTests(Browser browser) : IClassFixture<Browser>
{
    const string Oracle = "morse:D=0.3429,alpha=1.3588,r0=2.866,cutoff=8";

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public async Task A_running_campaign_is_watched_paused_and_taken_further()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-live-").FullName;
        File.WriteAllText(Path.Combine(folder, "start.xyz"), "3\n\nCu 0 0 0\nCu 2.9 0 0\nCu 1.4 2.5 0\n");
        var yaml = Path.Combine(folder, "campaign.yaml");
        File.WriteAllText(yaml, $"name: copper\nstart: start.xyz\noracle: {Oracle}\nwalkers: [{{temperature: 800, count: 1}}]\nask: {{threshold: 0.001}}\nbudget: {{labels: 100000, calm: 0}}\n");
        var settings = CampaignSettings.Read(yaml);
        using var interruption = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using (var store = CampaignStore.Open(settings.Store))
        using (var team = new Team(2))
        {
            using var oracle = new PatientOracle(PotentialGrammar.Parse(Oracle), free: 20);
            var run = Task.Run(() => new CampaignRun(store, settings, oracle, team).Run(null, interruption.Token));
            // A store of its own, as another process has it.
            using var seen = CampaignStore.Open(settings.Store);
            await using var studio = await RunningStudio.StartAsync(seen);
            await using var page = await browser.OpenAsync(studio.Address);
            page.Page.SetDefaultTimeout(120_000);
            await page.Find("#molecule canvas").WaitForAsync();
            oracle.GoOn();
            await page.Find("#pause").ClickAsync();
            await page.Says("#state", "paused");
            await Task.Delay(1000);
            var labels = store.Count().Labelled;
            await Task.Delay(2000);
            Assert.Equal(labels, store.Count().Labelled);
            Assert.False(run.IsCompleted);
            var more = $"{labels + 4}";
            await page.Find("#raise").ClickAsync();
            await page.Find("#budget-form input[name=labels]").FillAsync(more);
            await page.Find("#budget-form button[type=submit]").ClickAsync();
            await page.Says("#figure-labels", $"of {more}");
            await page.Find("#resume").ClickAsync();
            var end = await run;
            Assert.True(end.Ended, end.Reason);
            Assert.Contains($"{more} labels", end.Reason, StringComparison.Ordinal);
            await page.Says("#state", $"{more} labels");
            page.MustBeSound();
        }
        Directory.Delete(folder, recursive: true);
    }
}
