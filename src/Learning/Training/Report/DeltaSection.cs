using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The section of a training's report on the cheap level that the model corrects.</summary>
public static class DeltaSection
{
    /// <summary>Variances in percent of those of the labels: what a law foresees, and what was measured.</summary>
    public static Table ToTable(DeltaLearning delta)
    {
        var held = delta.Energies is { HeldResidual: >= 0 } || delta.Forces is { HeldResidual: >= 0 };
        var table = new Table($"What {delta.Baseline} leaves of the labels", [
            Column.Text("labels"), Column.Number("spread"), Column.Number("ρ"), Column.Number("own slope", null, "0.0000"),
            Column.Number("1 − ρ²", "%"), Column.Number("left", "%"), Column.Number("plain", "%"),
            .. held ? [Column.Number("left, held", "%"), Column.Number("plain, held", "%")] : Array.Empty<Column>(),
        ]);
        foreach (var (name, share) in new[] { ("energies, meV/atom", delta.Energies), ("forces, meV/Å", delta.Forces) })
        {
            if (share is null)
                continue;
            Reports.Cell[] cells =
            [
                name, 1e3 * share.Spread, new Quantity(share.Correlation, double.IsFinite(share.CorrelationError) ? share.CorrelationError : null, ""), share.OwnSlope,
                100 * share.Law, 100 * share.Residual, 100 * share.Plain,
                .. held ? [Percent(share.HeldResidual), Percent(share.HeldPlain)] : Array.Empty<Reports.Cell>(),
            ];
            table.Row(cells);
        }
        return table;

        static Reports.Cell Percent(double share) => double.IsFinite(share) ? 100 * share : default(Reports.Cell);
    }

    internal static void AddTo(DeltaLearning delta, Section section)
    {
        section.Paragraph(delta.Sentence);
        section.Add(ToTable(delta));
        section.Paragraph(
            "Spread is the root mean square of the labels (energies about what their compositions explain), ρ their correlation with those of the cheap level. 1 − ρ² is what remains of their variance after regression on it with a slope of their own; "
            + "'left' is what remains with the one slope that the potential has, and is what the model learns; 'plain' is the difference as it is, slope 1; 'held' are the frames held back. The law says that for the same error 1 − ρ² times the labels suffice, as long as what is left is as hard to learn "
            + "as the whole was; the curve by numbers of labels (train --learning-curve) measures it.");
        foreach (var failure in delta.Failures.Take(10))
            section.Note($"No answer: {failure}");
    }
}
