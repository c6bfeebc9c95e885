namespace Athanor.Properties;

/// <summary>
/// How many values of a series are worth one independent one: g = 1 + 2 Σ ρ(t) (1 − t/N), summed until the autocorrelation ρ first falls to zero, since what follows is noise (Chodera et al., J. Chem. Theory Comput. 3, 26 (2007)).
/// </summary>
public static class Inefficiency
{
    /// <summary>g ≥ 1; as many as there are values where all are the same.</summary>
    /// <param name="period">After which values repeat; differences are then taken from their circular mean.</param>
    public static double Of(IReadOnlyList<double> series, double? period = null)
    {
        var n = series.Count;
        if (n < 3)
            return 1;
        var mean = Mean(series, period);
        double[] d = [.. series.Select(x => Simulation.CollectiveDifference.Between(mean, x, period))];
        var variance = d.Sum(x => x * x) / n;
        if (!(variance > 0))
            return n;
        double g = 1;
        for (var t = 1; t < n - 1; t++)
        {
            double sum = 0;
            for (var i = 0; i + t < n; i++)
                sum += d[i] * d[i + t];
            var rho = sum / ((n - t) * variance);
            // A single value below zero near the start may be noise on a fast decay as well as its end; either way little is lost.
            if (rho <= 0)
                break;
            g += 2 * rho * (1 - (double)t / n);
        }
        return Math.Clamp(g, 1, n);
    }

    /// <summary>The mean; of what repeats, the one about which the values lie.</summary>
    internal static double Mean(IReadOnlyList<double> series, double? period)
    {
        if (period is not { } p)
            return series.Average();
        var unit = 2 * Math.PI / p;
        var centre = Math.Atan2(series.Average(x => Math.Sin(unit * x)), series.Average(x => Math.Cos(unit * x))) / unit;
        return centre + series.Average(x => Simulation.CollectiveDifference.Between(centre, x, period));
    }
}
