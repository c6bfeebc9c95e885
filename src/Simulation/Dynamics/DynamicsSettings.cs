using System.Text.Json.Serialization;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>How a simulation is run: all that, with the structure and the potential, decides every bit of it. Written into restart files.</summary>
public sealed record DynamicsSettings
{
    public required Ensemble Ensemble { get; init; }

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>Å that neighbour lists reach beyond the cutoff; chosen from temperature and time step where null.</summary>
    public double? Skin { get; init; }

    /// <summary>Zero-based indices of atoms that never move.</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    /// <summary>Temperature of the first velocities, K; that of the ensemble where null. Not asked where the structure brings velocities.</summary>
    public double? InitialTemperature { get; init; }

    /// <summary>Where initial velocities come from, K; null where nothing says so.</summary>
    [JsonIgnore]
    public double? StartTemperature => InitialTemperature ?? Ensemble.TargetTemperature?.At(0);

    /// <exception cref="SimulationException">Something makes no sense.</exception>
    internal void Check()
    {
        Ensemble.RequirePositive(TimeStep, "The time step (fs)");
        if (Skin is { } skin && !(skin >= 0 && double.IsFinite(skin)))
            throw new SimulationException($"The skin of the neighbour list must be a length in Å from 0 up, not {skin}.");
        if (InitialTemperature is { } t && !(t >= 0 && double.IsFinite(t)))
            throw new SimulationException($"The initial temperature must be a number of kelvin from 0 up, not {t}.");
        if (Ensemble.ChangesCell && FixedAtoms.Count > 0)
            throw new SimulationException("Atoms cannot be fixed where the cell changes: they would have to move with it. Fix the cell, or free the atoms.");
        Ensemble.Check();
    }
}
