using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// How often each frame counts for one member of a committee: group by group as many are drawn as there are, with replacement, so that a third of them is missing for each member (Breiman, Machine Learning 24, 123 (1996)).
/// </summary>
static class Bagging
{
    /// <summary>Counts by frame of the data, 0 for those not drawn. Isolated atoms count once for everybody, and of every element there is a frame.</summary>
    /// <param name="training">Frames that may be drawn, ascending.</param>
    /// <param name="seed">The same seed gives the same draw, on every machine.</param>
    internal static int[] Counts(Dataset data, IReadOnlyList<int> training, ulong seed)
    {
        var random = new SeededSequence(seed);
        var counts = new int[data.Frames.Count];
        foreach (var group in training.GroupBy(i => Dataset.IsIsolatedAtom(data.Frames[i]) ? "" : Dataset.GroupOf(data.Frames[i])).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            int[] frames = [.. group];
            foreach (var frame in frames)
                counts[group.Key.Length == 0 ? frame : frames[random.Below(frames.Length)]]++;
        }
        var seen = new HashSet<Element>();
        foreach (var i in training.Where(i => counts[i] > 0))
            seen.UnionWith(data.Frames[i].Structure.Elements.ToArray());
        foreach (var i in training)
        {
            Element[] own = [.. data.Frames[i].Structure.Elements.ToArray().Distinct()];
            if (own.All(seen.Contains))
                continue;
            counts[i]++;
            seen.UnionWith(own);
        }
        return counts;
    }
}
