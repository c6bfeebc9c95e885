using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Phonons as sections of a report: bands and density of states side by side, heat, sound.</summary>
public static class PhononReport
{
    /// <summary>Of the bands and of the density of states beside them, one as high as the other, so that frequencies are on one level.</summary>
    const double Height = 440;

    public static void Fill(ReportPage page, Phonons phonons, IReadOnlyList<string> warnings, IReadOnlyList<double> temperatures, QuasiHarmonic? quasiHarmonic)
    {
        var section = page.Section("Phonons");
        foreach (var warning in warnings)
            section.Warning(warning);
        section.KeyFigures(
            ("Highest frequency", new Quantity(Math.Round(phonons.Highest, 3), "THz")),
            ("Zero-point energy", new Estimate(phonons.Thermodynamics.ZeroPointEnergy, "eV", null, phonons.Spread?.ZeroPointEnergy).ToQuantity()),
            ("Atoms of the supercell", new Quantity(phonons.ForceConstants.Lattice.Structure.Count, "")));
        foreach (var sentence in PhononRemarks.HowMade(phonons))
            section.Paragraph(sentence);
        var (low, high) = (phonons.Density.Frequencies[0], phonons.Density.Frequencies[^1]);
        if (phonons.Spread is { } spread)
            high = Math.Max(high, phonons.Bands.Runs.Zip(spread.Bands, (r, s) => s.Select((d, k) => r.Modes.Frequency(k, d.Length - 1) + d[^1]).Max()).Max());
        section.Add(Bands(phonons, low, high)).Add(Density(phonons, low, high));
        section.Add(PhononTables.Frequencies(phonons));
        var heat = page.Section("Heat");
        AddHeat(heat, phonons, temperatures);
        heat.Add(PhononTables.Heat(phonons, temperatures));
        if (phonons.Sound.Count > 0)
            page.Section("Sound").Add(PhononTables.Sound(phonons));
        if (quasiHarmonic is not null)
            QuasiHarmonicReport.Fill(page.Section("Thermal expansion"), quasiHarmonic, phonons);
    }

    static LineChart Bands(Phonons phonons, double low, double high)
    {
        var runs = phonons.Bands.Runs;
        List<double> x = [], y = [], lower = [], upper = [];
        for (var m = 0; m < phonons.QPoints.Branches; m++)
        {
            for (var r = 0; r < runs.Count; r++)
            {
                for (var k = 0; k < runs[r].Way.Count; k++)
                {
                    var (f, s) = (runs[r].Modes.Frequency(k, m), phonons.Spread?.Bands[r][k][m] ?? 0);
                    x.Add(runs[r].Way[k]);
                    y.Add(f);
                    lower.Add(f - s);
                    upper.Add(f + s);
                }
                // Between branches, and where the path breaks, is a gap.
                x.Add(runs[r].Way[^1]);
                foreach (var list in (List<double>[])[y, lower, upper])
                    list.Add(double.NaN);
            }
        }
        return new LineChart("Bands", new Axis("Wave vector") { Places = Places(runs), Min = runs[0].Way[0], Max = runs[^1].Way[^1] }, new Axis("Frequency", "THz") { Min = low, Max = high })
        {
            Caption = phonons.Spread is null ? null : "Shaded: one standard deviation over the members of the potential.",
            Height = Height,
        }.Add(new LineSeries("modes", x, y) { Broken = true, Band = phonons.Spread is null ? null : (lower, upper) });
    }

    // Where one run ends and another begins at the same place, both names stand there.
    static List<(double At, string Name)> Places(IReadOnlyList<BandRun> runs)
    {
        var places = new List<(double At, string Name)>();
        foreach (var run in runs)
        {
            for (var k = 0; k < run.Way.Count; k++)
            {
                if (run.Labels[k].Length == 0)
                    continue;
                if (places.Count > 0 && run.Way[k] - places[^1].At < 1e-9)
                    places[^1] = (places[^1].At, $"{places[^1].Name}|{run.Labels[k]}");
                else
                    places.Add((run.Way[k], run.Labels[k]));
            }
        }
        return places;
    }

    static LineChart Density(Phonons phonons, double low, double high)
    {
        var density = phonons.Density;
        var chart = new LineChart("Density of states", new Axis("States", "1/THz") { Min = 0 }, new Axis("Frequency", "THz") { Min = low, Max = high }) { Height = Height };
        chart.Add("all", density.States, density.Frequencies);
        foreach (var (element, states) in density.Parts)
            chart.Add(element.Symbol, states, density.Frequencies);
        return chart;
    }

    static void AddHeat(Section section, Phonons phonons, IReadOnlyList<double> temperatures)
    {
        var top = Math.Max(100, temperatures.DefaultIfEmpty(1000).Max());
        double[] t = [.. Enumerable.Range(0, 101).Select(k => top * k / 100)];
        Contribution[] states = [.. t.Select(phonons.Thermodynamics.At)];
        LineChart Chart(string title, string unit, double? most = null) => new(title, new Axis("Temperature", "K") { Min = 0, Max = top }, new Axis(title, unit) { Max = most });
        var dulong = Molar.Joules * Atoms.Units.Boltzmann * phonons.QPoints.Branches;
        // Room for the name of the line above it: the curve comes from below.
        section.Add(Chart("Heat capacity at constant volume", "J/mol/K", 1.15 * dulong).Add("Cv", t, [.. states.Select(s => Molar.Joules * s.HeatCapacity)]).MarkY(dulong, "Dulong and Petit"));
        section.Add(Chart("Entropy", "J/mol/K").Add("S", t, [.. states.Select(s => Molar.Joules * s.Entropy)]));
    }
}
