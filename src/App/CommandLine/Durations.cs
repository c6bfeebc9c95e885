namespace Athanor.App;

/// <summary>Times as people write them: 90s, 10m, 2h.</summary>
static class Durations
{
    /// <exception cref="UsageException">It is not a time.</exception>
    public static TimeSpan Parse(string option, string text)
    {
        var seconds = text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), out var number) && number > 0
            ? text[^1] switch
            {
                's' => number,
                'm' => 60 * number,
                'h' => 3600 * number,
                'd' => 86400 * number,
                _ => double.NaN,
            }
            : double.NaN;
        return double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : throw new UsageException($"{option} is a time such as 90s, 10m or 2h, not '{text}'.");
    }
}
