using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// A simulation laid down so that it can go on with the same bits: state, settings, the places where neighbour lists stood, and how long the files
/// were that the run writes. See <see cref="RestartFile"/> for its form on disk.
/// </summary>
public sealed class Restart
{
    /// <summary>Name of the potential.</summary>
    public required string Potential { get; init; }

    public required DynamicsSettings Settings { get; init; }

    /// <summary>Positions unwrapped, velocities, cell.</summary>
    public required Structure Structure { get; init; }

    public required long Step { get; init; }

    /// <summary>See <see cref="DynamicState.Heat"/>, eV.</summary>
    public required double Heat { get; init; }

    /// <summary>See <see cref="DynamicState.Work"/>, eV.</summary>
    public required double Work { get; init; }

    /// <summary>See <see cref="DynamicState.SampledKinetic"/>, eV.</summary>
    public required Mat3 SampledKinetic { get; init; }

    /// <summary>Where neighbour lists were last built, Å; null where the potential has none.</summary>
    public Vec3[]? ListPositions { get; init; }

    public Cell? ListCell { get; init; }

    /// <summary>Lanes of a vector of float and of double in the process that wrote it: other widths sum in another order.</summary>
    public required int SingleLanes { get; init; }

    /// <inheritdoc cref="SingleLanes"/>
    public required int DoubleLanes { get; init; }

    /// <summary>Bytes of each growing file at this step, by its role.</summary>
    public required IReadOnlyDictionary<string, long> FileLengths { get; init; }

    /// <summary>
    /// Null where this process continues with the same bits; else the sentence that says why it will be a different (equally valid) trajectory.
    /// </summary>
    public string? Difference => CheckedArrays.Difference(SingleLanes, DoubleLanes);

    /// <summary>Of a running simulation, between two steps.</summary>
    public static Restart Of(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        var listed = dynamics.ListPositions;
        return new Restart
        {
            Potential = dynamics.Potential.Name,
            Settings = dynamics.Settings,
            Structure = state.Structure,
            Step = state.Step,
            Heat = state.Heat,
            Work = state.Work,
            SampledKinetic = state.SampledKinetic,
            ListPositions = listed.IsEmpty ? null : listed.ToArray(),
            ListCell = listed.IsEmpty ? null : dynamics.ListCell,
            SingleLanes = Widths.SingleLanes,
            DoubleLanes = Widths.DoubleLanes,
            FileLengths = dynamics.Observers.OfType<IGrowingFile>().ToDictionary(f => f.Role, f => f.Length),
        };
    }

    internal DynamicState NewState() => new(Structure.Clone(), Settings.FixedAtoms, Settings.TimeStep, Settings.Seed)
    {
        Step = Step,
        Heat = Heat,
        Work = Work,
    };
}
