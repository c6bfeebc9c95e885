using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Costs that grow, for people: a table, a picture, and what else has to be said.</summary>
public static class ScalingReport
{
    // Below this part of the wall's, processor time is somebody else's.
    const double Elsewhere = 0.1;

    // Of a file its name alone: pictures have little room.
    static string Short(ScalingCurve curve) => File.Exists(curve.Potential) ? Path.GetFileName(curve.Potential) : curve.Potential;

    static string Clock(ScalingSettings settings) => settings.Clock == ScalingClock.Wall ? "wall time" : "processor time";

    /// <summary>What a reader should know of the curves: why each ended, and whose time was not seen.</summary>
    public static IEnumerable<string> Remarks(IReadOnlyList<ScalingCurve> curves, ScalingSettings settings)
    {
        foreach (var curve in curves)
        {
            yield return $"{curve.Potential} ended: {curve.Stopped}";
            if (settings.Clock == ScalingClock.Processor && curve.Points.Count > 0 && curve.Points[^1].Seconds < Elsewhere * curve.Points[^1].Wall)
                yield return $"{curve.Potential} took hardly any processor time here; another program seems to compute for it, whose time is not seen. Measure it by --clock wall.";
        }
    }

    /// <summary>One row a potential.</summary>
    public static Table Exponents(IReadOnlyList<ScalingCurve> curves, ScalingSettings settings)
    {
        var table = new Table(null, [Column.Text("potential"), Column.Number("exponent"), Column.Number("sizes fitted", null, "0"), Column.Number("largest", "atoms", "0"), Column.Number($"{Clock(settings)} of it", "s"), Column.Number("wall time", "s", "0.###")]);
        foreach (var curve in curves)
        {
            var last = curve.Points.Count > 0 ? curve.Points[^1] : null;
            table.Row(curve.Potential, curve.Fit is { } fit ? new Quantity(fit.Exponent, fit.Error, "") : (Quantity?)null, curve.Fit?.Points, last?.Atoms, last is null ? (Quantity?)null : new Quantity(last.Seconds, last.Error, "s"), last?.Wall);
        }
        return table;
    }

    /// <summary>All times over atoms, both logarithmic, with the fitted lines.</summary>
    public static LineChart Picture(IReadOnlyList<ScalingCurve> curves, ScalingSettings settings)
    {
        var chart = new LineChart($"Time of {(settings.Forces ? "energy and forces" : "an energy")}", new Axis("Atoms") { Log = true }, new Axis(settings.Clock == ScalingClock.Wall ? "Wall time" : "Processor time", "s") { Log = true });
        foreach (var curve in curves)
        {
            double[] atoms = [.. curve.Points.Select(p => (double)p.Atoms)];
            double[] seconds = [.. curve.Points.Select(p => p.Seconds)];
            if (curve.Fit is not { } fit)
            {
                chart.Add(new LineSeries(Short(curve), atoms, seconds) { Dots = true });
                continue;
            }
            double[] fitted = [atoms[^fit.Points], atoms[^1]];
            chart.Add(new LineSeries($"{Short(curve)}: power {new Quantity(fit.Exponent, fit.Error, "")}", atoms, seconds) { Joined = false, Trend = (fitted, [.. fitted.Select(fit.At)]) });
        }
        return chart;
    }

    /// <summary>What limits each potential, and the numbers themselves.</summary>
    public static Table Points(ScalingCurve curve, ScalingSettings settings)
    {
        var table = new Table(curve.Potential, [Column.Number(settings.System.Unit), Column.Number("atoms"), Column.Number(Clock(settings), "s"), Column.Number("wall time", "s", "0.####"), Column.Number("evaluations")]);
        foreach (var p in curve.Points)
            table.Row(p.Size, p.Atoms, new Quantity(p.Seconds, p.Error, "s"), p.Wall, p.Evaluations);
        return table;
    }

    public static void Fill(ReportPage page, IReadOnlyList<ScalingCurve> curves, ScalingSettings settings)
    {
        page.Section("Growth").Add(Picture(curves, settings)).Add(Exponents(curves, settings))
            .Note($"{(settings.Clock == ScalingClock.Wall ? "Wall time, which other programs on the machine disturb" : "Processor time of all threads together, which other programs on the machine disturb least")}. An exponent is that of the sizes that were measured, not of the limit: methods of quantum chemistry approach theirs from below, and what leaves out distant pairs falls again later. Errors are one standard deviation, of the timings or of the scatter about the line.");
        var section = page.Section("Times");
        foreach (var curve in curves)
            section.Add(Points(curve, settings));
        foreach (var remark in Remarks(curves, settings))
            section.Paragraph(remark);
    }
}
