namespace Athanor.Learning;

/// <summary>
/// Pairs (x, y) of which y should be a multiple of x, with no constant. Large values are cut to five times the median magnitude, so that a few
/// wild pairs decide nothing.
/// </summary>
/// <param name="Correlation">Σxy / √(Σx² Σy²) of the cut values, −1 to 1; 0 where there is nothing to compare.</param>
/// <param name="Ratio">y/x, of the correlation's sign: the geometric mean of what x says of y and what y says of x, each a weighted median.</param>
internal sealed record RatioEvidence(int Count, double Correlation, double Ratio)
{
    const double Cut = 5;

    /// <summary>Correlated closely, and in enough pairs, to decide something: four standard errors, and half of the variation explained.</summary>
    public bool IsConclusive => Count >= 5 && Math.Abs(Correlation) >= 0.7 && Significance > 4;

    double Significance => Math.Abs(Correlation) * Math.Sqrt(Math.Max(0, Count - 1) / Math.Max(1e-6, 1 - Correlation * Correlation));

    /// <summary>
    /// Of pairs sorted by how far they can be trusted, the first tenth, fifth, third, half or all: whichever says most.
    /// </summary>
    public static RatioEvidence OfBest(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var best = new RatioEvidence(0, 0, double.NaN);
        foreach (var part in new[] { 0.1, 0.2, 0.35, 0.5, 1.0 })
        {
            var n = (int)(part * x.Count);
            var evidence = Of([.. x.Take(n)], [.. y.Take(n)]);
            if (evidence.Count >= 5 && evidence.Significance > best.Significance)
                best = evidence;
        }
        return best;
    }

    public static RatioEvidence Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var used = Enumerable.Range(0, x.Count).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i])).ToArray();
        var sx = Sample.Median([.. used.Select(i => Math.Abs(x[i]))]);
        var sy = Sample.Median([.. used.Select(i => Math.Abs(y[i]))]);
        if (used.Length < 2 || !(sx > 0) || !(sy > 0))
            return new RatioEvidence(used.Length, 0, double.NaN);
        double xx = 0, yy = 0, xy = 0;
        foreach (var i in used)
        {
            var u = Math.Clamp(x[i] / sx, -Cut, Cut);
            var v = Math.Clamp(y[i] / sy, -Cut, Cut);
            xx += u * u;
            yy += v * v;
            xy += u * v;
        }
        var correlation = xy / Math.Sqrt(xx * yy);
        var sign = Math.Sign(correlation);
        var forward = WeightedMedian([.. used.Where(i => x[i] != 0).Select(i => (sign * y[i] / x[i], Math.Abs(x[i])))]);
        var backward = WeightedMedian([.. used.Where(i => y[i] != 0).Select(i => (sign * x[i] / y[i], Math.Abs(y[i])))]);
        var ratio = forward > 0 && backward > 0 ? Math.Sqrt(forward / backward) : sy / sx;
        return new RatioEvidence(used.Length, correlation, sign * ratio);
    }

    static double WeightedMedian((double Value, double Weight)[] items)
    {
        Array.Sort(items);
        var half = 0.5 * items.Sum(i => i.Weight);
        double sum = 0;
        foreach (var (value, weight) in items)
        {
            sum += weight;
            if (sum >= half)
                return value;
        }
        return double.NaN;
    }
}
