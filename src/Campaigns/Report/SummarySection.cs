using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>What a campaign reached, at a glance, and what it cost.</summary>
static class SummarySection
{
    public static void AddTo(Section section, CampaignHistory history, FinishResult? finish)
    {
        var course = history.Course;
        List<(string, Quantity)> figures = [("labels", new Quantity(course.LabelsUsed, "")), ("model versions", new Quantity(course.Models.Count, ""))];
        if (history.HeldOut is { } error)
            figures.Add(("force error, held back", new Quantity(Math.Round(1000 * error, 1), "meV/Å")));
        figures.Add(("walked", new Quantity(Math.Round(history.Walked, 2), "ps")));
        figures.Add(("time", course.Seconds < 120 ? new Quantity(Math.Round(course.Seconds), "s") : new Quantity(Math.Round(course.Seconds / 60, 1), "min")));
        if (finish?.Frequencies?.Rmsd is { } rmsd)
            figures.Add(("frequencies off by", new Quantity(Math.Round(rmsd, rmsd < 1 ? 2 : 1), "cm⁻¹")));
        section.KeyFigures([.. figures]);
        if (finish?.Motion is { Stopped: { } stopped })
            section.Warning(stopped);
        section.Add(CampaignTables.Budget(history)).Add(CampaignTables.Spent(history));
    }
}
