using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Phonons for machines: what <c>--json</c> writes. Frequencies are in THz, imaginary ones negative.</summary>
public static class PhononRecord
{
    public static object Of(Phonons phonons, IReadOnlyList<double> temperatures, QuasiHarmonic? quasiHarmonic)
    {
        var (crystal, constants, spread) = (phonons.Crystal, phonons.ForceConstants, phonons.Spread);
        var modes = phonons.QPoints;
        return new
        {
            phonons.Potential,
            crystal.Structure.Formula,
            QPoints = modes.Q.Select((q, k) => new
            {
                Q = Row(q),
                Label = phonons.Labels[k].Length > 0 ? phonons.Labels[k] : null,
                frequencies_THz = modes.Frequencies(k),
                Model_THz = spread?.QPoints[k],
            }).ToArray(),
            Primitive = new
            {
                Vectors = Rows(crystal.Structure.Cell!.Vectors),
                Elements = crystal.Structure.Elements.ToArray().Select(e => e.Symbol),
                Positions = crystal.Structure.Positions.Select(Row),
                Volume = new Quantity(crystal.Structure.Cell!.Volume, "Å³"),
            },
            Rest = new
            {
                LargestForceBefore = new Quantity(phonons.Rest.ForceBefore, "eV/Å"),
                LargestForce = new Quantity(phonons.Rest.Force, "eV/Å"),
                Pressure = new Quantity(-phonons.Stress.Trace / 3 * Atoms.Units.GigaPascal, "GPa"),
            },
            ForceConstants = new
            {
                Supercell = Rows(constants.Lattice.Matrix),
                Atoms = constants.Lattice.Structure.Count,
                constants.IsExact,
                constants.Derivatives,
                constants.Operations,
                Asymmetry = new Quantity(constants.Asymmetry, "eV/Å²"),
                SumRule = new Quantity(constants.SumRule, "eV/Å²"),
                constants.Border,
            },
            Imaginary = phonons.Worst is { } worst ? new { Worst_THz = worst.Frequency, Q = Row(worst.Q), Share = phonons.Thermodynamics.Imaginary } : null,
            Bands = new
            {
                phonons.Bands.Path.Lattice,
                Path = phonons.Bands.Path.ToString(),
                Runs = phonons.Bands.Runs.Select((r, run) => r.Way.Select((way, k) => new
                {
                    Way = way,
                    Label = r.Labels[k].Length > 0 ? r.Labels[k] : null,
                    Q = Row(r.Modes.Q[k]),
                    Terahertz = r.Modes.Frequencies(k),
                    Model_THz = spread?.Bands[run][k],
                })).ToArray(),
            },
            Density = new
            {
                Mesh = new[] { phonons.Mesh.Size.A, phonons.Mesh.Size.B, phonons.Mesh.Size.C },
                WaveVectors = phonons.Mesh.Points.Count,
                Smearing = phonons.Density.Smearing is { } width ? new Quantity(width, "THz") : (Quantity?)null,
                Terahertz = phonons.Density.Frequencies,
                StatesPerTerahertz = phonons.Density.States,
                Parts = phonons.Density.Parts.ToDictionary(p => p.Element.Symbol, p => p.States),
            },
            ZeroPointEnergy = new Estimate(phonons.Thermodynamics.ZeroPointEnergy, "eV", null, spread?.ZeroPointEnergy),
            Thermal = temperatures.Select((t, k) => State(t, phonons.Thermodynamics.At(t), spread?.States[k], spread?.FreeEnergies[k])).ToArray(),
            Sound = phonons.Sound.Select(s => new
            {
                Along = s.Name,
                Direction = Row(s.Direction),
                Waves = s.Waves.Select(w => new { Velocity = new Quantity(w.Velocity, "m/s"), Polarization = Row(w.Polarization) }),
            }).ToArray(),
            QuasiHarmonic = quasiHarmonic is null ? null : QuasiHarmonicRecord.Of(quasiHarmonic, phonons),
        };
    }

    static object State(double temperature, Contribution state, Contribution? spread, double? freeEnergy) => new
    {
        Temperature = new Quantity(temperature, "K"),
        Energy = new Estimate(state.Energy, "eV", null, spread?.Energy),
        Entropy = new Estimate(state.Entropy, "eV/K", null, spread?.Entropy),
        FreeEnergy = new Estimate(state.Energy - temperature * state.Entropy, "eV", null, freeEnergy),
        HeatCapacity = new Estimate(state.HeatCapacity, "eV/K", null, spread?.HeatCapacity),
    };

    internal static double[] Row(Vec3 v) => [v.X, v.Y, v.Z];

    static double[][] Rows(Mat3 m) => [Row(m.Row(0)), Row(m.Row(1)), Row(m.Row(2))];
}
