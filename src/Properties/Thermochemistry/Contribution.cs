using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>What one kind of motion contributes for each molecule.</summary>
/// <param name="Energy">eV, with the zero-point energy where it has one.</param>
/// <param name="Entropy">eV/K.</param>
/// <param name="HeatCapacity">At constant volume, eV/K.</param>
public readonly record struct Contribution(double Energy, double Entropy, double HeatCapacity)
{
    const double K = Units.Boltzmann;

    public static Contribution operator +(Contribution a, Contribution b) => new(a.Energy + b.Energy, a.Entropy + b.Entropy, a.HeatCapacity + b.HeatCapacity);

    /// <summary>A point mass in an ideal gas; the entropy by Sackur and Tetrode.</summary>
    /// <param name="mass">amu.</param>
    /// <param name="temperature">K.</param>
    /// <param name="pressure">eV/Å³.</param>
    public static Contribution Translation(double mass, double temperature, double pressure)
    {
        var kt = K * temperature;
        // h²/2πm in eV Å²: Planck in eV fs, mass in eV fs²/Å².
        var square = Units.Planck * Units.Planck * Units.AccelerationPerForce / (2 * Math.PI * mass);
        return new(1.5 * kt, K * (1.5 * Math.Log(kt / square) + Math.Log(kt / pressure) + 2.5), 1.5 * K);
    }

    /// <summary>The classical rigid rotor.</summary>
    public static Contribution Rotation(Rotor rotor, double temperature)
    {
        var kt = K * temperature;
        double[] ratios = [.. rotor.Constants.Select(b => kt / (b * Units.InverseCentimetre))];
        return ratios.Length switch
        {
            0 => default,
            1 => new(kt, K * (Math.Log(ratios[0] / rotor.SymmetryNumber) + 1), K),
            _ => new(1.5 * kt, K * (0.5 * Math.Log(Math.PI * ratios[0] * ratios[1] * ratios[2]) - Math.Log(rotor.SymmetryNumber) + 1.5), 1.5 * K),
        };
    }

    /// <summary>One harmonic oscillator, with its zero-point energy.</summary>
    /// <param name="wavenumber">cm⁻¹, above zero.</param>
    public static Contribution Oscillator(double wavenumber, double temperature)
    {
        var quantum = wavenumber * Units.InverseCentimetre;
        var x = quantum / (K * temperature);
        // n = 1/(eˣ − 1); for large x all but the zero-point energy vanishes.
        var n = x > 700 ? 0 : 1 / (Math.Exp(x) - 1);
        var entropy = n == 0 ? 0 : K * (x * n - Math.Log(1 - Math.Exp(-x)));
        return new(quantum * (0.5 + n), entropy, K * x * x * n * (1 + n));
    }

    /// <summary>The electronic ground state alone.</summary>
    /// <param name="multiplicity">2S + 1.</param>
    public static Contribution Electrons(int multiplicity) => new(0, K * Math.Log(multiplicity), 0);

    /// <summary>
    /// Entropy of an oscillator that goes over into a free rotor where it is soft (Grimme, Chem. Eur. J. 18, 9955 (2012)): w S_vib + (1 − w) S_rot,
    /// w = 1/(1 + (ν̃₀/ν̃)⁴). The rotor's moment h/8π²cν̃ is kept below that of a molecule, 10⁻⁴⁴ kg m². eV/K.
    /// </summary>
    /// <param name="limit">ν̃₀, cm⁻¹; 100 in the paper.</param>
    public static double QuasiHarmonicEntropy(double wavenumber, double temperature, double limit = 100)
    {
        const double Planck = 6.62607015e-34, Light = 2.99792458e10, Boltzmann = 1.380649e-23, Average = 1e-44;
        var free = Planck / (8 * Math.PI * Math.PI * Light * wavenumber);
        var moment = free * Average / (free + Average);
        var rotor = K * (0.5 + 0.5 * Math.Log(8 * Math.Pow(Math.PI, 3) * moment * Boltzmann * temperature / (Planck * Planck)));
        var weight = 1 / (1 + Math.Pow(limit / wavenumber, 4));
        return weight * Oscillator(wavenumber, temperature).Entropy + (1 - weight) * rotor;
    }
}
