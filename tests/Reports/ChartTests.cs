using System.Xml.Linq;

namespace Athanor.Reports.Tests;

public class ChartTests
{
    static readonly double[] X = [0, 1, 2, 3, 4];

    public static TheoryData<string> Names => [.. Charts.Keys];

    static readonly Dictionary<string, Func<Chart>> Charts = new()
    {
        ["lines"] = () => new LineChart("a < b & \"c\"", new Axis("Time", "ps"), new Axis("Energy", "eV"))
            .Add("one", X, [1, 2, double.NaN, 4, 5])
            .Add(new LineSeries("two", X, [2, 3, 4, 5, 6]) { Dots = true, Dashed = true, Band = ([1, 2, 3, double.NaN, 5], [3, 4, 5, 6, 7]) })
            .MarkX(2, "here").MarkY(3, "there"),
        ["logarithmic lines"] = () => new LineChart("Log", new Axis("n") { Log = true }, new Axis("Error", "eV") { Log = true }).Add("e", X, [0, 1e-9, 1, 1e3, 1e12]),
        ["no data"] = () => new LineChart("Empty", new Axis("x"), new Axis("y") { Log = true }).Add("nothing", [], []),
        ["nothing finite"] = () => new LineChart("Empty", new Axis("x"), new Axis("y")).Add("nothing", [double.NaN], [double.PositiveInfinity]),
        ["constant"] = () => new LineChart("Constant", new Axis("x"), new Axis("y")).Add("c", X, [7, 7, 7, 7, 7]),
        ["bands"] = () => new LineChart("Bands", new Axis("k") { Places = [(0, "Γ"), (2, "X"), (4, "L")] }, new Axis("ν", "THz")).Add("1", X, X),
        ["coverage"] = () => LineChart.Coverage("Calibration").Add("model", [0, 0.5, 1], [0, 0.4, 1]),
        ["scatter"] = () => new ScatterChart("Points", new Axis("x"), new Axis("y")).Add("a", X, X).Add("b", X, [5, 4, 3, 2, 1]),
        ["parity"] = () => new ParityPlot("Energy", "energy", "eV").Add("all", X, [0.01, 1, 2, 3, 4]),
        ["parity of nothing"] = () => new ParityPlot("Energy", "energy", "eV"),
        ["histogram"] = () => new Histogram("Errors", new Axis("Error", "eV")) { Expected = z => Math.Exp(-z * z) }.Add("a", [.. X, .. X, 9]),
        ["two histograms"] = () => new Histogram("Errors", new Axis("Error", "eV") { Log = true }) { LogCount = true }.Add("a", X).Add("b", [1, 1, 1]),
        ["empty histogram"] = () => new Histogram("Errors", new Axis("Error", "eV")).Add("a", []),
        ["bars"] = () => new BarChart("Elements", new Axis("RMSE", "meV"), "train", "test").Add("H", new(1, 0.2, "meV"), new(-2, "")).Add("C", new(3, ""), new(double.NaN, "")),
        ["logarithmic bars"] = () => new BarChart("Speed", new Axis("t", "µs") { Log = true }).Add("fast", 0.1).Add("never", 0),
        ["heat map"] = () => new HeatMap("Similar", "similarity", ["a", "b < c"], new double[,] { { 1, 0.25 }, { double.NaN, 1 } }),
        ["heat map of many"] = () => new HeatMap("Similar", "similarity", [.. Enumerable.Range(0, 60).Select(k => $"structure {k}")], new double[60, 60]),
        ["heat map of none"] = () => new HeatMap("Similar", "similarity", [], new double[0, 0]),
        ["no bars"] = () => new BarChart("None", new Axis("t")),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void SvgIsWellFormedAndFinite(string name)
    {
        var chart = Charts[name]();
        var svg = XDocument.Parse(chart.ToSvg());
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(ns + "svg", svg.Root!.Name);
        Assert.Equal(chart.Title, svg.Root.Attribute("aria-label")!.Value);
        Assert.NotEmpty(svg.Root.Element(ns + "desc")!.Value);
        foreach (var attribute in svg.Descendants().Attributes().Where(a => a.Name.LocalName is not "aria-label"))
        {
            Assert.DoesNotContain("NaN", attribute.Value);
            Assert.DoesNotContain("∞", attribute.Value);
            Assert.DoesNotContain("Infinity", attribute.Value);
        }
    }

    [Fact]
    public void ParityOfManyPointsStaysSmall()
    {
        var random = new Random(3);
        var reference = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble() * 10).ToArray();
        // Worst case: predictions that know nothing fill the whole square.
        var predicted = reference.Select(_ => random.NextDouble() * 10).ToArray();
        var svg = new ParityPlot("Forces", "force", "eV/Å").Add("all", reference, predicted).ToSvg();
        Assert.InRange(svg.Length, 1_000, 150_000);
        var titles = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "title").ToArray();
        Assert.InRange(titles.Length, 2, HexGrid.Shades);
    }

    [Fact]
    public void ParityKnowsItsErrors()
    {
        var plot = new ParityPlot("Energy", "energy", "eV").Add("a", [1, 2, double.NaN], [1.03, 1.96, 3]);
        Assert.Equal(Math.Sqrt((0.03 * 0.03 + 0.04 * 0.04) / 2), plot.Rmse.Value, 12);
        Assert.Equal(0.035, plot.Mae.Value, 12);
        Assert.Contains("RMSE 35.4 meV", plot.ToSvg());
        Assert.Contains("MAE 35.0 meV", plot.Description);
        Assert.Equal(["1 point not shown: not a finite number."], plot.Notes);
    }

    [Fact]
    public void WhatIsLeftOutIsCounted()
    {
        var chart = new LineChart("t", new Axis("x"), new Axis("y") { Log = true }).Add("s", X, [0, -1, double.NaN, 1, 2]);
        Assert.Equal(["1 value of y not shown: not a finite number.", "2 values of y not shown: zero or negative on a logarithmic axis."], chart.Notes);
        var histogram = new Histogram("t", new Axis("x") { Min = 0, Max = 1 }).Add("s", [0.5, 2, 3, double.NaN]);
        Assert.Equal(["1 value of x not shown: not a finite number.", "2 values outside the axis."], histogram.Notes.Order());
    }

    [Fact]
    public void ImpossibleAxesAreRefusedInASentence()
    {
        static Chart With(Axis y) => new LineChart("t", new Axis("x"), y).Add("s", X, X);
        Assert.Contains("must be positive", Assert.Throws<ArgumentException>(() => With(new Axis("y") { Log = true, Min = 0 }).ToSvg()).Message);
        Assert.Contains("smaller", Assert.Throws<ArgumentException>(() => With(new Axis("y") { Min = 2, Max = 1 }).ToSvg()).Message);
        Assert.Contains("as many of both", Assert.Throws<ArgumentException>(() => new LineSeries("s", X, [1])).Message);
    }

    [Fact]
    public void LongCurvesAreThinnedButKeepTheirPeaks()
    {
        var points = Enumerable.Range(0, 200_000).Select(i => (X: i * 0.002, Y: i == 77_777 ? 3.0 : 100.0)).ToList();
        var thin = LinePath.Thinned(points);
        Assert.InRange(thin.Count, 800, 4 * 801);
        Assert.Contains(thin, p => p.Y == 3.0);
        Assert.True(thin.Zip(thin.Skip(1)).All(p => p.First.X < p.Second.X));
    }

    [Fact]
    public void EveryPointFallsIntoItsNearestHexagon()
    {
        var grid = new HexGrid(8);
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
            grid.Add(random.NextDouble() * 300, random.NextDouble() * 300);
        // 300 × 300 px² hold 1,624 hexagons of area (√3/2)·8² px²; the rim adds some.
        Assert.InRange(grid.Cells, 1400, 1900);
        Assert.Equal(0, grid.Shade(1));
        Assert.Equal(HexGrid.Shades - 1, grid.Shade(grid.Most));
    }

    [Fact]
    public void EqualInputGivesEqualBytes()
    {
        foreach (var make in Charts.Values)
            Assert.Equal(make().ToSvg(), make().ToSvg());
    }
}
