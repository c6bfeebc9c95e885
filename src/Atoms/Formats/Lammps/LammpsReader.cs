using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Reads a LAMMPS data file of the styles atomic, charge, molecular and full. Atoms come out in the order of their numbers, positions unwrapped by
/// their image flags; all three directions repeat, since the file does not say. Charges become the column <c>charges</c>, molecules <c>molecule</c>,
/// numbers that are not 1 … N <c>id</c>.
/// </summary>
sealed class LammpsReader(LineReader lines)
{
    static readonly string[] Sections =
    [
        "Masses", "Atoms", "Velocities", "Bonds", "Angles", "Dihedrals", "Impropers", "Ellipsoids", "Lines", "Triangles", "Bodies", "Pair Coeffs", "PairIJ Coeffs", "Bond Coeffs",
        "Angle Coeffs", "Dihedral Coeffs", "Improper Coeffs", "BondBond Coeffs", "BondAngle Coeffs", "MiddleBondTorsion Coeffs", "EndBondTorsion Coeffs", "AngleTorsion Coeffs",
        "AngleAngleTorsion Coeffs", "BondBond13 Coeffs", "AngleAngle Coeffs", "Atom Type Labels", "Bond Type Labels", "Angle Type Labels", "Dihedral Type Labels", "Improper Type Labels",
    ];

    readonly Dictionary<string, double[]> _box = [];
    int _count;
    LammpsTypes _types = new(0);
    bool _massesRead;
    double _perVelocity = 1000;
    long[] _ids = [];
    int[] _typeOf = [];
    Vec3[] _positions = [];
    double[]? _charges;
    double[]? _molecules;
    Vec3[]? _velocities;
    Cell? _cell;

    public Frame Read()
    {
        ReadUnits(lines.NextText() ?? "");
        ReadHeader();
        while (NextContent() is { } line)
        {
            var (text, comment) = Split(line);
            switch (text)
            {
                case "Masses":
                    ReadMasses();
                    break;
                case "Atoms":
                    ReadAtoms(comment);
                    break;
                case "Velocities":
                    ReadVelocities();
                    break;
                default:
                    SkipSection(text);
                    break;
            }
        }
        return Build();
    }

    // Å and eV are the same in "metal" and "real"; velocities are in Å/ps in the one and Å/fs in the other.
    void ReadUnits(string first)
    {
        var at = first.IndexOf("units = ", StringComparison.Ordinal);
        if (at < 0)
            return;
        var units = first[(at + 8)..].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        _perVelocity = units switch
        {
            "metal" => 1000,
            "real" => 1,
            _ => throw lines.Error($"the file is in LAMMPS units '{units}'; only metal (assumed where nothing is said) and real are read. Write it again in one of these."),
        };
    }

    void ReadHeader()
    {
        while (NextContent() is { } line)
        {
            var (text, _) = Split(line);
            if (char.IsAsciiLetterUpper(text[0]))
            {
                lines.Back();
                break;
            }
            var words = Words(text);
            var numbers = words.TakeWhile(w => Utf8Number.TryParse(w, out _)).Select(w => Utf8Number.TryParse(w, out var x) ? x : 0).ToArray();
            var keyword = string.Join(' ', words[numbers.Length..]);
            switch (keyword)
            {
                case "atoms":
                    _count = numbers is [> 0 and <= 1e9] ? (int)numbers[0] : throw lines.Error($"{Texts.Shown(text)} is not a number of atoms.");
                    break;
                case "atom types":
                    _types = numbers is [> 0 and <= 1e6] ? new LammpsTypes((int)numbers[0]) : throw lines.Error($"{Texts.Shown(text)} is not a number of atom types.");
                    break;
                case "xlo xhi" or "ylo yhi" or "zlo zhi" when numbers.Length == 2:
                case "xy xz yz" or "avec" or "bvec" or "cvec" or "abc origin" when numbers.Length == 3:
                    _box[keyword] = numbers;
                    break;
                default:
                    if (numbers.Length == 0 || keyword.EndsWith("xhi") || keyword.EndsWith("yhi") || keyword.EndsWith("zhi"))
                        throw lines.Error($"{Texts.Shown(text)} is not a line of a LAMMPS header.");
                    break;
            }
        }
        if (_count == 0 || _types.Count == 0)
            throw new AtomsException($"{lines.File}: the header of this LAMMPS data file does not give its number of {(_count == 0 ? "atoms" : "atom types")}.");
        _cell = ReadCell();
    }

