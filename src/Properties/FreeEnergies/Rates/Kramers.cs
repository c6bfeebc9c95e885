namespace Athanor.Properties;

/// <summary>
/// What friction makes of transition-state theory's rate over a barrier in one dimension, in closed form (Kramers, Physica 7, 284 (1940); Mel'nikov and Meshkov, J. Chem. Phys. 85, 1018 (1986); Hänggi, Talkner and Borkovec, Rev. Mod. Phys. 62, 251 (1990)).
/// </summary>
public static class Kramers
{
    /// <summary>From moderate to high friction: √(1 + (γ/2ω)²) − γ/2ω. One without friction, which is Eyring's limit, ω/γ at high one.</summary>
    /// <param name="friction">γ, 1/fs.</param>
    /// <param name="barrier">ω at the top, √(−U″/m), 1/fs.</param>
    public static double Spatial(double friction, double barrier)
    {
        var x = friction / (2 * barrier);
        return Math.Sqrt(1 + x * x) - x;
    }

    /// <summary>
    /// The turnover: what is lost because energy comes and goes too slowly. δ is the energy, in kT, that a particle with that of the top loses in one swing through a well, γ J/kT with the action J = ∮ p dq of the swing.
    /// At low friction A(δ) → δ; a second well that throws back what it cannot keep makes it A(δ₁) A(δ₂) / A(δ₁ + δ₂).
    /// </summary>
    public static double Energetic(double loss) => Math.Exp(Exponent(loss));

    /// <summary>Of a double well, with the losses in the one and the other, in kT.</summary>
    public static double Transmission(double friction, double barrier, double lossHere, double lossThere) =>
        Spatial(friction, barrier) * Math.Exp(Exponent(lossHere) + Exponent(lossThere) - Exponent(lossHere + lossThere));

    /// <summary>(1/2π) ∫ ln(1 − exp(−δ (λ² + ¼))) / (λ² + ¼) dλ; with λ = ½ tan φ it is (2/π) ∫ ln(1 − exp(−δ / (4 cos² φ))) dφ from 0 to π/2, which the midpoint rule takes.</summary>
    static double Exponent(double loss)
    {
        if (!(loss > 0))
            return loss == 0 ? double.NegativeInfinity : double.NaN;
        const int points = 4000;
        double sum = 0;
        for (var k = 0; k < points; k++)
        {
            var c = Math.Cos((k + 0.5) * Math.PI / (2 * points));
            sum += Math.Log(-double.ExpM1(-loss / (4 * c * c)));
        }
        return sum / points;
    }
}
