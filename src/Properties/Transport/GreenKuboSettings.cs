using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How a conductivity is had from molecular dynamics.</summary>
public sealed record GreenKuboSettings
{
    /// <summary>K.</summary>
    public required double Temperature { get; init; }

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 1;

    /// <summary>Runs, each from velocities of its own.</summary>
    public int Runs { get; init; } = 4;

    /// <summary>Steps of each run in which the flux is watched, at constant energy.</summary>
    public int Steps { get; init; } = 50_000;

    /// <summary>Steps before that in which a Langevin thermostat brings the run to the temperature.</summary>
    public int Equilibration { get; init; } = 5_000;

    /// <summary>Steps between two looks at the flux; as many as fill 8 fs where null.</summary>
    public int? Every { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>THz up to which the spectrum of the flux is looked at; where it has fallen to a twentieth of what it is at zero, if null.</summary>
    public double? CutFrequency { get; init; }

    /// <summary>Looks of which a spectrum can be made.</summary>
    public const int FewestSamples = 256;

    public int EverySteps => Every ?? Math.Max(1, (int)Math.Round(8 / TimeStep));

    /// <summary>Looks at the flux of each run.</summary>
    public int Samples => Steps / EverySteps;

    /// <exception cref="SimulationException">Something makes no sense.</exception>
    internal void Check()
    {
        if (!(Temperature > 0 && double.IsFinite(Temperature)) || !(TimeStep > 0 && double.IsFinite(TimeStep)))
            throw new SimulationException("Temperature (K) and time step (fs) are numbers above 0.");
        if (Runs < 1 || Equilibration < 0 || EverySteps < 1 || CutFrequency is not (null or (> 0 and < double.PositiveInfinity)))
            throw new SimulationException("At least one run, steps from 0 up, and a frequency above 0 are wanted.");
        if (Samples < FewestSamples)
            throw new SimulationException($"{Steps} steps with a look at the flux every {EverySteps} are {Samples} looks; {FewestSamples} are the fewest of which a spectrum can be made. Give more steps.");
    }
}
