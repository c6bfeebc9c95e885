namespace Athanor.Properties;

/// <summary>ψ and ψ′, which the logarithm of a mean of squares of Gaussians has for its mean and variance: recurrence up to 12, then the asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12), to 10⁻¹².</summary>
static class SpecialValues
{
    const double Far = 12;

    /// <summary>ψ(x) = d ln Γ(x)/dx, x &gt; 0.</summary>
    public static double Digamma(double x)
    {
        double sum = 0;
        for (; x < Far; x++)
            sum -= 1 / x;
        var y = 1 / (x * x);
        return sum + Math.Log(x) - 0.5 / x - y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y / 132))));
    }

    /// <summary>ψ′(x), x &gt; 0.</summary>
    public static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < Far; x++)
            sum += 1 / (x * x);
        var y = 1 / (x * x);
        return sum + 1 / x + 0.5 * y + y / x * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * 5 / 66))));
    }
}
