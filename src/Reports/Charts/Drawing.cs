using System.Globalization;

namespace Athanor.Reports;

/// <summary>A chart while it is drawn: its marks, its size (which it may change) and what it has to say about what it left out.</summary>
internal sealed class Drawing(double width, double height)
{
    /// <summary>Colours (and dashes beyond them) that series take in turn; the style sheet holds as many.</summary>
    public const int Colours = 7;

    public MarkupWriter Markup { get; } = new();

    public List<string> Notes { get; } = [];

    public double Width => width;

    public double Height { get; set; } = height;

    public void Text(double x, double y, string text, string anchor = "start", string? cssClass = null, double room = double.PositiveInfinity)
    {
        Markup.Start("text", cssClass).Attr("x", x).Attr("y", y);
        if (anchor != "start")
            Markup.Attr("text-anchor", anchor);
        // A long axis title gets smaller before it gets cut.
        var size = TextSize.Title;
        if (TextSize.Width(text, size) > room)
            Markup.Attr("style", $"font-size:{MarkupWriter.Number(Math.Max(9, size * room / TextSize.Width(text, size)))}px");
        Markup.Text(TextSize.Fit(text, room, 9)).End();
    }

    public void Line(double x1, double y1, double x2, double y2, string cssClass)
        => Markup.Start("line", cssClass).Attr("x1", x1).Attr("y1", y1).Attr("x2", x2).Attr("y2", y2).End();

    public void Path(string data, string cssClass)
    {
        if (data.Length > 0)
            Markup.Start("path", cssClass).Attr("d", data).End();
    }

    public void LeftOut(string noun, int count, string why)
    {
        if (count > 0)
            Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")} {why}"));
    }

    /// <summary>Counts what has no place on the axes and says so.</summary>
    public void NoteHidden(Axis axis, IEnumerable<double> values)
    {
        var (notNumbers, notPositive) = (0, 0);
        foreach (var value in values)
        {
            if (DataRange.Shows(axis, value))
                continue;
            if (axis.Log && value <= 0)
                notPositive++;
            else
                notNumbers++;
        }
        LeftOut("value", notNumbers, $"of {axis.Label} not shown: not a finite number.");
        LeftOut("value", notPositive, $"of {axis.Label} not shown: zero or negative on a logarithmic axis.");
    }

    public static string Stroke(int series) => $"l c{series % Colours}" + (series / Colours % 3) switch { 1 => " dash", 2 => " dot", _ => "" };

    public static string Fill(int series) => $"f{series % Colours}";
}
