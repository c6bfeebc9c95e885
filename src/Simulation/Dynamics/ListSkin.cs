using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>How far neighbour lists should reach beyond the cutoff.</summary>
static class ListSkin
{
    /// <summary>
    /// Grows with how far the fastest atoms go in a step: a thicker skin costs pairs at every step, a thinner one costs rebuilding. Depends on
    /// the start alone, never on measured time, so that a run is the same on any machine.
    /// </summary>
    internal static double For(Structure structure, DynamicsSettings settings)
    {
        var temperature = settings.Ensemble.TargetTemperature is { } ramp ? Math.Max(ramp.From, ramp.To) : settings.StartTemperature ?? 300;
        var lightest = double.PositiveInfinity;
        for (var i = 0; i < structure.Count; i++)
            lightest = Math.Min(lightest, structure.MassOf(i));
        var step = settings.TimeStep * Math.Sqrt(Units.Boltzmann * temperature * Units.AccelerationPerForce / lightest);
        return Math.Clamp(Math.Round(Steps * step, 2), Thinnest, Thickest);
    }

    const double Steps = 100, Thinnest = 0.2, Thickest = 1.0;
}
