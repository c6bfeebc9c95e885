namespace Athanor.App;

/// <summary>Names that an option takes, a line for each, under a heading of the help.</summary>
sealed record HelpTable(string Heading, IReadOnlyList<(string Name, string Meaning)> Rows)
{
    /// <summary>Lines without the heading, further in; no line end after the last.</summary>
    internal string ToText() => string.Join('\n', Rows.Select(r => $"  {r.Name.PadRight(Rows.Max(o => o.Name.Length))}  {r.Meaning}"));
}
