using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Crystallographic information files; each data block with atom sites is a frame. Written in P 1.</summary>
sealed class CifFormat : IWritableFormat
{
    public string Name => "cif";

    public string Suffixes => ".cif .mmcif";

    public bool HasName(string fileName) => StructureFormat.HasSuffix(fileName, Suffixes);

    public bool LooksLike(string head) =>
        head.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#')?.StartsWith("data_", StringComparison.OrdinalIgnoreCase) == true;

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys)
    {
        var index = 0;
        foreach (var block in CifBlock.ReadAll(lines))
        {
            if (new CifStructure(block, lines.File).Build() is { } structure)
                yield return new Frame(structure) { Source = new FrameSource(lines.File, index++), Info = { ["name"] = block.Name } };
        }
    }

    /// <summary>
    /// One block a frame: the cell as lengths and angles, every atom. A left-handed cell is written with its vectors turned round, which is
    /// the same crystal; how the crystal lies in space is not kept.
    /// </summary>
    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var output = new Utf8Output(stream);
        var index = 0;
        foreach (var frame in frames)
        {
            var structure = frame.Structure;
            WholeCell.Of(structure, "CIF");
            var name = new string([.. frame.Info.GetValueOrDefault("name", $"{structure.Formula}_{index + 1}").Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_')]);
            output.Text($"data_{name}\n");
            WriteBlock(output, structure);
            index++;
        }
        output.Flush();
    }

    static void WriteBlock(Utf8Output output, Structure structure)
    {
        var cell = new Cell(WholeCell.RightHanded(structure.Cell!.Vectors));
        Vec3 a = cell.Vectors.Row(0), b = cell.Vectors.Row(1), c = cell.Vectors.Row(2);
        output.Text("_cell_length_a "u8).Number(a.Length).Text("\n_cell_length_b "u8).Number(b.Length).Text("\n_cell_length_c "u8).Number(c.Length);
        output.Text("\n_cell_angle_alpha "u8).Number(Angle(b, c)).Text("\n_cell_angle_beta "u8).Number(Angle(a, c)).Text("\n_cell_angle_gamma "u8).Number(Angle(a, b));
        output.Text("\n_symmetry_space_group_name_H-M 'P 1'\n_symmetry_Int_Tables_number 1\nloop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n"u8);
        output.Text("loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n"u8);
        for (var i = 0; i < structure.Count; i++)
        {
            var symbol = structure.Elements[i].Symbol;
            var s = cell.ToFractional(structure.Positions[i]);
            output.Text(symbol).Number(i + 1).Byte(' ').Text(symbol).Byte(' ').Number(s.X).Byte(' ').Number(s.Y).Byte(' ').Number(s.Z).Text(" 1\n"u8);
        }
    }

    static double Angle(Vec3 u, Vec3 v)
    {
        var cosine = Vec3.Dot(u, v);
        // Exactly, where it is exact: 90 must not become 90.00000000000001.
        return cosine == 0 ? 90 : 180 / Math.PI * Math.Atan2(Vec3.Cross(u, v).Length, cosine);
    }
}
