namespace Athanor.Reports;

internal enum Swatch
{
    Line,
    Dot,
    Band,
    Bar,
}

/// <summary>The key above a plot, in as many rows as it needs.</summary>
internal static class Legend
{
    const double Row = 20, Sample = 22, Gap = 18;

    /// <summary>Draws the entries and returns the height taken, 0 for none.</summary>
    public static double Draw(Drawing drawing, IReadOnlyList<(string Name, Swatch Swatch, string CssClass)> entries)
    {
        if (entries.Count == 0)
            return 0;
        var (x, y) = (0.0, 2 + Row / 2);
        foreach (var (name, swatch, cssClass) in entries)
        {
            var text = TextSize.Fit(name, drawing.Width - Sample - 24);
            var width = Sample + 6 + TextSize.Width(text);
            if (x > 0 && x + width > drawing.Width)
                (x, y) = (0, y + Row);
            DrawSwatch(drawing, swatch, cssClass, x, y);
            drawing.Text(x + Sample + 6, y + 4, text, cssClass: "key");
            x += width + Gap;
        }
        return y + Row / 2 + 3;
    }

    static void DrawSwatch(Drawing drawing, Swatch swatch, string cssClass, double x, double y)
    {
        if (swatch == Swatch.Line)
            drawing.Line(x, y, x + Sample, y, cssClass);
        else if (swatch == Swatch.Dot)
            drawing.Markup.Start("circle", cssClass).Attr("cx", x + Sample / 2).Attr("cy", y).Attr("r", 3.5).End();
        else
            drawing.Markup.Start("rect", cssClass).Attr("x", x).Attr("y", y - 5).Attr("width", Sample).Attr("height", 10).End();
    }
}
