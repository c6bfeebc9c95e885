using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Thermal conductivities as tables.</summary>
public static class ConductivityTables
{
    /// <summary>One row for each temperature.</summary>
    public static Table Temperatures(BoltzmannConductivity of)
    {
        var spread = of.Conductivity.Any(c => c.Model is not null);
        var full = !of.Settings.Transport.RelaxationTimeOnly;
        var mesh = of.Finest.Mesh;
        List<Column> columns = [Column.Number("T", "K", "0.00"), Column.Number("κ", "W/m/K")];
        if (spread)
            columns.Add(Column.Number("± members", "W/m/K"));
        if (full)
            columns.Add(Column.Number("relaxation times", "W/m/K"));
        columns.AddRange([Column.Number("xx", "W/m/K"), Column.Number("yy", "W/m/K"), Column.Number("zz", "W/m/K"), Column.Number("half below", "nm")]);
        if (of.Extrapolated is not null)
            columns.Add(Column.Number("1/N → 0", "W/m/K"));
        var table = new Table($"Thermal conductivity on {mesh.A} × {mesh.B} × {mesh.C} wave vectors", [.. columns]);
        for (var t = 0; t < of.Conductivity.Count; t++)
        {
            var state = of.Finest.States[t];
            List<Cell> row = [state.Temperature, Rounded(state.Mean)];
            if (spread)
                row.Add(Rounded(of.Conductivity[t].Model ?? double.NaN));
            if (full)
                row.Add(Rounded(state.Relaxation.Trace / 3));
            row.AddRange([Rounded(state.Conductivity.XX), Rounded(state.Conductivity.YY), Rounded(state.Conductivity.ZZ), Rounded(Half(state))]);
            if (of.Extrapolated is { } limit)
                row.Add(Rounded(limit[t]));
            table.Row([.. row]);
        }
        return table;
    }

    /// <summary>One row for each grid.</summary>
    public static Table Grids(BoltzmannConductivity of)
    {
        var table = new Table($"How the grid matters, at {NumberText.Significant(of.Finest.States[0].Temperature, 6)} K",
            Column.Text("wave vectors"), Column.Number("κ", "W/m/K"), Column.Number("relaxation times", "W/m/K"), Column.Number("processes", null, "N0"), Column.Number("iterations"));
        foreach (var grid in of.Grids)
            table.Row($"{grid.Mesh.A} × {grid.Mesh.B} × {grid.Mesh.C}", Rounded(grid.States[0].Mean), Rounded(grid.States[0].Relaxation.Trace / 3), grid.Processes, grid.States[0].Iterations);
        return table;
    }

    /// <summary>What the two ways from a flux to a conductivity say.</summary>
    public static Table Fluxes(GreenKubo of)
    {
        var table = new Table("Thermal conductivity", Column.Text("from"), Column.Number("κ", "W/m/K"), Column.Number("±", "W/m/K"));
        void Row(string from, Estimate of) => table.Row(from, Rounded(of.Value), Rounded(of.Statistical ?? double.NaN));
        Row($"cepstral analysis, {of.Spectrum.Coefficients} coefficients", of.Conductivity);
        for (var d = 0; d < 3; d++)
            Row($"  along {"xyz"[d]}", of.ByDirection[d]);
        Row($"integral up to {NumberText.Significant(1e-3 * of.Correlation.Times[of.Correlation.Cut], 3)} ps", of.Correlation.Conductivity);
        return table;
    }

    /// <summary>The mean free path below which half of the heat is carried, nm.</summary>
    public static double Half(TransportState state)
    {
        var (paths, sums) = state.Accumulation();
        for (var k = 0; k < paths.Length; k++)
        {
            if (sums[k] >= 0.5 * sums[^1])
                return paths[k];
        }
        return double.NaN;
    }

    /// <summary>Four digits, which is more than any of these has.</summary>
    internal static double Rounded(double value) => double.IsFinite(value) && value != 0 ? Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12)) : value;
}
