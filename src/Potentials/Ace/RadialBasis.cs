namespace Athanor.Potentials.Ace;

/// <summary>
/// φ_b(r) = T_b(x(r)) (1 − (r/rc)²)³, b = 0 … Count − 1: Chebyshev polynomials of a coordinate that spends its resolution near the bonds, x running linearly in 1/(1 + r/r0) from 1 at r = 0 to −1 at the cutoff.
/// Two derivatives vanish at the cutoff.
/// </summary>
/// <param name="Count">Functions.</param>
/// <param name="Cutoff">rc, Å.</param>
/// <param name="Scale">r0, Å.</param>
public readonly record struct RadialBasis(int Count, double Cutoff, double Scale)
{
    double AtCutoff => 1 / (1 + Cutoff / Scale);

    /// <summary>x = Slope / (1 + r/r0) + Shift.</summary>
    internal double Slope => 2 / (1 - AtCutoff);

    /// <inheritdoc cref="Slope"/>
    internal double Shift => 1 - Slope;
}
