using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Vibrations and thermochemistry for machines: what <c>--json</c> writes.</summary>
public static class VibrationRecord
{
    /// <param name="states">None where no thermochemistry is wanted.</param>
    public static object Of(Vibrations vibrations, Thermochemistry thermochemistry, IEnumerable<ThermalState> states)
    {
        var spread = vibrations.Spread;
        var structure = vibrations.Structure;
        return new
        {
            vibrations.Potential,
            structure.Formula,
            Energy = new Quantity(vibrations.Rest.Energy, "eV"),
            Rest = new
            {
                vibrations.Rest.Steps,
                vibrations.Rest.NewtonSteps,
                vibrations.Rest.Pushes,
                LargestForceBefore = new Quantity(vibrations.Rest.ForceBefore, "eV/Å"),
                LargestForce = new Quantity(vibrations.Rest.Force, "eV/Å"),
            },
            Hessian = new
            {
                vibrations.Hessian.IsExact,
                Asymmetry = new Quantity(vibrations.Hessian.Asymmetry, "eV/Å²"),
                SumRule = new Quantity(vibrations.Hessian.SumRule, "eV/Å²"),
            },
            ImaginaryModes = vibrations.Imaginary.Count(),
            ZeroPointEnergy = new Quantity(vibrations.ZeroPointEnergy, spread?.ZeroPointEnergy, "eV"),
            Modes = vibrations.Modes.Select((m, k) => new
            {
                Wavenumber = new Quantity(m.Wavenumber, spread?.Wavenumbers[k], "cm⁻¹"),
                m.IsImaginary,
                ReducedMass = new Quantity(m.ReducedMass, "amu"),
                ForceConstant = new Quantity(m.ForceConstant, "eV/Å²"),
                Shares = m.Shares(structure).ToDictionary(s => s.Element.Symbol, s => s.Fraction),
                Displacements = m.Displacements.Select(d => new[] { d.X, d.Y, d.Z }),
            }).ToArray(),
            RigidWavenumbers = vibrations.RigidWavenumbers,
            Rotor = thermochemistry.Rotor is { } rotor
                ? new { rotor.Kind, PointGroup = rotor.PointGroup.Name, rotor.SymmetryNumber, Constants = rotor.Constants.Select(c => new Quantity(c, "cm⁻¹")) }
                : null,
            Multiplicity = thermochemistry.Rotor is null ? (int?)null : thermochemistry.Multiplicity,
            Thermochemistry = states.Select(State).ToArray(),
        };
    }

    static object State(ThermalState s) => new
    {
        Temperature = new Quantity(s.Temperature, "K"),
        Pressure = s.Pressure is { } p ? new Quantity(p * Atoms.Units.GigaPascal * 1e4, "bar") : (Quantity?)null,
        InternalEnergy = new Quantity(s.InternalEnergy, "eV"),
        Enthalpy = new Quantity(s.Enthalpy, "eV"),
        Entropy = new Quantity(s.Entropy, "eV/K"),
        FreeEnergy = new Quantity(s.FreeEnergy, "eV"),
        QuasiHarmonicFreeEnergy = new Quantity(s.QuasiHarmonicFreeEnergy, "eV"),
        HeatCapacityAtConstantVolume = new Quantity(s.HeatCapacity, "eV/K"),
        HeatCapacityAtConstantPressure = new Quantity(s.HeatCapacityAtConstantPressure, "eV/K"),
        Contributions = new
        {
            Translation = Parts(s.Translation),
            Rotation = Parts(s.Rotation),
            Vibration = Parts(s.Vibration),
            Electrons = Parts(s.Electrons),
        },
    };

    static object Parts(Contribution c) => new
    {
        Energy = new Quantity(c.Energy, "eV"),
        Entropy = new Quantity(c.Entropy, "eV/K"),
        HeatCapacity = new Quantity(c.HeatCapacity, "eV/K"),
    };
}
