using Athanor.Learning;
using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>Whether disagreement told of errors, and how good the last model's error bars are.</summary>
static class ForesightSection
{
    public static void AddTo(Section section, Foresight foresight)
    {
        var seen = foresight.Asked.Where(a => a.Error > 0).ToArray();
        if (seen.Length > 1)
        {
            section.Paragraph(FormattableString.Invariant($"Each label that a walker asked for, by the model that asked and had not seen it: how far two of its members were apart, and how wrong it was. Of {seen.Length} labels {100 * foresight.Covered:0} % were less wrong than the members were apart")
                + (double.IsNaN(foresight.Correlation) ? "." : FormattableString.Invariant($"; rank correlation {foresight.Correlation:0.00}.")));
            var (low, high) = (0.8 * seen.Min(a => Math.Min(a.Disagreement, a.Error)), 1.25 * seen.Max(a => Math.Max(a.Disagreement, a.Error)));
            section.Add(new LineChart("Known unknowns", new Axis("Disagreement when it asked", "eV/Å") { Log = true, Min = low, Max = high }, new Axis("Largest error of a force", "eV/Å") { Log = true, Min = low, Max = high })
            {
                Diagonal = true,
                Square = true,
            }
                .Add(new LineSeries("labels", [.. seen.Select(a => a.Disagreement)], [.. seen.Select(a => a.Error)]) { Joined = false, Large = seen.Length < 60 }));
            section.Add(new LineChart("In the order of labels", new Axis("Label"), new Axis("eV/Å") { Log = true })
                .Add(new LineSeries("disagreement", [.. seen.Select(a => (double)a.Label)], [.. seen.Select(a => a.Disagreement)]))
                .Add(new LineSeries("error", [.. seen.Select(a => (double)a.Label)], [.. seen.Select(a => a.Error)])));
        }
        if (foresight.HeldBack is not { Frames: > 0 })
        {
            section.Note("No label was held back from the last model; nothing is known of its error bars.");
            return;
        }
        section.Paragraph("The labels held back, by the last model that had not seen them:");
        foresight.HeldBack.AddTo(section);
    }
}
