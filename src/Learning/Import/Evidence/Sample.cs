namespace Athanor.Learning;

/// <summary>Statistics of a sample that a few wild values cannot spoil.</summary>
internal static class Sample
{
    /// <summary>The middle value, or the mean of the two middle ones; NaN where there is none.</summary>
    public static double Median(double[] values) => Quantile(values, 0.5);

    /// <summary>Linear between order statistics (Hyndman and Fan's type 7); NaN where there is none. The array is not changed.</summary>
    public static double Quantile(double[] values, double q)
    {
        if (values.Length == 0)
            return double.NaN;
        var sorted = values.Order().ToArray();
        var at = q * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    /// <summary>1.4826 × the median distance from the median: a standard deviation for normal samples.</summary>
    public static double RobustDeviation(double[] values)
    {
        var median = Median(values);
        return 1.4826 * Median([.. values.Select(v => Math.Abs(v - median))]);
    }
}
