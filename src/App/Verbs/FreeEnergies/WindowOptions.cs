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
        var timeStep = call.Get(_timestep) ?? UsualTimeStep.Of(structure);
        if (!(timeStep > 0))
            throw new UsageException("--timestep is a number of fs above 0.");
        long Steps(Option<double> option) => call.Get(option) is >= 0 and < 1e9 and var ps ? (long)Math.Round(1000 * ps / timeStep) : throw new UsageException($"{option.Name} is a number of picoseconds from 0 up.");
        if (call.Get(_overlap) is not (>= 0 and < 1))
            throw new UsageException("--least-overlap is a fraction from 0 up to 1.");
        if (call.Get(_windows) is < 2 or > 10_000)
            throw new UsageException("--windows is a number from 2 up.");
        return new UmbrellaSettings(CollectiveVariables.Parse(call.Get(_variable)), call.Get(_from), call.Get(_to), call.Get(_temperature))
        {
            Windows = call.Get(_windows),
            MostWindows = call.Get(_most) ?? 3 * call.Get(_windows),
            Stiffness = call.Get(_stiffness),
            LeastOverlap = call.Get(_overlap),
            Steps = Steps(_time),
            Equilibration = Steps(_equilibration),
            Pull = Math.Max(1, Steps(_pull)),
            Every = call.Get(_every),
            TimeStep = timeStep,
            RelaxationTime = call.Get(_relaxation),
            Seed = call.Seed,
        };
    }
}
