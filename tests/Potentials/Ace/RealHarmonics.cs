using Athanor.Numerics;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>Real spherical harmonics with Σ_m Y_lm² = 2l + 1, by associated Legendre functions and angles: the slow way.</summary>
static class RealHarmonics
{
    /// <summary>Y_lm of a direction, at l² + l + m.</summary>
    internal static double[] Of(Vec3 r, int highest)
    {
        var (z, phi) = (r.Z / r.Length, Math.Atan2(r.Y, r.X));
        var y = new double[(highest + 1) * (highest + 1)];
        for (var l = 0; l <= highest; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var norm = Math.Sqrt((2 * l + 1) * (m == 0 ? 1 : 2) / Enumerable.Range(l - m + 1, 2 * m).Aggregate(1.0, (p, k) => p * k));
                y[l * l + l + m] = norm * Legendre(l, m, z) * Math.Cos(m * phi);
                if (m > 0)
                    y[l * l + l - m] = norm * Legendre(l, m, z) * Math.Sin(m * phi);
            }
        }
        return y;
    }

    // P_l^m without the phase (−1)^m.
    static double Legendre(int l, int m, double z)
    {
        var start = Math.Pow(1 - z * z, 0.5 * m);
        for (var k = 1; k <= m; k++)
            start *= 2 * k - 1;
        double before = 0, now = start;
        for (var k = m + 1; k <= l; k++)
            (before, now) = (now, ((2 * k - 1) * z * now - (k + m - 1) * before) / (k - m));
        return now;
    }
}
