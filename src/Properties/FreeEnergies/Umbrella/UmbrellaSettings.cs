using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How a variable is sampled from one value to another by windows.</summary>
/// <param name="From">Centre of the first window, in the unit of ξ.</param>
/// <param name="To">Centre of the last; on a ring, where it closes.</param>
/// <param name="Temperature">K.</param>
public sealed record UmbrellaSettings(ICollectiveVariable Variable, double From, double To, double Temperature)
{
    /// <summary>Windows to begin with.</summary>
    public int Windows { get; init; } = 12;

    /// <summary>And at most, those added where neighbours overlap too little among them.</summary>
    public int MostWindows { get; init; } = 36;

    /// <summary>eV per squared unit; where null, 4 kT over the squared distance of windows: neighbours then share a third of what they sample on level ground.</summary>
    public double? Stiffness { get; init; }

    /// <summary>The least common area of two neighbours' distributions; a window is added in between where there is less.</summary>
    public double LeastOverlap { get; init; } = 0.15;

    /// <summary>Steps of each window that count.</summary>
    public long Steps { get; init; } = 20_000;

    /// <summary>Steps of each window before.</summary>
    public long Equilibration { get; init; } = 2_000;

    /// <summary>Steps in which a structure is pulled from one window to the next.</summary>
    public long Pull { get; init; } = 500;

    /// <summary>Steps between two values.</summary>
    public int Every { get; init; } = 10;

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 1;

    /// <summary>Of the thermostat, 1/γ, fs.</summary>
    public double RelaxationTime { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the windows go all the way round.</summary>
    public bool IsRing => Variable.Period is { } p && Math.Abs(Math.Abs(To - From) - p) < 1e-6 * p;

    internal double Distance => Math.Abs(To - From) / (IsRing ? Windows : Windows - 1);

    internal double UsualStiffness => Stiffness ?? 4 * Units.Boltzmann * Temperature / (Distance * Distance);

    /// <summary>How far ξ strays in a window on level ground: √(kT/k).</summary>
    public double Spread => Math.Sqrt(Units.Boltzmann * Temperature / UsualStiffness);

    internal IEnumerable<double> Centres => Enumerable.Range(0, Windows).Select(k => From + (To - From) * k / (IsRing ? Windows : Windows - 1));

    /// <exception cref="SimulationException">A number makes no sense.</exception>
    internal void Check(Structure structure)
    {
        Variable.Check(structure);
        if (!(double.IsFinite(From) && double.IsFinite(To)) || From == To)
            throw new SimulationException($"Windows go from one value of '{Variable.Name}' to another, not from {From} to {To}.");
        if (Windows < 2 || MostWindows < Windows || Steps < 2L * Every || Every < 1 || Equilibration < 0 || Pull < 1)
            throw new SimulationException("There are at least two windows, and at least two values in each.");
        if (Stiffness is { } k && !(k > 0 && double.IsFinite(k)) || !(Temperature > 0))
            throw new SimulationException("Stiffness and temperature of windows are numbers above zero.");
        if (Variable.Period is { } p && Math.Abs(To - From) > p * (1 + 1e-9))
            throw new SimulationException($"'{Variable.Name}' repeats after {p}{Variable.Unit}; from {From} to {To} is more than once around.");
    }
}
