using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// The preset for a task: of those that say they suit it (<see cref="ITrainingPreset.Suits"/>) the one of the highest rank that there is time for; where there is time for none, the one that is soonest.
/// </summary>
/// <param name="Sentence">What was chosen, and why.</param>
public sealed record PresetChoice(ITrainingPreset Preset, string Sentence)
{
    /// <exception cref="PotentialException">No preset suits the task.</exception>
    public static PresetChoice For(TrainingTask task) => For(task, TrainingPresets.All);

    internal static PresetChoice For(TrainingTask task, IEnumerable<ITrainingPreset> among)
    {
        (ITrainingPreset Preset, PresetSuit Suit)[] suited =
        [
            .. among.Where(p => p.KnowsHands || !task.Options.Chirality).Where(p => p.DefaultBaseline is not null || task.Options.Baseline is null or "none").Select(p => (p, p.Suits(task)!)).Where(p => p.Item2 is not null).OrderByDescending(p => p.Item2.Rank),
        ];
        if (suited.Length == 0)
            throw new PotentialException($"No preset suits this data and these options ({task.Frames} frames of {task.Elements.Count} elements). Name one: --preset {string.Join(" or ", TrainingPresets.All.Select(p => p.Name))}.");
        var first = Array.FindIndex(suited, p => p.Suit.Least <= task.Budget);
        var hurried = first < 0;
        if (hurried)
            first = Array.FindIndex(suited, p => p.Suit.Least == suited.Min(o => o.Suit.Least));
        var (preset, suit) = suited[first];
        var sentence = $"Chosen for {task.Labels:N0} labels of {Counted(task.Elements.Count, "element")}{(task.Time is { } time ? $" and {Shown(time)}" : "")}: {preset.Name}, which {suit.Why}.";
        if (hurried)
            sentence += $" That is more than the time given, but none is sooner.";
        // The best of those that want more time.
        if (first > 0 && !hurried)
            sentence += $" With --time {Shown(suited[0].Suit.Least, "")} it would be {suited[0].Preset.Name}, which {suited[0].Suit.Why}.";
        return new PresetChoice(preset, sentence);
    }

    static string Counted(int n, string what) => n == 1 ? $"one {what}" : $"{n} {what}s";

    /// <summary>As <c>--time</c> takes it, rounded up, or with a blank before its unit.</summary>
    internal static string Shown(TimeSpan time, string blank = " ") =>
        time.TotalSeconds < 100 ? $"{Math.Ceiling(time.TotalSeconds)}{blank}s" : time.TotalMinutes < 100 ? $"{Math.Ceiling(time.TotalMinutes)}{blank}{(blank == "" ? "m" : "min")}" : $"{Math.Ceiling(time.TotalHours)}{blank}h";
}
