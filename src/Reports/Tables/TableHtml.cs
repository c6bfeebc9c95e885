namespace Athanor.Reports;

/// <summary>A table on the page; wide ones scroll inside their own frame, so that the page itself never does.</summary>
internal static class TableHtml
{
    public static void Write(Table table, MarkupWriter html)
    {
        html.Start("div", "table").Attr("tabindex", "0").Attr("role", "region").Attr("aria-label", table.Caption ?? "Table");
        html.Start("table");
        if (!string.IsNullOrEmpty(table.Caption))
            html.Element("caption", table.Caption);
        html.Start("thead").Start("tr");
        foreach (var column in table.Columns)
        {
            html.Start("th", column.AlignRight ? "n" : null).Attr("scope", "col").Text(column.Header);
            if (column.Unit is not null)
                html.Text(" ").Element("span", column.Unit, "unit");
            html.End();
        }
        html.End().End().Start("tbody").Line();
        var formats = table.Columns.Select((_, i) => new ColumnFormat(table, i)).ToArray();
        foreach (var row in table.Rows)
        {
            html.Start("tr");
            for (var c = 0; c < row.Length; c++)
            {
                html.Start("td", table.Columns[c].AlignRight ? "n" : null);
                WriteCell(html, formats[c].Text(row[c]), row[c].Tone);
                html.End();
            }
            html.End().Line();
        }
        html.End().End().End().Line();
    }

    static void WriteCell(MarkupWriter html, string text, Tone tone)
    {
        if (tone == Tone.Plain)
        {
            html.Text(text);
            return;
        }
        html.Start("span", "verdict " + tone.CssClass());
        html.Start("b").Attr("role", "img").Attr("aria-label", tone.Word()).Text(tone.Sign()).End();
        html.Text(text).End();
    }
}
