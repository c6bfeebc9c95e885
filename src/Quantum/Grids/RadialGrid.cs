namespace Athanor.Quantum;

/// <summary>
/// Quadrature of ∫₀^∞ f(r) r² dr: Chebyshev's of the second kind in x under the map r = ξ/ln 2 (1 + x)^0.6 ln(2/(1 − x)), called M4 (Treutler, Ahlrichs, J. Chem. Phys. 102, 346 (1995), eq. 19).
/// </summary>
internal static class RadialGrid
{
    /// <summary>Radii, bohr, ascending, and weights, which hold r².</summary>
    /// <param name="count">How many.</param>
    /// <param name="scale">ξ, bohr.</param>
    public static (double[] Radii, double[] Weights) Of(int count, double scale)
    {
        var (radii, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var angle = (count - i) * Math.PI / (count + 1);
            // 1 ± x by half angles, since they become small.
            var (below, above) = (2 * Square(Math.Cos(0.5 * angle)), 2 * Square(Math.Sin(0.5 * angle)));
            var power = Math.Pow(below, 0.6);
            var log = Math.Log(2 / above);
            radii[i] = scale / Math.Log(2) * power * log;
            var slope = scale / Math.Log(2) * (0.6 * power / below * log + power / above);
            weights[i] = Math.PI / (count + 1) * Math.Sin(angle) * slope * radii[i] * radii[i];
        }
        return (radii, weights);
    }

    static double Square(double x) => x * x;
}
