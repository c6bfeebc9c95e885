using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How a variable is explored by well-tempered metadynamics.</summary>
/// <param name="From">Where the range of interest begins; runs are held inside by walls, unless ξ goes round.</param>
/// <param name="Temperature">K.</param>
public sealed record MetadynamicsSettings(ICollectiveVariable Variable, double From, double To, double Temperature)
{
    /// <summary>Of the first hills, eV; half of kT where null.</summary>
    public double? Height { get; init; }

    /// <summary>σ of hills; a thirtieth of the range where null.</summary>
    public double? Width { get; init; }

    /// <summary>γ: barriers are felt as if the temperature were so many times higher.</summary>
    public double Factor { get; init; } = 10;

    /// <summary>Steps between two hills.</summary>
    public int Pace { get; init; } = 200;

    /// <summary>Independent runs, each with its own hills.</summary>
    public int Runs { get; init; } = 2;

    /// <summary>Of each run.</summary>
    public long Steps { get; init; } = 200_000;

    /// <summary>The part of each run that is left out of the profile, while hills still grow fast.</summary>
    public double Discard { get; init; } = 0.2;

    /// <summary>Steps between two values.</summary>
    public int Every { get; init; } = 10;

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 1;

    /// <summary>Of the Langevin thermostat, 1/γ, fs.</summary>
    public double RelaxationTime { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    internal bool IsRing => Variable.Period is { } p && Math.Abs(To - From - p) < 1e-6 * p;

    internal double Energy => Units.Boltzmann * Temperature;

    internal double HillHeight => Height ?? 0.5 * Energy;

    internal double HillWidth => Width ?? (To - From) / 30;

    /// <exception cref="SimulationException">A number makes no sense.</exception>
    internal void Check(Structure structure)
    {
        Variable.Check(structure);
        if (!(To > From) || !double.IsFinite(To - From))
            throw new SimulationException($"The range of '{Variable.Name}' goes from one value to a larger one, not from {From} to {To}.");
        if (!(Temperature > 0) || Pace < 1 || Runs < 1 || Every < 1 || Steps < 2L * Every || Discard is not (>= 0 and < 1))
            throw new SimulationException("Metadynamics wants a temperature above zero, at least one run and at least two values, and leaves out less than all.");
        if (Variable.Period is { } p && To - From > p * (1 + 1e-9))
            throw new SimulationException($"'{Variable.Name}' repeats after {p}{Variable.Unit}; from {From} to {To} is more than once around.");
        _ = NewHills();
    }

    internal Hills NewHills()
    {
        // Beyond the walls the structure still goes a little way, and hills with it.
        var margin = IsRing ? 0 : 8 * HillWidth;
        return new Hills(From - margin, To + margin, HillHeight, HillWidth, Factor, Energy, IsRing ? Variable.Period : null);
    }
}
