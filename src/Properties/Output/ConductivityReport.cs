using System.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Thermal conductivities as sections of a report.</summary>
public static class ConductivityReport
{
    const int MostPoints = 4000;

    public static void Fill(ReportPage page, BoltzmannConductivity of, IReadOnlyList<string> warnings)
    {
        var section = page.Section("Thermal conductivity");
        foreach (var warning in warnings)
            section.Warning(warning);
        section.KeyFigures([.. of.Finest.States.Take(3).Select((s, t) => ($"At {NumberText.Significant(s.Temperature, 4)} K", Figure(of.Conductivity[t])))]);
        section.Paragraph(ConductivityRemarks.HowMade(of)).Add(ConductivityTables.Temperatures(of));
        if (of.Conductivity.Count > 1)
            section.Add(OverTemperature(of));
        section.Add(Accumulation(of));
        if (of.Grids.Count > 1)
            page.Section("How fine a grid").Add(ConductivityTables.Grids(of)).Add(OverGrids(of));
        var modes = page.Section($"Phonons at {NumberText.Significant(of.Finest.States[0].Temperature, 4)} K");
        modes.Add(OverFrequency(of, "How long they live", "Lifetime", "ps", s => s.Lifetimes)).Add(OverFrequency(of, "How far they go", "Mean free path", "nm", s => s.FreePaths));
    }

    /// <summary>Four digits, where no error says how many.</summary>
    static Quantity Figure(Estimate of) => of.Total is null ? new Quantity(ConductivityTables.Rounded(of.Value), of.Unit) : of.ToQuantity();

    static LineChart OverTemperature(BoltzmannConductivity of)
    {
        double[] t = [.. of.Finest.States.Select(s => s.Temperature)];
        double[] k = [.. of.Conductivity.Select(c => c.Value)];
        var series = new LineSeries("full solution", t, k)
        {
            Dots = true,
            Band = of.Conductivity.All(c => c.Model is not null) ? ([.. of.Conductivity.Select(c => c.Value - c.Model!.Value)], [.. of.Conductivity.Select(c => c.Value + c.Model!.Value)]) : null,
        };
        var chart = new LineChart("Over temperature", new Axis("Temperature", "K") { Log = true }, new Axis("κ", "W/m/K") { Log = true });
        return chart.Add(series).Add(new LineSeries("relaxation times", t, [.. of.Finest.States.Select(s => s.Relaxation.Trace / 3)]) { Dashed = true });
    }

    static LineChart Accumulation(BoltzmannConductivity of)
    {
        var chart = new LineChart("Who carries it", new Axis("Mean free path", "nm") { Log = true }, new Axis("κ of modes with paths up to this", "W/m/K"))
        {
            Caption = "Grains, films and wires cut off what lies to the right of their size.",
        };
        foreach (var state in of.Finest.States.Take(4))
        {
            var (paths, sums) = state.Accumulation();
            chart.Add($"{NumberText.Significant(state.Temperature, 4)} K", paths, sums);
        }
        return chart;
    }

    static LineChart OverGrids(BoltzmannConductivity of)
    {
        double[] x = [.. of.Grids.Select(g => 1.0 / g.Mesh.A)];
        double[] y = [.. of.Grids.Select(g => g.States[0].Mean)];
        var limit = of.Extrapolated![0];
        return new LineChart("Towards the limit", new Axis("1/N") { Min = 0 }, new Axis("κ", "W/m/K") { Min = 0 })
            .Add(new LineSeries("full solution", x, y) { Dots = true, Trend = (new[] { 0, x[^1] }, new[] { limit, y[^1] }) }).MarkY(limit, "1/N → 0, by the two finest")
            .Add(new LineSeries("relaxation times", x, [.. of.Grids.Select(g => g.States[0].Relaxation.Trace / 3)]) { Dots = true, Dashed = true });
    }

    static LineChart OverFrequency(BoltzmannConductivity of, string title, string label, string unit, Func<TransportState, IReadOnlyList<double>> values)
    {
        var all = values(of.Finest.States[0]);
        int[] shown = [.. Sample(all.Count, of.Crystal.Structure.Count * 3, MostPoints).Where(m => all[m] > 0)];
        return new LineChart(title, new Axis("Frequency", "THz") { Min = 0 }, new Axis(label, unit) { Log = true })
            .Add(new LineSeries("modes", [.. shown.Select(m => of.Finest.Frequencies[m])], [.. shown.Select(m => all[m])]) { Dots = true, Joined = false });
    }

    /// <summary>About so many modes, all branches of every so many-th wave vector; how many that is has no divisor in common with their number, so that no plane of the grid is preferred.</summary>
    internal static IEnumerable<int> Sample(int modes, int branches, int most)
    {
        var count = modes / branches;
        var every = (modes + most - 1) / most;
        while (BigInteger.GreatestCommonDivisor(every, count) > 1)
            every++;
        return Enumerable.Range(0, modes).Where(m => m / branches % every == 0);
    }

    public static void Fill(ReportPage page, GreenKubo of, IReadOnlyList<string> warnings)
    {
        var section = page.Section("Thermal conductivity");
        foreach (var warning in warnings)
            section.Warning(warning);
        section.KeyFigures(("κ", of.Conductivity.ToQuantity()), ("Temperature", of.Temperature.ToQuantity())).Paragraph(ConductivityRemarks.HowMade(of)).Add(ConductivityTables.Fluxes(of));
        section.Add(Integral(of)).Add(Spectrum(of));
    }

    static LineChart Integral(GreenKubo of)
    {
        var c = of.Correlation;
        // Three times as long as the correlation is seen, and no more points than the eye has use for.
        var end = Math.Clamp(3 * c.Cut, Math.Min(100, c.Times.Count), c.Times.Count);
        int[] shown = [.. Enumerable.Range(0, end).Where(n => n % Math.Max(1, end / MostPoints) == 0)];
        double[] t = [.. shown.Select(n => 1e-3 * c.Times[n])];
        double[] Of(Func<int, double> what) => [.. shown.Select(what)];
        var series = new LineSeries("running integral", t, Of(n => c.Integral[n]))
        {
            Band = c.Errors.All(double.IsFinite) ? (Of(n => c.Integral[n] - c.Errors[n]), Of(n => c.Integral[n] + c.Errors[n])) : null,
        };
        return new LineChart("The integral of the correlation", new Axis("Time", "ps") { Min = 0 }, new Axis("κ", "W/m/K")) { Caption = "The band is the error of the mean over runs.", Width = 720 }
            .Add(series).MarkX(1e-3 * c.Times[c.Cut], "less than its noise").MarkY(of.Conductivity.Value, "cepstral analysis");
    }

    static LineChart Spectrum(GreenKubo of)
    {
        var s = of.Spectrum;
        var scale = of.Conductivity.Value / s.Density;
        // Neighbouring frequencies together, so that the picture stays small.
        var block = Math.Max(1, s.Periodogram.Count / 800);
        int[] blocks = [.. Enumerable.Range(0, s.Periodogram.Count / block)];
        double[] Of(IReadOnlyList<double> values, double factor) => [.. blocks.Select(b => factor * Enumerable.Range(b * block, block).Average(k => values[k]))];
        return new LineChart("The spectrum of the flux", new Axis("Frequency", "THz") { Min = 0 }, new Axis("κ at this frequency", "W/m/K") { Log = true }) { Width = 720 }
            .Add("periodogram", Of(s.Frequencies, 1), Of(s.Periodogram, scale)).Add("cepstral analysis", Of(s.Frequencies, 1), Of(s.Smooth, scale));
    }
}
