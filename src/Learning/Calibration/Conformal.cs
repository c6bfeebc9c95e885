using Athanor.Potentials;

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

    /// <summary>
    /// The same, and where there are too few scores to promise that much, a guess in its place: that of normal errors whose size is known from so few (Student's distribution), and no less than the largest score.
    /// </summary>
    /// <param name="level">One of <see cref="ErrorLevels.All"/>.</param>
    /// <returns>NaN where there are no scores.</returns>
    public static double Finite(IReadOnlyCollection<double> scores, double level)
    {
        var promised = Quantile(scores, level);
        if (!double.IsPositiveInfinity(promised))
            return promised;
        var used = scores.Where(s => !double.IsNaN(s)).ToArray();
        return Math.Max(used.Max(), Math.Sqrt(used.Average(s => s * s)) * ErrorLevels.Normal[ErrorLevels.IndexOf(level)] * ErrorLevels.Student(level, used.Length));
    }
}
