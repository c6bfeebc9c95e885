using System.CommandLine;
using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>What is sampled, from where to where, and for how long.</summary>
sealed class WindowOptions
{
    readonly Option<string> _variable = new("--variable") { HelpName = "ξ", Description = $"{string.Join(", ", CollectiveVariables.Usages)}, or a sum such as \"distance(1,2) - distance(2,3)\"; atoms from 1", Required = true };
    readonly Option<double> _from = new("--from") { HelpName = "x", Description = "Centre of the first window, Å or degrees", Required = true };
    readonly Option<double> _to = new("--to") { HelpName = "x", Description = "Centre of the last; of a dihedral, 360 behind the first goes all the way round", Required = true };
    readonly Option<double> _temperature = new("--temperature") { HelpName = "K", Description = "Temperature", Required = true };
    readonly Option<int> _windows = new("--windows") { HelpName = "n", Description = "Windows to begin with", DefaultValueFactory = _ => 12 };
    readonly Option<int?> _most = new("--most-windows") { HelpName = "n", Description = "And at most, where neighbours overlap too little (three times as many)" };
    readonly Option<double?> _stiffness = new("--stiffness") { HelpName = "k", Description = "k of ½ k (ξ − centre)², eV per squared unit (4 kT over the squared distance of windows)" };
    readonly Option<double> _overlap = new("--least-overlap") { HelpName = "fraction", Description = "A window is added where neighbours' distributions share less; 0 for never", DefaultValueFactory = _ => 0.15 };
    readonly RunLength _length = new("each window that count", "20 ps");
    readonly Option<long?> _equilibration = new("--equilibration") { HelpName = "n", Description = "Steps of each window before that (2 ps)" };
    readonly Option<double> _pull = new("--pull-ps") { HelpName = "ps", Description = "How long the way from one window to the next takes", DefaultValueFactory = _ => 0.5 };
    readonly Option<int> _every = new("--every") { HelpName = "steps", Description = "Steps between two values", DefaultValueFactory = _ => 10 };
    readonly Option<double?> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step (1, or 0.5 where there is hydrogen)" };
    readonly Option<double> _relaxation = new("--relaxation-time") { HelpName = "fs", Description = "Of the Langevin thermostat, one over the friction", DefaultValueFactory = _ => 100 };

    public IEnumerable<Option> All => [_variable, _from, _to, _temperature, _windows, _most, _stiffness, _overlap, .. _length.All, _equilibration, _pull, _every, _timestep, _relaxation];

    /// <exception cref="UsageException">A number makes no sense.</exception>
    public UmbrellaSettings Read(Call call, Structure structure)
    {
        var timeStep = UsualTimeStep.Read(call, _timestep, structure);
        long Steps(double picoseconds) => (long)Math.Round(1000 * picoseconds / timeStep);
        var (variable, windows, every) = (CollectiveVariables.Parse(call.Get(_variable)), call.Within(_windows, "", 2, 10_000), call.From(_every, "steps", 1));
        var (from, to) = VariableRange.Read(call, _from, _to, variable, rises: false);
        // Two values at least.
        var steps = _length.Read(call, timeStep, 2L * every, 1_000_000_000_000_000) ?? Steps(20);
        return new UmbrellaSettings(variable, from, to, Temperatures.One(call, _temperature))
        {
            Windows = windows,
            MostWindows = call.From(_most, "windows", windows) ?? 3 * windows,
            Stiffness = call.Positive(_stiffness, "eV per squared unit"),
            LeastOverlap = call.Part(_overlap),
            Steps = steps,
            Equilibration = call.From(_equilibration, "steps", 0) ?? Steps(2),
            Pull = Math.Max(1, Steps(call.Within(_pull, "ps", 0, 1e9))),
            Every = every,
            TimeStep = timeStep,
            RelaxationTime = call.Positive(_relaxation, "fs"),
            Seed = call.Seed,
        };
    }
}
