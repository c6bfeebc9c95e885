using System.Text.Json;

namespace Athanor.Reports.Tests;

public class MoleculeViewTests
{
    static readonly string[] Water = ["O", "H", "H"];
    static readonly double[] Positions = [0, 0, 0.11926, 0, 0.76324, -0.47706, 0, -0.76324, -0.47706];

    static JsonElement DataOf(MoleculeView view) => JsonDocument.Parse(MoleculeJson.Of(view)).RootElement;

    [Fact]
    public void DataHoldEachElementOnce()
    {
        var data = DataOf(new MoleculeView("Water", Water, Positions) { Marked = [2] });
        Assert.Equal(["O", "H"], data.GetProperty("symbols").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal([0, 1, 1], data.GetProperty("kinds").EnumerateArray().Select(s => s.GetInt32()));
        Assert.Equal("#FF0D0D", data.GetProperty("looks")[0][0].GetString());
        Assert.Equal(0.31, data.GetProperty("looks")[1][1].GetDouble());
        Assert.Equal(-0.477, data.GetProperty("frames")[0][5].GetDouble());
        Assert.Equal(2, data.GetProperty("marked")[0].GetInt32());
    }

    [Fact]
    public void UnchangedCellIsWrittenOnce()
    {
        double[] cell = [5, 0, 0, 0, 5, 0, 0, 0, 5];
        var view = new MoleculeView("Water", Water, Positions, cell).AddFrame(Positions, "1 fs", [.. cell]).AddFrame(Positions, "2 fs", [6, 0, 0, 0, 5, 0, 0, 0, 5]);
        var cells = DataOf(view).GetProperty("cells");
        Assert.Equal([JsonValueKind.Array, JsonValueKind.Null, JsonValueKind.Array], cells.EnumerateArray().Select(c => c.ValueKind));
        Assert.Contains("3 frames", view.Description);
    }

    [Fact]
    public void LostAtomsAreCountedNotDrawn()
    {
        var positions = Positions.ToArray();
        positions[4] = double.NaN;
        var view = new MoleculeView("Water", Water, positions);
        Assert.Equal(JsonValueKind.Null, DataOf(view).GetProperty("frames")[0][4].ValueKind);
        Assert.Contains("1 atom has no finite position and is not drawn.", Html(view));
    }

    [Fact]
    public void NoNameEndsTheScript()
        => Assert.DoesNotContain("</script><b>", Html(new MoleculeView("x", ["</script><b>"], [0, 0, 0])));

    [Theory]
    [InlineData("C2H6O", "C₂H₆O")]
    [InlineData("NaCl", "ClNa")]
    [InlineData("H2O", "H₂O")]
    public void FormulaIsInHillOrder(string formula, string expected)
    {
        string[] symbols = formula switch
        {
            "C2H6O" => ["O", "H", "C", "H", "H", "C", "H", "H", "H"],
            "NaCl" => ["Na", "Cl"],
            _ => Water,
        };
        Assert.Equal(expected, new MoleculeView("x", symbols, new double[3 * symbols.Length]).Formula());
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedInASentence()
    {
        var view = new MoleculeView("Water", Water, Positions);
        Assert.Contains("9 coordinates, not 3", Assert.Throws<ArgumentException>(() => view.AddFrame([0, 0, 0])).Message);
        Assert.Contains("three vectors have 9", Assert.Throws<ArgumentException>(() => view.AddFrame(Positions, null, [1, 2, 3])).Message);
        view.AddMode("1595 cm⁻¹", new double[9]);
        Assert.Contains("a view of its own", Assert.Throws<ArgumentException>(() => view.AddFrame(Positions)).Message);
    }

    [Fact]
    public void LooksAreByElement()
    {
        Assert.Equal(("#909090", 0.76), ElementLook.Of("C"));
        Assert.Equal(("#FFD123", 1.36), ElementLook.Of("Au"));
        Assert.Equal(("#EB0026", 1.6), ElementLook.Of("Mt"));
        Assert.Equal(1.0, ElementLook.Of("Qq").Radius);
    }

    [Fact]
    public void PageCarriesTheViewerOnceAndOnlyWhereNeeded()
    {
        var page = new ReportPage("t", new Provenance("athanor", ""));
        var section = page.Section("s");
        Assert.DoesNotContain("<script", page.ToHtml());
        section.Add(new MoleculeView("a", Water, Positions)).Add(new MoleculeView("b", Water, Positions));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page.ToHtml(), "<script>"));
        Assert.DoesNotContain("http", EmbeddedText.Read("viewer.js"));
    }

    static string Html(MoleculeView view)
    {
        var writer = new MarkupWriter();
        view.WriteHtml(writer);
        return writer.ToString();
    }
}
