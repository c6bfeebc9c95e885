using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>One kind of collective variable that can be named: a class, and a line in <see cref="CollectiveVariables.Kinds"/>.</summary>
/// <param name="Name">What stands before the parenthesis.</param>
/// <param name="Usage">An example.</param>
internal sealed record CollectiveKind(string Name, string Usage, Func<CollectiveArguments, ICollectiveVariable> Make);

/// <summary>What stands in the parentheses: things in order, then <c>key=value</c>. Whatever nobody asks for is refused.</summary>
internal sealed class CollectiveArguments
{
    readonly CollectiveKind _kind;
    readonly string[] _inOrder;
    readonly Dictionary<string, string> _named = [];
    readonly HashSet<string> _unasked = [];
    readonly HashSet<int> _taken = [];
    int _asked;

    internal CollectiveArguments(CollectiveKind kind, string text, string inside)
    {
        (_kind, Text) = (kind, text);
        string[] pieces = inside.Split(',', StringSplitOptions.TrimEntries);
        _inOrder = [.. pieces.Where(p => !p.Contains('=') && p.Length > 0)];
        foreach (var piece in pieces.Where(p => p.Contains('=')))
        {
            var at = piece.IndexOf('=');
            _named[piece[..at]] = piece[(at + 1)..];
            _unasked.Add(piece[..at]);
        }
    }

    /// <summary>All of it, name and parentheses too.</summary>
    internal string Text { get; }

    /// <summary>How many stand in order.</summary>
    internal int Count => _inOrder.Length;

    /// <summary>A number of an atom, from 1, that is not one of those asked for before; returned from 0.</summary>
    internal int Atom(int at)
    {
        var atom = Atoms(at) is [var one] ? one : throw Wrong($"'{_inOrder[at]}' is more than one atom");
        // Of an atom with itself there is no direction, and so no gradient.
        return _taken.Add(atom) ? atom : throw Wrong($"atom {atom + 1} stands in it twice");
    }

    /// <summary>A number, a range, or several with plus signs between them: <c>1+4-6</c>.</summary>
    internal int[] Atoms(int at) => AtomsOf(Ask(at, "an atom"));

    /// <summary>All that is left, as atoms.</summary>
    internal int[] AtomsFrom(int at) => [.. Enumerable.Range(at, Math.Max(0, Count - at)).SelectMany(Atoms).Distinct()];

    /// <summary>One of some words.</summary>
    internal string Word(int at, params string[] words) => Ask(at, string.Join(" or ", words)) is var word && words.Contains(word) ? word : throw Wrong($"'{word}' is none of {string.Join(", ", words)}");

    /// <summary>The structures of a file.</summary>
    internal Structure[] Frames(int at) => [.. StructureFiles.Read(Ask(at, "a file of structures")).Select(f => f.Structure)];

    /// <summary>A number above zero; null where it is not there.</summary>
    internal double? Positive(string key)
    {
        if (!_named.TryGetValue(key, out var text))
            return null;
        _unasked.Remove(key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value) ? value : throw Wrong($"{key}={text} is no number above zero");
    }

    /// <exception cref="SimulationException">Something nobody asked for.</exception>
    internal void Finish()
    {
        if (_asked < Count)
            throw Wrong($"'{_inOrder[_asked]}' is one too many");
        if (_unasked.Count > 0)
            throw Wrong($"it knows no {_unasked.First()}=");
    }

    internal SimulationException Wrong(string what) => new($"'{Text}' is not understood: {what}. It is written {_kind.Usage}, atoms from 1.");

    string Ask(int at, string what)
    {
        _asked = Math.Max(_asked, at + 1);
        return at < Count ? _inOrder[at] : throw Wrong($"{what} is missing");
    }

    int[] AtomsOf(string text)
    {
        var atoms = new List<int>();
        foreach (var piece in text.Split('+'))
        {
            var ends = piece.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || first < 1 || last < first || last - first > 1_000_000)
                throw Wrong($"'{text}' is no atom and no range of atoms");
            atoms.AddRange(Enumerable.Range(first - 1, last - first + 1));
        }
        return [.. atoms];
    }
}
