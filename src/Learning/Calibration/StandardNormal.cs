namespace Athanor.Learning;

/// <summary>The normal distribution of mean 0 and deviation 1.</summary>
internal static class StandardNormal
{
    /// <summary>The probability of |z| ≤ k: erf(k/√2), to 1e-14.</summary>
    public static double Within(double k)
    {
        var x = Math.Abs(k) / Math.Sqrt(2);
        if (x > 6)
            return 1;
        if (x < 2.5)
        {
            // Abramowitz and Stegun 7.1.6: all terms positive, so nothing cancels.
            double term = x, sum = x;
            for (var n = 1; term > 1e-17 * sum; n++)
                sum += term *= 2 * x * x / (2 * n + 1);
            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }
        // The continued fraction of erfc, 7.1.14, from the far end.
        double fraction = x;
        for (var n = 60; n > 0; n--)
            fraction = x + 0.5 * n / fraction;
        return 1 - Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }

    /// <summary>The k of which |z| ≤ k has this probability.</summary>
    public static double Width(double probability)
    {
        double low = 0, high = 9;
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            if (Within(middle) < probability)
                low = middle;
            else
                high = middle;
        }
        return 0.5 * (low + high);
    }
}
