using System.Text.Json;
using System.Xml.Linq;

namespace Athanor.Reports.Tests;

public class TableTests
{
    static Table Example() => new Table("Errors",
            Column.Text("Set"), Column.Number("Frames"), Column.Number("RMSE", "meV/Å"), Column.Number("Fit", "eV", "0.00"), Column.Text("Verdict"))
        .Row("bulk", 8400, new Quantity(31.234, 0.52, "meV/Å"), -1.0 / 3, Cell.Of("fits", Tone.Good))
        .Row("surfaces & <steps>", 42, 7.5, double.NaN, Cell.Of("few", Tone.Warning))
        .Row(default, 1, "n/a", default, "");

    [Fact]
    public void TextIsAligned()
    {
        var expected = string.Join('\n',
            "Errors",
            "Set                 Frames     RMSE    Fit  Verdict",
            "                              meV/Å     eV",
            "──────────────────  ──────  ───────  ─────  ───────",
            "bulk                  8400  31.2(5)  −0.33  ✓ fits",
            "surfaces & <steps>      42    7.500    NaN  ! few",
            "                         1      n/a");
        Assert.Equal(expected, Example().ToText());
    }

    [Fact]
    public void ColumnWithoutFormatKeepsOneNumberOfDecimals()
    {
        var table = new Table(null, Column.Number("x")).Row(12.3456).Row(1.5).Row(120.0).Row(1e-7).Row(3.2e9).Row(0.0);
        Assert.Equal(["12.35", "1.50", "120.00", "1×10⁻⁷", "3.2×10⁹", "0.00"], table.ToText().Split('\n')[2..].Select(l => l.Trim()));
    }

    [Fact]
    public void JsonHasNumbersWhereNumbersAre()
    {
        using var json = JsonDocument.Parse(JsonText.Of(Example()));
        var row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("bulk", row[0].GetString());
        Assert.Equal(8400, row[1].GetInt32());
        Assert.Equal(0.52, row[2].GetProperty("error").GetDouble());
        Assert.Equal("meV/Å", row[2].GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("rows")[1][3].ValueKind);
        Assert.Equal("eV", json.RootElement.GetProperty("columns")[3].GetProperty("unit").GetString());
    }

    [Fact]
    public void HtmlIsWellFormedAndEscaped()
    {
        var writer = new MarkupWriter();
        Example().WriteHtml(writer);
        var html = XDocument.Parse(writer.ToString());
        Assert.Equal(3, html.Descendants("tbody").Single().Elements("tr").Count());
        Assert.Contains(html.Descendants("td"), td => td.Value == "surfaces & <steps>");
        Assert.Contains(html.Descendants("b"), b => b.Attribute("aria-label")?.Value == "Warning");
    }

    [Fact]
    public void WrongRowsAreRefusedInASentence()
    {
        var table = new Table("T", Column.Text("name"), Column.Number("E", "eV"));
        Assert.Contains("2 columns", Assert.Throws<ArgumentException>(() => table.Row("a")).Message);
        Assert.Contains("holds text", Assert.Throws<ArgumentException>(() => table.Row(1.0, 2.0)).Message);
        Assert.Contains("convert", Assert.Throws<ArgumentException>(() => table.Row("a", new Quantity(1, "meV"))).Message);
        Assert.Throws<ArgumentException>(() => new Table("none"));
        Assert.Empty(table.Rows);
    }
}
