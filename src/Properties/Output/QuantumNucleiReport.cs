using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Quantum nuclei as sections of a report.</summary>
public static class QuantumNucleiReport
{
    const int MostBeadsShown = 400;

    /// <param name="results">One for each number of beads; pictures are of the last.</param>
    public static void Fill(ReportPage page, IReadOnlyList<QuantumNuclei> results)
    {
        var section = page.Section("Quantum nuclei");
        foreach (var remark in QuantumNucleiTables.Remarks(results))
            section.Note(remark);
        if (results.Count == 0)
            return;
        var last = results[^1];
        List<(string, Quantity)> key = [("Energy", last.Energy.ToQuantity()), ("Kinetic energy", last.KineticEnergy.ToQuantity()), ("Classically", new Quantity(last.ClassicalKinetic, "eV"))];
        section.KeyFigures([.. key]);
        foreach (var table in QuantumNucleiTables.All(results))
            section.Add(table);
        if (results.Count > 1)
            section.Add(Convergence(results));
        foreach (var bond in last.Bonds)
            section.Add(Distribution(bond));
        if (View(last) is { } view)
            page.Section("Beads").Add(view);
        Curves(page.Section("Course"), last);
    }

    static LineChart Distribution(BondLengths bond)
    {
        var points = bond.Distribution().ToArray();
        double[] x = [.. points.Select(p => p.Length)];
        return new LineChart($"Length of {bond.Name}", new Axis("Length", "Å"), new Axis("Density", "1/Å") { Min = 0 })
        {
            Caption = "Between beads is what is measured; between centroids little is left but the motion of heat.",
        }.Add("beads", x, [.. points.Select(p => p.Beads)]).Add("centroids", x, [.. points.Select(p => p.Centroids)]);
    }

    static LineChart Convergence(IReadOnlyList<QuantumNuclei> results)
    {
        QuantumNuclei[] order = [.. results.OrderBy(r => r.Settings.Beads)];
        double[] beads = [.. order.Select(r => (double)r.Settings.Beads)];
        var chart = new LineChart("Energy and the number of beads", new Axis("Beads") { Log = true }, new Axis("Energy", "eV"));
        chart.Add(new LineSeries("path integral", beads, [.. order.Select(r => r.Energy.Value)])
        {
            Dots = true,
            Band = ([.. order.Select(r => r.Energy.Value - r.Energy.Statistical ?? 0)], [.. order.Select(r => r.Energy.Value + r.Energy.Statistical ?? 0)]),
        });
        if (order[0].Harmonic is not null)
        {
            chart.Add(new LineSeries("harmonic, as many beads", beads, [.. order.Select(r => r.Harmonic!.Discretised)]) { Dashed = true });
            chart.MarkY(order[0].Harmonic!.Quantum, "harmonic, exact");
            chart.MarkY(order[0].Harmonic!.Classical, "harmonic, classical");
        }
        return chart;
    }

    /// <summary>All beads of all atoms at once: each frame is a cloud.</summary>
    static MoleculeView? View(QuantumNuclei nuclei)
    {
        var shown = nuclei.Averages.Shown;
        var atoms = nuclei.Structure.Count;
        if (shown.Count == 0 || atoms * nuclei.Settings.Beads > MostBeadsShown)
            return null;
        string[] symbols = [.. shown[0].Beads.SelectMany(b => b.Elements.ToArray().Select(e => e.Symbol))];
        double[] Places(Atoms.Structure[] beads) => [.. beads.SelectMany(b => Vec3.Flatten(b.Positions.AsSpan()).ToArray())];
        var bonds = Enumerable.Range(0, nuclei.Settings.Beads).SelectMany(j => Enumerable.Range(0, atoms).Select(i => (j * atoms + i, (j + 1) % nuclei.Settings.Beads * atoms + i))).Where(b => b.Item1 != b.Item2).ToArray();
        var view = new MoleculeView("Rings of beads", symbols, Places(shown[0].Beads)) { Bonds = bonds, Caption = "Every bead of every atom; lines join neighbours in a ring." };
        foreach (var (time, beads) in shown.Skip(1))
            view.AddFrame(Places(beads), $"{time / 1000:0.###} ps");
        return view;
    }

    static void Curves(Section section, QuantumNuclei nuclei)
    {
        var course = nuclei.Averages.Course;
        double[] x = [.. course.Select(r => r.Time / 1000)];
        var time = new Axis("Time", "ps");
        section.Add(new LineChart("Kinetic energy by both estimators", time, new Axis("Kinetic energy", "eV"))
            .Add("primitive", x, [.. course.Select(r => r.PrimitiveKinetic)])
            .Add("centroid virial", x, [.. course.Select(r => r.VirialKinetic)])
            .MarkY(nuclei.ClassicalKinetic, "classical"));
        section.Add(new LineChart("Temperature of the beads' motion", time, new Axis("Temperature", "K")).Add("beads", x, [.. course.Select(r => r.Temperature)]).MarkY(nuclei.Settings.Temperature, "target"));
        if (course.Count > 0)
            section.Add(new LineChart("Drift of the conserved energy, by bead and atom", time, new Axis("Drift", "meV"))
                .Add("drift", x, [.. course.Select(r => 1000 * (r.Conserved - course[0].Conserved) / (nuclei.Structure.Count * (double)nuclei.Settings.Beads))]));
    }
}
