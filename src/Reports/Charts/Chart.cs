namespace Athanor.Reports;

/// <summary>
/// A picture of data. Goes into a <see cref="ReportPage"/>, or stands alone as an SVG file (<see cref="ToSvg"/>).
/// Colours are of Okabe and Ito's kind, told apart by colour-blind readers, and follow the reader's light or dark setting.
/// What cannot be shown (NaN, infinities, zeros on a logarithmic axis) is left out and counted in <see cref="Notes"/>.
/// </summary>
public abstract class Chart : PageItem
{
    private protected Chart(string title) => Title = title;

    public string Title { get; }

    /// <summary>A sentence under the title; null for none.</summary>
    public string? Caption { get; set; }

    /// <summary>Width in pixels at natural size (240 … 2000, usually 480). From 700 on, a chart takes the page's whole width.</summary>
    public double Width { get; init; } = 480;

    /// <summary>Height in pixels at natural size. Charts that must (parity plots are square, bars take their room) choose their own.</summary>
    public double Height { get; init; } = 320;

    /// <summary>What the picture shows, in words, for those who cannot see it.</summary>
    public abstract string Description { get; }

    /// <summary>What was left out of the picture, and why.</summary>
    public IReadOnlyList<string> Notes => Drawn().Notes;

    /// <summary>A stand-alone SVG document, title and notes included.</summary>
    public string ToSvg()
    {
        var drawing = Drawn();
        const double head = 34, line = 16, side = 12;
        var svg = new MarkupWriter();
        var height = drawing.Height + line * drawing.Notes.Count + (drawing.Notes.Count > 0 ? line / 2 : 0);
        OpenSvg(svg, -side, -head, drawing.Width + 2 * side, height + head + side, standalone: true);
        svg.Start("style").Text(EmbeddedText.Read("chart.css")).End();
        svg.Start("rect", "paper").Attr("x", -side).Attr("y", -head).Attr("width", drawing.Width + 2 * side).Attr("height", height + head + side).End();
        svg.Start("text", "title").Attr("y", -12).Text(Title).End();
        svg.Raw(drawing.Markup.ToString());
        for (var i = 0; i < drawing.Notes.Count; i++)
            svg.Start("text").Attr("y", drawing.Height + line * (i + 0.9)).Text(drawing.Notes[i]).End();
        return svg.End().ToString();
    }

    internal override bool IsFigure => true;

    internal abstract void Draw(Drawing drawing);

    internal override void WriteHtml(MarkupWriter html)
    {
        var drawing = Drawn();
        html.Start("figure", drawing.Width >= 700 ? "wide" : null).Start("figcaption").Text(Title);
        if (!string.IsNullOrEmpty(Caption))
            html.Element("span", Caption);
        html.End().Start("div", "scroll");
        OpenSvg(html, 0, 0, drawing.Width, drawing.Height, standalone: false);
        html.Raw(drawing.Markup.ToString()).End().End();
        foreach (var note in drawing.Notes)
            html.Element("p", note, "aside");
        html.End().Line();
    }

    void OpenSvg(MarkupWriter svg, double left, double top, double width, double height, bool standalone)
    {
        svg.Start("svg", "chart");
        if (standalone)
            svg.Attr("xmlns", "http://www.w3.org/2000/svg").Attr("width", width).Attr("height", height);
        svg.Attr("viewBox", $"{MarkupWriter.Number(left)} {MarkupWriter.Number(top)} {MarkupWriter.Number(width)} {MarkupWriter.Number(height)}");
        svg.Attr("role", "img").Attr("aria-label", Title).Element("desc", Description);
    }

    Drawing Drawn()
    {
        if (Width is not (>= 240 and <= 2000) || Height is not (>= 120 and <= 2000))
            throw new InvalidOperationException($"Chart '{Title}' is {Width} × {Height}; widths from 240 to 2000 and heights from 120 to 2000 can be drawn.");
        var drawing = new Drawing(Width, Height);
        Draw(drawing);
        return drawing;
    }
}
