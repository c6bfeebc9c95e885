namespace Athanor.Properties.Tests;

/// <summary>B of Lennard-Jones' law in closed form, in units of 2πNσ³/3: −Σ_j 2^(j − 3/2) Γ((2j − 1)/4)/j! T*^(−(2j + 1)/4) (Lennard-Jones, Proc. R. Soc. A 106, 463 (1924)).</summary>
static class LennardJonesGas
{
    internal static (double B, double Slope) Reduced(double t)
    {
        double b = 0, slope = 0, factorial = 1;
        // Γ at −1/4 and 1/4, from where both chains go up by one.
        double even = -4.0 * 1.2254167024651776, odd = 3.6256099082219083;
        for (var j = 0; j < 200; j++)
        {
            double at = (2 * j - 1) / 4.0, gamma = j % 2 == 0 ? even : odd;
            var term = -Math.Pow(2, j - 1.5) * gamma / factorial * Math.Pow(t, -(2 * j + 1) / 4.0);
            b += term;
            slope += term * -(2 * j + 1) / 4.0 / t;
            factorial *= j + 1;
            if (j % 2 == 0)
                even *= at;
            else
                odd *= at;
        }
        return (b, slope);
    }
}
