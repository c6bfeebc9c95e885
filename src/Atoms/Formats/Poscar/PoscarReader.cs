using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Reads a POSCAR of VASP 5 or 6, or of VASP 4 where the first line names the elements. Selective dynamics becomes the column
/// <see cref="MoveMask"/> (T where the atom may move); velocities are in Å/fs.
/// </summary>
sealed class PoscarReader(LineReader lines)
{
    /// <summary>ASE's name for the same thing in extended XYZ.</summary>
    public const string MoveMask = "move_mask";

    Vec3 _scale;

    public Frame Read()
    {
        var comment = Line("the comment").Trim();
        var cell = ReadCell();
        var (elements, counts) = ReadSpecies(comment);
        var mode = Line("Direct or Cartesian").TrimStart();
        var selective = mode.StartsWith('s') || mode.StartsWith('S');
        if (selective)
            mode = Line("Direct or Cartesian").TrimStart();
        if (mode.Length > 0 && (char.IsAsciiDigit(mode[0]) || mode[0] is '-' or '.'))
            throw lines.Error($"here should stand Direct or Cartesian, not {Texts.Shown(mode)}.");
        var cartesian = IsCartesian(mode);

        var count = counts.Sum();
        var positions = new Vec3[count];
        var flags = selective ? new double[3 * count] : null;
        for (var i = 0; i < count; i++)
        {
            if (!lines.Next(out var line) || !line.ContainsAnyExcept(" \t"u8))
                throw new AtomsException($"{lines.File} is cut short: {count} atoms are promised, {i} are there. Get the whole file.");
            var fields = new FieldCursor(line);
            var read = Vector(ref fields, i, "positions");
            positions[i] = cartesian ? Scaled(read) : cell.ToCartesian(read);
            if (!positions[i].IsFinite)
                throw lines.Error($"({read.X}, {read.Y}, {read.Z}) is no place for atom {i + 1}.");
            for (var d = 0; flags is not null && d < 3; d++)
                flags[3 * i + d] = Flag(ref fields, i);
        }

        var structure = new Structure([.. elements.SelectMany((e, k) => Enumerable.Repeat(e, counts[k]))], positions, cell, Periodicity.All)
        {
            Velocities = ReadVelocities(count),
        };
        var frame = new Frame(structure) { Source = new FrameSource(lines.File, 0) };
        if (comment.Length > 0)
            frame.Info["comment"] = comment;
        if (flags is not null)
            frame.Columns[MoveMask] = new AtomColumn('L', 3, flags, null);
        return frame;
    }

    Cell ReadCell()
    {
        var scales = Numbers(Line("the scale"));
        var scaleLine = lines.Line;
        if (scales.Length is not (1 or 3) || scales.Any(s => s == 0 || !double.IsFinite(s)) || (scales.Length == 3 && scales.Any(s => s < 0)))
            throw lines.Error("here should stand the scale: one number, not zero (if negative, minus the cell's volume in Å³), or three positive ones.");
        var rows = new Vec3[3];
        for (var i = 0; i < 3; i++)
        {
            var text = Line("a lattice vector");
            rows[i] = Numbers(text) is { Length: >= 3 } n ? new Vec3(n[0], n[1], n[2]) : throw lines.Error($"{Texts.Shown(text.Trim())} is not a lattice vector of three numbers.");
        }
        try
        {
            // Made once before it is scaled, because a volume to be reached needs one to begin with.
            var unscaled = new Cell(rows[0], rows[1], rows[2]);
            var uniform = scales[0] < 0 ? Math.Cbrt(-scales[0] / unscaled.Volume) : scales[0];
            _scale = scales.Length == 3 ? new Vec3(scales[0], scales[1], scales[2]) : new Vec3(uniform, uniform, uniform);
            return new Cell(Scaled(rows[0]), Scaled(rows[1]), Scaled(rows[2]));
        }
        catch (AtomsException e)
        {
            throw lines.ErrorAt(scaleLine, e.Message);
        }
    }

