using System.Globalization;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>
/// An <c>input.nn</c>: a keyword a line, then its arguments; <c>#</c> and <c>!</c> begin a comment anywhere. Keywords it does not ask for are ignored, as n2p2 does.
/// </summary>
sealed class N2p2Settings
{
    readonly Dictionary<string, List<N2p2Line>> _lines = [];

    N2p2Settings(string file) => File = file;

    /// <summary>For messages.</summary>
    internal string File { get; }

    internal static N2p2Settings Read(string path)
    {
        var settings = new N2p2Settings(path);
        var number = 0;
        foreach (var text in N2p2Text.Lines(path))
        {
            number++;
            var end = text.AsSpan().IndexOfAny('#', '!');
            var words = (end < 0 ? text : text[..end]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (!settings._lines.TryGetValue(words[0], out var list))
                settings._lines[words[0]] = list = [];
            list.Add(new N2p2Line(path, number, words));
        }
        return settings;
    }

    internal IEnumerable<string> Keywords => _lines.Keys;

    internal bool Has(string keyword) => _lines.ContainsKey(keyword);

    /// <summary>All lines of a keyword that may stand more than once.</summary>
    internal IReadOnlyList<N2p2Line> All(string keyword) => _lines.TryGetValue(keyword, out var list) ? list : [];

    /// <summary>The line of a keyword that stands at most once; null where it does not.</summary>
    internal N2p2Line? Find(string keyword)
    {
        var list = All(keyword);
        return list.Count switch
        {
            0 => null,
            1 => list[0],
            _ => throw new PotentialException($"{list[1].Where}: '{keyword}' stands a second time; it was on line {list[0].Number} already. Keep one."),
        };
    }

    /// <exception cref="PotentialException">The keyword is missing.</exception>
    internal N2p2Line Require(string keyword) =>
        Find(keyword) ?? throw new PotentialException($"{File} has no '{keyword}', which a model needs.");
}

/// <summary>One line of a settings file, split at blanks.</summary>
sealed record N2p2Line(string File, int Number, string[] Words)
{
    internal string Where => $"{File}, line {Number}";

    /// <summary>Arguments after the keyword.</summary>
    internal int Count => Words.Length - 1;

    /// <summary>Argument <paramref name="index"/>, counted from 0.</summary>
    /// <exception cref="PotentialException">There are not so many.</exception>
    internal string this[int index] => index < Count
        ? Words[index + 1]
        : throw new PotentialException($"{Where}: '{Words[0]}' needs at least {index + 1} arguments, there are {Count}.");

    internal double Number64(int index) => N2p2Text.TryNumber(this[index], out var value)
        ? value
        : throw new PotentialException($"{Where}: {N2p2Text.Shown(this[index])} is not a number.");

    internal int Whole(int index) => int.TryParse(this[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new PotentialException($"{Where}: {N2p2Text.Shown(this[index])} is not a whole number.");

    internal Atoms.Element Element(int index) => Atoms.Element.TryParse(this[index], out var element)
        ? element
        : throw new PotentialException($"{Where}: {N2p2Text.Shown(this[index])} is not the symbol of an element.");
}
