using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>What of <c>conductivity</c> is for molecular dynamics alone.</summary>
sealed class GreenKuboOptions
{
    readonly Option<double> _timeStep = new("--timestep", "--time-step") { HelpName = "fs", Description = "Of the dynamics", DefaultValueFactory = _ => 1 };
    readonly Option<int> _runs = new("--runs") { HelpName = "n", Description = "Runs, each from velocities of its own", DefaultValueFactory = _ => 4 };
    readonly Option<int> _steps = new("--steps") { HelpName = "n", Description = "Steps of each run at constant energy", DefaultValueFactory = _ => 50_000 };
    readonly Option<int> _equilibration = new("--equilibration") { HelpName = "n", Description = "Steps before that, with a thermostat", DefaultValueFactory = _ => 5_000 };
    readonly Option<int?> _every = new("--every") { HelpName = "n", Description = "Steps between two looks at the flux of heat (8 fs)" };
    readonly Option<double?> _cut = new("--cut-frequency") { HelpName = "THz", Description = "Up to which the flux's spectrum is looked at (where it has fallen to a twentieth)" };

    public IEnumerable<Option> All => [_timeStep, _runs, _steps, _equilibration, _every, _cut];

    public GreenKuboSettings Read(Call call, double temperature) => new()
    {
        Temperature = temperature,
        TimeStep = call.Get(_timeStep),
        Runs = call.Get(_runs),
        Steps = call.Get(_steps),
        Equilibration = call.Get(_equilibration),
        Every = call.Get(_every),
        CutFrequency = call.Get(_cut),
        Seed = call.Seed,
    };
}
