using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Tunnelling factors as sentence, table, record and sections of a report.</summary>
public static class TunnellingOutput
{
    /// <param name="zeroPoints">Whether the heights have zero-point energies in them, as those of a saddle point do (<see cref="SaddleBarrier"/>).</param>
    public static string Sentence(Tunnelling t, bool zeroPoints = false) =>
        $"A barrier of {NumberText.Significant(t.Barrier.Forward, 4)} eV ({NumberText.Significant(t.Barrier.Backward, 4)} eV from the other side){(zeroPoints ? ", zero-point energies of all modes but the imaginary one in it," : "")} with {Wavenumber(t):0.0}i cm⁻¹ at its top; below {t.Crossover:0} K more pass through it than over it.";

    /// <param name="spread">Of the exact factors over the potential's members, by temperature; null where there are none.</param>
    public static Table Table(Tunnelling tunnelling, double[]? spread)
    {
        var ring = tunnelling.Factors.Any(f => f.RingPolymer is not null);
        List<Column> columns =
        [
            Column.Number("T", "K"), Number("Wigner"), Number("Bell"), Number("Skodje–Truhlar"), Number("instanton"), Number("Eckart, exact"),
        ];
        if (ring)
            columns.Add(Number("ring polymer"));
        columns.Add(Column.Number("activation energy", "eV", "0.000"));
        var table = new Table("By how much tunnelling multiplies the rate", [.. columns]);
        foreach (var (f, k) in tunnelling.Factors.Select((f, k) => (f, k)))
        {
            List<Cell> row = [f.Temperature, Text(f.Wigner), Text(f.Bell), Text(f.Skodje), Text(f.Instanton), spread is null ? Text(f.Eckart) : new Quantity(f.Eckart, spread[k], "").ToString()];
            if (ring)
                row.Add(f.RingPolymer is { } r ? r.ToQuantity().ToString() : "");
            row.Add(Activation(tunnelling.Barrier, f.Temperature));
            table.Row([.. row]);
        }
        return table;

        static Column Number(string name) => Column.Text(name) with { AlignRight = true };
        static string Text(double? value) => value is { } v ? NumberText.Significant(v, 4) : "–";
    }

    /// <summary>What <c>--json</c> writes.</summary>
    public static object Record(Tunnelling tunnelling, double[]? spread) => new
    {
        Barrier = new Quantity(tunnelling.Barrier.Forward, "eV"),
        Backward = new Quantity(tunnelling.Barrier.Backward, "eV"),
        ImaginaryWavenumber = new Quantity(Wavenumber(tunnelling), "cm⁻¹"),
        CrossoverTemperature = new Quantity(tunnelling.Crossover, "K"),
        Factors = tunnelling.Factors.Select((f, k) => new
        {
            Temperature = new Quantity(f.Temperature, "K"),
            f.Wigner,
            f.Bell,
            SkodjeTruhlar = f.Skodje,
            f.Instanton,
            Eckart = new Estimate(f.Eckart, "", null, spread?[k]),
            f.RingPolymer,
            ActivationEnergy = new Quantity(Activation(tunnelling.Barrier, f.Temperature), "eV"),
        }).ToArray(),
    };

    public static void Fill(ReportPage page, Tunnelling tunnelling, double[]? spread)
    {
        var section = page.Section("Tunnelling");
        section.KeyFigures(("Crossover", new Quantity(Math.Round(tunnelling.Crossover, 1), "K")), ("Barrier", new Quantity(tunnelling.Barrier.Forward, "eV")));
        section.Add(Table(tunnelling, spread));
        var temperatures = tunnelling.Factors.Select(f => f.Temperature).ToArray();
        var (low, high) = (Math.Min(temperatures.Min(), 0.4 * tunnelling.Crossover), Math.Max(temperatures.Max(), 2 * tunnelling.Crossover));
        double[] grid = [.. Enumerable.Range(0, 81).Select(k => 1 / (1 / high + (1 / low - 1 / high) * k / 80))];
        var all = Tunnelling.Of(tunnelling.Barrier, grid).Factors;
        double[] x = [.. grid.Select(t => 1000 / t)];
        double[] Of(Func<TunnellingFactor, double?> what) => [.. all.Select(f => what(f) is { } v and < 1e12 ? v : double.NaN)];
        var chart = new LineChart("Factor of tunnelling", new Axis("1000/T", "1/K"), new Axis("κ") { Log = true }) { Width = 720 };
        chart.Add(new LineSeries("Eckart, exact", x, Of(f => f.Eckart))).Add(new LineSeries("Wigner", x, Of(f => f.Wigner)) { Dashed = true })
            .Add(new LineSeries("Bell", x, Of(f => f.Bell is < 1e3 ? f.Bell : null)) { Broken = true, Dashed = true }).Add(new LineSeries("Skodje–Truhlar", x, Of(f => f.Skodje)) { Dashed = true })
            .Add(new LineSeries("instanton", x, Of(f => f.Instanton)) { Broken = true });
        TunnellingFactor[] rings = [.. tunnelling.Factors.Where(f => f.RingPolymer is not null)];
        if (rings.Length > 0)
            chart.Add(new LineSeries("ring polymer", [.. rings.Select(f => 1000 / f.Temperature)], [.. rings.Select(f => f.RingPolymer!.Value.Value)]) { Joined = false, Dots = true });
        chart.MarkX(1000 / tunnelling.Crossover, "crossover");
        section.Add(chart);
        section.Add(new LineChart("Activation energy that a measurement would find", new Axis("1000/T", "1/K"), new Axis("−d ln k / d(1/kT)", "eV") { Min = 0 }) { Width = 720 }
            .Add("exact", x, [.. grid.Select(t => Activation(tunnelling.Barrier, t))]).MarkY(tunnelling.Barrier.Forward, "barrier").MarkX(1000 / tunnelling.Crossover, "crossover"));
        var reach = 1.2 * Math.Sqrt(2 * (tunnelling.Barrier.Forward + tunnelling.Barrier.Backward) * Units.AccelerationPerForce / tunnelling.Barrier.Mass) / tunnelling.Barrier.Frequency;
        double[] places = [.. Enumerable.Range(0, 161).Select(k => reach * (k - 80) / 80.0)];
        section.Add(new LineChart("The barrier", new Axis("Mass-weighted path", "Å √amu"), new Axis("Energy", "eV")).Add("Eckart", [.. places.Select(p => p * Math.Sqrt(tunnelling.Barrier.Mass))], [.. places.Select(tunnelling.Barrier.Energy)]));
    }

    /// <summary>−d ln(κ e^(−βV₁))/dβ by a difference of a thousandth, eV: the slope of Arrhenius' plot but for the prefactor's.</summary>
    static double Activation(EckartBarrier barrier, double temperature)
    {
        double Log(double t) => Math.Log(barrier.Factor(t)) - barrier.Forward / (Units.Boltzmann * t);
        double Beta(double t) => 1 / (Units.Boltzmann * t);
        return -(Log(temperature * 1.001) - Log(temperature / 1.001)) / (Beta(temperature * 1.001) - Beta(temperature / 1.001));
    }

    static double Wavenumber(Tunnelling t) => t.Barrier.Frequency / (2 * Math.PI * Units.SpeedOfLight);
}
