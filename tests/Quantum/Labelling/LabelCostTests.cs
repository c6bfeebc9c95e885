using Athanor.Quantum.Labelling;

namespace Athanor.Quantum.Tests;

public sealed class LabelCostTests
{
    static LabelCost Of(IEnumerable<int> sizes)
    {
        var cost = new LabelCost();
        foreach (var size in sizes)
            cost.Expect(size);
        return cost;
    }

    static double Seconds(int size, double p, Random random) => 1e-4 * Math.Pow(size, p) * Math.Exp(0.3 * (random.NextDouble() - 0.5));

    /// <summary>Files often begin with their small structures: by the mean of those that are done, the rest would be over in a tenth of the time it takes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6.5)]
    public void The_large_ones_at_the_end_are_seen_coming(double p)
    {
        var random = new Random(5);
        int[] sizes = [.. Enumerable.Range(0, 300).Select(k => 10 + k / 3)];
        var cost = Of(sizes);
        var spent = 0.0;
        foreach (var size in sizes[..120])
        {
            var seconds = Seconds(size, p, random);
            cost.Finish(size, seconds, true);
            spent += seconds;
        }
        var rest = sizes[120..].Sum(s => 1e-4 * Math.Pow(s, p));
        Assert.Equal(p, cost.Exponent, 0.15);
        Assert.InRange(cost.Left(1)!.Value / rest, 0.8, 1.25);
        Assert.Equal(cost.Left(1)!.Value / 4, cost.Left(4)!.Value, 1e-9);
        if (p > 2)
            Assert.True(spent / 120 * 180 < 0.3 * rest);
    }

    [Fact]
    public void Frames_that_took_for_ever_do_not_bend_it()
    {
        var random = new Random(6);
        int[] sizes = [.. Enumerable.Range(0, 200).Select(_ => random.Next(10, 60))];
        var cost = Of(sizes);
        for (var k = 0; k < 100; k++)
        {
            // Every tenth hangs until the time limit, every tenth is refused at once, and every tenth had the machine for a quarter of the time.
            var (seconds, tells) = (k % 10) switch { 0 => (30.0, false), 1 => (0.0, false), 2 => (4 * Seconds(sizes[k], 3, random), true), _ => (Seconds(sizes[k], 3, random), true) };
            cost.Finish(sizes[k], seconds, tells);
        }
        Assert.Equal(3, cost.Exponent, 0.3);
        // Those to come hang too.
        Assert.InRange(cost.Left(1)!.Value, 250, 2000);
    }

    [Fact]
    public void Where_all_are_alike_the_mean_counts()
    {
        var cost = Of(Enumerable.Repeat(10, 20));
        Assert.Null(cost.Left(2));
        for (var k = 0; k < 5; k++)
            cost.Finish(10, 1 + k, true);
        Assert.Equal(0, cost.Exponent);
        Assert.Equal(15 * 3, cost.Left(1)!.Value, 1e-12);
        // The last frame takes its time whatever the number of threads.
        Assert.Equal(3, cost.Left(100)!.Value, 1e-12);
        for (var k = 0; k < 15; k++)
            cost.Finish(10, 3, true);
        Assert.Equal(0, cost.Left(1)!.Value);
    }

    [Fact]
    public void Nothing_and_no_time_are_numbers_too()
    {
        var cost = Of([0, 1, 10, 100, 1000]);
        foreach (var size in (int[])[0, 1, 10, 100])
            cost.Finish(size, 0, true);
        Assert.Equal(0, cost.Left(1)!.Value);
    }
}
