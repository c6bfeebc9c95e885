using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>What the comment line says of the whole frame.</summary>
sealed class ExtxyzHeader
{
    readonly LineReader _lines;
    readonly LabelKeys _keys;

    /// <param name="lines">For complaints: the comment line is the one last read.</param>
    public ExtxyzHeader(string comment, LabelKeys keys, LineReader lines)
    {
        _lines = lines;
        _keys = keys;
        if (!TakeEntries(comment))
        {
            if (!string.IsNullOrWhiteSpace(comment))
                Info["comment"] = comment.Trim();
            return;
        }
        (Cell, Periodic) = TakeCell();
        Energy = TakeNumber(keys.Energy, "an energy in eV");
        Stress = TakeStress();
        Group = TakeFirst(keys.Group)?.Text;
        Charge = TakeNumber(keys.Charge, "a charge in e") ?? 0;
        Multiplicity = TakeMultiplicity();
    }

    /// <summary>Null where the frame does not say: a plain XYZ frame.</summary>
    public Property[]? Properties { get; private set; }

    public Cell? Cell { get; }

    public Periodicity Periodic { get; }

    public double? Energy { get; }

    public Mat3? Stress { get; }

    public string? Group { get; }

    public double Charge { get; }

    public int? Multiplicity { get; }

    /// <summary>Everything that was not understood.</summary>
    public Dictionary<string, string> Info { get; } = [];

    // False for a comment in prose. A comment without Properties or Lattice counts as keys and values as soon as one word of it is
    // key=value with no blanks around the sign; "E = -76.4 Ha" is prose.
    bool TakeEntries(string comment)
    {
        var declared = comment.Contains("Properties", StringComparison.OrdinalIgnoreCase) || comment.Contains("Lattice", StringComparison.OrdinalIgnoreCase);
        declared &= comment.Contains('=');
        List<CommentEntry> entries;
        try
        {
            entries = CommentLine.Parse(comment, blanksAroundEquals: declared);
        }
        catch (FormatException) when (!declared)
        {
            return false;
        }
        catch (FormatException e)
        {
            throw _lines.Error($"the comment line cannot be read: {e.Message}.");
        }
        if (!entries.Any(e => e.IsPair))
            return false;
        foreach (var entry in entries)
        {
            if (!Info.TryAdd(entry.Key, entry.Value) && Info[entry.Key] != entry.Value)
                throw _lines.Error($"the key {entry.Key} is given twice, as {Texts.Shown(Info[entry.Key])} and as {Texts.Shown(entry.Value)}; keep one.");
        }
        if (Take("Properties") is { } properties)
        {
            try
            {
                Properties = Property.Parse(properties);
            }
            catch (FormatException e)
            {
                throw _lines.Error($"{e.Message}.");
            }
        }
        return true;
    }

    (Cell?, Periodicity) TakeCell()
    {
        var lattice = Take("Lattice");
        var pbcText = Take("pbc");
        Mat3? vectors = null;
        if (lattice is not null)
        {
            var m = Texts.Numbers(lattice);
            if (m is not { Length: 9 or 3 })
                throw _lines.Error($"Lattice={Texts.Shown(lattice)} is not nine numbers (the three lattice vectors, one after another, in Å).");
            vectors = m.Length == 9 ? Mat3.FromSpan(m) : Mat3.Diagonal(m[0], m[1], m[2]);
        }
        // Molecules are sometimes written with a lattice of zeros.
        if (vectors == Mat3.Zero && (pbcText is null || !Pbc(pbcText).Any))
            vectors = null;
        var periodic = pbcText is null ? vectors is null ? Periodicity.None : Periodicity.All : Pbc(pbcText);
        if (vectors is null)
        {
            return periodic.Any
                ? throw _lines.Error($"pbc=\"{periodic}\" says that the structure repeats, but there is no Lattice; add its nine numbers, or set pbc=\"F F F\".")
                : (null, periodic);
        }
        try
        {
            return (new Cell(OpenCell.Complete(vectors.Value, periodic)), periodic);
        }
        catch (AtomsException e)
        {
            throw _lines.Error(e.Message);
        }
    }

    Periodicity Pbc(string text)
    {
        var words = Texts.Words(text);
        if (words is [{ Length: 3 } all])
            words = [all[..1], all[1..2], all[2..]];
        var flags = new bool[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Length is not (1 or 3) || !Texts.TryParseLogical(words[i], out flags[i]))
                throw _lines.Error($"pbc={Texts.Shown(text)} is not understood; write pbc=\"T T T\" with T or F for each lattice vector.");
        }
        return flags.Length switch
        {
            1 => new Periodicity(flags[0], flags[0], flags[0]),
            3 => new Periodicity(flags[0], flags[1], flags[2]),
            _ => throw _lines.Error("pbc is empty; write pbc=\"T T T\" with T or F for each lattice vector."),
        };
    }

    Mat3? TakeStress()
    {
        if (TakeFirst(_keys.Stress) is { } stress)
            return Matrix(stress.Key, stress.Text);
        // Without a volume a virial cannot become a stress; it stays among the keys that were not understood.
        if (Cell is { } cell && TakeFirst(_keys.Virial) is { } virial)
            return -1 / cell.Volume * Matrix(virial.Key, virial.Text);
        return null;
    }

    Mat3 Matrix(string key, string text) => Texts.Numbers(text) switch
    {
        { Length: 9 } m => Mat3.FromSpan(m),
        { Length: 6 } v => new Mat3(v[0], v[5], v[4], v[5], v[1], v[3], v[4], v[3], v[2]),
        _ => throw _lines.Error($"{key}={Texts.Shown(text)} is neither nine numbers (row by row) nor six (xx yy zz yz xz xy)."),
    };

    double? TakeNumber(IReadOnlyList<string> names, string meaning)
    {
        if (TakeFirst(names) is not { } found)
            return null;
        return Texts.Numbers(found.Text) is [var number] ? number : throw _lines.Error($"{found.Key}={Texts.Shown(found.Text)} is not {meaning}.");
    }

    int? TakeMultiplicity()
    {
        foreach (var name in _keys.Multiplicity)
        {
            if (!Info.TryGetValue(name, out var text))
                continue;
            if (Texts.Numbers(text) is [var number] && number >= 1 && number < 1000 && number == Math.Round(number))
            {
                Info.Remove(name);
                return (int)number;
            }
            if (name != "spin")
                throw _lines.Error($"{name}={Texts.Shown(text)} is not a spin multiplicity 2S + 1 (1, 2, 3, …).");
        }
        return null;
    }

    // The first of the names that the frame has and that says something; "None" is how Python writes an absent value.
    (string Key, string Text)? TakeFirst(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            // E is an electric field where it is a vector.
            if (Info.TryGetValue(name, out var text) && text is not ("None" or "null") && !(name == "E" && Texts.Numbers(text) is not [_]))
            {
                Info.Remove(name);
                return (name, text);
            }
        }
        return null;
    }

    string? Take(string name)
    {
        var key = Info.ContainsKey(name) ? name : Info.Keys.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
        return key is not null && Info.Remove(key, out var text) ? text : null;
    }
}
