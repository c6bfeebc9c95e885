using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Isotope effects as sentences, table, record and sections of a report.</summary>
public static class IsotopeOutput
{
    public static IEnumerable<string> Remarks(IsotopeExchange exchange)
    {
        yield return "β is how much the heavy isotopes prefer the structure over one in which nuclei are classical; ratios of β are equilibrium constants of exchange, without symmetry numbers.";
        if (exchange.PathIntegral is null)
            yield return "Harmonic vibrations alone; --path-integral adds anharmonicity and rotation.";
        else
            yield return $"Path integrals had {exchange.Settings.Beads} beads, ln β = {exchange.PathIntegral}; what more beads change harmonically, {NumberText.Fixed(exchange.Harmonic.Value - exchange.HarmonicDiscretised, 4)}, is added below.";
    }

    /// <param name="second">The structure it is exchanged with; null for none.</param>
    /// <param name="kinetic">ln(k/k*) of a reaction; null for none.</param>
    /// <param name="tunnelling">The same with Wigner's factors.</param>
    public static Table Table(IsotopeExchange first, IsotopeExchange? second, Estimate? kinetic, Estimate? tunnelling)
    {
        var path = first.PathIntegral is not null;
        List<Column> columns = [Column.Text("isotope effect"), Right("harmonic, ln"), Right("harmonic")];
        if (path)
            columns.AddRange([Right("path integral, ln"), Right("path integral")]);
        var table = new Table($"{first.Structure.Formula} at {first.Settings.Temperature} K", [.. columns]);
        void Row(string name, Estimate harmonic, Estimate? found)
        {
            List<Cell> row = [name, harmonic.ToString(), Exponential(harmonic).ToString()];
            if (path)
                row.AddRange([found is { } f ? f.ToString() : "", found is { } g ? Exponential(g).ToString() : ""]);
            table.Row([.. row]);
        }
        Row($"β of {first.Structure.Formula}", first.Harmonic, first.Corrected);
        if (second is not null)
        {
            Row($"β of {second.Structure.Formula}, the other", second.Harmonic, second.Corrected);
            Row("exchange, β/β", Less(first.Harmonic, second.Harmonic), first.Corrected is { } a && second.Corrected is { } b ? Less(a, b) : null);
        }
        if (kinetic is { } k)
            Row("light over heavy rate", k, null);
        if (tunnelling is { } t)
            Row("with Wigner's tunnelling", t, null);
        return table;

        static Column Right(string name) => Column.Text(name) with { AlignRight = true };
    }

    /// <summary>What <c>--json</c> writes.</summary>
    public static object Record(IsotopeExchange first, IsotopeExchange? second, Estimate? kinetic, Estimate? tunnelling) => new
    {
        first.Potential,
        Temperature = new Quantity(first.Settings.Temperature, "K"),
        Structure = One(first),
        Against = second is null ? null : One(second),
        LogExchange = second is null ? (Estimate?)null : Less(first.Corrected ?? first.Harmonic, second.Corrected ?? second.Harmonic),
        LogKinetic = kinetic,
        LogKineticWithTunnelling = tunnelling,
    };

    public static void Fill(ReportPage page, IsotopeExchange first, IsotopeExchange? second, Estimate? kinetic, Estimate? tunnelling)
    {
        var section = page.Section("Isotope effects");
        foreach (var remark in Remarks(first))
            section.Note(remark);
        section.Add(Table(first, second, kinetic, tunnelling));
        if (first.Points.Count == 0)
            return;
        var chart = new LineChart("What is integrated", new Axis("λ, from light to heavy") { Min = 0, Max = 1 }, new Axis("d ln β / dλ"))
        {
            Caption = "m^(−½) goes linearly from the light isotope's to the heavy one's; the area below is ln β.",
        };
        foreach (var (exchange, k) in new[] { first, second }.OfType<IsotopeExchange>().Select((e, k) => (e, k)))
        {
            double[] x = [.. exchange.Points.Select(p => p.Lambda)], y = [.. exchange.Points.Select(p => p.Slope.Value)];
            chart.Add(new LineSeries(k == 0 ? exchange.Structure.Formula : $"{exchange.Structure.Formula}, the other", x, y)
            {
                Dots = true,
                Band = ([.. exchange.Points.Select(p => p.Slope.Value - p.Slope.Statistical ?? 0)], [.. exchange.Points.Select(p => p.Slope.Value + p.Slope.Statistical ?? 0)]),
            });
        }
        section.Add(chart);
    }

    static object One(IsotopeExchange exchange) => new
    {
        exchange.Structure.Formula,
        Heavy = exchange.Heavy,
        LogHarmonic = exchange.Harmonic,
        LogHarmonicDiscretised = exchange.HarmonicDiscretised,
        LogPathIntegral = exchange.PathIntegral,
        LogCorrected = exchange.Corrected,
        Slopes = exchange.Points.Select(p => new { p.Lambda, p.Slope }).ToArray(),
    };

    static Estimate Exponential(Estimate log) => new(Math.Exp(log.Value), "", log.Statistical * Math.Exp(log.Value), log.Model * Math.Exp(log.Value));

    // Errors of the potential in both are not independent; taken as if they were, the error is rather too large.
    static Estimate Less(Estimate a, Estimate b)
    {
        static double? Both(double? x, double? y) => x is null && y is null ? null : Math.Sqrt(Math.Pow(x ?? 0, 2) + Math.Pow(y ?? 0, 2));
        return new Estimate(a.Value - b.Value, "", Both(a.Statistical, b.Statistical), Both(a.Model, b.Model));
    }
}
