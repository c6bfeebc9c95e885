namespace Athanor.Reports;

internal sealed class Paragraph(string text) : PageItem
{
    internal override void WriteHtml(MarkupWriter html) => html.Element("p", text).Line();
}

/// <summary>Text as it came: a command, a log, an input file.</summary>
internal sealed class Listing(string text) : PageItem
{
    internal override void WriteHtml(MarkupWriter html) => html.Start("pre").Attr("tabindex", "0").Element("code", text).End().Line();
}

/// <summary>A sentence the reader should not miss, set apart.</summary>
internal sealed class Callout(Tone tone, string text) : PageItem
{
    internal override void WriteHtml(MarkupWriter html)
    {
        html.Start("div", "callout " + tone.CssClass()).Attr("role", tone is Tone.Warning or Tone.Bad ? "alert" : "note");
        html.Start("b").Attr("role", "img").Attr("aria-label", tone.Word()).Text(tone.Sign()).End();
        html.Element("p", text).End().Line();
    }
}

/// <summary>Something long behind a line that opens it.</summary>
internal sealed class Folded(string summary, PageItem item) : PageItem
{
    internal override void WriteHtml(MarkupWriter html)
    {
        html.Start("details").Element("summary", summary).Line();
        item.WriteHtml(html);
        html.End().Line();
    }
}

/// <summary>A few figures in large type: what the report is about, at a glance.</summary>
internal sealed class KeyFigures(IReadOnlyList<(string Label, Quantity Quantity)> figures) : PageItem
{
    internal override void WriteHtml(MarkupWriter html)
    {
        html.Start("dl", "key");
        foreach (var (label, quantity) in figures)
        {
            html.Start("div").Element("dt", label).Start("dd").Text(quantity.ToStringWithoutUnit());
            if (!string.IsNullOrEmpty(quantity.Unit))
                html.Text(" ").Element("span", quantity.Unit, "unit");
            html.End().End();
        }
        html.End().Line();
    }
}
