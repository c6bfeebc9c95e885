namespace Athanor.Campaigns;

/// <summary>The molecular dynamics at the end of a campaign: what its model is for, in small.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Picoseconds">How long.</param>
public sealed record MotionSettings(double Temperature, double Picoseconds)
{
    /// <summary>fs; null for 0.5 where there is hydrogen, else 1.</summary>
    public double? TimeStep { get; init; }

    /// <summary>1/γ of Langevin's thermostat, fs.</summary>
    public double RelaxationTime { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    /// <summary>The fraction of the run, from its start, that is left to the system to find its equilibrium and is in no average.</summary>
    public double Settling { get; init; } = 0.1;
}
