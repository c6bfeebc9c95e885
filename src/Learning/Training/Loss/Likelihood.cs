namespace Athanor.Learning;

/// <summary>
/// Gaussian likelihood of energies, forces and stresses, each with its own learned σ, so that the three are weighed by how well they can be told and not by hand:
/// −ln p = Σ over structures of (ΔE/N)²/2σ_E² + ln σ_E + Σ ΔF²/2σ_F² + 3N ln σ_F + Σ ΔS²/2σ_S² + 6 ln σ_S.
/// </summary>
/// <param name="Energy">σ_E, eV per atom.</param>
/// <param name="Force">σ_F, eV/Å.</param>
/// <param name="Stress">σ_S, eV/Å³.</param>
public readonly record struct Likelihood(double Energy, double Force, double Stress)
{
    /// <summary>
    /// Force components of a structure beyond this many say nothing new: a wrong bond pulls at both its ends and at their neighbours, so their errors are not independent and one
    /// energy must not drown in them. The energy of a structure of N atoms counts 3N over this many times.
    /// </summary>
    internal const double IndependentForces = 18;

    /// <summary>How many times a frame's energy counts.</summary>
    internal static double EnergyCount(TrainingFrame frame) => frame.Weight * Math.Max(1, 3 * frame.Features.Atoms / IndependentForces);

    /// <summary>Factor that makes a frame's energy residual (eV) dimensionless.</summary>
    internal double EnergyWeight(TrainingFrame frame) => Math.Sqrt(EnergyCount(frame)) / (frame.Features.Atoms * Energy);

    /// <summary>Factor that makes a row's residual dimensionless.</summary>
    internal double RowWeight(TrainingFrame frame, int row) => row < 3 * frame.Features.Atoms
        ? Math.Sqrt(frame.Weight) / Force
        : Math.Sqrt(frame.Weight) / (frame.Features.Volume * Stress);
}
