namespace Athanor.Properties;

/// <summary>Valleys of a profile and the passes between them: valleys are joined over the lowest pass until every pass is a barrier.</summary>
static class BasinSearch
{
    /// <param name="Bins">In order along ξ.</param>
    /// <param name="Lowest">The bin at its bottom.</param>
    internal sealed record Valley(int[] Bins, int Lowest);

    /// <param name="energies">By bin, in any unit; +∞ where nothing was sampled.</param>
    /// <param name="least">The least height of a pass above the higher of its two bottoms.</param>
    /// <param name="ring">Whether the last bin is followed by the first.</param>
    /// <returns>Valleys in order along ξ, and the bin of the pass behind each of them; the last has one on a ring only.</returns>
    internal static (List<Valley> Valleys, List<int> Passes) Find(ReadOnlySpan<double> energies, double least, bool ring)
    {
        var n = energies.Length;
        // A ring is cut at its highest place.
        var shift = 0;
        for (var b = 1; ring && b < n; b++)
            shift = energies[b] > energies[shift] ? b : shift;
        var e = new double[n];
        for (var b = 0; b < n; b++)
            e[b] = energies[(b + shift) % n];
        Bridge(e);
        var bottoms = new List<int>();
        var tops = new List<int>();
        for (var b = 0; b < n; b++)
        {
            if (double.IsFinite(e[b]) && (b == 0 || e[b] < e[b - 1]) && (b == n - 1 || e[b] <= e[b + 1]))
                bottoms.Add(b);
        }
        for (var k = 1; k < bottoms.Count; k++)
            tops.Add(Highest(e, bottoms[k - 1], bottoms[k]));
        while (tops.Count > 0)
        {
            var lowest = 0;
            double Height(int k) => e[tops[k]] - Math.Max(e[bottoms[k]], e[bottoms[k + 1]]);
            for (var k = 1; k < tops.Count; k++)
                lowest = Height(k) < Height(lowest) ? k : lowest;
            if (Height(lowest) >= least)
                break;
            tops.RemoveAt(lowest);
            bottoms.RemoveAt(e[bottoms[lowest]] <= e[bottoms[lowest + 1]] ? lowest + 1 : lowest);
        }
        var valleys = new List<Valley>();
        for (var k = 0; k < bottoms.Count; k++)
        {
            var (from, to) = (k == 0 ? 0 : tops[k - 1], k < tops.Count ? tops[k] : n);
            valleys.Add(new Valley([.. Enumerable.Range(from, to - from).Select(b => (b + shift) % n)], (bottoms[k] + shift) % n));
        }
        List<int> passes = [.. tops.Select(t => (t + shift) % n)];
        if (ring && valleys.Count > 1)
            passes.Add(shift);
        return (valleys, passes);
    }

    /// <summary>An empty bin between others is as high as the higher of its neighbours: rare, but no wall. What is empty on to the end stays so.</summary>
    static void Bridge(double[] e)
    {
        var last = -1;
        for (var b = 0; b < e.Length; b++)
        {
            if (!double.IsFinite(e[b]))
                continue;
            if (last >= 0)
                e.AsSpan(last + 1, b - last - 1).Fill(Math.Max(e[last], e[b]));
            last = b;
        }
    }

    static int Highest(double[] e, int from, int to)
    {
        var top = from;
        for (var b = from; b <= to; b++)
            top = e[b] > e[top] ? b : top;
        return top;
    }
}
