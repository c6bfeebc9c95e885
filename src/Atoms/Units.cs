namespace Athanor.Atoms;

/// <summary>
/// Constants and conversions (CODATA 2018). Inside: eV, Å, amu, e, K, fs; velocities Å/fs, stress eV/Å³.
/// </summary>
public static class Units
{
    /// <summary>eV per Hartree.</summary>
    public const double Hartree = 27.211386245988;

    /// <summary>Å per Bohr.</summary>
    public const double Bohr = 0.529177210903;

    /// <summary>Boltzmann's constant, eV/K.</summary>
    public const double Boltzmann = 8.617333262e-5;

    /// <summary>Planck's constant h, eV·fs.</summary>
    public const double Planck = 6.62607015e-34 / 1.602176634e-19 * 1e15;

    /// <summary>ħ = h/2π, eV·fs.</summary>
    public const double ReducedPlanck = Planck / (2 * Math.PI);

    /// <summary>eV of a quantum whose wavenumber is 1 cm⁻¹: hc.</summary>
    public const double InverseCentimetre = Planck * SpeedOfLight;

    /// <summary>c, cm/fs.</summary>
    public const double SpeedOfLight = 2.99792458e-5;

    /// <summary>GPa per eV/Å³.</summary>
    public const double GigaPascal = 160.2176634;

    /// <summary>N/cm, which is mdyn/Å, per eV/Å².</summary>
    public const double NewtonPerCentimetre = GigaPascal / 1000;

    /// <summary>W/m per eV/(Å·fs), or S/m per e²/(eV·Å·fs).</summary>
    public const double WattPerMetre = 1.602176634e6;

    /// <summary>eV per kcal/mol.</summary>
    public const double KilocaloriePerMole = 4184.0 / 6.02214076e23 / 1.602176634e-19;

    /// <summary>eV per kJ/mol.</summary>
    public const double KilojoulePerMole = 1000.0 / 6.02214076e23 / 1.602176634e-19;

    /// <summary>e²/4πε₀, eV·Å.</summary>
    public const double Coulomb = Hartree * Bohr;

    /// <summary>
    /// Acceleration in Å/fs² of one amu under one eV/Å: kinetic energy in eV is ½ m v² / this, with v in Å/fs.
    /// </summary>
    public const double AccelerationPerForce = 1.602176634e-19 / 1.66053906660e-27 * 1e-10;
}
