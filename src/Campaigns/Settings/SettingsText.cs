using System.Globalization;
using System.Text;

namespace Athanor.Campaigns;

/// <summary>Writes <see cref="CampaignSettings"/> as YAML.</summary>
static class SettingsText
{
    public static string Of(CampaignSettings s)
    {
        var text = new StringBuilder();
        Line(text, "name", Quoted(s.Name));
        Line(text, "start", List(s.Start));
        if (s.Data.Count > 0)
            Line(text, "data", List(s.Data));
        Line(text, "oracle", Quoted(s.Oracle));
        Line(text, "baseline", s.Baseline is null ? null : Quoted(s.Baseline));
        Line(text, "model", Map(("preset", s.Model.Preset), ("cutoff", Number(s.Model.Cutoff)), ("committee", Number(s.Model.Committee)), ("heads", Number(s.Model.Heads)), ("time", Time(s.Model.Time))));
        text.Append("walkers:\n");
        foreach (var w in s.Walkers)
            text.Append("  - ").Append(Map(("temperature", Number(w.Temperature)), ("count", Number(w.Count)), ("timestep", Number(w.TimeStep)), ("relaxation", Number(w.Relaxation)), ("bias", Number(w.Bias)))).Append('\n');
        Line(text, "ask", Map(
            ("threshold", Number(s.Ask.Threshold)), ("unusual", Number(s.Ask.Unusual)), ("broken", Number(s.Ask.Broken)), ("every", Number(s.Ask.Every)), ("queue", Number(s.Ask.Queue)), ("distance", Number(s.Ask.Distance))));
        Line(text, "budget", Map(("labels", Number(s.Budget.Labels)), ("time", Time(s.Budget.Time)), ("target", Number(s.Budget.Target)), ("calm", Number(s.Budget.Calm ?? 0))));
        Line(text, "workers", Number(s.Workers));
        Line(text, "seed", Number(s.Seed));
        Line(text, "store", Quoted(s.Store));
        if (s.Finish is { } f)
        {
            var md = f.Temperature is null ? null : Map(("temperature", Number(f.Temperature)), ("time-ps", Number(f.Time)));
            Line(text, "finish", Map(("md", md), ("vibrations", f.Vibrations ? "true" : "false")));
        }
        return text.ToString();
    }

    static void Line(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append(key).Append(": ").Append(value).Append('\n');
    }

    static string Map(params ReadOnlySpan<(string Key, string? Value)> entries)
    {
        var parts = new List<string>();
        foreach (var (key, value) in entries)
        {
            if (value is not null)
                parts.Add($"{key}: {value}");
        }
        return $"{{{string.Join(", ", parts)}}}";
    }

    static string List(IReadOnlyList<string> items) => $"[{string.Join(", ", items.Select(Quoted))}]";

    static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    static string? Time(TimeSpan? time) => time is { } t ? Durations.Text(t) : null;
}
