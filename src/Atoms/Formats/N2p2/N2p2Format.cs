namespace Athanor.Atoms;

/// <summary>
/// <c>input.data</c> of n2p2 and RuNNer: frames between <c>begin</c> and <c>end</c> with three vectors <c>lattice</c> (or none), atoms with charge, energy and force, the total energy and charge.
/// The files do not say their units; see <see cref="N2p2Units"/>. Written in Å and eV.
/// </summary>
sealed class N2p2Format : IWritableFormat
{
    public string Name => "n2p2";

    public string Suffixes => "input.data";

    public bool HasName(string fileName) => fileName.StartsWith("input.data", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith("input.data", StringComparison.OrdinalIgnoreCase);

    // "begin" as the first word, then a keyword of the format.
    public bool LooksLike(string head)
    {
        var lines = head.Split('\n').Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 0).Take(2).ToArray();
        return lines is [["begin", ..], ["comment" or "lattice" or "atom" or "energy" or "charge", ..]];
    }

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys) => new N2p2DataReader(lines, keys).Read();

    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var output = new Utf8Output(stream);
        foreach (var frame in frames)
            Write(output, frame);
        output.Flush();
    }

    static void Write(Utf8Output output, Frame frame)
    {
        var structure = frame.Structure;
        if (structure.Periodic != Periodicity.None && !structure.Periodic.IsBulk)
            throw new AtomsException($"{structure.Formula} repeats in some directions only, and in input.data files everything repeats or nothing; write extxyz.");
        var charges = frame.Columns.TryGetValue("charges", out var column) && column is { Width: 1, Numbers: not null } ? column.Numbers : null;
        output.Text("begin\ncomment ").Text(N2p2Units.InComment).Text("angstrom-ev ").Text(frame.Info.GetValueOrDefault("comment", structure.Formula).ReplaceLineEndings(" ")).Line();
        for (var d = 0; d < 3 && structure.Periodic.IsBulk; d++)
            Numbers(output.Text("lattice"), structure.Cell!.Vectors.Row(d)).Line();
        for (var i = 0; i < structure.Count; i++)
        {
            Numbers(output.Text("atom"), structure.Positions[i]).Byte(' ').Text(structure.Elements[i].Symbol).Byte(' ').Number(charges?[i] ?? 0).Text(" 0");
            Numbers(output, frame.Forces?[i] ?? default).Line();
        }
        output.Text("energy ").Number(frame.Energy ?? 0).Text("\ncharge ").Number(structure.Charge).Text("\nend\n");
    }

    static Utf8Output Numbers(Utf8Output output, Numerics.Vec3 v) => output.Byte(' ').Number(v.X).Byte(' ').Number(v.Y).Byte(' ').Number(v.Z);
}
