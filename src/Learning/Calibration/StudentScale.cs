namespace Athanor.Learning;

/// <summary>Errors and what is said of their size: −log of the likelihood under a Student distribution of 4 degrees of freedom, which a few large errors do not lead astray.</summary>
/// <param name="Error">Any unit.</param>
/// <param name="Spread">Of the members, same unit.</param>
/// <param name="Noise">Already given with the prediction, same unit.</param>
/// <param name="Weight">How many independent errors it counts for.</param>
internal readonly record struct ScaledError(double Error, double Spread, double Noise, double Weight);

/// <summary>Finds the noise that, beside a stretched spread, makes errors likeliest.</summary>
static class StudentScale
{
    const double Freedom = 4;

    /// <summary>Steps of the golden section: to a few thousandths of the logarithm.</summary>
    const int Steps = 20;

    static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <param name="stretch">α of σ² = α² spread² + given noise² + noise².</param>
    public static double Cost(IReadOnlyList<ScaledError> errors, double stretch, double noise)
    {
        var cost = 0.0;
        foreach (var e in errors)
        {
            var variance = stretch * stretch * e.Spread * e.Spread + e.Noise * e.Noise + noise * noise;
            cost += e.Weight * (0.5 * Math.Log(variance) + 0.5 * (Freedom + 1) * Math.Log(1 + e.Error * e.Error / (Freedom * variance)));
        }
        return cost;
    }

    /// <summary>The likeliest noise at a given stretch, and its cost. Between a thousandth of the errors' root mean square and thrice that.</summary>
    public static (double Noise, double Cost) Noise(IReadOnlyList<ScaledError> errors, double stretch)
    {
        var size = Math.Sqrt(errors.Sum(e => e.Weight * e.Error * e.Error) / errors.Sum(e => e.Weight));
        // Errors that are all zero leave nothing to learn from.
        if (!(size > 0))
            return (0, 0);
        var (log, cost) = Minimum(Math.Log(1e-3 * size), Math.Log(3 * size), l => Cost(errors, stretch, Math.Exp(l)));
        return (Math.Exp(log), cost);
    }

    /// <summary>Golden section of a function with one minimum.</summary>
    public static (double At, double Value) Minimum(double low, double high, Func<double, double> cost)
    {
        double left = high - Golden * (high - low), right = low + Golden * (high - low), atLeft = cost(left), atRight = cost(right);
        for (var k = 0; k < Steps; k++)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - Golden * (high - low);
                atLeft = cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + Golden * (high - low);
                atRight = cost(right);
            }
        }
        return atLeft < atRight ? (left, atLeft) : (right, atRight);
    }
}
