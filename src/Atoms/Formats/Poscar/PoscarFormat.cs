using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>POSCAR and CONTCAR of VASP: one structure that repeats in three directions.</summary>
sealed class PoscarFormat : IWritableFormat
{
    public string Name => "poscar";

    public string Suffixes => "POSCAR CONTCAR .poscar .vasp";

    public bool HasName(string fileName) =>
        fileName.StartsWith("POSCAR", StringComparison.OrdinalIgnoreCase) || fileName.StartsWith("CONTCAR", StringComparison.OrdinalIgnoreCase) || StructureFormat.HasSuffix(fileName, Suffixes);

    // A line of anything, one or three numbers, and three lines of three numbers.
    public bool LooksLike(string head)
    {
        var lines = head.Split('\n').Take(5).ToArray();
        return lines.Length == 5 && CountNumbers(lines[1]) is 1 or 3 && lines[2..].All(l => CountNumbers(l) >= 3);
    }

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys)
    {
        yield return new PoscarReader(lines).Read();
    }

    /// <summary>VASP 5, Cartesian. Atoms of one element are brought together (in order of first appearance), as VASP wants them; otherwise their order is kept.</summary>
    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var frame = WholeCell.Single(frames, "POSCAR");
        var structure = frame.Structure;
        var cell = WholeCell.Of(structure, "POSCAR").Vectors;
        var elements = structure.Elements.ToArray();
        var groups = Enumerable.Range(0, elements.Length).GroupBy(i => elements[i]).ToArray();
        int[] order = [.. groups.SelectMany(g => g)];
        var flags = frame.Columns.TryGetValue(PoscarReader.MoveMask, out var mask) && mask is { Kind: 'L', Numbers: not null, Width: 1 or 3 } ? mask : null;

        var output = new Utf8Output(stream);
        output.Text(frame.Info.GetValueOrDefault("comment", structure.Formula).ReplaceLineEndings(" ")).Text("\n1.0\n"u8);
        for (var i = 0; i < 3; i++)
            Vector(output, cell.Row(i)).Line();
        output.Text(string.Join(' ', groups.Select(g => g.Key.Symbol))).Line();
        output.Text(string.Join(' ', groups.Select(g => g.Count()))).Line();
        output.Text(flags is null ? "" : "Selective dynamics\n").Text("Cartesian\n"u8);
        foreach (var i in order)
        {
            Vector(output, structure.Positions[i]);
            for (var d = 0; flags is not null && d < 3; d++)
                output.Text(flags.Numbers![i * flags.Width + d % flags.Width] != 0 ? " T" : " F");
            output.Line();
        }
        if (structure.Velocities is { } velocities)
        {
            output.Line();
            foreach (var i in order)
                Vector(output, velocities[i]).Line();
        }
        output.Flush();
    }

    static Utf8Output Vector(Utf8Output output, Vec3 v) => output.Text("  ").Number(v.X).Byte(' ').Number(v.Y).Byte(' ').Number(v.Z);

    static int CountNumbers(string line) => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => Utf8Number.TryParse(w, out _)).Count();
}
