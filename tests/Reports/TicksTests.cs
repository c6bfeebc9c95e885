using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Reports.Tests;

public class TicksTests
{
    static readonly Gen<double> Number = Gen.Choose(-12, 12).Zip(Gen.Choose(-999_999, 999_999), (p, m) => m * Math.Pow(10, p - 6));

    static readonly Gen<(double Low, double High)> Range = Number.Zip(Number, (a, b) => new[] { a, b })
        .Select(pair =>
        {
            var range = new DataRange(new Axis("x"));
            foreach (var v in pair)
                range.Add(v);
            return range.Limits(0);
        });

    static readonly Gen<(double Low, double High)> Positive = Gen.Choose(-12, 12).Zip(Gen.Choose(1, 999), (p, m) => m * Math.Pow(10, p))
        .Zip(Gen.Choose(0, 2000), (low, span) => new[] { low, low * Math.Pow(10, span / 100.0) })
        .Select(pair =>
        {
            var range = new DataRange(new Axis("x") { Log = true });
            foreach (var v in pair)
                range.Add(v);
            return range.Limits(0);
        });

    [Fact]
    public void LinearTicksAreFewInsideAndAscending()
        => Check(Range, (range, most) => Ticks.Linear(range.Low, range.High, most));

    [Fact]
    public void LogarithmicTicksAreFewInsideAndAscending()
        => Check(Positive, (range, most) => Ticks.Logarithmic(range.Low, range.High, most));

    [Fact]
    public void LabelsTellTicksApart()
    {
        Prop.ForAll(Range.ToArbitrary(), range =>
        {
            var labels = TickLabels.Linear(Ticks.Linear(range.Low, range.High)).Texts;
            return labels.Distinct().Count() == labels.Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void GoldenTicks()
    {
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1.0], Ticks.Linear(0, 1));
        Assert.Equal([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3], Ticks.Linear(-0.35, 0.31));
        Assert.Equal([0.01, 0.1, 1, 10, 100], Ticks.Logarithmic(0.005, 200));
        Assert.Equal([2, 5, 10, 20, 50], Ticks.Logarithmic(1.5, 80));
        Assert.Equal([1e-12, 1e-8, 1e-4, 1, 1e4, 1e8], Ticks.Logarithmic(1e-15, 1e10));
    }

    [Fact]
    public void GoldenLabels()
    {
        Assert.Equal(["−0.50", "−0.25", "0.00", "0.25", "0.50"], TickLabels.Linear([-0.5, -0.25, 0, 0.25, 0.5]).Texts);
        var small = TickLabels.Linear([0, 2e-6, 4e-6]);
        Assert.Equal((-6, "4"), (small.Power, small.Texts[2]));
        Assert.Equal(["−13587.50", "−13587.25", "−13587.00"], TickLabels.Linear([-13587.5, -13587.25, -13587]).Texts);
        Assert.Equal(["10⁻⁶", "10⁻⁵"], TickLabels.Logarithmic([1e-6, 1e-5]).Texts);
        Assert.Equal(["0.01", "0.1", "1"], TickLabels.Logarithmic([0.01, 0.1, 1]).Texts);
    }

    static void Check(Gen<(double Low, double High)> ranges, Func<(double Low, double High), int, double[]> ticksOf)
    {
        var cases = ranges.Zip(Gen.Choose(1, 14), (range, most) => (range, most));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var ticks = ticksOf(c.range, c.most);
            return ticks.Length is >= 3 and <= 12
                && ticks.All(t => t >= c.range.Low && t <= c.range.High)
                && ticks.Zip(ticks.Skip(1)).All(p => p.First < p.Second);
        }).QuickCheckThrowOnFailure();
    }
}
