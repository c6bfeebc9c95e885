namespace Athanor.Quantum;

/// <summary>Exchange of the uniform gas, −(3/2)(3/4π)^{1/3} Σ_s ρ_s^{4/3} (Dirac, Math. Proc. Cambridge 26, 376 (1930); Slater, Phys. Rev. 81, 385 (1951)).</summary>
internal sealed class SlaterExchange : IFunctionalPart
{
    /// <summary>(3/2)(3/4π)^{1/3}.</summary>
    public static readonly double Factor = 1.5 * Math.Cbrt(0.75 / Math.PI);

    public bool Gradients => false;

    public void Add(double share, PointDensities at)
    {
        Spin(share, at.Count, at.Alpha, at.Energy, at.ByAlpha);
        Spin(share, at.Count, at.Beta, at.Energy, at.ByBeta);
    }

    static void Spin(double share, int count, double[] density, double[] energy, double[] slope)
    {
        for (var p = 0; p < count; p++)
        {
            var rho = density[p];
            if (rho < PointDensities.Least)
                continue;
            var root = share * Factor * Math.Cbrt(rho);
            energy[p] -= root * rho;
            slope[p] -= 4.0 / 3 * root;
        }
    }
}
