using System.CommandLine;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>The options that say what a simulation keeps constant, and how.</summary>
sealed class EnsembleOptions
{
    const string Nve = "nve", LangevinName = "langevin", Rescaling = "velocity-rescaling", Npt = "npt";

    readonly Option<string?> _ensemble = new("--ensemble")
    {
        HelpName = string.Join('|', Nve, LangevinName, Rescaling, Npt),
        Description = "What is kept constant, and how; where not said, npt with --pressure, velocity-rescaling with --temperature, nve with neither",
    };

    readonly Option<string?> _temperature = new("--temperature") { HelpName = "K", Description = "Temperature, or a ramp such as 300:1000 over the run; of the first velocities in nve" };
    readonly Option<string?> _pressure = new("--pressure") { HelpName = "GPa", Description = "Pressure, or a ramp (1 bar is 0.0001 GPa)" };
    readonly Option<bool> _fullCell = new("--full-cell") { Description = "npt: lengths and angles of the cell change one by one, for solids" };
    readonly Option<double> _relaxation = Time("--relaxation-time", "Of the thermostat (for langevin, one over the friction)", 100);
    readonly Option<double> _pressureRelaxation = Time("--pressure-relaxation-time", "Of the barostat", 1000);
    readonly Option<double> _bulkModulus = new("--bulk-modulus") { HelpName = "GPa", Description = "npt: a rough guess; it sets how fast the volume follows, nothing else", DefaultValueFactory = _ => 20 };
    readonly Option<double?> _initial = new("--initial-temperature") { HelpName = "K", Description = "Draw the first velocities at this temperature" };

    public EnsembleOptions() => _ensemble.AcceptOnlyFromAmong(Nve, LangevinName, Rescaling, Npt);

    public IEnumerable<Option> All => [_ensemble, _temperature, _pressure, _fullCell, _relaxation, _pressureRelaxation, _bulkModulus, _initial];

    public bool AnyGiven(Call call) => All.Any(call.Has);

    /// <summary>K; null where the structure's own velocities are wanted.</summary>
    public double? InitialTemperature(Call call) => call.Get(_initial);

    /// <param name="duration">Of the run, fs, for ramps.</param>
    /// <exception cref="UsageException">Options that do not belong together.</exception>
    public (Ensemble Ensemble, double? InitialTemperature) Read(Call call, double duration)
    {
        Ramp? temperature = call.Get(_temperature) is { } t ? RampText.Read("--temperature", t, duration) : null;
        Ramp? pressure = call.Get(_pressure) is { } p ? RampText.Read("--pressure", p, duration) : null;
        var name = call.Get(_ensemble) ?? (pressure is not null ? Npt : temperature is not null ? Rescaling : Nve);
        Require(call, name);
        if (name == Nve)
            return (new ConstantEnergy(), call.Get(_initial) ?? StartOf(temperature));
        var kelvin = temperature ?? throw new UsageException($"The ensemble {name} needs --temperature K.");
        var relaxation = call.Get(_relaxation);
        Ensemble ensemble = name switch
        {
            LangevinName => new Langevin(kelvin, relaxation),
            Rescaling => new VelocityRescaling(kelvin, relaxation),
            _ => new ConstantPressure(kelvin, pressure ?? throw new UsageException("The ensemble npt needs --pressure GPa; one bar is 0.0001."),
                call.Get(_fullCell), relaxation, call.Get(_pressureRelaxation), call.Get(_bulkModulus)),
        };
        return (ensemble, call.Get(_initial));
    }

    /// <summary>An option that would have no effect was meant otherwise.</summary>
    void Require(Call call, string ensemble)
    {
        var idle = ensemble == Npt ? [] : ensemble == Nve
            ? [_pressure, _fullCell, _pressureRelaxation, _bulkModulus, _relaxation]
            : new Option[] { _pressure, _fullCell, _pressureRelaxation, _bulkModulus };
        if (idle.FirstOrDefault(call.Has) is { } given)
            throw new UsageException($"{given.Name} has no effect in the ensemble {ensemble}; leave it out, or choose another ensemble.");
    }

    static double? StartOf(Ramp? temperature) => temperature is not { } t ? null
        : t.IsConstant ? t.From
        : throw new UsageException("In nve nothing holds the temperature, so it cannot be ramped; give one number, for the first velocities.");

    static Option<double> Time(string name, string description, double usual) => new(name) { HelpName = "fs", Description = description, DefaultValueFactory = _ => usual };
}
