using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Second virial coefficients as tables.</summary>
public static class VirialTables
{
    /// <summary>One row for each temperature.</summary>
    public static Table Points(SecondVirial virial)
    {
        List<Column> columns = [Column.Number("T", "K", "0.00"), Column.Number("B", "cm³/mol", "0.000")];
        var first = virial.Points[0];
        if (first.First is not null)
            columns.AddRange([Column.Number("classical", "cm³/mol", "0.000"), Column.Number("in ħ²", "cm³/mol", "0.000")]);
        if (first.Second is not null)
            columns.Add(Column.Number("in ħ⁴", "cm³/mol", "0.000"));
        columns.AddRange([Column.Number("dB/dT", "cm³/mol/K", "0.00000"), Column.Number("B − T dB/dT", "cm³/mol", "0.000")]);
        var table = new Table($"{Name(virial)} with {virial.Potential}", [.. columns]);
        foreach (var p in virial.Points)
        {
            List<Cell> row = [p.Temperature, p.B.ToQuantity()];
            if (p.First is { } one)
                row.AddRange([p.Classical.ToQuantity(), one.ToQuantity()]);
            if (p.Second is { } two)
                row.Add(two.ToQuantity());
            row.AddRange([p.Slope.ToQuantity(), p.JouleThomson.ToQuantity()]);
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
