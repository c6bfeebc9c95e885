using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Data files of LAMMPS (read_data, write_data), units metal where the file does not say.</summary>
sealed class LammpsFormat : IWritableFormat
{
    public string Name => "lammps";

    public string Suffixes => ".lmp .lammps .data";

    public bool HasName(string fileName) => StructureFormat.HasSuffix(fileName, Suffixes) || fileName.StartsWith("data.", StringComparison.OrdinalIgnoreCase);

    // A first line of anything; then, among the first lines, "N atoms" and "M atom types".
    public bool LooksLike(string head)
    {
        var lines = head.Split('\n').Skip(1).Select(l => l.Split('#')[0].Trim()).ToArray();
        bool Says(string keyword) => lines.Any(l => l.EndsWith(keyword, StringComparison.Ordinal) && int.TryParse(l[..^keyword.Length].Trim(), out _));
        return Says(" atoms") && Says(" atom types");
    }

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys)
    {
        yield return new LammpsReader(lines).Read();
    }

    /// <summary>
    /// Units metal, style charge where the frame has a column <c>charges</c>, else atomic. The structure is turned so that a lies along x and b in the
    /// xy plane, and leaning vectors are shortened by whole other ones, as LAMMPS demands; types are numbered as elements (and isotopes) appear, with the symbol behind the mass.
    /// </summary>
    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var frame = WholeCell.Single(frames, "LAMMPS data");
        var structure = frame.Structure;
        var (box, rotation) = LammpsBox.Of(WholeCell.Of(structure, "LAMMPS data").Vectors);
        var turned = rotation != Mat3.Identity;
        var charges = frame.Columns.TryGetValue("charges", out var column) && column is { Width: 1, Numbers: not null } ? column.Numbers : null;
        var kinds = Enumerable.Range(0, structure.Count).Select(i => (Element: structure.Elements[i], Mass: structure.MassOf(i))).ToArray();
        var types = kinds.Distinct().Select((kind, k) => (kind, k)).ToDictionary(x => x.kind, x => x.k + 1);

        var output = new Utf8Output(stream);
        output.Text($"{structure.Formula}, LAMMPS data, units = metal\n\n{structure.Count} atoms\n{types.Count} atom types\n\n");
        output.Text("0 "u8).Number(box.XX).Text(" xlo xhi\n0 "u8).Number(box.YY).Text(" ylo yhi\n0 "u8).Number(box.ZZ).Text(" zlo zhi\n"u8);
        if (box.YX != 0 || box.ZX != 0 || box.ZY != 0)
            output.Number(box.YX).Byte(' ').Number(box.ZX).Byte(' ').Number(box.ZY).Text(" xy xz yz\n"u8);
        output.Text("\nMasses\n\n"u8);
        foreach (var ((element, mass), type) in types)
            output.Number(type).Byte(' ').Number(mass).Text($" # {element.Symbol}\n");

        output.Text(charges is null ? "\nAtoms # atomic\n\n" : "\nAtoms # charge\n\n");
        for (var i = 0; i < structure.Count; i++)
        {
            output.Number(i + 1).Byte(' ').Number(types[kinds[i]]).Byte(' ');
            if (charges is not null)
                output.Number(charges[i]).Byte(' ');
            Vector(output, turned ? rotation * structure.Positions[i] : structure.Positions[i]);
        }
        if (structure.Velocities is { } velocities)
        {
            output.Text("\nVelocities\n\n"u8);
            for (var i = 0; i < structure.Count; i++)
                Vector(output.Number(i + 1).Byte(' '), 1000 * (turned ? rotation * velocities[i] : velocities[i]));
        }
        output.Flush();
    }

    static void Vector(Utf8Output output, Vec3 v) => output.Number(v.X).Byte(' ').Number(v.Y).Byte(' ').Number(v.Z).Line();
}
