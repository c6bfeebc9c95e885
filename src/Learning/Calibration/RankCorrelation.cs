namespace Athanor.Learning;

/// <summary>Spearman's rank correlation.</summary>
public static class RankCorrelation
{
    /// <summary>1 where the larger of two is always the larger in both, 0 where they have nothing to do with one another. Equal values share their ranks.</summary>
    /// <returns>NaN with fewer than two pairs, or where one side is all equal.</returns>
    public static double Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException("Pairs are wanted.", nameof(y));
        double[] a = Ranks(x), b = Ranks(y);
        double mean = 0.5 * (a.Length - 1), both = 0, first = 0, second = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - mean) * (b[i] - mean);
            first += (a[i] - mean) * (a[i] - mean);
            second += (b[i] - mean) * (b[i] - mean);
        }
        return both / Math.Sqrt(first * second);
    }

    static double[] Ranks(IReadOnlyList<double> values)
    {
        var keys = values.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        var ranks = new double[keys.Length];
        for (var first = 0; first < keys.Length;)
        {
            var last = first;
            while (last + 1 < keys.Length && keys[last + 1] == keys[first])
                last++;
            for (var k = first; k <= last; k++)
                ranks[order[k]] = 0.5 * (first + last);
            first = last + 1;
        }
        return ranks;
    }
}
