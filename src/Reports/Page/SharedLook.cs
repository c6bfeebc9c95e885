namespace Athanor.Reports;

/// <summary>The style and the script of a <see cref="ReportPage"/>, for a page that is served rather than saved and should look like one.</summary>
public static class SharedLook
{
    /// <summary>Style sheet of pages and charts; follows the reader's light or dark setting.</summary>
    public static string Style => EmbeddedText.Read("page.css") + EmbeddedText.Read("chart.css");

    /// <summary>A chart, a table or a molecule as it stands in a report: a piece of HTML with every word escaped.</summary>
    public static string Piece(PageItem item)
    {
        var html = new MarkupWriter();
        item.WriteHtml(html);
        return html.ToString();
    }

    /// <summary>
    /// The molecule viewer: shows every <c>.molecule</c> that is in the page when it is run, and leaves <c>showMolecule(host, data)</c> for those that come later. That returns
    /// <c>add(frames, labels)</c>, by which a trajectory grows, and <c>last()</c>, which goes to its end.
    /// </summary>
    public static string Viewer => EmbeddedText.Read("viewer.js");
}
