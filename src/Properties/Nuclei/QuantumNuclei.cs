using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>What path-integral dynamics says of a structure's nuclei, at one number of beads, beside what harmonic vibrations and classical nuclei would say.</summary>
public sealed class QuantumNuclei
{
    QuantumNuclei()
    {
    }

    public required string Potential { get; init; }

    public required PathIntegralSettings Settings { get; init; }

    public required Structure Structure { get; init; }

    /// <summary>Mean over beads, above the structure at rest, eV; above zero where <see cref="Harmonic"/> is null.</summary>
    public required Estimate PotentialEnergy { get; init; }

    /// <summary>By the centroid-virial estimator, eV.</summary>
    public required Estimate KineticEnergy { get; init; }

    /// <summary>By the primitive estimator, eV: the same, less surely.</summary>
    public required Estimate PrimitiveKineticEnergy { get; init; }

    /// <summary>Potential and centroid-virial kinetic energy, eV, with what the potential's members leave open.</summary>
    public required Estimate Energy { get; init; }

    /// <summary>K, of the beads' own motion: whether thermostats do their work.</summary>
    public required Estimate Temperature { get; init; }

    /// <summary>eV/Å³; null unless all three directions repeat.</summary>
    public Estimate? Pressure { get; init; }

    /// <summary>By element: kinetic energy an atom (centroid-virial) and root mean square radius of gyration of the rings.</summary>
    public required IReadOnlyList<(Element Element, Estimate Kinetic, Estimate Gyration)> Elements { get; init; }

    public required IReadOnlyList<BondLengths> Bonds { get; init; }

    /// <summary>Of the structure at rest; null where it has not been computed.</summary>
    public HarmonicNuclei? Harmonic { get; init; }

    /// <summary>What the same atoms have classically, eV: ³⁄₂ N kT.</summary>
    public double ClassicalKinetic => 1.5 * Structure.Count * Units.Boltzmann * Settings.Temperature;

    public required NuclearAverages Averages { get; init; }

    /// <summary>How far the conserved energy went over the run, eV by bead and atom: the error of the time step, which thermostats carry off again.</summary>
    public double Drift => Averages.Course is [var first, .., var last] ? (last.Conserved - first.Conserved) / (Structure.Count * (double)Settings.Beads) : 0;

    /// <summary>
    /// Whether the drift is beyond its chance scatter, about kT where few atoms are, and puts more than a hundredth of kT into an atom in the time in which the centroids' thermostat takes it away: so much stays in the averages,
    /// however long the run.
    /// </summary>
    internal bool DriftsFar
    {
        get
        {
            var kT = Units.Boltzmann * Settings.Temperature;
            var time = Averages.Course is [var first, .., var last] ? last.Time - first.Time : 0;
            // Without a thermostat on the centroids nothing takes it away.
            return Math.Abs(Drift) > Math.Max(kT, 0.01 * kT * Settings.Friction * time);
        }
    }

    /// <summary>Atoms that ended, by their centroids, far from all others: out of the reach of the potential, or two and a half times as far as the nearest was at the beginning. Of what does not repeat.</summary>
    public IReadOnlyList<int> Strays { get; init; } = [];

    /// <param name="members">Null where the potential has none.</param>
    /// <param name="harmonic">Null for energies as the potential counts them.</param>
    public static QuantumNuclei Of(PathIntegralDynamics dynamics, NuclearAverages averages, MemberPaths? members = null, HarmonicNuclei? harmonic = null)
    {
        // Subtracted afterwards, so that a rounding error is seen against the number that was rounded.
        Estimate Above(Estimate energy) => energy with { Value = energy.Value - (harmonic?.RestEnergy ?? 0) };
        return new QuantumNuclei
        {
            Potential = dynamics.Potential.Name,
            Settings = dynamics.Settings,
            Structure = dynamics.Ring.UpdateCentroid().Clone(),
            PotentialEnergy = Above(averages.Mean(r => r.PotentialEnergy, "eV")),
            KineticEnergy = averages.Mean(r => r.VirialKinetic, "eV"),
            PrimitiveKineticEnergy = averages.Mean(r => r.PrimitiveKinetic, "eV"),
            Energy = Above(averages.Mean(r => r.TotalEnergy, "eV")) with { Model = members?.Spread(dynamics.Settings.Temperature) },
            Temperature = averages.Mean(r => r.Temperature, "K"),
            Pressure = dynamics.Ring.Centroid.Periodic.IsBulk ? averages.Mean(r => r.Pressure ?? double.NaN, "eV/Å³") : null,
            Elements = [.. averages.Elements()],
            Bonds = averages.Bonds,
            Harmonic = harmonic,
            Averages = averages,
            Strays = [.. Strayed(averages.Start, dynamics.Ring.Centroid, dynamics.Potential.Cutoff ?? double.PositiveInfinity)],
        };
    }

    static IEnumerable<int> Strayed(Structure start, Structure end, double reach)
    {
        const double Farther = 2.5;
        if (start.Periodic.Any || start.Count < 2)
            return [];
        static double Nearest(Structure of, int atom) => Math.Sqrt(Enumerable.Range(0, of.Count).Where(k => k != atom).Min(k => (of.Positions[k] - of.Positions[atom]).LengthSquared));
        return Enumerable.Range(0, start.Count).Where(i => Nearest(start, i) is var near && near < reach && Nearest(end, i) > Math.Min(reach, Farther * near));
    }
}

/// <summary>Harmonic nuclei about the structure at rest, quantum and classical, at one temperature.</summary>
/// <param name="RestEnergy">Of the potential at rest, eV.</param>
/// <param name="ZeroPoint">½ Σ ħω, eV.</param>
/// <param name="Quantum">Vibrations, and ½ kT for each rigid motion, above rest, eV.</param>
/// <param name="Classical">The same with kT for each vibration, eV.</param>
/// <param name="Discretised">The quantum energy that a ring of P beads has in the same harmonic wells, eV: what of the error of P can be foreseen.</param>
public sealed record HarmonicNuclei(double RestEnergy, double ZeroPoint, double Quantum, double Classical, double Discretised)
{
    public static HarmonicNuclei Of(Vibrations vibrations, double temperature, int beads)
    {
        var kt = Units.Boltzmann * temperature;
        double[] quanta = [.. vibrations.Modes.Where(m => !m.IsImaginary).Select(m => 2 * m.ZeroPointEnergy)];
        var rigid = 0.5 * kt * (3 * vibrations.Structure.Count - vibrations.Modes.Count);
        return new HarmonicNuclei(
            vibrations.Rest.Energy,
            vibrations.ZeroPointEnergy,
            rigid + quanta.Sum(q => 0.5 * q / Math.Tanh(0.5 * q / kt)),
            rigid + quanta.Length * kt,
            rigid + quanta.Sum(q => RingEnergy(q, kt, beads)));
    }

    /// <summary>kT Σ_k ω²/(ω² + ω_k²), ω_k = 2 P kT/ħ sin(kπ/P): the energy of the discretised ring, exactly.</summary>
    public static double RingEnergy(double quantum, double kt, int beads)
    {
        double sum = 0;
        for (var k = 0; k < beads; k++)
        {
            var spring = 2 * beads * kt * Math.Sin(Math.PI * k / beads);
            sum += quantum * quantum / (quantum * quantum + spring * spring);
        }
        return kt * sum;
    }
}
