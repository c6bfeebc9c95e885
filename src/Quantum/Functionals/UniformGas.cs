namespace Athanor.Quantum;

/// <summary>
/// Correlation energy an electron of the uniform gas, from fits for no (0) and for full (1) polarisation and for the stiffness α: ε = ε₀ + α f(ζ)/f″(0) (1 − ζ⁴) + (ε₁ − ε₀) f(ζ) ζ⁴ (Vosko, Wilk, Nusair, Can. J. Phys. 58, 1200 (1980), eq. 4.8).
/// </summary>
internal static class UniformGas
{
    // 2^{4/3} − 2.
    static readonly double Norm = Math.Pow(2, 4.0 / 3) - 2;

    /// <summary>f″(0).</summary>
    public static readonly double Curvature = 8 / (9 * Norm);

    /// <summary>A fit of one of the three: value and derivative with respect to r_s.</summary>
    public delegate (double Value, double Slope) Fit(double rs);

    /// <summary>r_s = (3/4πρ)^{1/3}, bohr.</summary>
    public static double Radius(double density) => Math.Cbrt(0.75 / (Math.PI * density));

    /// <summary>ε and its derivatives with respect to r_s and ζ.</summary>
    /// <param name="up">1 + ζ, not negative.</param>
    /// <param name="down">1 − ζ, not negative.</param>
    public static (double Energy, double ByRadius, double ByPolarisation) Correlation(double rs, double up, double down, Fit none, Fit full, Fit stiffness)
    {
        var (e0, d0) = none(rs);
        var zeta = 0.5 * (up - down);
        if (zeta == 0)
            return (e0, d0, 0);
        var (e1, d1) = full(rs);
        var (a, da) = stiffness(rs);
        var (rootUp, rootDown) = (Math.Cbrt(up), Math.Cbrt(down));
        var f = (up * rootUp + down * rootDown - 2) / Norm;
        var df = 4.0 / 3 * (rootUp - rootDown) / Norm;
        var (z3, z4) = (zeta * zeta * zeta, zeta * zeta * zeta * zeta);
        var (between, dBetween) = (f * (1 - z4) / Curvature, (df * (1 - z4) - 4 * f * z3) / Curvature);
        var (polar, dPolar) = (f * z4, df * z4 + 4 * f * z3);
        return (e0 + a * between + (e1 - e0) * polar, d0 + da * between + (d1 - d0) * polar, a * dBetween + (e1 - e0) * dPolar);
    }
}
