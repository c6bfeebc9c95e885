using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>The quasi-harmonic crystal as a table, sentences, and a section of a report.</summary>
public static class QuasiHarmonicReport
{
    /// <summary>One row for each temperature.</summary>
    public static Table States(QuasiHarmonic result, Phonons phonons)
    {
        var spread = result.Spread;
        Cell Of(double value, double? error, string unit) => error is { } e && e != 0 ? new Quantity(value, e, unit) : value;
        string? Format(string format) => spread is null ? format : null;
        var table = new Table("Without pressure, quasi-harmonic; of a primitive cell, lengths as parts of those of the harmonic crystal", Column.Number("T", "K", "0.##"), Column.Number("volume", "Å³", Format("0.0000")), Column.Number("lengths", null, "0.00000"),
            Column.Number("expansion of volume", "10⁻⁶/K", Format("0.000")), Column.Number("bulk modulus", "GPa", Format("0.00")), Column.Number("Cv", "J/mol/K", "0.000"), Column.Number("Cp", "J/mol/K", Format("0.000")), Column.Number("γ", null, "0.000"));
        for (var k = 0; k < result.States.Count; k++)
        {
            var (s, d) = (result.States[k], spread?[k]);
            table.Row(s.Temperature, Of(s.Volume, d?.Volume, "Å³"), Math.Cbrt(s.Volume / phonons.Crystal.Structure.Cell!.Volume), Of(1e6 * s.Expansion, 1e6 * d?.Expansion, "10⁻⁶/K"), Of(s.BulkModulus * Units.GigaPascal, d?.BulkModulus * Units.GigaPascal, "GPa"),
                Molar.Joules * s.HeatCapacity, Of(Molar.Joules * s.HeatCapacityAtConstantPressure, Molar.Joules * d?.HeatCapacityAtConstantPressure, "J/mol/K"), double.IsFinite(s.Grueneisen) ? s.Grueneisen : default(Cell));
        }
        return table;
    }

    /// <summary>Grüneisen parameters of the modes at the wave vectors that were asked for; null where there are too many branches for a table.</summary>
    public static Table? Modes(QuasiHarmonic result, Phonons phonons)
    {
        var modes = phonons.QPoints;
        if (modes.Branches > PhononTables.MostBranches)
            return null;
        var table = new Table("Grüneisen parameters −∂ ln ω/∂ ln V", [Column.Text("point"), Column.Text("q"), .. Enumerable.Range(1, modes.Branches).Select(m => Column.Number($"γ{m}", null, "0.000"))]);
        for (var q = 0; q < modes.Q.Count; q++)
            table.Row([phonons.Labels[q], PhononRemarks.Point(modes.Q[q]), .. result.Grueneisen.QPoints[q].Select(g => double.IsFinite(g) ? (Cell)g : default)]);
        return table;
    }

    /// <summary>How many volumes there were, and which were of no use.</summary>
    public static IEnumerable<string> Remarks(QuasiHarmonic result, Phonons phonons)
    {
        yield return $"{result.Volumes.Count} volumes from {NumberText.Significant(result.Volumes.Min(v => v.Volume), 5)} to {NumberText.Significant(result.Volumes.Max(v => v.Volume), 5)} Å³, all axes scaled alike, fitted by Vinet's curve to {NumberText.Significant(1e6 * result.States.Select(s => s.Residual).DefaultIfEmpty(0).Max(), 2)} µeV at the most. Mean Grüneisen parameter of all modes {NumberText.Significant(result.Grueneisen.Mean(phonons, double.PositiveInfinity), 4)}.";
        if (result.Spread is not null)
            yield return "Errors are over the potential's members, each with its own volume, expansion, bulk modulus and Cp; Cv, γ and the Grüneisen parameters are those of their mean and have none.";
        if (result.LeftOut.Count > 0)
            yield return $"At {result.LeftOut.Count} {(result.LeftOut.Count == 1 ? "volume" : "volumes")} (up to {NumberText.Significant(result.LeftOut.Max(v => v.Volume), 5)} Å³) modes are imaginary; they were left out.";
        if (result.Beyond.Count > 0)
            yield return $"At {string.Join(", ", result.Beyond.Select(t => $"{t:0.##}"))} K the crystal would be outside these volumes, or has no minimum among them; nothing is said of it there.";
    }

    internal static void Fill(Section section, QuasiHarmonic result, Phonons phonons)
    {
        foreach (var remark in Remarks(result, phonons))
            section.Paragraph(remark);
        double[] t = [.. result.States.Select(s => s.Temperature)];
        LineSeries Series(string name, double factor, Func<ExpansionState, double> what, Func<ExpansionSpread, double> error)
        {
            double[] y = [.. result.States.Select(s => factor * what(s))];
            double[] Edge(int sign) => [.. result.Spread!.Select((d, k) => y[k] + sign * factor * error(d))];
            return new LineSeries(name, t, y) { Band = result.Spread is null ? null : (Edge(-1), Edge(1)) };
        }
        LineChart Chart(string title, string unit, LineSeries series) => new LineChart(title, new Axis("Temperature", "K"), new Axis(title, unit)).Add(series);
        section.Add(Chart("Expansion of volume", "10⁻⁶/K", Series("mean, and one standard deviation over members", 1e6, s => s.Expansion, d => d.Expansion)));
        section.Add(Chart("Volume", "Å³", Series("mean, and one standard deviation over members", 1, s => s.Volume, d => d.Volume)));
        section.Add(Chart("Bulk modulus", "GPa", Series("mean, and one standard deviation over members", Units.GigaPascal, s => s.BulkModulus, d => d.BulkModulus)));
        section.Add(Chart("Heat capacity", "J/mol/K", Series("Cp", Molar.Joules, s => s.HeatCapacityAtConstantPressure, d => d.HeatCapacityAtConstantPressure))
            .Add("Cv", t, [.. result.States.Select(s => Molar.Joules * s.HeatCapacity)]));
        section.Add(States(result, phonons));
        if (Modes(result, phonons) is { } table)
            section.Add(table);
    }
}
