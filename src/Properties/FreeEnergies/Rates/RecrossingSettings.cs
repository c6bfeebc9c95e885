using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How trajectories are started on a dividing surface and followed.</summary>
/// <param name="At">ξ of the surface.</param>
/// <param name="Temperature">K.</param>
public sealed record RecrossingSettings(ICollectiveVariable Variable, double At, double Temperature)
{
    /// <summary>Where the valley above the surface ends, at the next barrier: who is beyond it is not there. Null where it goes on for ever; needed where ξ goes round.</summary>
    public double? Until { get; init; }

    /// <summary>Places on the surface; from each, two trajectories with opposite velocities.</summary>
    public int Starts { get; init; } = 200;

    /// <summary>Steps that each trajectory is followed for.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Steps between two places, sampled by one run that is held at the surface.</summary>
    public int Spacing { get; init; } = 100;

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 1;

    /// <summary>One over the friction of Langevin trajectories, fs; null for constant energy.</summary>
    public double? RelaxationTime { get; init; }

    /// <summary>Of the run that is held at the surface, eV per squared unit of ξ; as stiff as the time step allows, up to a width of a hundredth of <see cref="Width"/>, where null.</summary>
    public double? Stiffness { get; init; }

    /// <summary>A distance along ξ over which the free energy changes by kT or so.</summary>
    public double Width { get; init; } = 0.1;

    public ulong Seed { get; init; } = 1;

    /// <summary>Whether a value belongs to the valley above the surface.</summary>
    internal bool IsAbove(double value)
    {
        if (Until is not { } until)
            return CollectiveDifference.Between(At, value, Variable.Period) > 0;
        double on = value - At, width = until - At;
        if (Variable.Period is { } p)
            (on, width) = (on - p * Math.Floor(on / p), width - p * Math.Floor(width / p));
        return on > 0 && on < width;
    }

    internal double Energy => Units.Boltzmann * Temperature;

    /// <exception cref="SimulationException">A number makes no sense.</exception>
    internal void Check(Structure structure)
    {
        Variable.Check(structure);
        if (Starts < 2 || Steps < 2 || Spacing < 1 || !(TimeStep > 0) || !(Temperature > 0) || !(Width > 0) || RelaxationTime is <= 0)
            throw new SimulationException("Recrossing wants at least two starts and two steps, and a time step, a temperature and a width above zero.");
    }
}
