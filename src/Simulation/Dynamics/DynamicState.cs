using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// What a simulation is at one moment: atoms, velocities, the last prediction, the step, and what thermostat and barostat have given so far.
/// Sub-steps change it; the rest follows from seed and step.
/// </summary>
public sealed class DynamicState
{
    readonly double[] _mobilities;
    readonly double[] _inertias;

    /// <param name="structure">Its positions, velocities and cell change in place. Velocities (Å/fs) must be there.</param>
    /// <param name="fixedAtoms">Zero-based indices of atoms that never move.</param>
    /// <exception cref="SimulationException">No such atom, or no atom is free to move.</exception>
    internal DynamicState(Structure structure, IReadOnlyList<int> fixedAtoms, double timeStep, ulong seed)
    {
        Structure = structure;
        Velocities = structure.Velocities ?? throw new ArgumentException("The structure has no velocities.", nameof(structure));
        TimeStep = timeStep;
        Seed = seed;
        _mobilities = new double[structure.Count];
        _inertias = new double[structure.Count];
        for (var i = 0; i < structure.Count; i++)
        {
            _mobilities[i] = Units.AccelerationPerForce / structure.MassOf(i);
            _inertias[i] = structure.MassOf(i) / Units.AccelerationPerForce;
        }
        FreeCount = structure.Count;
        foreach (var i in fixedAtoms)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new SimulationException($"Atom {i + 1} is to stay fixed, but {structure} has only {structure.Count} atoms.");
            if (_mobilities[i] == 0)
                continue;
            _mobilities[i] = 0;
            Velocities[i] = Vec3.Zero;
            FreeCount--;
        }
        if (FreeCount == 0)
            throw new SimulationException("Every atom is fixed: nothing would move. Leave at least one atom free.");
    }

    public Structure Structure { get; }

    public int Count => Structure.Count;

    /// <summary>Å, never wrapped into the cell.</summary>
    public Vec3[] Positions => Structure.Positions;

    /// <summary>Å/fs; zero for fixed atoms.</summary>
    public Vec3[] Velocities { get; }

    /// <summary>Acceleration per force of each atom, Å/fs² per eV/Å; zero for fixed atoms, which is all that fixes them.</summary>
    public ReadOnlySpan<double> Mobilities => _mobilities;

    /// <summary>Mass of each atom in eV fs²/Å².</summary>
    public ReadOnlySpan<double> Inertias => _inertias;

    /// <summary>Atoms that move.</summary>
    public int FreeCount { get; }

    /// <summary>Energy, forces and virial at <see cref="Positions"/>.</summary>
    public Prediction Prediction { get; } = new();

    /// <summary>Finished steps.</summary>
    public long Step { get; internal set; }

    /// <summary>fs.</summary>
    public double TimeStep { get; }

    /// <summary>fs since step 0.</summary>
    public double Time => Step * TimeStep;

    public ulong Seed { get; }

    /// <summary>Velocity components that are free: three for each free atom, less those of the motion as a whole where it is conserved.</summary>
    public int DegreesOfFreedom { get; internal set; }

    /// <summary>Σ m v ⊗ v at the end of the step, together with <see cref="Positions"/>, eV; its trace is twice the kinetic energy.</summary>
    public Mat3 Kinetic { get; set; }

    /// <summary>
    /// Σ m v ⊗ v where the scheme samples velocities best, eV: in the middle of the step, beside the thermostat; at its end where there is none.
    /// Temperature and pressure are measured here.
    /// </summary>
    public Mat3 SampledKinetic { get; set; }

    /// <summary>Energy that thermostats have given the atoms since step 0, eV.</summary>
    public double Heat { get; set; }

    /// <summary>Energy that barostats have given the atoms since step 0, eV.</summary>
    public double Work { get; set; }

    /// <summary>Kinetic energy, eV.</summary>
    public double KineticEnergy => 0.5 * Kinetic.Trace;

    /// <summary>Total energy less what thermostats and barostats gave, eV: constant but for the error of the time step.</summary>
    public double Conserved => Prediction.Energy + KineticEnergy - Heat - Work;

    /// <summary>K, from <see cref="SampledKinetic"/>; 0 where nothing is free.</summary>
    public double Temperature => DegreesOfFreedom == 0 ? 0 : SampledKinetic.Trace / (DegreesOfFreedom * Units.Boltzmann);

    /// <summary>
    /// Stress, eV/Å³, tension positive: −(N k T / V + W / V), where the motion taken out of the centre of mass is put back into T.
    /// Null unless all three directions repeat.
    /// </summary>
    public Mat3? Stress
    {
        get
        {
            if (!Structure.Periodic.IsBulk || Structure.Cell is not { } cell)
                return null;
            var ideal = 3.0 * FreeCount / Math.Max(1, DegreesOfFreedom);
            return -1 / cell.Volume * (ideal * SampledKinetic + Prediction.Virial.Symmetrized);
        }
    }

    /// <summary>−tr stress / 3, eV/Å³.</summary>
    public double? Pressure => Stress is { } stress ? -stress.Trace / 3 : null;
}
