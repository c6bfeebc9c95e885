using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>A finish in a report: frequencies beside the oracle's, the run with what its members say, the molecule that moves.</summary>
public static class FinishReport
{
    public static void Fill(ReportPage page, FinishResult finish)
    {
        if (finish.Frequencies is { } frequencies)
            AddFrequencies(page.Section("Frequencies"), frequencies);
        if (finish.Motion is { } motion)
            AddMotion(page.Section("Molecular dynamics on the last model"), motion);
        if (finish.Remarks.Count == 0)
            return;
        var section = page.Section("What could not be done");
        foreach (var remark in finish.Remarks)
            section.Warning(remark);
    }

    static void AddFrequencies(Section section, FrequencyComparison frequencies)
    {
        section.Paragraph("Harmonic wavenumbers of the last model at its minimum" + (frequencies.Model.Spread is null ? "." : "; the error bar is the spread of its members, each by its own Hessian.")
            + (frequencies.Oracle is null ? "" : FormattableString.Invariant($" Those of the oracle are at its own minimum, which no label was asked for: they differ by {frequencies.Rmsd:0.0} cm⁻¹ (root mean square).")));
        if (frequencies.WhyNot is { } why)
            section.Note(why);
        var chart = new BarChart("Model and oracle", new Axis("Wavenumber", "cm⁻¹"), frequencies.Oracle is null ? ["model"] : ["model", "oracle"]);
        foreach (var (mode, k) in frequencies.Modes.Select((m, k) => (m, k)))
        {
            var own = new Quantity(mode.Model, mode.Error, "cm⁻¹");
            if (mode.Oracle is { } oracle)
                chart.Add($"mode {k + 1}", own, new Quantity(Math.Round(oracle, 1), "cm⁻¹"));
            else
                chart.Add($"mode {k + 1}", own);
        }
        section.Add(chart).Add(Modes(frequencies)).Add(FinishTables.Frequencies(frequencies));
    }

    static MoleculeView Modes(FrequencyComparison frequencies)
    {
        var structure = frequencies.Model.Structure;
        var view = new MoleculeView("Its modes", Symbols(structure), Positions(structure, centred: false), CellOf(structure)) { Caption = "Choose a mode, then play." };
        foreach (var (mode, k) in frequencies.Model.Modes.Select((m, k) => (m, k)))
        {
            var largest = mode.Displacements.Max(d => d.Length);
            view.AddMode($"mode {k + 1}, {mode.WavenumberText()} cm⁻¹", [.. mode.Displacements.SelectMany(d => new[] { d.X, d.Y, d.Z }).Select(x => 0.3 * x / largest)]);
        }
        return view;
    }

    static void AddMotion(Section section, Motion motion)
    {
        if (motion.Stopped is { } stopped)
            section.Warning(stopped);
        if (motion.Interrupted)
            section.Note("It was interrupted.");
        section.Add(FinishTables.Motion(motion));
        if (motion.Mean.Share < 0.1)
            section.Warning("The members are so far apart that a run of their mean hardly speaks for each of them; the model's error of the mean energy is a guess.");
        if (motion.Readings.Count < 2)
            return;
        var time = new Axis("Time", "ps");
        double[] t = [.. motion.Readings.Select(r => r.Time / 1000)];
        var lowest = motion.Readings[0].Energy;
        double[] e = [.. motion.Readings.Select(r => r.Energy - lowest)];
        var energy = new LineSeries("energy", t, e);
        if (motion.Mean.Model is not null)
        {
            double[] s = [.. motion.Readings.Select(r => r.EnergyStd)];
            energy = new LineSeries("energy ± σ of the members", t, e) { Band = ([.. e.Zip(s, (a, b) => a - b)], [.. e.Zip(s, (a, b) => a + b)]) };
            section.Add(new LineChart("Disagreement along the run", time, new Axis("Largest |F_a − F_b|", "eV/Å") { Min = 0 })
            {
                Caption = "Of any two members, on any one atom.",
            }.Add(new LineSeries("disagreement", t, [.. motion.Readings.Select(r => r.Disagreement)])));
        }
        section.Add(new LineChart("Potential energy above the minimum", time, new Axis("Energy", "eV")).Add(energy));
        section.Add(new LineChart("Temperature", time, new Axis("Temperature", "K")).Add(new LineSeries("temperature", t, [.. motion.Readings.Select(r => r.Temperature)]))
            .MarkY(motion.Settings.Temperature, "thermostat"));
        if (motion.Frames.Count > 0)
            section.Add(Moving("The molecule in it", [.. motion.Frames.Select(f => f.Structure)], [.. motion.Frames.Select(f => FormattableString.Invariant($"{f.Time / 1000:0.###} ps"))]));
    }

    /// <summary>A view that plays; a molecule's centre is held in the middle.</summary>
    /// <param name="frames">At least one.</param>
    /// <param name="says">What stands beside each.</param>
    internal static MoleculeView Moving(string title, IReadOnlyList<Structure> frames, IReadOnlyList<string> says)
    {
        var first = frames[0];
        var centred = !first.Periodic.Any;
        var view = new MoleculeView(title, Symbols(first), Positions(first, centred), CellOf(first));
        for (var k = 1; k < frames.Count; k++)
            view.AddFrame(Positions(frames[k], centred), says[k], CellOf(frames[k]));
        return view;
    }

    static string[] Symbols(Structure structure) => [.. structure.Elements.ToArray().Select(e => e.Symbol)];

    static double[] Positions(Structure structure, bool centred)
    {
        var centre = Vec3.Zero;
        if (centred)
        {
            foreach (var position in structure.Positions)
                centre += 1.0 / structure.Count * position;
        }
        return [.. structure.Positions.SelectMany(p => new[] { p.X - centre.X, p.Y - centre.Y, p.Z - centre.Z })];
    }

    static double[]? CellOf(Structure structure) => structure.Cell is { } cell ? [.. Enumerable.Range(0, 9).Select(k => cell.Vectors[k / 3, k % 3])] : null;
}
