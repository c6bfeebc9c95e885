using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>A <see cref="Calibration"/> in a report.</summary>
internal static class CalibrationSection
{
    /// <summary>Fewer frames than this leave the error bars themselves uncertain by a third.</summary>
    const int Few = 20;

    public static void Write(Calibration calibration, Section section)
    {
        if (calibration.Energy is null && calibration.Forces.Count == 0)
        {
            section.Warning("No labelled frame was held back, so nothing is known of this potential's errors on structures it has not seen.");
            return;
        }
        section.Paragraph($"Measured on {calibration.Frames} frames. σ is such that 68.3 % of errors lie within ±σ, whatever their distribution (split conformal); a 95.4 % width of much more than 2σ "
            + "tells of rare large errors. RMSE intervals (95 %) are bootstrapped over frames.");
        if (calibration.Frames < Few)
            section.Warning($"{calibration.Frames} frames are few: these error bars are rough.");
        section.Add(ToTable(calibration));
        var chart = LineChart.Coverage("Coverage of the error bars, each half of the frames under the σ of the other");
        if (calibration.Energy is { Coverage.Count: > 1 } energy)
            Add(chart, "energy", energy.Coverage);
        foreach (var (element, bar) in calibration.Forces.Where(f => f.Value.Coverage.Count > 1))
            Add(chart, $"forces on {element}", bar.Coverage);
        if (chart.Series.Count > 0)
            section.Add(chart);
    }

    public static Table ToTable(Calibration calibration)
    {
        var table = new Table("Error bars", Column.Text("error of"), Column.Number("errors"), Column.Number("RMSE"), Column.Text("95 % interval"),
            Column.Number("σ (68.3 %)"), Column.Number("95.4 % width"), Column.Number("within σ", "%", "0.0"), Column.Number("within 2σ", "%", "0.0"));
        if (calibration.Energy is { } energy)
            Row(table, "energy", energy, "meV/atom", "meV/√atom");
        foreach (var (element, bar) in calibration.Forces)
            Row(table, $"forces on {element}", bar, "meV/Å", "meV/Å");
        return table;
    }

    static void Row(Table table, string name, ErrorBar bar, string unit, string scaleUnit)
    {
        Cell Scale(double scale) => !double.IsFinite(scale) ? "too few" : bar.ScalesGiven ? new Quantity(scale, "× given") : new Quantity(1e3 * scale, scaleUnit);
        table.Row(name, bar.Measure.Count, new Quantity(1e3 * bar.Measure.Rmse, unit),
            double.IsNaN(bar.Measure.Low) ? "" : $"{NumberText.Significant(1e3 * bar.Measure.Low, 3)} to {NumberText.Significant(1e3 * bar.Measure.High, 3)}",
            Scale(bar.Scale), Scale(bar.WideScale), Percent(bar.Coverage, 1), Percent(bar.Coverage, 2));
    }

    static double? Percent(Coverage coverage, double width) => coverage.Count > 1 ? 100 * coverage.Within(width) : null;

    static void Add(LineChart chart, string name, Coverage coverage) =>
        chart.Add(name, [.. coverage.Points.Select(p => p.Expected)], [.. coverage.Points.Select(p => p.Observed)]);
}
