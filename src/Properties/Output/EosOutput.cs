using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>An equation of state as tables, as a record for machines and as a section of a report.</summary>
public static class EosOutput
{
    const int Curve = 120;

    /// <summary>The parameters of each fit.</summary>
    public static Table Fits(EquationOfState state)
    {
        var table = new Table($"Equation of state of {state.Structure.Formula} with {state.Potential}", [Column.Text(""), .. state.Fits.Select(f => Column.Text(f.Form.Name) with { AlignRight = true })]);
        for (var k = 0; k < 4; k++)
            table.Row([state.Of(0)[k].Name, .. Enumerable.Range(0, state.Fits.Count).Select(f => (Reports.Cell)state.Of(f)[k].Value.ToString())]);
        table.Row(["misses, rms", .. state.Fits.Select(f => (Reports.Cell)$"{NumberText.Significant(1e6 * f.Rms / state.Structure.Count, 3)} µeV/atom")]);
        return table;
    }

    /// <summary>The conventional cell where the crystal is at rest.</summary>
    public static Table Lattice(EquationOfState state)
    {
        var table = new Table($"Conventional cell at rest{(SpaceGroup.Of(state.Structure).Type is { } type ? $", {type}" : "")}", Column.Text(""), Column.Text("value") with { AlignRight = true });
        foreach (var (name, value) in state.Lattice)
            table.Row(name, value.ToString());
        return table;
    }

    /// <summary>The points.</summary>
    public static Table Points(EquationOfState state)
    {
        var table = new Table("Volumes, by atom", Column.Number("volume", "Å³", "0.0000"), Column.Number("energy", "eV", "0.000000"), Column.Number("pressure", "GPa", "0.0000"),
            Column.Number("fitted energy less it", "µeV", "0.00"), Column.Number("fitted pressure", "GPa", "0.0000"));
        var n = state.Structure.Count;
        foreach (var p in state.Points)
            table.Row(p.Volume / n, p.Energy / n, double.IsFinite(p.Pressure) ? (Reports.Cell)(Units.GigaPascal * p.Pressure) : "none", 1e6 * (state.Fits[0].Energy(p.Volume) - p.Energy) / n, Units.GigaPascal * state.Fits[0].Pressure(p.Volume));
        return table;
    }

    /// <summary>What limits the numbers.</summary>
    public static IEnumerable<string> Remarks(EquationOfState state)
    {
        foreach (var remark in state.MemberRemarks)
            yield return remark;
        var system = ConventionalCell.Of(SpaceGroup.Of(state.Structure)).System;
        if (system != CrystalSystem.Cubic)
            yield return state.ShapeRelaxed ? "The shape of the cell followed the volume: each point is at rest under its pressure." : "The cell kept its shape; its bulk modulus is then above that of a crystal whose shape may follow.";
        var (low, high) = (state.Points[0].Volume, state.Points[^1].Volume);
        if (state.Fits.Any(f => f.Parameters.Volume < low || f.Parameters.Volume > high))
            yield return "The volume at rest lies outside the points: the fit is an extrapolation.";
        double one = state.Fits[0].Parameters.Bulk, two = state.Fits[1].Parameters.Bulk;
        if (Math.Abs(one - two) > 0.01 * one)
            yield return $"The two equations differ by {NumberText.Significant(100 * Math.Abs(one - two) / one, 2)} % in the bulk modulus: the range is wide for this crystal, or energies are rough.";
    }

    public static object Record(EquationOfState state)
    {
        var n = state.Structure.Count;
        object Fit(int k) => new
        {
            VolumePerAtom = state.Of(k)[0].Value,
            EnergyPerAtom = state.Of(k)[1].Value,
            BulkModulus = state.Of(k)[2].Value,
            BulkModulusDerivative = state.Of(k)[3].Value,
            Rms = new Quantity(state.Fits[k].Rms / n, "eV/atom"),
        };
        return new
        {
            state.Potential,
            state.Structure.Formula,
            state.ShapeRelaxed,
            state.MemberRemarks,
            Lattice = state.Lattice.ToDictionary(l => l.Name, l => l.Value),
            BirchMurnaghan = Fit(0),
            Vinet = Fit(1),
            Points = state.Points.Select(p => new { VolumePerAtom = new Quantity(p.Volume / n, "Å³"), EnergyPerAtom = new Quantity(p.Energy / n, "eV"), Pressure = new Quantity(Units.GigaPascal * p.Pressure, "GPa") }),
        };
    }

    public static void Fill(ReportPage page, EquationOfState state)
    {
        var section = page.Section("Equation of state");
        foreach (var remark in Remarks(state))
            section.Note(remark);
        section.KeyFigures([.. state.Of(0).Select(p => (p.Name == "dB/dP" ? p.Name : char.ToUpperInvariant(p.Name[0]) + p.Name[1..], p.Value.ToQuantity()))]);
        var n = state.Structure.Count;
        double low = state.Points[0].Volume, high = state.Points[^1].Volume;
        double[] volumes = [.. Enumerable.Range(0, Curve + 1).Select(k => low + (high - low) * k / Curve)];
        LineChart Chart(string title, string quantity, string unit, Func<EosPoint, double> point, Func<EosFit, double, double> fit)
        {
            var chart = new LineChart(title, new Axis("Volume per atom", "Å³"), new Axis(quantity, unit));
            chart.Add(new LineSeries("computed", [.. state.Points.Select(p => p.Volume / n)], [.. state.Points.Select(point)]) { Joined = false, Dots = true, Large = true });
            foreach (var f in state.Fits)
                chart.Add(new LineSeries(f.Form.Name, [.. volumes.Select(v => v / n)], [.. volumes.Select(v => fit(f, v))]) { Dashed = f.Form == EosForm.Vinet });
            return chart;
        }
        var rest = state.Fits[0].Parameters.Energy;
        section.Add(Chart("Energy by volume", "Energy per atom above rest", "meV", p => 1000 * (p.Energy - rest) / n, (f, v) => 1000 * (f.Energy(v) - rest) / n));
        section.Add(Chart("Pressure by volume", "Pressure", "GPa", p => Units.GigaPascal * p.Pressure, (f, v) => Units.GigaPascal * f.Pressure(v)));
        section.Add(Fits(state));
        section.Add(Lattice(state));
        section.Fold("Points", Points(state));
    }
}