    Cell ReadCell()
    {
        double[] Range(string key) => _box.GetValueOrDefault(key) ?? throw new AtomsException($"{lines.File}: the header of this LAMMPS data file has no {key}.");
        Vec3 Vector(string key) => new(Range(key)[0], Range(key)[1], Range(key)[2]);
        try
        {
            if (_box.ContainsKey("avec"))
                return new Cell(Vector("avec"), Vector("bvec"), Vector("cvec"));
            var tilt = _box.GetValueOrDefault("xy xz yz") ?? [0, 0, 0];
            double[] x = Range("xlo xhi"), y = Range("ylo yhi"), z = Range("zlo zhi");
            return new Cell(new Vec3(x[1] - x[0], 0, 0), new Vec3(tilt[0], y[1] - y[0], 0), new Vec3(tilt[1], tilt[2], z[1] - z[0]));
        }
        catch (AtomsException e) when (!e.Message.StartsWith(lines.File, StringComparison.Ordinal))
        {
            throw new AtomsException($"{lines.File}: {e.Message}", e);
        }
    }

    void ReadMasses()
    {
        for (var k = 0; k < _types.Count; k++)
        {
            var line = Row("Masses", k, _types.Count);
            var (text, comment) = Split(line);
            var words = Words(text);
            if (words.Length != 2 || !int.TryParse(words[0], out var type) || type < 1 || type > _types.Count || !Utf8Number.TryParse(words[1], out var mass) || !(mass > 0))
                throw lines.Error($"{Texts.Shown(text)} is not the number of a type (1 to {_types.Count}) and its mass.");
            try
            {
                _types.Set(type, mass, comment);
            }
            catch (FormatException e)
            {
                throw lines.Error($"{e.Message}.");
            }
        }
        for (var type = 1; type <= _types.Count; type++)
        {
            if (_types[type] is null)
                throw lines.Error($"the section Masses ends here, but the mass of type {type} was not among its {_types.Count} lines.");
        }
        _massesRead = true;
    }

    void ReadAtoms(string hint)
    {
        var named = Words(hint).FirstOrDefault();
        var style = named is null ? null : LammpsStyle.ByName(named) ?? throw lines.Error($"the atom style {named} is not read; these are: {LammpsStyle.Known}.");
        _ids = new long[_count];
        _typeOf = new int[_count];
        _positions = new Vec3[_count];
        Span<double> values = stackalloc double[10];
        for (var i = 0; i < _count; i++)
        {
            var line = Row("Atoms", i, _count);
            style ??= LammpsStyle.Guess(Words(Split(line).Text)) ?? throw lines.Error($"the columns of the section Atoms do not tell its style; say it, as in 'Atoms # charge' (one of {LammpsStyle.Known}).");
            var count = Numbers(line, values, i);
            if (count != style.Width && count != style.Width + 3)
                throw lines.Error($"an atom of style {style.Name} has {style.Width} columns, or {style.Width + 3} with image flags, but here are {count}.");
            if (i == 0)
            {
                _charges = style.Charge > 0 ? new double[_count] : null;
                _molecules = style.Molecule > 0 ? new double[_count] : null;
            }
            _ids[i] = (long)values[0];
            _typeOf[i] = values[style.Type] is >= 1 and var type && type <= _types.Count && type == Math.Round(type) ? (int)type : throw lines.Error($"{values[style.Type]} is not an atom type (1 to {_types.Count}); is the atom style {style.Name} right?");
            if (_charges is not null)
                _charges[i] = values[style.Charge];
            if (_molecules is not null)
                _molecules[i] = values[style.Molecule];
            var at = style.Position;
            var position = new Vec3(values[at], values[at + 1], values[at + 2]);
            if (count > style.Width)
                position += _cell!.ToCartesian(new Vec3(values[at + 3], values[at + 4], values[at + 5]));
            _positions[i] = position.IsFinite ? position : throw lines.Error($"({position.X}, {position.Y}, {position.Z}) is no place for atom {_ids[i]}.");
        }
    }

