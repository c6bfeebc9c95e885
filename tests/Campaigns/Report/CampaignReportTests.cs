using Athanor.Reports;

namespace Athanor.Campaigns.Tests;

public sealed class CampaignReportTests
{
    [Fact]
    public void A_report_shows_walks_learning_queue_and_workers()
    {
        using var campaign = new SyntheticCampaign().Fill(50);
        campaign.Store.Turn(CampaignState.Ended, "all labels are used up");
        var history = CampaignHistory.Read(campaign.Store)!;
        Assert.Equal(2, history.Walks.Count);
        Assert.Equal(0.004, history.HeldOut!.Value, 1e-9);
        Assert.Equal(16, history.Walked, 1e-9);
        var html = Page(history);
        foreach (var said in (string[])["all labels are used up", "Walker 300K-1", "threshold", "prospective", "Workers at work", "set aside", "does not converge &lt;&amp;&gt;", "held back", "Structures it asked for", "aim"])
            Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("\"label 50, disagreement, 300K-1", html, StringComparison.Ordinal);
        var budget = CampaignTables.Budget(history).ToText();
        Assert.Contains("60", budget, StringComparison.Ordinal);
        Assert.Contains("4 meV/Å", budget, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("ATHANOR_KEEP_REPORT") is { Length: > 0 } kept)
            File.WriteAllText(kept, html);
    }

    [Fact]
    public void A_campaign_that_has_just_begun_has_a_report_too()
    {
        using var campaign = new SyntheticCampaign();
        Assert.Null(CampaignHistory.Read(campaign.Store));
        campaign.Store.Begin(campaign.Settings.ToText());
        var html = Page(CampaignHistory.Read(campaign.Store)!);
        Assert.Contains("There is no model yet", html, StringComparison.Ordinal);
        Assert.Contains("It has not ended", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Disagreement_is_held_against_the_errors_that_came()
    {
        var foresight = new Foresight([new(5, 0.2, 0.1), new(6, 0.1, 0.15), new(7, 0.4, 0.3), new(8, 0.05, 0.01)], null);
        Assert.Equal(0.75, foresight.Covered);
        Assert.Equal(0.8, foresight.Correlation, 1e-12);
        using var campaign = new SyntheticCampaign().Fill(10);
        Assert.Contains("75 % were less wrong", Page(CampaignHistory.Read(campaign.Store)!, foresight), StringComparison.Ordinal);
    }

    static string Page(CampaignHistory history, Foresight? foresight = null)
    {
        var page = new ReportPage("Campaign argon", new Provenance("test", ""));
        CampaignReport.Fill(page, history, foresight, null);
        return page.ToHtml();
    }
}
