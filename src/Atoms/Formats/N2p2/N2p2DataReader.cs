using System.Text;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Reads <c>input.data</c> frame by frame.</summary>
sealed class N2p2DataReader(LineReader lines, LabelKeys keys)
{
    readonly SpeciesReader _species = new();
    readonly List<Element> _elements = [];
    readonly List<Vec3> _positions = [], _forces = [], _lattice = [];
    readonly List<double> _charges = [], _masses = [];
    N2p2Units? _units = keys.Units is { } said
        ? N2p2Units.Parse(said) ?? throw new AtomsException($"'{said}' are no units that are known; {N2p2Units.Words} are.")
        : null;
    double? _energy, _charge;
    string? _comment, _group;

    internal IEnumerable<Frame> Read()
    {
        for (var index = 0; NextWord(out var rest) is { } word; index++)
        {
            lines.Frame = index;
            if (word != "begin")
                throw lines.Error($"here should stand 'begin', not {Texts.Shown(word)}.");
            yield return ReadFrame(index, rest);
        }
    }

    /// <summary>The first word of the next line that has one, and what follows; null at the end.</summary>
    string? NextWord(out string rest)
    {
        rest = "";
        while (lines.NextText() is { } line)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or '!')
                continue;
            var end = text.AsSpan().IndexOfAny(' ', '\t');
            rest = end < 0 ? "" : text[(end + 1)..].Trim();
            return end < 0 ? text : text[..end];
        }
        return null;
    }

    Frame ReadFrame(int index, string begin)
    {
        _elements.Clear();
        _positions.Clear();
        _forces.Clear();
        _lattice.Clear();
        _charges.Clear();
        _masses.Clear();
        (_energy, _charge, _comment) = (null, null, null);
        _group = begin.StartsWith("set=", StringComparison.Ordinal) ? begin[4..] : null;
        var first = lines.Line;
        while (true)
        {
            var word = NextWord(out var rest) ?? throw new AtomsException($"{lines.Place} is cut short: its 'end' is missing. Get the whole file.");
            switch (word)
            {
                case "end":
                    return Build(index, first);
                case "comment":
                    _comment = rest;
                    break;
                case "lattice":
                    _lattice.Add(Vector(Numbers(rest, 3, "a lattice vector of three numbers")));
                    break;
                case "atom":
                    ReadAtom(rest);
                    break;
                case "energy":
                    _energy = Numbers(rest, 1, "the total energy")[0];
                    break;
                case "charge":
                    _charge = Numbers(rest, 1, "the total charge")[0];
                    break;
                default:
                    throw lines.Error($"{Texts.Shown(word)} is none of comment, lattice, atom, energy, charge and end.");
            }
        }
    }

    /// <summary>x y z symbol charge energy fx fy fz; the energy of the atom means nothing.</summary>
    void ReadAtom(string rest)
    {
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 9)
            throw lines.Error($"an atom is x y z, its symbol, charge, energy and three forces: nine words, not {words.Length}.");
        if (!_species.TryRead(Encoding.UTF8.GetBytes(words[3]), out var element, out var mass))
            throw lines.Error($"{Texts.Shown(words[3])} is not an element.");
        double Number(int at) => Utf8Number.TryParse(words[at], out var x) ? x : throw lines.Error($"{Texts.Shown(words[at])} is not a number (atom {_elements.Count + 1}).");
        var position = new Vec3(Number(0), Number(1), Number(2));
        if (!position.IsFinite)
            throw lines.Error($"({words[0]}, {words[1]}, {words[2]}) is no place for atom {_elements.Count + 1}.");
        _elements.Add(element);
        _masses.Add(mass);
        _positions.Add(position);
        _charges.Add(Number(4));
        _forces.Add(new Vec3(Number(6), Number(7), Number(8)));
    }

    double[] Numbers(string text, int count, string what)
    {
        var numbers = Texts.Numbers(text);
        return numbers is not null && numbers.Length >= count && numbers.Take(count).All(double.IsFinite) ? numbers : throw lines.Error($"{Texts.Shown(text)} is not {what}.");
    }

    static Vec3 Vector(double[] numbers) => new(numbers[0], numbers[1], numbers[2]);

    Frame Build(int index, long begin)
    {
        if (_elements.Count == 0)
            throw lines.ErrorAt(begin, "the frame has no atoms.");
        if (_lattice.Count is not (0 or 3))
            throw lines.ErrorAt(begin, $"the frame has {_lattice.Count} lattice vectors; three are a crystal, none a molecule.");
        _units ??= UnitsIn(_comment);
        var known = _units ?? N2p2Units.Metal;
        Cell? cell = null;
        try
        {
            cell = _lattice.Count == 3 ? new Cell(known.Length * _lattice[0], known.Length * _lattice[1], known.Length * _lattice[2]) : null;
        }
        catch (AtomsException e)
        {
            throw lines.ErrorAt(begin, e.Message);
        }
        var structure = new Structure([.. _elements], [.. _positions.Select(r => known.Length * r)], cell, cell is null ? Periodicity.None : Periodicity.All)
        {
            Masses = _masses.TrueForAll(double.IsNaN) ? null : [.. _masses.Select((m, i) => double.IsNaN(m) ? _elements[i].Mass : m)],
            Charge = _charge ?? 0,
        };
        if (_units is null && N2p2UnitCheck.Doubt(structure) is var (i, j, distance))
            throw lines.ErrorAt(begin, FormattableString.Invariant($"the file does not say its units, and atoms {i + 1} and {j + 1}, {distance:0.###} apart, are the nearest to each other, which would not be bonded in Å. Say them with --units bohr-hartree or --units angstrom-ev, or as 'comment units=bohr-hartree' in the first frame."));
        // What the first frame was, all are.
        _units = known;
        var frame = new Frame(structure) { Source = new FrameSource(lines.File, index), Group = _group };
        // Structures without labels have zeros.
        if (_energy is not (null or 0) || _forces.Exists(f => f != Vec3.Zero))
        {
            frame.Energy = _energy * known.Energy;
            frame.Forces = [.. _forces.Select(f => known.Energy / known.Length * f)];
        }
        if (_comment is { Length: > 0 })
            frame.Info["comment"] = _comment;
        if (_charges.Exists(c => c != 0))
            frame.Columns["charges"] = new AtomColumn('R', 1, [.. _charges], null);
        return frame;
    }

    /// <summary>Of a comment that says them.</summary>
    static N2p2Units? UnitsIn(string? comment)
    {
        var word = comment?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => w.StartsWith(N2p2Units.InComment, StringComparison.Ordinal));
        return word is null ? null : N2p2Units.Parse(word[N2p2Units.InComment.Length..]);
    }
}
