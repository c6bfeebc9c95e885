using System.Globalization;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>Reads which atoms are meant: numbers from 1, ranges and elements, with commas between them ("1-32,40,Au").</summary>
static class AtomSelection
{
    /// <returns>Zero-based, ascending.</returns>
    /// <exception cref="UsageException">A piece is none of these, or names no atom of the structure.</exception>
    public static int[] Read(string option, string text, Structure structure)
    {
        var chosen = new SortedSet<int>();
        foreach (var piece in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var before = chosen.Count;
            if (Element.TryParse(piece, out var element))
                chosen.UnionWith(Enumerable.Range(0, structure.Count).Where(i => structure.Elements[i] == element));
            else
                chosen.UnionWith(Range(option, piece, structure));
            if (chosen.Count == before && !Element.TryParse(piece, out _))
                continue;
            if (chosen.Count == before)
                throw new UsageException($"{option} names {piece}, but {structure.Formula} has no such atom.");
        }
        return [.. chosen];
    }

    static IEnumerable<int> Range(string option, string piece, Structure structure)
    {
        var ends = piece.Split('-');
        if (ends.Length > 2 || !ends.All(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            throw new UsageException($"{option} takes numbers of atoms from 1, ranges and elements, such as 1-32,40,Au; '{piece}' is none of these.");
        var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
        if (first < 1 || last > structure.Count || first > last)
            throw new UsageException($"{option} names {piece}, but the atoms of {structure.Formula} are numbered 1 to {structure.Count}.");
        return Enumerable.Range(first - 1, last - first + 1);
    }
}
