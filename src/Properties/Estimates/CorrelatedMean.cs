using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>
/// Mean of a correlated series with its statistical error by blocking (Flyvbjerg and Petersen, J. Chem. Phys. 91, 461 (1989)): neighbours are
/// averaged, again and again, until what is left is uncorrelated; the largest estimate of the error counts.
/// </summary>
public static class CorrelatedMean
{
    /// <summary>With fewer blocks than this the error of the error is as large as itself.</summary>
    const int FewestBlocks = 16;

    /// <summary>Part of the largest value below which an error is one of arithmetic.</summary>
    const double Rounding = 1e-13;

    /// <param name="series">In the order of time.</param>
    /// <returns>An error of NaN where there are fewer than 16 values; a value of NaN where there are none.</returns>
    public static Quantity Of(IEnumerable<double> series, string unit)
    {
        var values = series.ToArray();
        if (values.Length == 0)
            return new Quantity(double.NaN, unit);
        var mean = values.Average();
        if (values.Length < FewestBlocks)
            return new Quantity(mean, double.NaN, unit);
        double error = 0;
        for (var blocks = values; blocks.Length >= FewestBlocks; blocks = Halved(blocks))
        {
            var m = blocks.Average();
            error = Math.Max(error, Math.Sqrt(blocks.Sum(b => (b - m) * (b - m)) / (blocks.Length * (blocks.Length - 1.0))));
        }
        // What is the same in all of them but for rounding has no error.
        return new Quantity(mean, error > Rounding * values.Max(Math.Abs) ? error : 0, unit);
    }

    static double[] Halved(double[] values) => [.. Enumerable.Range(0, values.Length / 2).Select(k => 0.5 * (values[2 * k] + values[2 * k + 1]))];
}
