using System.Globalization;

namespace Athanor.Reports;

/// <summary>
/// A report as one self-contained HTML file: style, pictures (inline SVG) and one small script are inside, nothing is fetched from
/// anywhere (a content security policy in the page says so to the browser as well). Light and dark, printable, readable on a phone.
/// </summary>
public sealed class ReportPage(string title, Provenance provenance)
{
    readonly List<Section> _sections = [];

    public string Title => title;

    /// <summary>One sentence under the title; null for none.</summary>
    public string? Summary { get; set; }

    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Appends a new section and returns it.</summary>
    public Section Section(string heading)
    {
        var section = new Section(heading);
        _sections.Add(section);
        return section;
    }

    /// <summary>
    /// Writes the page to <paramref name="path"/>, replacing a file that is there. The page appears whole or not at all: it is
    /// written beside its place and then moved.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and says why.</exception>
    public void Save(string path) => WholeFile.Write(path, ToHtml());

    public string ToHtml()
    {
        var html = new MarkupWriter();
        html.Raw("<!DOCTYPE html>\n").Start("html").Attr("lang", "en").Line();
        WriteHead(html);
        html.Start("body").Start("main").Line();
        html.Start("header").Element("h1", title);
        if (!string.IsNullOrEmpty(Summary))
            html.Element("p", Summary, "lead");
        html.End().Line();
        if (_sections.Count >= 4)
            WriteContents(html);
        for (var i = 0; i < _sections.Count; i++)
            WriteSection(html, _sections[i], i + 1);
        WriteFooter(html);
        html.End();
        if (_sections.Any(s => s.Items.Any(item => item is MoleculeView)))
            html.Start("script").Raw(EmbeddedText.Read("viewer.js")).End();
        return html.End().End().Line().ToString();
    }

    void WriteHead(MarkupWriter html)
    {
        html.Start("head").Line();
        html.Start("meta").Attr("charset", "utf-8").End().Line();
        html.Start("meta").Attr("name", "viewport").Attr("content", "width=device-width, initial-scale=1").End().Line();
        html.Start("meta").Attr("name", "color-scheme").Attr("content", "light dark").End().Line();
        html.Start("meta").Attr("http-equiv", "Content-Security-Policy")
            .Attr("content", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:").End().Line();
        html.Start("meta").Attr("name", "generator").Attr("content", provenance.Program).End().Line();
        html.Element("title", title).Line();
        html.Start("style").Raw(EmbeddedText.Read("page.css")).Raw(EmbeddedText.Read("chart.css")).End().Line();
        html.End().Line();
    }

    void WriteContents(MarkupWriter html)
    {
        html.Start("nav").Attr("aria-label", "Contents").Start("ol");
        for (var i = 0; i < _sections.Count; i++)
            html.Start("li").Start("a").Attr("href", $"#s{i + 1}").Text(_sections[i].Title).End().End();
        html.End().End().Line();
    }

    static void WriteSection(MarkupWriter html, Section section, int number)
    {
        html.Start("section").Attr("id", $"s{number}").Element("h2", section.Title).Line();
        var items = section.Items;
        for (var i = 0; i < items.Count;)
        {
            if (!items[i].IsFigure)
            {
                items[i++].WriteHtml(html);
                continue;
            }
            var first = i;
            while (i < items.Count && items[i].IsFigure)
                i++;
            html.Start("div", i - first == 1 ? "figures one" : "figures").Line();
            for (var k = first; k < i; k++)
                items[k].WriteHtml(html);
            html.End().Line();
        }
        html.End().Line();
    }

    void WriteFooter(MarkupWriter html)
    {
        html.Start("footer").Start("p").Text("Written by ").Element("b", provenance.Program);
        if (provenance.Written is { } time)
            html.Text(" on " + time.ToString("d MMMM yyyy, HH:mm zzz", CultureInfo.InvariantCulture));
        html.Text(".").End();
        if (!string.IsNullOrWhiteSpace(provenance.CommandLine))
            html.Element("code", provenance.CommandLine);
        html.End().Line();
    }
}
