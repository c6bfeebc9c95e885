using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>A finish as tables, for the screen and the report.</summary>
public static class FinishTables
{
    /// <summary>One row a mode.</summary>
    public static Table Frequencies(FrequencyComparison frequencies)
    {
        var (bars, oracle) = (frequencies.Model.Spread is not null, frequencies.Oracle is not null);
        List<Column> columns = [Column.Number("mode"), Column.Number("model", "cm⁻¹", "0.0")];
        if (bars)
            columns.Add(Column.Number("±", "cm⁻¹", "0.00"));
        if (oracle)
            columns.AddRange([Column.Number("oracle", "cm⁻¹", "0.0"), Column.Number("difference", "cm⁻¹", "0.0")]);
        if (bars && oracle)
            columns.Add(Column.Number("in ±", null, "0.0"));
        var table = new Table($"Harmonic frequencies of {frequencies.Model.Structure.Formula}", [.. columns]);
        foreach (var (mode, k) in frequencies.Modes.Select((m, k) => (m, k)))
        {
            List<Cell> row = [k + 1, mode.Model < 0 ? Cell.Of(mode.Model, Tone.Warning) : mode.Model];
            if (bars)
                row.Add(mode.Error);
            if (oracle)
                row.AddRange([mode.Oracle, mode.Difference]);
            if (bars && oracle)
                row.Add(mode.Error > 0 ? Math.Abs(mode.Difference!.Value) / mode.Error : null);
            table.Row([.. row]);
        }
        return table;
    }

    /// <summary>What the molecular dynamics gave.</summary>
    public static Table Motion(Motion motion)
    {
        var table = new Table("Molecular dynamics", Column.Text("quantity"), Column.Text("value") with { AlignRight = true });
        table.Row("length", $"{NumberText.Significant(motion.Picoseconds)} ps at {NumberText.Significant(motion.Settings.Temperature)} K, {motion.Steps:N0} steps of {NumberText.Significant(motion.TimeStep)} fs");
        table.Row("guard", motion.Stopped is null ? Cell.Of("did not fire", Tone.Good) : Cell.Of("stopped the run", Tone.Bad));
        table.Row("temperature", Properties.CorrelatedMean.Of(motion.Settled.Select(r => r.Temperature), "K").ToString());
        var mean = motion.Mean;
        table.Row("mean potential energy above the minimum", mean.Energy.Readable().ToLongString());
        table.Row("… statistical error", Error(mean.Energy.Error));
        table.Row("… the model's error", Error(mean.Model));
        if (mean.Model is null)
            return table;
        var settled = motion.Settled.ToArray();
        table.Row("σ of the energy, mean", Error(settled.Select(r => r.EnergyStd).DefaultIfEmpty(double.NaN).Average()));
        table.Row("disagreement of two members on an atom, mean", Force(settled.Select(r => r.Disagreement).DefaultIfEmpty(double.NaN).Average()));
        table.Row("… largest", Force(motion.LargestDisagreement));
        return table;
    }

    static string Error(double? eV) => eV is { } e && double.IsFinite(e) ? $"{NumberText.Significant(1000 * e, 2)} meV" : "not known";

    static string Force(double eV) => $"{NumberText.Significant(1000 * eV, 3)} meV/Å";
}
