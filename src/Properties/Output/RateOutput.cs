using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>A rate as table, sentences, record for machines and sections of a report.</summary>
public static class RateOutput
{
    public static object Record(TransitionRate rate, IEnumerable<RateState> states) => new
    {
        Barrier = rate.Barrier,
        rate.ZeroPointBarrier,
        Prefactor = rate.Vineyard is { } v ? new Quantity(v, "1/s") : (Quantity?)null,
        ImaginaryWavenumber = new Quantity(-rate.Saddle.Modes[0].Wavenumber, "cm⁻¹"),
        CrossoverTemperature = new Quantity(rate.CrossoverTemperature, "K"),
        rate.Degeneracy,
        Rates = states.Select(s => new
        {
            Temperature = new Quantity(s.Temperature, "K"),
            s.Rate,
            Classical = s.Classical is { } c ? new Quantity(c, "1/s") : (Quantity?)null,
            Eyring = new Quantity(s.Quantum, "1/s"),
            s.Wigner,
            FreeEnergyBarrier = new Quantity(s.FreeEnergyBarrier, "eV"),
            ActivationEnergy = new Quantity(s.ActivationEnergy, "eV"),
            ArrheniusPrefactor = new Quantity(s.Prefactor, "1/s"),
        }).ToArray(),
    };

    public static Table Table(string title, TransitionRate rate, IReadOnlyList<RateState> states)
    {
        List<Column> columns = [Column.Number("T", "K", "0.00")];
        if (rate.Vineyard is not null)
            columns.Add(Scientific("classical, 1/s"));
        columns.AddRange([Scientific("Eyring, 1/s"), Column.Number("Wigner", null, "0.000"), Scientific("k, 1/s")]);
        if (rate.BarrierSpread is not null)
            columns.Add(Scientific("times or over"));
        columns.AddRange([Column.Number("ΔG‡", "eV", "0.0000"), Column.Number("Ea", "eV", "0.0000"), Scientific("A, 1/s")]);
        var table = new Table(title, [.. columns]);
        foreach (var s in states)
        {
            List<Cell> row = [s.Temperature];
            if (rate.Vineyard is not null)
                row.Add(Number(s.Classical!.Value));
            row.AddRange([Number(s.Quantum), s.Wigner, Number(s.Rate.Value)]);
            if (s.Spread is { } spread)
                row.Add(NumberText.Significant(Math.Exp(spread), 3));
            row.AddRange([s.FreeEnergyBarrier, s.ActivationEnergy, Number(s.Prefactor)]);
            table.Row([.. row]);
        }
        return table;
    }

    static Column Scientific(string name) => Column.Text(name) with { AlignRight = true };

    static string Number(double value) => NumberText.Significant(value, 4);

    public static string Summary(TransitionRate rate) =>
        $"Barrier {rate.Barrier}, {rate.ZeroPointBarrier} with zero-point energies; {(rate.Vineyard is { } v ? $"prefactor {NumberText.Significant(v, 4)} 1/s; " : "")}imaginary mode {rate.Saddle.Modes[0].WavenumberText()} cm⁻¹, crossover at {NumberText.Significant(rate.CrossoverTemperature, 4)} K{(rate.SymmetryNumbers is { } n ? $"; symmetry numbers {n.Reactant} and, along the mode, {n.Saddle}" : "")}.";

    /// <summary>What limits the numbers.</summary>
    public static IEnumerable<string> Remarks(TransitionRate rate, IReadOnlyList<RateState> states)
    {
        if (states.Any(s => s.Temperature < 2 * rate.CrossoverTemperature))
            yield return $"Below some {2 * rate.CrossoverTemperature:0} K Wigner's factor is no more than a sign that tunnelling matters; the verb 'tunnelling' has the exact factor of a barrier of given heights and frequency.";
        if (states.Any(s => s.FreeEnergyBarrier < 3 * Units.Boltzmann * s.Temperature))
            yield return "Where the barrier is below some 3 kT the theory does not hold: nobody waits at the bottom.";
        if (rate.Vineyard is null)
            yield return "Reactant and saddle do not differ by one mode (one of them is linear), so there is no classical prefactor.";
        foreach (var (name, vibrations) in new[] { ("reactant", rate.Reactant), ("saddle", rate.Saddle) })
        {
            var soft = vibrations.Modes.Count(m => m.Wavenumber is > 0 and < 50);
            if (soft > 0)
                yield return $"{soft} {(soft == 1 ? "mode" : "modes")} of the {name} below 50 cm⁻¹ {(soft == 1 ? "is" : "are")} hardly harmonic; the prefactor hangs on {(soft == 1 ? "it" : "them")}.";
            if (vibrations.Rest.Force > 1e-3)
                yield return $"The {name} is not quite at rest: an atom feels {NumberText.Significant(vibrations.Rest.Force, 2)} eV/Å.";
        }
    }

    /// <summary>Of the rates both ways: what holds of both once, and of the rest which way it is meant.</summary>
    public static IEnumerable<string> Remarks(IReadOnlyList<TransitionRate> rates, IReadOnlyList<IReadOnlyList<RateState>> states)
    {
        string[][] all = [.. rates.Select((r, k) => Remarks(r, states[k]).ToArray())];
        return all is [var forward, var backward]
            ? [.. forward.Intersect(backward).Select(r => "Both ways: " + r), .. forward.Except(backward).Select(r => "Forward: " + r), .. backward.Except(forward).Select(r => "Backward: " + r)]
            : all.SelectMany(r => r);
    }

    /// <param name="curve">Many temperatures over the range of <paramref name="states"/>.</param>
    public static void Fill(Section section, string title, TransitionRate rate, IReadOnlyList<RateState> states, IReadOnlyList<RateState> curve)
    {
        section.KeyFigures([("Barrier", rate.Barrier.ToQuantity()), ("With zero-point energies", rate.ZeroPointBarrier.ToQuantity())]);
        section.Paragraph(Summary(rate));
        double[] x = [.. curve.Select(s => 1000 / s.Temperature)];
        double[] k = [.. curve.Select(s => s.Rate.Value)];
        var chart = new LineChart("Arrhenius plot", new Axis("1000 / T", "1/K"), new Axis("Rate", "1/s") { Log = true }) { Width = 720 };
        chart.Add(new LineSeries("with Wigner's factor", x, k)
        {
            Band = rate.BarrierSpread is null ? null : ([.. curve.Select(s => s.Rate.Value * Math.Exp(-s.Spread!.Value))], [.. curve.Select(s => s.Rate.Value * Math.Exp(s.Spread!.Value))]),
        });
        if (rate.Vineyard is not null)
            chart.Add(new LineSeries("classical", x, [.. curve.Select(s => s.Classical!.Value)]) { Dashed = true });
        section.Add(chart);
        section.Add(Table(title, rate, states));
    }
}
