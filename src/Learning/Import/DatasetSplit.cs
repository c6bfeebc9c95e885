namespace Athanor.Learning;

/// <summary>Which frames are learned from and which are held back; indices into the data set, ascending.</summary>
public sealed record DatasetSplit(int[] Training, int[] Validation)
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame.</exception>
    internal static DatasetSplit By(Dataset data, IReadOnlyCollection<int> heldBack)
    {
        var held = new SortedSet<int>(heldBack);
        if (held.Count > 0 && (held.Min < 0 || held.Max >= data.Frames.Count))
            throw new ArgumentOutOfRangeException(nameof(heldBack), $"{data.Frames.Count} frames have indices from 0 to {data.Frames.Count - 1}.");
        return new DatasetSplit([.. Enumerable.Range(0, data.Frames.Count).Where(i => !held.Contains(i))], [.. held]);
    }

    internal static DatasetSplit Stratified(Dataset data, double fraction, ulong seed)
    {
        var random = new SeededSequence(seed);
        var groups = data.Groups.Select(g => Candidates(data, g)).ToArray();
        var wanted = groups.Select(g => fraction * g.Length).ToArray();
        var counts = wanted.Select(w => (int)w).ToArray();
        // What rounding down left over goes to the groups that lost most by it (largest remainders, earlier group first).
        var left = (int)Math.Round(wanted.Sum(), MidpointRounding.AwayFromZero) - counts.Sum();
        foreach (var g in Enumerable.Range(0, groups.Length).OrderByDescending(g => wanted[g] - counts[g]).Take(Math.Max(0, left)))
            counts[g]++;

        var held = new SortedSet<int>();
        for (var g = 0; g < groups.Length; g++)
        {
            random.Shuffle(groups[g]);
            held.UnionWith(groups[g].Take(Math.Min(counts[g], groups[g].Length - 1)));
        }
        return new DatasetSplit([.. Enumerable.Range(0, data.Frames.Count).Where(i => !held.Contains(i))], [.. held]);
    }

    static int[] Candidates(Dataset data, string group) =>
        [.. Enumerable.Range(0, data.Frames.Count).Where(i => Dataset.GroupOf(data.Frames[i]) == group && !Dataset.IsIsolatedAtom(data.Frames[i]))];
}
