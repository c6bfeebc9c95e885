namespace Athanor.Quantum;

/// <summary>
/// Contracted Gaussians that share their exponents, as published for one element: column k is Σ_p Coefficients[k][p] · (normalised primitive
/// of momentum Momenta[k] and exponent Exponents[p]). An SP shell has momenta 0, 1; a general contraction repeats its momentum.
/// </summary>
/// <param name="Momenta">l of each column.</param>
/// <param name="Cartesian">True where the (l+1)(l+2)/2 Cartesian functions are meant, false for the 2l+1 solid harmonics. The two agree for l &lt; 2.</param>
/// <param name="Exponents">bohr⁻², positive.</param>
/// <param name="Coefficients">One row of coefficients a column, of normalised primitives; the contraction itself is normalised later.</param>
public sealed record ElementShell(int[] Momenta, bool Cartesian, double[] Exponents, double[][] Coefficients)
{
    /// <summary>Number of basis functions.</summary>
    public int Count => Momenta.Sum(l => Cartesian ? (l + 1) * (l + 2) / 2 : 2 * l + 1);
}
