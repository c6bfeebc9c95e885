using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How much two windows sampled the same places.</summary>
static class WindowOverlap
{
    const int Bins = 40;

    /// <summary>Indices of windows along ξ, by what they sampled.</summary>
    internal static int[] Order(IReadOnlyList<UmbrellaWindow> windows, double? period) =>
        [.. Enumerable.Range(0, windows.Count).OrderBy(k => windows[k].Centre).ThenBy(k => Inefficiency.Mean(windows[k].Values, period))];

    /// <summary>Common area of two distributions, from 0 to 1, by histograms over the range of both.</summary>
    internal static double Between(double[] a, double[] b, double? period)
    {
        var about = Inefficiency.Mean(a, period);
        double[] x = [.. a.Select(v => CollectiveDifference.Between(about, v, period))], y = [.. b.Select(v => CollectiveDifference.Between(about, v, period))];
        double low = Math.Min(x.Min(), y.Min()), high = Math.Max(x.Max(), y.Max());
        if (!(high > low))
            return 1;
        double[] Histogram(double[] values)
        {
            var h = new double[Bins];
            foreach (var v in values)
                h[Math.Min(Bins - 1, (int)((v - low) / (high - low) * Bins))] += 1.0 / values.Length;
            return h;
        }
        return Histogram(x).Zip(Histogram(y), Math.Min).Sum();
    }
}