    void ReadVelocities()
    {
        if (_ids.Length == 0)
            throw lines.Error("the section Velocities should come after Atoms.");
        var index = new Dictionary<long, int>(_count);
        for (var i = 0; i < _count; i++)
            index[_ids[i]] = i;
        _velocities = new Vec3[_count];
        Span<double> values = stackalloc double[10];
        for (var k = 0; k < _count; k++)
        {
            if (Numbers(Row("Velocities", k, _count), values, k) != 4 || !index.TryGetValue((long)values[0], out var i))
                throw lines.Error("a line of the section Velocities should hold the number of an atom and three numbers.");
            _velocities[i] = new Vec3(values[1] / _perVelocity, values[2] / _perVelocity, values[3] / _perVelocity);
        }
    }

    Frame Build()
    {
        if (_ids.Length == 0)
            throw new AtomsException($"{lines.File} is cut short: it has no section Atoms. Get the whole file.");
        if (!_massesRead)
            throw new AtomsException($"{lines.File}: without a section Masses the elements of the atom types are not known; add it.");
        int[] order = [.. Enumerable.Range(0, _count).OrderBy(i => _ids[i])];
        for (var k = 1; k < _count; k++)
        {
            if (_ids[order[k]] == _ids[order[k - 1]])
                throw new AtomsException($"{lines.File}: two atoms have the number {_ids[order[k]]}.");
        }
        double[] masses = [.. order.Select(i => _types.SpecialMass(_typeOf[i]))];
        Element[] elements = [.. order.Select(i => _types[_typeOf[i]]!.Value)];
        var structure = new Structure(elements, [.. order.Select(i => _positions[i])], _cell, Periodicity.All)
        {
            Velocities = _velocities is { } v ? [.. order.Select(i => v[i])] : null,
            Masses = masses.All(double.IsNaN) ? null : [.. masses.Select((m, k) => double.IsNaN(m) ? elements[k].Mass : m)],
        };
        var frame = new Frame(structure) { Source = new FrameSource(lines.File, 0) };
        if (_charges is { } q)
            frame.Columns["charges"] = new AtomColumn('R', 1, [.. order.Select(i => q[i])], null);
        if (_molecules is { } m)
            frame.Columns["molecule"] = new AtomColumn('I', 1, [.. order.Select(i => m[i])], null);
        if (order.Where((i, k) => _ids[i] != k + 1).Any())
            frame.Columns["id"] = new AtomColumn('I', 1, [.. order.Select(i => (double)_ids[i])], null);
        return frame;
    }

    void SkipSection(string name)
    {
        if (!Sections.Contains(name))
            throw lines.Error($"{Texts.Shown(name)} is neither a section of a LAMMPS data file nor belongs to one; does the section before have more lines than the header promises?");
        lines.NextText();
        while (lines.NextText() is { } line)
        {
            if (line.Length > 0 && char.IsAsciiLetterUpper(line[0]) && Sections.Contains(Split(line).Text))
            {
                lines.Back();
                return;
            }
        }
    }

    string Row(string section, int row, int promised)
    {
        var line = row == 0 ? NextContent() : lines.NextText();
        if (line is null || Split(line).Text.Length == 0 || char.IsAsciiLetterUpper(line[0]))
            throw new AtomsException($"{lines.File} is cut short: the section {section} should have {promised} lines, {row} are there. Get the whole file.");
        return line;
    }

    int Numbers(string line, Span<double> values, int row)
    {
        var count = 0;
        foreach (var word in Words(Split(line).Text))
        {
            if (count == values.Length)
                throw lines.Error($"there are more than {values.Length} columns.");
            if (!Utf8Number.TryParse(word, out values[count++]))
                throw lines.Error($"{Texts.Shown(word)} is not a number (column {count}, row {row + 1} of its section).");
        }
        return count;
    }

    string? NextContent()
    {
        while (lines.NextText() is { } line)
        {
            if (Split(line).Text.Length > 0)
                return line;
        }
        return null;
    }

    static (string Text, string Comment) Split(string line)
    {
        var at = line.IndexOf('#');
        return at < 0 ? (line.Trim(), "") : (line[..at].Trim(), line[(at + 1)..].Trim());
    }

    static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
