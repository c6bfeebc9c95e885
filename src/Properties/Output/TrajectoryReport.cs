using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A trajectory's analysis as sections of a report.</summary>
public static class TrajectoryReport
{
    const int MostPairs = 12;

    public static void Fill(ReportPage page, TrajectoryAnalysis analysis)
    {
        var summary = page.Section("Trajectory");
        foreach (var note in analysis.Notes)
            summary.Note(note);
        var means = TrajectoryTables.Means(analysis);
        if (means.Rows.Count > 0)
            summary.Add(means);
        if (analysis.Distances.Count > 0)
            Structure(page.Section("Structure"), analysis);
        if (analysis.Diffusion.Count > 0 || analysis.Velocities.Count > 0)
            Motion(page.Section("Motion"), analysis);
        if (analysis.Viscosity is { } viscosity)
            Flow(page.Section(analysis.Flows ? "Viscosity" : "Stress"), viscosity, analysis.Flows);
    }

    static void Structure(Section section, TrajectoryAnalysis analysis)
    {
        var bulk = analysis.Distances[0].IsBulk;
        if (TrajectoryTables.Shells(analysis) is { Rows.Count: > 0 } shells)
            section.Add(shells);
        var chart = new LineChart(bulk ? "Pair distribution" : "Density of distances", new Axis("Distance", "Å"), bulk ? new Axis("g") : new Axis("Density for an atom of the first element", "1/Å"));
        foreach (var d in analysis.Distances.Take(MostPairs))
            chart.Add(new LineSeries(d.Pair, d.Radii, d.Values) { Band = Band(d.Values, d.Errors) });
        section.Add(chart);
        var coordination = new LineChart("Running coordination number", new Axis("Distance", "Å"), new Axis("Atoms of the second element within")) { Caption = "Around an atom of the first element." };
        foreach (var d in analysis.Distances.Take(MostPairs))
            coordination.Add(d.Pair, d.Radii, d.Coordination);
        section.Add(coordination);
        if (analysis.StructureFactors.Count == 0)
            return;
        var factor = new LineChart("Structure factor", new Axis("q", "1/Å") { Min = 0 }, new Axis("S"))
        {
            Caption = "Dots: from density waves that fit the cell. The line: from the pair distributions, under Lorch's window.",
        };
        var all = analysis.StructureFactors[0];
        factor.Add(new LineSeries("density waves", all.WaveVectors, all.Values) { Joined = false, Dots = true });
        if (analysis.StructureFactorOfDistances is { } other)
            factor.Add("pair distributions", all.WaveVectors, other);
        section.Add(factor);
        if (analysis.StructureFactors.Count == 1)
            return;
        var partial = new LineChart("Partial structure factors", new Axis("q", "1/Å") { Min = 0 }, new Axis("S")) { Caption = "Ashcroft's and Langreth's." };
        foreach (var s in analysis.StructureFactors.Skip(1).Take(MostPairs))
            partial.Add(s.Pair, s.WaveVectors, s.Values);
        section.Add(partial);
    }

