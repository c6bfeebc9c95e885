using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// A ring polymer at one moment, in normal modes: H = Σ_k (m/2)(ṽ_k² + ω_k² q̃_k²) + Σ_j V(q_j), sampled at P T. Beads have the mass of their atom.
/// </summary>
public sealed class RingPolymer
{
    readonly double[] _inertias;

    internal RingPolymer(Structure structure, PathIntegralSettings settings)
    {
        (Settings, Atoms) = (settings, structure.Count);
        Stride = 3 * structure.Count;
        Modes = new double[settings.Beads * Stride];
        Velocities = new double[settings.Beads * Stride];
        Forces = new double[settings.Beads * Stride];
        Centroid = structure.Clone();
        Centroid.Velocities = new Vec3[structure.Count];
        var modes = new BeadModes(settings.Beads);
        Frequencies = [.. Enumerable.Range(0, settings.Beads).Select(k => modes.Frequency(k, settings.SpringFrequency))];
        _inertias = [.. Enumerable.Range(0, structure.Count).Select(i => structure.MassOf(i) / Units.AccelerationPerForce)];
    }

    public PathIntegralSettings Settings { get; }

    public int Atoms { get; }

    public int Beads => Settings.Beads;

    /// <summary>q̃_k, Å: row k has x, y, z of every atom.</summary>
    internal double[] Modes { get; }

    /// <summary>ṽ_k, Å/fs.</summary>
    internal double[] Velocities { get; }

    /// <summary>−∂/∂q̃_k of Σ_j V(q_j), eV/Å.</summary>
    internal double[] Forces { get; }

    /// <summary>Numbers in a row.</summary>
    internal int Stride { get; }

    /// <summary>ω_k, 1/fs.</summary>
    internal double[] Frequencies { get; }

    /// <summary>Mass of each atom in eV fs²/Å².</summary>
    public ReadOnlySpan<double> Inertias => _inertias;

    /// <summary>Finished steps.</summary>
    public long Step { get; internal set; }

    /// <summary>fs.</summary>
    public double Time => Step * Settings.TimeStep;

    /// <summary>Energy that thermostats have given the ring since step 0, eV.</summary>
    public double Heat { get; internal set; }

    /// <summary>Twice the ring's kinetic energy in the middle of the last step, beside the thermostat, eV.</summary>
    public double SampledKinetic { get; internal set; }

    /// <summary>Mean of the potential over the beads, eV.</summary>
    public double PotentialEnergy { get; internal set; }

    /// <summary>Centres of the rings, positions (Å) and velocities (Å/fs), brought up to date by <see cref="UpdateCentroid"/>.</summary>
    public Structure Centroid { get; }

    /// <summary>Writes <see cref="Centroid"/> and returns it.</summary>
    public Structure UpdateCentroid()
    {
        var share = 1 / Math.Sqrt(Beads);
        var positions = Vec3.Flatten(Centroid.Positions.AsSpan());
        var velocities = Vec3.Flatten(Centroid.Velocities.AsSpan());
        for (var c = 0; c < Stride; c++)
            (positions[c], velocities[c]) = (share * Modes[c], share * Velocities[c]);
        return Centroid;
    }

    /// <summary>Root mean square distance of an atom's beads from its centroid, Å: its radius of gyration at this moment.</summary>
    public double GyrationOf(int atom)
    {
        double sum = 0;
        for (var k = 1; k < Beads; k++)
        {
            for (var c = 3 * atom; c < 3 * atom + 3; c++)
                sum += Modes[k * Stride + c] * Modes[k * Stride + c];
        }
        return Math.Sqrt(sum / Beads);
    }

    /// <summary>
    /// An atom's kinetic energy by the centroid-virial estimator, eV: ³⁄₂ kT − (1/2P) Σ_j (q_j − q̄)·F_j (Herman, Bruskin, Berne, J. Chem. Phys. 76, 5150 (1982)). Its scatter does not grow with the number of beads.
    /// </summary>
    public double VirialKineticOf(int atom)
    {
        double sum = 0;
        for (var k = 1; k < Beads; k++)
        {
            for (var c = 3 * atom; c < 3 * atom + 3; c++)
                sum += Modes[k * Stride + c] * Forces[k * Stride + c];
        }
        return 1.5 * Units.Boltzmann * Settings.Temperature - 0.5 * sum / Beads;
    }

    /// <summary>
    /// The kinetic energy by the primitive (thermodynamic) estimator, eV: ³⁄₂ N P kT − (1/P) Σ_j ½ m ω_P² (q_j − q_j+1)² (Barker, J. Chem. Phys. 70, 2914 (1979)). The same mean; its scatter grows with the number of beads.
    /// </summary>
    public double PrimitiveKinetic()
    {
        double springs = 0;
        for (var k = 1; k < Beads; k++)
        {
            double row = 0;
            for (var c = 0; c < Stride; c++)
                row += _inertias[c / 3] * Modes[k * Stride + c] * Modes[k * Stride + c];
            springs += 0.5 * Frequencies[k] * Frequencies[k] * row;
        }
        return 1.5 * Atoms * Units.Boltzmann * Settings.RingTemperature - springs / Beads;
    }

    /// <summary>Energy of the ring polymer less what thermostats gave, eV: constant but for the error of the time step.</summary>
    public double Conserved()
    {
        double total = 0;
        for (var k = 0; k < Beads; k++)
        {
            double row = 0;
            for (var c = 0; c < Stride; c++)
            {
                var (q, v) = (Frequencies[k] * Modes[k * Stride + c], Velocities[k * Stride + c]);
                row += _inertias[c / 3] * (q * q + v * v);
            }
            total += 0.5 * row;
        }
        return total + Beads * PotentialEnergy - Heat;
    }
}
