using Athanor.Campaigns;

namespace Athanor.App;

/// <summary>Times as options take them: 90s, 10m, 2h.</summary>
static class DurationText
{
    /// <exception cref="UsageException">It is not a time.</exception>
    public static TimeSpan Read(string option, string text) => Durations.TryParse(text) ?? throw new UsageException($"{option} is a time such as 90s, 10m or 2h, not '{text}'.");
}
