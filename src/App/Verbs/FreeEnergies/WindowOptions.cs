using System.CommandLine;
using System.Globalization;
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
    readonly Option<double> _time = new("--time-ps") { HelpName = "ps", Description = "How long each window is sampled", DefaultValueFactory = _ => 20 };
    readonly Option<double> _equilibration = new("--equilibrate-ps") { HelpName = "ps", Description = "How long each window runs before that", DefaultValueFactory = _ => 2 };
    readonly Option<double> _pull = new("--pull-ps") { HelpName = "ps", Description = "How long the way from one window to the next takes", DefaultValueFactory = _ => 0.5 };
    readonly Option<int> _every = new("--every") { HelpName = "steps", Description = "Steps between two values", DefaultValueFactory = _ => 10 };
    readonly Option<double?> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step (1, or 0.5 where there is hydrogen)" };
    readonly Option<double> _relaxation = new("--relaxation-time") { HelpName = "fs", Description = "Of the Langevin thermostat, one over the friction", DefaultValueFactory = _ => 100 };

    public IEnumerable<Option> All => [_variable, _from, _to, _temperature, _windows, _most, _stiffness, _overlap, _time, _equilibration, _pull, _every, _timestep, _relaxation];

    /// <exception cref="UsageException">A number makes no sense.</exception>
    public UmbrellaSettings Read(Call call, Structure structure)
    {
        var timeStep = call.Positive(_timestep, "fs") ?? UsualTimeStep.Of(structure);
        long Steps(Option<double> option) => (long)Math.Round(1000 * call.Within(option, "ps", 0, 1e9) / timeStep);
        var (variable, windows, every) = (CollectiveVariables.Parse(call.Get(_variable)), call.Within(_windows, "", 2, 10_000), call.From(_every, "steps", 1));
        var (from, to) = VariableRange.Read(call, _from, _to, variable, rises: false);
        var steps = Steps(_time);
        if (steps < 2L * every)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--time-ps has room for two values at least, which with --every {every} and steps of {timeStep} fs are {2e-3 * every * timeStep} ps, not {call.Get(_time)}."));
        return new UmbrellaSettings(variable, from, to, call.Positive(_temperature, "K"))
        {
            Windows = windows,
            MostWindows = call.From(_most, "windows", windows) ?? 3 * windows,
            Stiffness = call.Positive(_stiffness, "eV per squared unit"),
            LeastOverlap = call.Part(_overlap),
            Steps = steps,
            Equilibration = Steps(_equilibration),
            Pull = Math.Max(1, Steps(_pull)),
            Every = every,
            TimeStep = timeStep,
            RelaxationTime = call.Positive(_relaxation, "fs"),
            Seed = call.Seed,
        };
    }
}