    static void Motion(Section section, TrajectoryAnalysis analysis)
    {
        section.Add(TrajectoryTables.Transport(analysis));
        if (analysis.Diffusion.Count > 0)
        {
            var chart = new LineChart("Mean square displacement", new Axis("Time", "ps") { Log = true }, new Axis("⟨Δr²⟩", "Å²") { Log = true });
            foreach (var d in analysis.Diffusion)
            {
                var kept = Enumerable.Range(1, d.Times.Count - 1).Where(k => d.Squares[k] > 0).ToArray();
                double[] y = [.. kept.Select(k => d.Squares[k])];
                chart.Add(new LineSeries(d.Element.Symbol, [.. kept.Select(k => d.Times[k] / 1000)], y) { Band = Band(y, [.. kept.Select(k => d.Errors[k])]) });
            }
            if (analysis.Diffusion[0].Window is { } window)
                chart.MarkX(window.From / 1000, "slope from").MarkX(window.To / 1000, "to");
            section.Add(chart);
        }
        if (analysis.Velocities.Count > 0)
        {
            var chart = new LineChart("Velocity autocorrelation", new Axis("Time", "ps"), new Axis("⟨v(0)·v(t)⟩ / ⟨v²⟩"));
            foreach (var v in analysis.Velocities)
            {
                double[] y = [.. v.Values.Select(x => x / v.Values[0])];
                chart.Add(new LineSeries(v.Element.Symbol, [.. v.Times.Select(t => t / 1000)], y) { Band = Band(y, [.. v.Errors.Select(e => e / v.Values[0])]) });
            }
            section.Add(chart);
        }
        if (analysis.Spectrum is { } spectrum)
            section.Add(Spectrum(analysis, spectrum));
        if (analysis.Charges is { } charges)
        {
            if (charges.Conductivity is { } conductivity)
                section.KeyFigures(("Conductivity", conductivity.ToQuantity()));
            section.Add(new LineChart("Infrared spectrum of fixed charges", new Axis("Wavenumber", "cm⁻¹"), new Axis("Intensity")).Add(
                "current of charges", [.. charges.Frequencies.Select(f => f * VibrationalSpectrum.Wavenumber)], charges.Intensity));
        }
    }

    static LineChart Spectrum(TrajectoryAnalysis analysis, VibrationalSpectrum spectrum)
    {
        // Nothing stands beyond what holds all but a thousandth of the area.
        var (sum, whole, end) = (0.0, spectrum.Total.Sum(), 0);
        while (end < spectrum.Total.Count - 1 && sum < 0.999 * whole)
            sum += spectrum.Total[end++];
        var shown = Math.Min(spectrum.Total.Count, end + end / 10 + 1);
        double[] x = [.. spectrum.Frequencies.Take(shown).Select(f => f * VibrationalSpectrum.Wavenumber)];
        var chart = new LineChart("Vibrational density of states", new Axis("Wavenumber", "cm⁻¹"), new Axis("Density", "1/THz"))
        {
            Caption = $"Spectrum of the velocities; a sharp line would be {NumberText.Significant(spectrum.Resolution * VibrationalSpectrum.Wavenumber, 2)} cm⁻¹ wide.",
        };
        if (analysis.Velocities.Count > 1)
        {
            foreach (var v in analysis.Velocities)
                chart.Add(v.Element.Symbol, x, [.. v.Spectrum.Take(shown)]);
        }
        return chart.Add("all", x, [.. spectrum.Total.Take(shown)]);
    }

    static void Flow(Section section, Viscosity viscosity, bool flows)
    {
        if (flows)
            section.KeyFigures(("Viscosity", viscosity.Value.ToQuantity()));
        double[] x = [.. viscosity.Times.Select(t => t / 1000)];
        double[] c = [.. viscosity.Correlation.Select(v => v / viscosity.Correlation[0])];
        var log = new Axis("Time", "ps") { Log = true };
        section.Add(new LineChart("Stress autocorrelation", log, new Axis("⟨P(0)P(t)⟩ / ⟨P²⟩"))
            .Add(new LineSeries("stress", x[1..], c[1..]) { Band = Band(c[1..], [.. viscosity.CorrelationErrors.Skip(1).Select(e => e / viscosity.Correlation[0])]) }));
        section.Add(new LineChart("Running integral", log, new Axis("Viscosity", "mPa·s"))
            .Add(new LineSeries("viscosity", x[1..], [.. viscosity.Running.Skip(1)]) { Band = Band([.. viscosity.Running.Skip(1)], [.. viscosity.RunningErrors.Skip(1)]) })
            .MarkX(viscosity.Cutoff / 1000, "taken here"));
    }

    static (IReadOnlyList<double>, IReadOnlyList<double>) Band(IReadOnlyList<double> values, IReadOnlyList<double> errors) =>
        ([.. values.Zip(errors, (v, e) => v - e)], [.. values.Zip(errors, (v, e) => v + e)]);
}
