using System.Text;

namespace Athanor.Reports;

/// <summary>A table for the terminal: caption, head (units on a second line), a rule, the rows.</summary>
internal static class TableText
{
    const string Gap = "  ";

    public static string Render(Table table)
    {
        var columns = table.Columns;
        var hasUnits = columns.Any(c => c.Unit is not null);
        var lines = new List<string[]> { columns.Select(c => c.Header).ToArray() };
        if (hasUnits)
            lines.Add(columns.Select(c => c.Unit ?? "").ToArray());
        var head = lines.Count;
        var formats = columns.Select((_, i) => new ColumnFormat(table, i)).ToArray();
        foreach (var row in table.Rows)
            lines.Add(row.Select((cell, i) => WithSign(formats[i].Text(cell), cell.Tone)).ToArray());

        var widths = columns.Select((_, i) => lines.Max(line => Width(line[i]))).ToArray();
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(table.Caption))
            text.Append(table.Caption).Append('\n');
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == head)
                text.AppendJoin(Gap, widths.Select(w => new string('─', w))).Append('\n');
            text.Append(string.Join(Gap, lines[i].Select((cell, c) => Padded(cell, widths[c], columns[c].AlignRight))).TrimEnd()).Append('\n');
        }
        if (lines.Count == head)
            text.AppendJoin(Gap, widths.Select(w => new string('─', w))).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    static string WithSign(string text, Tone tone) => tone == Tone.Plain ? text : $"{tone.Sign()} {text}";

    static string Padded(string text, int width, bool right)
    {
        var blanks = new string(' ', width - Width(text));
        return right ? blanks + text : text + blanks;
    }

    static int Width(string text) => text.EnumerateRunes().Count();
}
