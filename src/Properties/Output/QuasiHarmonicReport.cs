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
        var table = new Table("Without pressure, quasi-harmonic; of a primitive cell", Column.Number("T", "K", "0.##"), Column.Number("volume", "Å³", Format("0.0000")), Column.Number("lengths to those at rest", null, "0.00000"),
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
        LineChart Chart(string title, string unit, Func<ExpansionState, double> what) => new LineChart(title, new Axis("Temperature", "K"), new Axis(title, unit)).Add(title, t, [.. result.States.Select(what)]);
        section.Add(Chart("Expansion of volume", "10⁻⁶/K", s => 1e6 * s.Expansion));
        section.Add(Chart("Volume", "Å³", s => s.Volume));
        section.Add(Chart("Bulk modulus", "GPa", s => s.BulkModulus * Units.GigaPascal));
        section.Add(new LineChart("Heat capacity", new Axis("Temperature", "K"), new Axis("Heat capacity", "J/mol/K"))
            .Add("Cp", t, [.. result.States.Select(s => Molar.Joules * s.HeatCapacityAtConstantPressure)]).Add("Cv", t, [.. result.States.Select(s => Molar.Joules * s.HeatCapacity)]));
        section.Add(States(result, phonons));
        if (Modes(result, phonons) is { } table)
            section.Add(table);
    }
}
