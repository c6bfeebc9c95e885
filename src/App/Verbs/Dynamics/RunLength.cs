using System.CommandLine;
using System.Globalization;

namespace Athanor.App;

/// <summary>How long a run is, in steps or in picoseconds, one or the other: the same two options for every verb that runs dynamics.</summary>
/// <param name="of">"the whole run", "each window".</param>
/// <param name="usual">"10000 steps", where nobody says; null where somebody must.</param>
sealed class RunLength(string of, string? usual)
{
    readonly Option<long?> _steps = new("--steps") { HelpName = "n", Description = $"Steps of {of}{(usual is null ? "" : $" ({usual} where not said)")}" };
    readonly Option<double?> _time = new("--time-ps") { HelpName = "ps", Description = "The same as a time, in place of --steps" };

    public IEnumerable<Option> All => [_steps, _time];

    /// <param name="timeStep">fs.</param>
    /// <param name="least">Steps that make sense at least.</param>
    /// <returns>Steps; null where nobody says.</returns>
    /// <exception cref="UsageException">Both are given, or too few steps or too many.</exception>
    public long? Read(Call call, double timeStep, long least = 1, long most = int.MaxValue)
    {
        if (call.From(_time, "ps", 0) is not { } time)
            return call.Get(_steps) is { } given ? Checked(given, $"--steps {given}") : null;
        if (call.Has(_steps))
            throw new UsageException("--steps and --time-ps say the same thing; give one of them.");
        return Checked((long)Math.Round(Math.Min(1000 * time / timeStep, 1e18)), string.Create(CultureInfo.InvariantCulture, $"--time-ps {time} in steps of {timeStep} fs"));

        long Checked(long steps, string said) => steps >= least && steps <= most ? steps
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{said}: a run has {(steps < least ? $"at least {least}" : $"at most {most}")} steps, not {steps}."));
    }
}
