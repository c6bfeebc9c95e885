using System.Text;

namespace Athanor.Learning;

/// <summary>Writes an <see cref="ImportReport"/> for a terminal.</summary>
internal static class ImportReportText
{
    const int MostNamed = 8;

    public static string Write(ImportReport report)
    {
        var s = report.Summary;
        var text = new StringBuilder();
        if (s.Files.Count > 0)
            text.Append(ImportTables.Files(s).ToText()).Append("\n\n");
        text.Append($"{s.Frames} {(s.Frames == 1 ? "frame" : "frames")}, {s.Atoms} {(s.Atoms == 1 ? "atom" : "atoms")}, elements {string.Join(" ", s.Elements)}\n");
        text.Append($"structures  {Named(s.Compositions)}\n");
        text.Append($"pbc         {Named(s.Cells)}\n");
        text.Append($"labels      energy {OfAll(s.Energies, s.Frames)}, forces {OfAll(s.Forces, s.Frames)}, stress {OfAll(s.Stresses, s.Frames)}\n\n");
        text.Append(ImportTables.Groups(s).ToText()).Append("\n\n");
        if (report.AtomEnergies.Rows.Count > 0)
            text.Append("Energies of the atoms, subtracted above\n").Append(ImportTables.Atoms(report.AtomEnergies).ToText()).Append("\n\n");
        if (report.Findings.Count == 0)
            text.Append("No doubts.\n");
        foreach (var f in report.Findings)
            text.Append($"{Word(f.Severity)} [{f.Code}] {f.Sentence}\n");
        return text.ToString();
    }

    static string Word(Severity severity) => severity switch
    {
        Severity.Refusal => "✗ REFUSED",
        Severity.Warning => "! warning",
        _ => "i note",
    };

    static string OfAll(int count, int all) => count == all ? "in all" : count == 0 ? "in none" : $"in {count} of {all}";

    public static string Named(IReadOnlyList<(string Name, int Frames)> items) =>
        string.Join(", ", items.Take(MostNamed).Select(i => $"{i.Name} ×{i.Frames}")) + (items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "");
}
