namespace Athanor.Quantum;

/// <summary>
/// Perdew, Burke and Ernzerhof's correlation (Phys. Rev. Lett. 77, 3865 (1996), eqs. 7 and 8): the uniform gas's (<see cref="PerdewWang"/>) plus H = γφ³ ln(1 + (β/γ) t² (1 + At²)/(1 + At² + A²t⁴)) an electron.
/// </summary>
internal sealed class PbeCorrelation : IFunctionalPart
{
    public const double Beta = 0.06672455060314922;

    // Below this 1 ± ζ has no slope: there the derivative of φ diverges, with nothing to multiply it.
    const double Polarised = 1e-10;

    static readonly double Gamma = (1 - Math.Log(2)) / (Math.PI * Math.PI);

    // t² = σ π / (16 φ² (3π²)^{1/3} ρ^{7/3}).
    static readonly double Reduced = Math.PI / (16 * Math.Cbrt(3 * Math.PI * Math.PI));

    public bool Gradients => true;

    public void Add(double share, PointDensities at)
    {
        for (var p = 0; p < at.Count; p++)
        {
            var density = at.Alpha[p] + at.Beta[p];
            if (density < PointDensities.Least)
                continue;
            var (up, down) = (2 * at.Alpha[p] / density, 2 * at.Beta[p] / density);
            var (energy, byDensity, byPolarisation, byGradient) = Electron(density, up, down, at.AlphaAlpha[p] + 2 * at.AlphaBeta[p] + at.BetaBeta[p]);
            var common = share * (energy + density * byDensity);
            at.Energy[p] += share * density * energy;
            at.ByAlpha[p] += common + share * down * byPolarisation;
            at.ByBeta[p] += common - share * up * byPolarisation;
            var gradient = share * density * byGradient;
            at.ByAlphaAlpha[p] += gradient;
            at.ByAlphaBeta[p] += 2 * gradient;
            at.ByBetaBeta[p] += gradient;
        }
    }

    // Energy an electron and its derivatives with respect to the density, to ζ and to σ.
    static (double Energy, double ByDensity, double ByPolarisation, double ByGradient) Electron(double density, double up, double down, double sigma)
    {
        var rs = UniformGas.Radius(density);
        var (uniform, byRadius, uniformByZeta) = PerdewWang.Correlation(rs, up, down);
        var (phi, dPhi) = Phi(up, down);
        var cube = Gamma * phi * phi * phi;
        var perSigma = Reduced / (phi * phi * density * density * Math.Cbrt(density));
        var y = sigma * perSigma;
        // A = (β/γ) / (exp(−ε/γφ³) − 1).
        var exponent = -uniform / cube;
        var less = ExponentialLessOne(exponent);
        var a = Beta / Gamma / less;
        var ay = a * y;
        var q = 1 + ay + ay * ay;
        var u = Beta / Gamma * y * (1 + ay) / q;
        var h = cube * Math.Log(1 + u);
        var inner = cube / (1 + u) * (Beta / Gamma) / (q * q);
        var byY = inner * (1 + 2 * ay);
        var byA = -inner * ay * y * y * (2 + ay);
        // ∂A/∂(exponent).
        var dA = -a * (less + 1) / less;
        var byUniform = 1 - byA * dA / cube;
        var byPhi = 3 * h / phi + (-3 * exponent * dA * byA - 2 * y * byY) / phi;
        return (
            uniform + h,
            (-rs / 3 * byRadius * byUniform - 7.0 / 3 * y * byY) / density,
            uniformByZeta * byUniform + byPhi * dPhi,
            byY * perSigma);
    }

    // φ = ½ [(1 + ζ)^{2/3} + (1 − ζ)^{2/3}] and its slope.
    static (double Value, double Slope) Phi(double up, double down)
    {
        var (rootUp, rootDown) = (Math.Cbrt(up), Math.Cbrt(down));
        var slope = (up > Polarised ? 1 / rootUp : 0) - (down > Polarised ? 1 / rootDown : 0);
        return (0.5 * (rootUp * rootUp + rootDown * rootDown), slope / 3);
    }

    static double ExponentialLessOne(double x) => Math.Abs(x) < 1e-4 ? x * (1 + x * (0.5 + x * (1.0 / 6 + x / 24))) : Math.Exp(x) - 1;
}
