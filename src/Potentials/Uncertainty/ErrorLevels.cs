namespace Athanor.Potentials;

/// <summary>The shares of errors for which intervals are calibrated.</summary>
public static class ErrorLevels
{
    /// <summary>What ± means where nothing else is said: as many as lie within one deviation of a normal distribution.</summary>
    public const double Usual = 0.683;

    static readonly double[] Levels = [0.5, Usual, 0.8, 0.9, 0.95, 0.954];

    static readonly double[] Widths = [0.674490, 1, 1.281552, 1.644854, 1.959964, 2];

    /// <summary>Ascending.</summary>
    public static ReadOnlySpan<double> All => Levels;

    /// <summary>Half widths of intervals of a normal distribution that hold as much, in its standard deviations.</summary>
    public static ReadOnlySpan<double> Normal => Widths;

    /// <summary>By how much an interval of Student's distribution is wider than that of a normal one that holds as much, to a few percent from two degrees of freedom on (Abramowitz and Stegun 26.7.5).</summary>
    public static double Student(double level, double freedom)
    {
        double z2 = Widths[IndexOf(level)] * Widths[IndexOf(level)], n = freedom;
        return 1 + (z2 + 1) / (4 * n) + ((5 * z2 + 16) * z2 + 3) / (96 * n * n);
    }

    /// <exception cref="ArgumentOutOfRangeException">It is none of <see cref="All"/>.</exception>
    public static int IndexOf(double level) => Array.IndexOf(Levels, level) is >= 0 and var index
        ? index
        : throw new ArgumentOutOfRangeException(nameof(level), level, $"One of {string.Join(", ", Levels)}.");
}
