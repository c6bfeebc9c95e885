using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>How near atoms of two elements come to each other anywhere in the data.</summary>
sealed class ShortestDistances
{
    readonly Dictionary<(Element, Element), double> _shortest = [];

    /// <param name="reach">Å; what is farther apart is not found.</param>
    internal ShortestDistances(IEnumerable<Frame> frames, double reach)
    {
        foreach (var structure in frames.Select(f => f.Structure))
        {
            Contacts.ForEachPair(structure, reach, (i, j, to) =>
            {
                var pair = Key(structure.Elements[i], structure.Elements[j]);
                var squared = to.LengthSquared;
                if (!_shortest.TryGetValue(pair, out var before) || squared < before)
                    _shortest[pair] = squared;
            });
        }
    }

    /// <summary>Å; null where there is no such pair within reach.</summary>
    internal double? Of(Element one, Element other) => _shortest.TryGetValue(Key(one, other), out var squared) ? Math.Sqrt(squared) : null;

    static (Element, Element) Key(Element a, Element b) => a < b ? (a, b) : (b, a);
}
