using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Second virial coefficients as tables.</summary>
public static class VirialTables
{
    /// <summary>cm³/mol that are still written out.</summary>
    const double LargestPlain = 1e7;

    /// <summary>One row for each temperature.</summary>
    public static Table Points(SecondVirial virial)
    {
        // Of what is no gas the numbers have forty digits, and none of them is worth a place of its own.
        var isGas = virial.Points.All(p => Math.Abs(p.B.Value) < LargestPlain && Math.Abs(p.Classical.Value) < LargestPlain && Math.Abs(p.JouleThomson.Value) < LargestPlain);
        Column Of(string head, string unit, string format) => isGas ? Column.Number(head, unit, format) : Column.Text($"{head}, {unit}") with { AlignRight = true };
        Cell At(Estimate value) => isGas ? value.ToQuantity() : (value with { Unit = "" }).Total is null ? NumberText.Significant(value.Value, 5) : (value with { Unit = "" }).ToString();
        List<Column> columns = [Column.Number("T", "K", "0.00"), Of("B", "cm³/mol", "0.000")];
        var first = virial.Points[0];
        if (first.First is not null)
            columns.AddRange([Of("classical", "cm³/mol", "0.000"), Of("in ħ²", "cm³/mol", "0.000")]);
        if (first.Second is not null)
            columns.Add(Of("in ħ⁴", "cm³/mol", "0.000"));
        columns.AddRange([Of("dB/dT", "cm³/mol/K", "0.00000"), Of("B − T dB/dT", "cm³/mol", "0.000")]);
        var table = new Table($"{Name(virial)} with {virial.Potential}", [.. columns]);
        foreach (var p in virial.Points)
        {
            List<Cell> row = [p.Temperature, At(p.B)];
            if (p.First is { } one)
                row.AddRange([At(p.Classical), At(one)]);
            if (p.Second is { } two)
                row.Add(At(two));
            row.AddRange([At(p.Slope), At(p.JouleThomson)]);
            table.Row([.. row]);
        }
        return table;
    }

    /// <summary>The pair, and where B vanishes.</summary>
    public static Table Shape(SecondVirial virial)
    {
        var table = new Table("The pair", Column.Text("what"), Column.Text("value") with { AlignRight = true });
        if (virial.Boyle is { } boyle)
            table.Row("Boyle temperature", Text(boyle));
        if (virial.Settings.QuantumOrder > 0 && virial.ClassicalBoyle is { } classical)
            table.Row("Boyle temperature, classical", Text(classical));
        if (virial.Depth.Value > 0)
        {
            table.Row("well depth", Text(virial.Depth.In("meV", 1000)));
            table.Row("lowest at", Text(virial.Minimum));
        }
        if (double.IsFinite(virial.Zero.Value))
            table.Row("zero at", Text(virial.Zero));
        table.Row("impenetrable nearer than", $"{NumberText.Significant(virial.Wall, 5)} Å");
        table.Row("computed up to", $"{NumberText.Significant(virial.Reach, 5)} Å{(virial.TailC6 == 0 ? "" : $", then −{NumberText.Significant(virial.TailC6, 5)} eV Å⁶/r⁶")}");
        return table;
    }

    /// <summary>"Ar–Kr".</summary>
    internal static string Name(SecondVirial virial) => $"{virial.First}–{virial.Second}";

    static string Text(Estimate estimate) => estimate.Total is null ? $"{NumberText.Significant(estimate.Value, 7)} {estimate.Unit}" : estimate.ToString();
}
