namespace Athanor.Learning;

/// <summary>
/// Split-conformal calibration: from |error|/σ of frames that were not trained on, the factor by which σ must be multiplied so that a new error lies
/// within it with a given probability, whatever the errors' distribution (Lei et al., J. Am. Stat. Assoc. 113, 1094 (2018), eq. 2).
/// </summary>
public static class Conformal
{
    /// <summary>The ⌈(n + 1) p⌉-th smallest score: at least a fraction p of new ones is below it, and at most p + 1/(n + 1).</summary>
    /// <param name="scores">|error| over its σ, not negative; exchangeable with those to come.</param>
    /// <param name="level">p, between 0 and 1.</param>
    /// <returns>Infinity where there are too few scores to promise that much; NaN where there are none.</returns>
    public static double Quantile(IEnumerable<double> scores, double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A probability between 0 and 1.");
        var sorted = scores.Where(s => !double.IsNaN(s)).Order().ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        // A product that is whole but for rounding must not be rounded up.
        var rank = (int)Math.Ceiling((sorted.Length + 1) * level - 1e-9);
        return rank <= sorted.Length ? sorted[Math.Max(rank, 1) - 1] : double.PositiveInfinity;
    }

    /// <summary>The factor that makes ±σ hold as much as ±1 deviation of a normal distribution does, 68.3 %.</summary>
    public static double Scale(IEnumerable<double> scores) => Quantile(scores, StandardNormal.Within(1));
}
