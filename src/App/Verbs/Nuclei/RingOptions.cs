using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>The options that say how path-integral dynamics is run.</summary>
sealed class RingOptions
{
    const string Local = "pile-l", Global = "pile-g";

    readonly Option<double> _temperature = new("--temperature") { HelpName = "K", Description = "Temperature", DefaultValueFactory = _ => 300 };
    readonly Option<string> _beads = new("--beads") { HelpName = "P", Description = "Beads of each ring; several with commas show how results converge", DefaultValueFactory = _ => "32" };
    readonly RunLength _length = new("the whole run", "10000 steps");
    readonly Option<int?> _equilibration = new("--equilibration") { HelpName = "n", Description = "Steps at its beginning that do not count (a fifth)" };
    readonly Option<double?> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step (1, or 0.5 where there is hydrogen, times --inner-steps)" };
    readonly Option<string> _thermostat = new("--thermostat") { HelpName = $"{Local}|{Global}", Description = "Noise on every mode, or one factor for all centroids", DefaultValueFactory = _ => Local };
    readonly Option<double> _relaxation = new("--relaxation-time") { HelpName = "fs", Description = "Of the centroids' thermostat; 0 for none", DefaultValueFactory = _ => 100 };
    readonly Option<int?> _contract = new("--contract") { HelpName = "P′", Description = "Evaluate the difference to --baseline on this odd number of beads alone" };
    readonly Option<string?> _baseline = new("--baseline") { HelpName = "potential", Description = "A cheap potential for all beads, with --contract" };
    readonly Option<int> _inner = new("--inner-steps") { HelpName = "n", Description = "Steps of the baseline alone in each time step, with --contract", DefaultValueFactory = _ => 1 };

    public RingOptions() => _thermostat.AcceptOnlyFromAmong(Local, Global);

    public IEnumerable<Option> All => [_temperature, _beads, .. _length.All, _equilibration, _timestep, _thermostat, _relaxation, _contract, _baseline, _inner];

    /// <param name="timeStep">fs.</param>
    public int Steps(Call call, double timeStep) => (int)(_length.Read(call, timeStep) ?? 10_000);

    public int Equilibration(Call call, int steps) => call.Get(_equilibration) is { } given
        ? given >= 0 && given < steps ? given : throw new UsageException($"--equilibration is a whole number of steps from 0 up, less than the {steps} of the run, not {given}.")
        : steps / 5;

    /// <summary>The reference of a contracted ring; null where there is none.</summary>
    public IPotential? Baseline(Call call) => call.Get(_baseline) is { } name ? PotentialGrammar.Parse(name) : null;

    /// <summary>Settings by number of beads, in the order given.</summary>
    /// <exception cref="UsageException">Options that make no sense together.</exception>
    public IReadOnlyList<PathIntegralSettings> Read(Call call, Structure structure)
    {
        if (call.Get(_contract) is null != call.Get(_baseline) is null)
            throw new UsageException("--contract and --baseline belong together: the difference between the potential and the cheap baseline is evaluated on fewer beads.");
        var inner = call.From(_inner, "", 1);
        if (inner > 1 && call.Get(_baseline) is null)
            throw new UsageException("--inner-steps are steps of a cheap --baseline alone, with --contract; without it there is nothing to take them with.");
        var (temperature, timeStep, relaxation) = (Temperatures.One(call, _temperature), UsualTimeStep.Read(call, _timestep, structure, inner), call.From(_relaxation, "fs", 0));
        IReadOnlyList<PathIntegralSettings> all = [.. WholeNumbers.List(_beads.Name, call.Get(_beads), 1, 1024).Select(beads => new PathIntegralSettings
        {
            Beads = beads,
            Temperature = temperature,
            TimeStep = timeStep,
            Thermostat = call.Get(_thermostat) == Global ? BeadThermostat.Global : BeadThermostat.Local,
            Friction = relaxation > 0 ? 1 / relaxation : 0,
            Contracted = call.Get(_contract),
            InnerSteps = inner,
            Seed = call.Seed,
            Precision = call.Precision,
        })];
        if (call.Get(_contract) is { } few && all.FirstOrDefault(s => few < 1 || few >= s.Beads || few % 2 == 0) is { } ring)
            throw new UsageException($"--contract is an odd number from 1 up, below the {ring.Beads} of --beads, not {few}: modes but the centroid come in pairs.");
        return all;
    }
}
