using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>A rate at one temperature, and what it is made of.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Classical">Of classical harmonic vibrations (Vineyard), 1/s; null where reactant and saddle have not the modes for it.</param>
/// <param name="Quantum">Eyring's, with the partition functions of quantum oscillators, classical rotors and electrons, 1/s.</param>
/// <param name="Wigner">1 + (hν‡/kT)²/24, by which tunnelling multiplies it to first order.</param>
/// <param name="FreeEnergyBarrier">ΔG‡ (what repeats: ΔF‡), eV.</param>
/// <param name="ActivationEnergy">−d ln k/d(1/kT) of <see cref="Rate"/>, eV.</param>
/// <param name="Spread">Standard deviation of ln k that the potential's own uncertainty of the barrier brings, σ/kT; null where it has none.</param>
public sealed record RateState(double Temperature, double? Classical, double Quantum, double Wigner, double FreeEnergyBarrier, double ActivationEnergy, double? Spread)
{
    /// <summary>Eyring's with Wigner's factor, 1/s; its model error is the first order of <see cref="Spread"/>.</summary>
    public Estimate Rate => new(Quantum * Wigner, "1/s", null, Spread * Quantum * Wigner);

    /// <summary>A e^(−Ea/kT) = k, 1/s.</summary>
    public double Prefactor => Quantum * Wigner * Math.Exp(ActivationEnergy / (Units.Boltzmann * Temperature));
}
