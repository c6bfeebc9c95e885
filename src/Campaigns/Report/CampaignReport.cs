using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>A campaign on a page, so that a person sees the furnace at work: what it reached, where walkers stopped and asked, how errors fell, who waited for whom, and what it asked for.</summary>
public static class CampaignReport
{
    /// <param name="foresight">Whether models knew what they did not know; null where nobody looked.</param>
    /// <param name="finish">What was done with the last model; null where nothing was, or the campaign has not ended.</param>
    public static void Fill(ReportPage page, CampaignHistory history, Foresight? foresight, FinishResult? finish)
    {
        var settings = history.Course.Settings;
        page.Summary = $"{settings.Name}: learned from {settings.Oracle}. {CampaignTables.State(history.Course)}";
        SummarySection.AddTo(page.Section("What was reached"), history, finish);
        WalkSection.AddTo(page.Section("Walks"), history);
        LearningSection.AddTo(page.Section("Learning"), history);
        if (foresight is { Asked.Count: > 1 } or { HeldBack: not null })
            ForesightSection.AddTo(page.Section("Error bars"), foresight);
        LabelSection.AddTo(page.Section("What it asked for"), history);
        if (finish is not null)
            FinishReport.Fill(page, finish);
        WorkSection.AddTo(page.Section("Queue and workers"), history);
        EventSection.AddTo(page.Section("Log"), history);
    }
}
