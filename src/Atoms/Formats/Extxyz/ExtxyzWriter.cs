using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Writes extended XYZ, frame after frame. Numbers are written in the shortest form that reads back to the same bits. The columns
/// are species, pos (Å), velo (Å/fs), masses (amu), forces (eV/Å) and the frame's own; the keys Lattice, energy (eV), stress (eV/Å³,
/// nine numbers), pbc, config_type, charge, multiplicity and the frame's own. Where the frame's own key or column bears
/// the name of one of ours it is written with "other_" before it.
/// </summary>
public sealed class ExtxyzWriter
{
    readonly Utf8Output _output;

    /// <param name="stream">Stays open; the caller owns it.</param>
    public ExtxyzWriter(Stream stream) => _output = new Utf8Output(stream);

    /// <summary>Writes one frame and hands it to the stream.</summary>
    /// <exception cref="AtomsException">An array of the frame does not fit its number of atoms, or a column's name cannot be written.</exception>
    public void Write(Frame frame)
    {
        var columns = Columns(frame);
        _output.Number(frame.Structure.Count).Line();
        WriteComment(frame, columns);
        for (var atom = 0; atom < frame.Structure.Count; atom++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                if (c > 0)
                    _output.Byte(' ');
                columns[c].Write(_output, atom);
            }
            _output.Line();
        }
        _output.Flush();
    }

    void WriteComment(Frame frame, List<ColumnToWrite> columns)
    {
        var structure = frame.Structure;
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Properties", "pbc", "Lattice" };
        if (structure.Cell is { } cell)
            Matrix("Lattice", cell.Vectors).Byte(' ');
        _output.Text("Properties="u8);
        for (var c = 0; c < columns.Count; c++)
            _output.Text(c > 0 ? ":" : "").Text(columns[c].Property.Name).Byte(':').Byte(columns[c].Property.Kind).Byte(':').Number(columns[c].Property.Width);

        void Number(string key, double? value)
        {
            if (value is not { } number)
                return;
            written.Add(key);
            _output.Byte(' ').Text(key).Byte('=').Number(number);
        }

        Number("energy", frame.Energy);
        if (frame.Stress is { } stress)
        {
            written.Add("stress");
            _output.Byte(' ');
            Matrix("stress", stress);
        }
        _output.Text(" pbc=\""u8).Text(structure.Periodic.ToString()).Byte('"');
        if (frame.Group is { } group)
        {
            written.Add("config_type");
            _output.Text(" config_type="u8).Text(CommentLine.Quote(group));
        }
        Number("charge", structure.Charge != 0 ? structure.Charge : null);
        Number("multiplicity", structure.Multiplicity);
        foreach (var (key, value) in frame.Info)
        {
            var name = key;
            while (!written.Add(name))
                name = "other_" + name;
            _output.Byte(' ').Text(CommentLine.Quote(name)).Byte('=').Text(CommentLine.Quote(value));
        }
        _output.Line();
    }

    Utf8Output Matrix(string key, Mat3 m)
    {
        _output.Text(key).Text("=\""u8);
        for (var i = 0; i < 9; i++)
            _output.Text(i > 0 ? " " : "").Number(m[i / 3, i % 3]);
        return _output.Byte('"');
    }

    static List<ColumnToWrite> Columns(Frame frame)
    {
        var s = frame.Structure;
        var columns = new List<ColumnToWrite> { new SpeciesToWrite(s), new VectorsToWrite("pos", s.Positions) };
        if (s.Velocities is { } velocities)
            columns.Add(new VectorsToWrite("velo", velocities));
        if (s.Masses is { } masses)
            columns.Add(new ValuesToWrite("masses", new AtomColumn('R', 1, masses, null)));
        if (frame.Forces is { } forces)
            columns.Add(new VectorsToWrite("forces", forces));
        var taken = columns.Select(c => c.Property.Name).ToHashSet();
        foreach (var (key, column) in frame.Columns)
        {
            var name = key;
            while (!taken.Add(name))
                name = "other_" + name;
            columns.Add(new ValuesToWrite(name, column));
        }
        foreach (var column in columns)
        {
            var (name, _, width) = column.Property;
            if (column.Length != width * s.Count)
                throw new AtomsException($"The column {name} has {column.Length} values for {s.Count} atoms with {width} each.");
            if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || c is ':' or '"' or '\'' or '=' or '\\' or '[' or '{'))
                throw new AtomsException($"The column name '{name}' cannot be written to extended XYZ; use letters, digits and '_'.");
        }
        return columns;
    }
}
