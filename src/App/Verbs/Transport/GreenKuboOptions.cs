using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>What of <c>conductivity</c> is for molecular dynamics alone.</summary>
sealed class GreenKuboOptions
{
    readonly Option<double> _timeStep = new("--timestep") { HelpName = "fs", Description = "Of the dynamics", DefaultValueFactory = _ => 1 };
    readonly Option<int> _runs = new("--runs") { HelpName = "n", Description = "Runs, each from velocities of its own", DefaultValueFactory = _ => 4 };
    readonly RunLength _length = new("each run, at constant energy", "50000 steps");
    readonly Option<int> _equilibration = new("--equilibration") { HelpName = "n", Description = "Steps before that, with a thermostat", DefaultValueFactory = _ => 5_000 };
    readonly Option<int?> _every = new("--every") { HelpName = "n", Description = "Steps between two looks at the flux of heat (8 fs)" };
    readonly Option<double?> _cut = new("--cut-frequency") { HelpName = "THz", Description = "Up to which the flux's spectrum is looked at (where it has fallen to a twentieth)" };

    public IEnumerable<Option> All => [_timeStep, _runs, .. _length.All, _equilibration, _every, _cut];

    /// <exception cref="UsageException">A number that makes no sense.</exception>
    public GreenKuboSettings Read(Call call, double temperature)
    {
        var settings = new GreenKuboSettings
        {
            Temperature = temperature,
            TimeStep = call.Positive(_timeStep, "fs"),
            Runs = call.Within(_runs, "", 1, 10_000),
            Steps = (int)(_length.Read(call, call.Positive(_timeStep, "fs")) ?? 50_000),
            Equilibration = call.From(_equilibration, "steps", 0),
            Every = call.From(_every, "steps", 1),
            CutFrequency = call.Positive(_cut, "THz"),
            Seed = call.Seed,
        };
        return settings.Samples >= GreenKuboSettings.FewestSamples ? settings
            : throw new UsageException($"{settings.Steps} steps with a look at the flux every {settings.EverySteps} are {settings.Samples} looks; {GreenKuboSettings.FewestSamples} are the fewest of which a spectrum can be made. Give {GreenKuboSettings.FewestSamples * settings.EverySteps} steps or more.");
    }
}