    (Element[] Elements, int[] Counts) ReadSpecies(string comment)
    {
        var first = Words(Line("the elements"));
        if (first.Length > 0 && first.All(w => int.TryParse(w, out _)))
        {
            var names = Words(comment);
            var symbols = names.Take(first.Length).Select(n => Element.TryParse(n, out var e) ? e : (Element?)null).ToArray();
            if (symbols.Length < first.Length || symbols.Any(s => s is null))
                throw lines.Error("the elements are not named: this is a VASP 4 file. Put their symbols into the first line, or as a line of its own above the numbers of atoms.");
            return ([.. symbols.Select(s => s!.Value)], Counts(first));
        }
        // VASP 6 writes "Si/7f3a…", some write "Si_pv".
        var elements = first.Select(w => Element.TryParse(w.Split('/', '_')[0], out var e) ? e : throw lines.Error($"'{w}' is not an element.")).ToArray();
        var counts = Words(Line("the numbers of atoms"));
        if (counts.Length < elements.Length || elements.Length == 0)
            throw lines.Error($"{elements.Length} elements are named, but {counts.Length} numbers of atoms are given.");
        return (elements, Counts(counts[..elements.Length]));
    }

    int[] Counts(string[] words)
    {
        var counts = words.Select(w => int.TryParse(w, out var n) && n is >= 0 and <= 100_000_000 ? n : throw lines.Error($"'{w}' is not a number of atoms.")).ToArray();
        return counts.Sum(n => (long)n) is > 0 and <= 100_000_000 ? counts : throw lines.Error("there are no atoms, or too many.");
    }

    // After the positions: perhaps the lattice's own velocities (VASP 6), then a blank line or Cartesian, and the velocities.
    Vec3[]? ReadVelocities(int count)
    {
        if (lines.NextText() is not { } mode)
            return null;
        if (mode.TrimStart().StartsWith("Lattice", StringComparison.OrdinalIgnoreCase))
        {
            for (var i = 0; i < 7; i++)
                lines.NextText();
            if (lines.NextText() is not { } next)
                return null;
            mode = next;
        }
        var blank = string.IsNullOrWhiteSpace(mode);
        if (!blank && !IsCartesian(mode.TrimStart()) && !mode.TrimStart().StartsWith("d", StringComparison.OrdinalIgnoreCase))
            throw lines.Error($"after the positions should come nothing, a blank line or the velocities, not {Texts.Shown(mode.Trim())}; does the file have more atoms than it promises?");
        var velocities = new Vec3[count];
        for (var i = 0; i < count; i++)
        {
            if (!lines.Next(out var line) || !line.ContainsAnyExcept(" \t"u8))
                return i == 0 ? null : throw new AtomsException($"{lines.File} is cut short: it has {i} velocities for {count} atoms. Get the whole file, or delete them.");
            var fields = new FieldCursor(line);
            velocities[i] = Vector(ref fields, i, "velocities");
        }
        if (velocities.All(v => v == Vec3.Zero))
            return null;
        return blank || IsCartesian(mode.TrimStart())
            ? velocities
            : throw lines.Error("the velocities are in lattice vectors per time step, and the time step is not known here; write them as Cartesian (Å/fs), or delete them.");
    }

    Vec3 Scaled(Vec3 v) => new(v.X * _scale.X, v.Y * _scale.Y, v.Z * _scale.Z);

    static bool IsCartesian(string mode) => mode.Length > 0 && mode[0] is 'C' or 'c' or 'K' or 'k';

    Vec3 Vector(ref FieldCursor fields, int atom, string column)
    {
        Span<double> v = stackalloc double[3];
        foreach (ref var component in v)
        {
            if (!fields.Next(out var field))
                throw lines.Error($"the line of atom {atom + 1} has fewer than three numbers ({column}).");
            if (!Utf8Number.TryParse(field, out component))
                throw lines.Error($"{Texts.Shown(field)} is not a number ({column}, atom {atom + 1}).");
        }
        return new Vec3(v[0], v[1], v[2]);
    }

    double Flag(ref FieldCursor fields, int atom)
    {
        if (!fields.Next(out var field))
            throw lines.Error($"the line of atom {atom + 1} should end with three flags, T or F, because of Selective dynamics.");
        var text = field.TrimStart((byte)'.').TrimEnd((byte)'.');
        return Texts.TryParseLogical(text, out var flag) ? flag ? 1 : 0 : throw lines.Error($"{Texts.Shown(field)} is neither T nor F (selective dynamics, atom {atom + 1}).");
    }

    string Line(string what) => lines.NextText() ?? throw new AtomsException($"{lines.File} is cut short: after line {lines.Line} should come {what}. Get the whole file.");

    static string[] Words(string line) => line.Split('!', '#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    static double[] Numbers(string line) => [.. Words(line).TakeWhile(w => Utf8Number.TryParse(w, out _)).Select(w => Utf8Number.TryParse(w, out var x) ? x : 0)];
}
