using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary>Whether and how the rate over the highest barrier is found.</summary>
sealed class RateOptions
{
    readonly Option<bool> _rate = new("--rate") { Description = "The rate over the highest barrier: transition-state theory, and trajectories from its top that come back" };
    readonly Option<int> _starts = new("--rate-starts") { HelpName = "n", Description = "Places on top, two trajectories from each", DefaultValueFactory = _ => 100 };
    readonly Option<double> _time = new("--rate-time-fs") { HelpName = "fs", Description = "How long each trajectory is followed", DefaultValueFactory = _ => 300 };
    readonly Option<double?> _relaxation = new("--rate-relaxation-time") { HelpName = "fs", Description = "One over the friction of trajectories (none: constant energy)" };

    public IEnumerable<Option> All => [_rate, _starts, _time, _relaxation];

    public bool Wanted(Call call) => call.Get(_rate);

    /// <exception cref="UsageException">A number makes no sense, or no rate is wanted.</exception>
    public void Check(Call call)
    {
        if (!Wanted(call) && All.Skip(1).FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect without --rate.");
        call.From(_starts, "places", 2);
        call.Positive(_time, "fs");
        call.Positive(_relaxation, "fs");
    }

    /// <param name="barrier">Over which, one of the profile's.</param>
    public RecrossingSettings Read(Call call, UmbrellaSettings umbrella, FreeEnergyProfile profile, ProfileBarrier barrier) => new(umbrella.Variable, barrier.At, umbrella.Temperature)
    {
        Until = profile.Barriers.FirstOrDefault(b => b.From == barrier.To && b != barrier)?.At,
        Starts = call.Get(_starts),
        Steps = Math.Max(2, (int)Math.Round(call.Get(_time) / umbrella.TimeStep)),
        TimeStep = umbrella.TimeStep,
        RelaxationTime = call.Get(_relaxation),
        Width = umbrella.Spread,
        Seed = call.Seed,
    };
}
