namespace Athanor.Properties;

/// <summary>Sets the modes of a member against those of the mean, one to one, the pairs that overlap most first.</summary>
static class ModePairs
{
    /// <param name="overlap">Of a mode of the mean and one of the member; the larger the more alike.</param>
    /// <returns>By mode of the mean, the member's.</returns>
    internal static int[] Of(int count, Func<int, int, double> overlap)
    {
        var overlaps = new List<(double Overlap, int Own, int Other)>(count * count);
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
                overlaps.Add((overlap(a, b), a, b));
        }
        var pairs = new int[count];
        bool[] own = new bool[count], other = new bool[count];
        foreach (var (_, a, b) in overlaps.OrderByDescending(o => o.Overlap))
        {
            if (own[a] || other[b])
                continue;
            (own[a], other[b], pairs[a]) = (true, true, b);
        }
        return pairs;
    }
}
