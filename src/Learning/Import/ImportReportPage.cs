using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>Writes an <see cref="ImportReport"/> into an HTML report.</summary>
internal static class ImportReportPage
{
    public static void Write(ImportReport report, ReportPage page)
    {
        var s = report.Summary;
        var section = page.Section("The data");
        section.Paragraph($"{s.Frames} frames with {s.Atoms} atoms of {string.Join(", ", s.Elements)}. Structures: {ImportReportText.Named(s.Compositions)}. Periodic directions: {ImportReportText.Named(s.Cells)}.");
        if (s.Files.Count > 0)
            section.Add(ImportTables.Files(s));
        section.Add(ImportTables.Groups(s));
        foreach (var finding in report.Findings)
            section.Callout(ToneOf(finding.Severity), finding.Sentence);
        if (report.AtomEnergies.Rows.Count > 0)
        {
            section.Paragraph("Energies of the atoms, which a potential adds to what it learns:");
            section.Add(ImportTables.Atoms(report.AtomEnergies));
        }
        AddHistograms(report, section);
    }

    static void AddHistograms(ImportReport report, Section section)
    {
        var energies = new Histogram("Energies", new Axis("Energy less that of the atoms", "eV/atom"));
        var forces = new Histogram("Forces", new Axis("Force component", "eV/Å")) { LogCount = true };
        bool anyEnergy = false, anyForce = false;
        foreach (var group in report.Data.Groups)
        {
            var frames = report.Data.Frames.Where(f => Dataset.GroupOf(f) == group && !Dataset.IsIsolatedAtom(f)).ToArray();
            double[] e = [.. frames.Select(report.AtomEnergies.Residual).Where(double.IsFinite)];
            double[] c = [.. frames.Where(f => f.Forces is not null).SelectMany(f => f.Forces!).SelectMany(v => new[] { v.X, v.Y, v.Z }).Where(double.IsFinite)];
            if (e.Length > 0)
                energies.Add(group, e);
            if (c.Length > 0)
                forces.Add(group, c);
            anyEnergy |= e.Length > 0;
            anyForce |= c.Length > 0;
        }
        if (anyEnergy)
            section.Add(energies);
        if (anyForce)
            section.Add(forces);
    }

    static Tone ToneOf(Severity severity) => severity switch
    {
        Severity.Refusal => Tone.Bad,
        Severity.Warning => Tone.Warning,
        _ => Tone.Note,
    };
}
