using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>How far neighbour lists should reach beyond the cutoff.</summary>
static class ListSkin
{
    const double Steps = 120, Thinnest = 0.4, Thickest = 0.9;

    /// <summary>
    /// Grows with how far the fastest atoms go in a step: a thicker skin costs pairs at every step, a thinner one costs rebuilding. Depends on
    /// the start alone, never on measured time, so that a run is the same on any machine.
    /// </summary>
    /// <remarks>
    /// Measured, ns per atom and step at a skin of 0.2, 0.4, 0.6, 0.8, 1.0 and 1.5 Å: argon at 40 K (Lennard-Jones, 4 fs) 327 264 237 237 243 258; liquid argon at
    /// 100 K 338 263 243 245 234 248; silicon (Stillinger–Weber, 1 fs) at 300 K 150 128 130 139 130 131, at 1000 K 190 163 166 169 163 153. The valley is wide; this
    /// rule (0.44, 0.69, 0.4, 0.65 Å) stays within a few per cent of its floor, on the side of shorter lists.
    /// </remarks>
    internal static double For(Structure structure, DynamicsSettings settings)
    {
        var temperature = settings.Ensemble.TargetTemperature is { } ramp ? Math.Max(ramp.From, ramp.To) : settings.StartTemperature ?? 300;
        var lightest = double.PositiveInfinity;
        for (var i = 0; i < structure.Count; i++)
            lightest = Math.Min(lightest, structure.MassOf(i));
        var step = settings.TimeStep * Math.Sqrt(Units.Boltzmann * temperature * Units.AccelerationPerForce / lightest);
        return Math.Clamp(Math.Round(Steps * step, 2), Thinnest, Thickest);
    }

}
