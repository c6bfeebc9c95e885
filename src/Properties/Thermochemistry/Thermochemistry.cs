using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>
/// Thermodynamics from harmonic vibrations. Of a molecule: the ideal gas of rigid rotors and harmonic oscillators (McQuarrie, "Statistical Mechanics", ch. 5, 6 and 8), for each
/// molecule. Of what repeats: its vibrations at Γ alone, for each cell; a crystal's dispersion is left out. Imaginary modes are left out.
/// </summary>
public sealed class Thermochemistry
{
    readonly double[] _wavenumbers;

    Thermochemistry(Structure structure, double energy, IEnumerable<double> wavenumbers)
    {
        double[] all = [.. wavenumbers];
        _wavenumbers = [.. all.Where(w => w > 0)];
        Excluded = all.Length - _wavenumbers.Length;
        Energy = energy;
        Mass = Enumerable.Range(0, structure.Count).Sum(structure.MassOf);
        ZeroPointEnergy = 0.5 * Units.InverseCentimetre * _wavenumbers.Sum();
    }

    /// <summary>Null for what repeats, which neither flies nor turns.</summary>
    public Rotor? Rotor { get; private init; }

    /// <summary>2S + 1.</summary>
    public int Multiplicity { get; private init; } = 1;

    /// <summary>At the minimum, of the potential alone, eV.</summary>
    public double Energy { get; }

    /// <summary>eV.</summary>
    public double ZeroPointEnergy { get; }

    /// <summary>amu.</summary>
    public double Mass { get; }

    /// <summary>Whether some mode is below 300 cm⁻¹, so that it makes a difference to take soft modes for rotors.</summary>
    public bool HasSoftModes => _wavenumbers.Any(w => w < 300);

    /// <summary>Imaginary modes, of which nothing is in the sums.</summary>
    public int Excluded { get; }

    /// <param name="symmetryNumber">Null to find it from the geometry.</param>
    /// <param name="multiplicity">Null for the structure's; where that says nothing, 1 with an even number of electrons and 2 with an odd one.</param>
    public static Thermochemistry Of(Vibrations vibrations, int? symmetryNumber = null, int? multiplicity = null) =>
        Of(vibrations.Structure, vibrations.Rest.Energy, vibrations.Modes.Select(m => m.Wavenumber), symmetryNumber, multiplicity);

    /// <param name="energy">eV.</param>
    /// <param name="wavenumbers">cm⁻¹, negative where imaginary.</param>
    public static Thermochemistry Of(Structure structure, double energy, IEnumerable<double> wavenumbers, int? symmetryNumber = null, int? multiplicity = null)
    {
        if (structure.Periodic.Any)
            return new Thermochemistry(structure, energy, wavenumbers);
        return new Thermochemistry(structure, energy, wavenumbers)
        {
            Rotor = Rotor.Of(structure, symmetryNumber),
            Multiplicity = multiplicity ?? structure.Multiplicity ?? LeastMultiplicity(structure),
        };
    }

    /// <summary>1 with an even number of electrons, 2 with an odd one.</summary>
    public static int LeastMultiplicity(Structure structure)
    {
        var electrons = -(long)Math.Round(structure.Charge);
        foreach (var element in structure.Elements)
            electrons += element.AtomicNumber;
        return electrons % 2 == 0 ? 1 : 2;
    }

    /// <param name="temperature">K, above zero.</param>
    /// <param name="pressure">eV/Å³; of no meaning for what repeats.</param>
    public ThermalState At(double temperature, double pressure)
    {
        var vibration = _wavenumbers.Aggregate(default(Contribution), (sum, w) => sum + Contribution.Oscillator(w, temperature));
        var soft = _wavenumbers.Sum(w => Contribution.QuasiHarmonicEntropy(w, temperature));
        return Rotor is null
            ? new ThermalState(this, temperature, null, default, default, vibration, default, soft)
            : new ThermalState(this, temperature, pressure, Contribution.Translation(Mass, temperature, pressure), Contribution.Rotation(Rotor, temperature), vibration,
                Contribution.Electrons(Multiplicity), soft);
    }
}
