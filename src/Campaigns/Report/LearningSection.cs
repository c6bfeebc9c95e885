using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>Errors that fall with labels.</summary>
static class LearningSection
{
    public static void AddTo(Section section, CampaignHistory history)
    {
        var curve = history.Course.Curve;
        if (curve.Count == 0)
        {
            section.Paragraph("There is no model yet.");
            return;
        }
        section.Paragraph("Held back: labels, one in several by their number, that no version learns from. Prospective: what each label said of the model that asked for it and had not seen it; walkers ask where they are unsure, so it is above the error of a usual frame.");
        var chart = new LineChart("Error of forces against labels", new Axis("Labels") { Log = true }, new Axis("RMSE of a force component", "meV/Å") { Log = true }) { Width = 720 };
        Add(chart, "held back", curve, p => p.Validation, dashed: false);
        Add(chart, "prospective", curve, p => p.Prospective, dashed: false);
        Add(chart, "learned from", curve, p => p.Training, dashed: true);
        if (history.Course.Settings.Budget.Target is { } target)
            chart.MarkY(1000 * target, "aim");
        section.Add(chart);
        section.Fold($"All {curve.Count:N0} versions", Versions(history));
    }

    static Table Versions(CampaignHistory history)
    {
        var table = new Table(null, Column.Number("version"), Column.Number("after", "min", "0.00"), Column.Number("labels"), Column.Number("held back", "meV/Å", "0.0"), Column.Number("prospective", "meV/Å", "0.0"),
            Column.Number("learned from", "meV/Å", "0.0"), Column.Number("fit", "s", "0.00"));
        foreach (var (point, model) in history.Course.Curve.Zip(history.Course.Models))
            table.Row(point.Model, history.Minutes(point.Made), point.Labels, 1000 * point.Validation, 1000 * point.Prospective, 1000 * point.Training, model.Errors.TryGetValue(ModelErrors.Seconds, out var s) ? s : default(Cell));
        return table;
    }

    static void Add(LineChart chart, string name, IReadOnlyList<LearningPoint> curve, Func<LearningPoint, double?> error, bool dashed)
    {
        var known = curve.Where(p => error(p) is > 0).ToArray();
        if (known.Length > 0)
            chart.Add(new LineSeries(name, [.. known.Select(p => (double)p.Labels)], [.. known.Select(p => 1000 * error(p)!.Value)]) { Dots = true, Dashed = dashed });
    }
}
