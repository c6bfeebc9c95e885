using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The tables of an <see cref="ImportReport"/>, for terminal and page alike.</summary>
internal static class ImportTables
{
    public static Table Files(ImportSummary summary)
    {
        var table = new Table(null, Column.Text("file"), Column.Number("frames"), Column.Number("atoms"), Column.Text("SHA-256"));
        foreach (var f in summary.Files)
            table.Row(Path.GetFileName(f.Path), f.Frames, f.Atoms, f.Sha256[..12]);
        return table;
    }

    public static Table Groups(ImportSummary summary)
    {
        var table = new Table(null, Column.Text("group"), Column.Number("frames"), Column.Text("atoms"), Column.Text("labels"),
            Column.Number("energy from", "eV/atom", "0.000"), Column.Number("to", "eV/atom", "0.000"), Column.Number("deviation", "eV/atom", "0.0000"),
            Column.Number("force rms", "eV/Å", "0.000"), Column.Number("largest", "eV/Å", "0.00"), Column.Number("nearest", "Å", "0.000"));
        foreach (var g in summary.Groups)
        {
            table.Row(g.Name, g.Frames, g.FewestAtoms == g.MostAtoms ? $"{g.MostAtoms}" : $"{g.FewestAtoms}–{g.MostAtoms}", Labels(g),
                Known(g.LowestEnergy), Known(g.HighestEnergy), Known(g.EnergyDeviation), Known(g.RmsForce), Known(g.LargestForce), Known(g.NearestDistance));
        }
        return table;
    }

    public static Table Atoms(AtomEnergies energies)
    {
        var table = new Table(null, Column.Text("element"), Column.Number("atoms"), Column.Number("energy", "eV", "0.0000"), Column.Text("from"));
        foreach (var row in energies.Rows)
        {
            table.Row(row.Element.Symbol, row.Atoms, row.Energy, row.Source switch
            {
                AtomEnergySource.IsolatedFrame => "isolated atom",
                AtomEnergySource.LeastSquares => "least squares (binding included)",
                _ => "least squares, undetermined",
            });
        }
        return table;
    }

    // E F S; in lower case where only some frames have them.
    static string Labels(GroupSummary g)
    {
        string Letter(char letter, int count) => count == 0 ? "" : count == g.Frames ? $"{letter}" : $"{char.ToLowerInvariant(letter)}";
        var letters = Letter('E', g.Energies) + Letter('F', g.Forces) + Letter('S', g.Stresses);
        return letters.Length > 0 ? letters : "none";
    }

    static Athanor.Reports.Cell Known(double value) => double.IsNaN(value) ? default(Athanor.Reports.Cell) : value;
}
