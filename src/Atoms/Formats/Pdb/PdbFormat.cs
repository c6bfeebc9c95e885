using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Protein Data Bank files, read only: ATOM and HETATM records, the cell of CRYST1, each MODEL a frame. Names and residues become the columns
/// <c>atom_name</c>, <c>residue_name</c>, <c>residue_number</c>.
/// </summary>
sealed class PdbFormat : IStructureFormat
{
    public string Name => "pdb";

    public string Suffixes => ".pdb .ent";

    public bool HasName(string fileName) => StructureFormat.HasSuffix(fileName, Suffixes);

    public bool LooksLike(string head) => head.Split('\n').Any(l => (l.StartsWith("ATOM  ", StringComparison.Ordinal) || l.StartsWith("HETATM", StringComparison.Ordinal)) && l.Length >= 54);

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys)
    {
        Cell? cell = null;
        var atoms = new List<PdbAtom>();
        var index = 0;
        while (lines.NextText() is { } line)
        {
            if (line.StartsWith("CRYST1", StringComparison.Ordinal))
            {
                cell = ReadCell(line, lines);
            }
            else if (line.StartsWith("ATOM  ", StringComparison.Ordinal) || line.StartsWith("HETATM", StringComparison.Ordinal))
            {
                atoms.Add(PdbAtom.Parse(line, lines));
            }
            else if (line.StartsWith("ENDMDL", StringComparison.Ordinal) && atoms.Count > 0)
            {
                yield return Build(atoms, cell, new FrameSource(lines.File, index++));
                atoms.Clear();
            }
        }
        if (atoms.Count > 0)
            yield return Build(atoms, cell, new FrameSource(lines.File, index));
    }

    static Frame Build(List<PdbAtom> atoms, Cell? cell, FrameSource source) =>
        new(new Structure([.. atoms.Select(a => a.Element)], [.. atoms.Select(a => a.Position)], cell, cell is null ? Periodicity.None : Periodicity.All))
        {
            Source = source,
            Columns =
            {
                ["atom_name"] = new AtomColumn('S', 1, null, [.. atoms.Select(a => a.Name)]),
                ["residue_name"] = new AtomColumn('S', 1, null, [.. atoms.Select(a => a.Residue)]),
                ["residue_number"] = new AtomColumn('I', 1, [.. atoms.Select(a => (double)a.ResidueNumber)], null),
            },
        };

    // "1 1 1 90 90 90" is written where there is no crystal.
    static Cell? ReadCell(string line, LineReader lines)
    {
        (int Start, int Length)[] columns = [(6, 9), (15, 9), (24, 9), (33, 7), (40, 7), (47, 7)];
        var v = columns.Select(c => line.Length >= c.Start + c.Length && Utf8Number.TryParse(line.AsSpan(c.Start, c.Length).Trim(), out var x) ? x : throw lines.Error("CRYST1 should hold three lengths and three angles.")).ToArray();
        if (v is [1, 1, 1, 90, 90, 90] or [0, 0, 0, ..])
            return null;
        try
        {
            return Cell.FromLengthsAndAngles(v[0], v[1], v[2], v[3], v[4], v[5]);
        }
        catch (AtomsException e)
        {
            throw lines.Error(e.Message);
        }
    }
}
