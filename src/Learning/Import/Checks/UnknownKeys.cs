namespace Athanor.Learning;

/// <summary>What the files say that this program does not read, and labels that stand there twice.</summary>
internal sealed class UnknownKeys : IDataCheck
{
    const int MostNamed = 20;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var info = Counted(data, data.Frames.SelectMany(f => f.Info.Keys));
        var columns = Counted(data, data.Frames.SelectMany(f => f.Columns.Keys));
        if (info.Length + columns.Length > 0)
        {
            var parts = new List<string>();
            if (info.Length > 0)
                parts.Add($"{(info.Length == 1 ? "the key" : "the keys")} {Listed(info)}");
            if (columns.Length > 0)
                parts.Add($"{(columns.Length == 1 ? "the column" : "the columns")} {Listed(columns)}");
            yield return data.Found(Severity.Note, "unknown-keys", $"Not read, but kept: {string.Join(" and ", parts)}.");
        }
        var spare = data.Frames.Any(f => f.Energy is not null)
            ? data.Frames.SelectMany(f => f.Info.Where(i => LabelSuggestions.SoundsLikeEnergy(i.Key) && LabelSuggestions.Number(i.Value) is { } x && f.Energy is { } e && Math.Abs(x - e) > 1e-6).Select(i => i.Key)).Distinct().Order(StringComparer.Ordinal).ToArray()
            : [];
        if (spare.Length > 0)
        {
            yield return data.Found(Severity.Note, "second-energy",
                $"Besides the energy that is read there {(spare.Length == 1 ? "is" : "are")} {string.Join(", ", spare)}, of another value; if {(spare.Length == 1 ? "that" : "one of those")} is the reference, say --energy-key {spare[0]}.");
        }
    }

    static string Listed((string Name, string Text)[] keys) =>
        string.Join(", ", keys.Take(MostNamed).Select(k => k.Text)) + (keys.Length > MostNamed ? $" and {keys.Length - MostNamed} more" : "");

    static (string Name, string Text)[] Counted(InspectedData data, IEnumerable<string> names) =>
        [.. names.GroupBy(n => n).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count() == data.Frames.Count ? g.Key : $"{g.Key} (in {g.Count()} {(g.Count() == 1 ? "frame" : "frames")})"))];
}
