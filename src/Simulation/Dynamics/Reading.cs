using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>What one reads off a simulation at the end of a step.</summary>
/// <param name="Time">fs.</param>
/// <param name="PotentialEnergy">eV.</param>
/// <param name="KineticEnergy">eV.</param>
/// <param name="Conserved">Total energy less what thermostat and barostat gave, eV.</param>
/// <param name="Temperature">K.</param>
/// <param name="Stress">eV/Å³, tension positive; null unless all three directions repeat.</param>
/// <param name="Volume">Å³; null without a cell.</param>
public readonly record struct Reading(
    long Step,
    double Time,
    double PotentialEnergy,
    double KineticEnergy,
    double Conserved,
    double Temperature,
    Mat3? Stress,
    double? Volume)
{
    /// <summary>eV.</summary>
    public double TotalEnergy => PotentialEnergy + KineticEnergy;

    /// <summary>eV/Å³.</summary>
    public double? Pressure => Stress is { } stress ? -stress.Trace / 3 : null;

    internal static Reading Of(DynamicState state) => new(
        state.Step,
        state.Time,
        state.Prediction.Energy,
        state.KineticEnergy,
        state.Conserved,
        state.Temperature,
        state.Stress,
        state.Structure.Cell?.Volume);
}
