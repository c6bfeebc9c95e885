using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>Errors by the number of labels: a table, pictures, and what a cheap level saves beside what its correlation foresees.</summary>
public static class LearningCurveSection
{
    public static Table ToTable(LearningCurve curve)
    {
        var on = curve.Cheap is not null;
        var table = new Table("Errors on the frames held back, by the number learned from", [
            Column.Number("frames"),
            .. on ? [Column.Number($"energy on {curve.Cheap}", "meV/atom"), Column.Number($"forces on {curve.Cheap}", "meV/Å")] : Array.Empty<Column>(),
            Column.Number("energy from scratch", "meV/atom"), Column.Number("forces from scratch", "meV/Å"),
        ]);
        foreach (var frames in curve.On.Concat(curve.Scratch).Select(p => p.Frames).Distinct().Order())
        {
            Reports.Cell[] cells =
            [
                frames,
                .. on ? Pair(curve.On.FirstOrDefault(p => p.Frames == frames)) : Array.Empty<Reports.Cell>(),
                .. Pair(curve.Scratch.FirstOrDefault(p => p.Frames == frames)),
            ];
            table.Row(cells);
        }
        return table;
    }

    /// <summary>What the cheap level saves, a sentence each for energies and forces; none where there is none.</summary>
    public static IEnumerable<string> Sentences(LearningCurve curve)
    {
        foreach (var (of, saving) in new[] { ("energies", curve.Energies), ("forces", curve.Forces) })
        {
            if (saving is not null)
            {
                yield return FormattableString.Invariant($"For the error that {of} have from scratch with all frames, a fit on {curve.Cheap} needs {Times(saving)} (1/(1 − ρ²) foresees {saving.Law:G3}, or where errors fall with the power {saving.Exponent:0.00} of the labels, as here, {saving.LawAsMeasured:G3}); with all frames its error is {saving.ErrorRatio:G3} times that (√(1 − ρ²) foresees {saving.LawRatio:G3}).");
            }
        }
    }

    internal static void AddTo(LearningCurve curve, Section section)
    {
        foreach (var sentence in Sentences(curve))
            section.Paragraph(sentence);
        section.Add(ToTable(curve));
        section.Add(Picture(curve, "Energies", "energy RMSE", "meV/atom", p => p.Energy, curve.Energies));
        if (curve.Scratch.Any(p => double.IsFinite(p.Forces.Rmse)))
            section.Add(Picture(curve, "Forces", "force RMSE", "meV/Å", p => p.Forces, curve.Forces));
        section.Paragraph("Each part lies within the next; the frames held back are always the same, and bands hold 95 of 100 samples of them (bootstrap over frames). They also chose when fits ended, with and without a cheap level alike. "
            + "The dashed line is the error from scratch times √(1 − ρ²).");
    }

    static LineChart Picture(LearningCurve curve, string title, string label, string unit, Func<LearningPoint, MeasuredError> of, LabelSaving? saving)
    {
        var chart = new LineChart(title, new Axis("frames learned from") { Log = true }, new Axis(label, unit) { Log = true });
        if (curve.Cheap is not null)
            chart.Add(Series($"on {curve.Cheap}", curve.On, of));
        chart.Add(Series("from scratch", curve.Scratch, of));
        if (saving is not null)
            chart.Add(new LineSeries("foreseen by ρ", [.. curve.Scratch.Select(p => (double)p.Frames)], [.. curve.Scratch.Select(p => 1e3 * of(p).Rmse * saving.LawRatio)]) { Dashed = true });
        return chart;
    }

    static LineSeries Series(string name, IReadOnlyList<LearningPoint> points, Func<LearningPoint, MeasuredError> of) =>
        new(name, [.. points.Select(p => (double)p.Frames)], [.. points.Select(p => 1e3 * of(p).Rmse)])
        {
            Dots = true,
            Band = ([.. points.Select(p => 1e3 * of(p).Low)], [.. points.Select(p => 1e3 * of(p).High)]),
        };

    static Reports.Cell[] Pair(LearningPoint? point) => point is null
        ? [default, default]
        : [point.Energy.Times(1e3, "meV/atom"), double.IsFinite(point.Forces.Rmse) ? point.Forces.Times(1e3, "meV/Å") : default(Reports.Cell)];

    static string Times(LabelSaving saving) => (saving.Factor >= 1, saving.IsBound) switch
    {
        (true, false) => FormattableString.Invariant($"{saving.Factor:G3} times fewer"),
        (true, true) => FormattableString.Invariant($"at least {saving.Factor:G3} times fewer"),
        (false, false) => FormattableString.Invariant($"{1 / saving.Factor:G3} times more"),
        _ => FormattableString.Invariant($"at least {1 / saving.Factor:G3} times more"),
    };
}
