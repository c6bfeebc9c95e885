using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public class SegmentCorrelationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Segments_are_correlated_as_a_double_loop_does(int threads)
    {
        const int Segment = 32, Samples = 2 * Segment + 20;
        var random = new Random(2);
        double[][] series = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, Samples).Select(_ => (double)(float)random.NextDouble()).ToArray())];
        int[][] groups = [[0, 2, 4], [1, 3]];
        var correlation = new SegmentCorrelation(5, groups, Segment);
        using var team = new Team(threads);
        for (var t = 0; t < Samples; t++)
            correlation.Add([.. series.Select(s => s[t])], team);
        correlation.Finish(team);
        Assert.Equal(3, correlation.Segments);
        for (var g = 0; g < 2; g++)
        {
            for (var lag = 0; lag <= Segment / 2; lag++)
            {
                double sum = 0, count = 0;
                for (var t = 0; t + lag < Samples; t++)
                {
                    if (t / Segment != (t + lag) / Segment)
                        continue;
                    sum += groups[g].Sum(s => series[s][t] * series[s][t + lag]);
                    count++;
                }
                Assert.Equal(sum / count, correlation.Correlations()[g][lag], 1e-12);
            }
        }
    }
}
