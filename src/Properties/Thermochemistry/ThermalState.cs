using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>What is at one temperature and pressure, for each molecule (or cell).</summary>
/// <param name="Of">What it is a state of.</param>
/// <param name="Temperature">K.</param>
/// <param name="Pressure">eV/Å³; null of what repeats.</param>
/// <param name="Vibration">With the zero-point energy.</param>
/// <param name="SoftEntropy">Entropy of the vibrations with soft ones as partly free rotors, eV/K (<see cref="Contribution.QuasiHarmonicEntropy"/>).</param>
public sealed record ThermalState(
    Thermochemistry Of, double Temperature, double? Pressure, Contribution Translation, Contribution Rotation, Contribution Vibration, Contribution Electrons, double SoftEntropy)
{
    Contribution Sum => Translation + Rotation + Vibration + Electrons;

    /// <summary>pV of an ideal gas, eV; nothing for what repeats.</summary>
    double Work => Pressure is null ? 0 : Units.Boltzmann * Temperature;

    /// <summary>U = E + zero-point energy + thermal energy, eV.</summary>
    public double InternalEnergy => Of.Energy + Sum.Energy;

    /// <summary>H = U + kT, eV.</summary>
    public double Enthalpy => InternalEnergy + Work;

    /// <summary>S, eV/K.</summary>
    public double Entropy => Sum.Entropy;

    /// <summary>Of a gas G = H − TS, of what repeats F = U − TS, eV.</summary>
    public double FreeEnergy => Enthalpy - Temperature * Entropy;

    /// <summary>The same with <see cref="SoftEntropy"/> in place of the oscillators', eV.</summary>
    public double QuasiHarmonicFreeEnergy => FreeEnergy + Temperature * (Vibration.Entropy - SoftEntropy);

    /// <summary>At constant volume, eV/K.</summary>
    public double HeatCapacity => Sum.HeatCapacity;

    /// <summary>Cp = Cv + k of a gas, eV/K.</summary>
    public double HeatCapacityAtConstantPressure => HeatCapacity + (Pressure is null ? 0 : Units.Boltzmann);
}
