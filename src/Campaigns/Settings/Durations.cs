using System.Globalization;

namespace Athanor.Campaigns;

/// <summary>Times as people write them: 90s, 10m, 2h, 1d.</summary>
public static class Durations
{
    /// <returns>Null where it is none.</returns>
    public static TimeSpan? TryParse(string text)
    {
        var seconds = text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? text[^1] switch
            {
                's' => number,
                'm' => 60 * number,
                'h' => 3600 * number,
                'd' => 86400 * number,
                _ => double.NaN,
            }
            : double.NaN;
        return seconds < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>As <see cref="TryParse"/> takes it, in the largest unit that makes it whole.</summary>
    public static string Text(TimeSpan time)
    {
        var s = time.TotalSeconds;
        return s % 3600 == 0 ? FormattableString.Invariant($"{s / 3600}h") : s % 60 == 0 ? FormattableString.Invariant($"{s / 60}m") : FormattableString.Invariant($"{s:R}s");
    }
}
