namespace Athanor.Properties;

/// <summary>ln of the probability of some bins over that of others: what differences of free energies are made of, whatever they are called.</summary>
sealed record ProbabilityRatio(int[] Above, int[] Below)
{
    /// <param name="logs">ln p_b.</param>
    internal double Of(ReadOnlySpan<double> logs) => Sum(Above, logs) - Sum(Below, logs);

    /// <summary>Standard deviation, given the covariance of ln p_b, whose rows begin at <paramref name="first"/>.</summary>
    internal double Deviation(ReadOnlySpan<double> logs, double[,] covariance, int first)
    {
        var weights = new Dictionary<int, double>();
        foreach (var (bins, sign) in ((int[], int)[])[(Above, 1), (Below, -1)])
        {
            var all = Sum(bins, logs);
            foreach (var b in bins)
            {
                if (double.IsFinite(logs[b]))
                    weights[b] = weights.GetValueOrDefault(b) + sign * Math.Exp(logs[b] - all);
            }
        }
        double variance = 0;
        foreach (var (a, u) in weights)
        {
            foreach (var (b, v) in weights)
                variance += u * v * covariance[first + a, first + b];
        }
        return Math.Sqrt(Math.Max(0, variance));
    }

    static double Sum(int[] bins, ReadOnlySpan<double> logs)
    {
        var top = double.NegativeInfinity;
        foreach (var b in bins)
            top = Math.Max(top, logs[b]);
        if (double.IsNegativeInfinity(top))
            return top;
        double sum = 0;
        foreach (var b in bins)
            sum += Math.Exp(logs[b] - top);
        return top + Math.Log(sum);
    }
}
