using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Athanor.Reports.Tests;

public class ReportPageTests
{
    static ReportPage Example()
    {
        var page = new ReportPage("Si <bulk>", new Provenance("athanor 0.1.0", "athanor train 'a & b.xyz' -o m.ath")) { Summary = "214 frames" };
        page.Section("First").Paragraph("x < y").Note("noted").Warning("careful").Listing("$ ls\n</pre><script>").KeyFigures(("RMSE", new Quantity(1.5, 0.1, "meV")))
            .Add(new Table("T", Column.Text("a"), Column.Number("b", "eV")).Row("x", 1.5))
            .Fold("All of <it>", new Table("Folded", Column.Text("c")).Row("y"));
        page.Section("Second")
            .Add(new LineChart("L", new Axis("x"), new Axis("y")).Add("s", [0, 1], [0, 1]))
            .Add(new ParityPlot("P", "energy", "eV").Add("s", [0, 1], [0, 1]));
        return page;
    }

    [Fact]
    public void PageFetchesNothing()
    {
        var html = Example().ToHtml();
        Assert.DoesNotMatch(new Regex("(src|href|srcset|action|data)\\s*=\\s*[\"']?\\s*(https?:)?//", RegexOptions.IgnoreCase), html);
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotMatch(new Regex("url\\(", RegexOptions.IgnoreCase), html);
        Assert.Contains("default-src 'none'", html);
    }

    [Fact]
    public void PageIsWellFormed()
    {
        // Style and script are raw text in HTML; the rest reads as XML.
        var html = Regex.Replace(Example().ToHtml().Replace("<!DOCTYPE html>", ""), "<(style|script)[^>]*>.*?</\\1>", "", RegexOptions.Singleline);
        var page = XDocument.Parse(html);
        Assert.Equal("Si <bulk>", page.Descendants("h1").Single().Value);
        Assert.Equal(2, page.Descendants("section").Count());
        Assert.Equal("$ ls\n</pre><script>", page.Descendants("pre").Single().Value);
        Assert.Contains("athanor train 'a & b.xyz' -o m.ath", page.Descendants("footer").Single().Value);
        Assert.Equal("All of <it>", page.Descendants("details").Single().Element("summary")!.Value);
        // Two pictures in a row share one grid.
        Assert.Equal(2, page.Descendants("div").Single(d => d.Attribute("class")?.Value == "figures").Elements("figure").Count());
    }

    [Fact]
    public void SaveReplacesWhatWasThereAndLeavesNothingBeside()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-report");
        try
        {
            var path = Path.Combine(folder.FullName, "report.html");
            File.WriteAllText(path, "old");
            Example().Save(path);
            Assert.Equal(Example().ToHtml(), File.ReadAllText(path));
            Assert.Equal(["report.html"], folder.GetFiles().Select(f => f.Name));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void SaveSaysWhyItCannot()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-report");
        try
        {
            var missing = Path.Combine(folder.FullName, "no", "report.html");
            var error = Assert.Throws<IOException>(() => Example().Save(missing));
            Assert.Contains(missing, error.Message);
            Assert.Contains("does not exist", error.Message);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "taken"));
            Assert.Throws<IOException>(() => Example().Save(Path.Combine(folder.FullName, "taken")));
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
