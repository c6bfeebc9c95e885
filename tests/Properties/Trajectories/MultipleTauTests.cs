namespace Athanor.Properties.Tests;

public class MultipleTauTests
{
    [Fact]
    public void Every_lag_is_what_a_double_loop_over_averaged_samples_finds()
    {
        const int Count = 1000;
        var random = new Random(3);
        double[][] series = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Count).Select(k => Math.Sin(0.05 * k) + random.NextDouble()).ToArray())];
        var correlator = new MultipleTau(2, points: 8);
        for (var k = 0; k < Count; k++)
            correlator.Add([series[0][k], series[1][k]]);
        var read = correlator.Read();
        for (var s = 0; s < 2; s++)
        {
            var at = 0;
            var level = series[s];
            for (var width = 1; level.Length > 0; width *= 2, level = [.. Enumerable.Range(0, level.Length / 2).Select(k => 0.5 * (level[2 * k] + level[2 * k + 1]))])
            {
                for (var lag = width == 1 ? 0 : 4; lag < 8 && lag < level.Length; lag++, at++)
                {
                    var expected = Enumerable.Range(0, level.Length - lag).Average(k => level[k] * level[k + lag]);
                    Assert.Equal(width * lag, read.Lags[at]);
                    Assert.Equal(level.Length - lag, read.Counts[at]);
                    Assert.Equal(expected, read.Correlation(s)[at], 1e-12);
                }
            }
            Assert.Equal(at, read.Lags.Length);
            Assert.Equal(series[s].Sum(), read.Totals[s], 1e-10);
        }
    }

    [Fact]
    public void A_decaying_correlation_comes_out_at_long_lags()
    {
        // x' = a x + √(1 − a²) g: ⟨x x(t)⟩ = aᵗ.
        const double A = 0.98;
        var random = new Random(5);
        var correlator = new MultipleTau(1);
        double x = 0;
        for (var k = 0; k < 400_000; k++)
        {
            x = A * x + Math.Sqrt(1 - A * A) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            correlator.Add([x]);
        }
        var read = correlator.Read();
        foreach (var (lag, value) in read.Lags.Zip(read.Correlation(0, aboutMean: true)).Where(p => p.First < 300))
            Assert.Equal(Math.Pow(A, lag), value, 0.04);
    }

    [Fact]
    public void Readings_are_additive()
    {
        var random = new Random(7);
        var correlator = new MultipleTau(1, points: 4);
        void Run(int count)
        {
            for (var k = 0; k < count; k++)
                correlator.Add([random.NextDouble()]);
        }
        Run(37);
        var first = correlator.Read();
        Run(50);
        var both = correlator.Read();
        var second = both.Since(first);
        Assert.Equal(50, second.Samples);
        Assert.Equal(both.Totals[0], first.Totals[0] + second.Totals[0], 1e-12);
        var at = Array.IndexOf(second.Lags, 4);
        Assert.Equal(both.Sums[at][0], first.Sums[at][0] + second.Sums[at][0], 1e-12);
        Assert.Equal(both.Counts[^1], second.Counts[^1]);
    }
}
