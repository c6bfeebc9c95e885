namespace Athanor.Quantum;

/// <summary>
/// Perdew, Burke and Ernzerhof's exchange (Phys. Rev. Lett. 77, 3865 (1996), eqs. 13 and 14): the uniform gas's times F = 1 + κ − κ/(1 + μ s²/κ), spin by spin.
/// </summary>
internal sealed class PbeExchange : IFunctionalPart
{
    const double Kappa = 0.804;
    const double Mu = PbeCorrelation.Beta * Math.PI * Math.PI / 3;

    // s² of a spin that has the density and gradient of half a closed shell: σ / (4 (6π²)^{2/3} ρ^{8/3}).
    static readonly double Reduced = 1 / (4 * Math.Pow(6 * Math.PI * Math.PI, 2.0 / 3));

    public bool Gradients => true;

    public void Add(double share, PointDensities at)
    {
        Spin(share, at.Count, at.Alpha, at.AlphaAlpha, at.Energy, at.ByAlpha, at.ByAlphaAlpha);
        Spin(share, at.Count, at.Beta, at.BetaBeta, at.Energy, at.ByBeta, at.ByBetaBeta);
    }

    static void Spin(double share, int count, double[] density, double[] sigma, double[] energy, double[] slope, double[] byGradient)
    {
        for (var p = 0; p < count; p++)
        {
            var rho = density[p];
            if (rho < PointDensities.Least)
                continue;
            var root = Math.Cbrt(rho);
            var uniform = share * SlaterExchange.Factor * root;
            var reduced = Reduced / (rho * rho * root * root);
            var s2 = sigma[p] * reduced;
            var fall = 1 / (1 + Mu / Kappa * s2);
            var enhancement = 1 + Kappa - Kappa * fall;
            var steep = Mu * fall * fall;
            energy[p] -= uniform * rho * enhancement;
            slope[p] -= 4.0 / 3 * uniform * (enhancement - 2 * s2 * steep);
            byGradient[p] -= uniform * rho * steep * reduced;
        }
    }
}
