using Athanor.Atoms;

namespace Athanor.App;

/// <summary>The time step where <c>--timestep</c> does not say.</summary>
static class UsualTimeStep
{
    /// <summary>1 fs, or 0.5 where an atom is lighter than 3 amu; deuterium counts as light.</summary>
    public static double Of(Structure structure) => Enumerable.Range(0, structure.Count).Any(i => structure.MassOf(i) < 3) ? 0.5 : 1;
}
