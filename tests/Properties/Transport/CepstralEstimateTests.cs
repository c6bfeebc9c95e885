namespace Athanor.Properties.Tests;

public sealed class CepstralEstimateTests
{
    /// <summary>A sum of two Ornstein–Uhlenbeck processes, sampled exactly: S(0) of x_n+1 = a x_n + σ √(1 − a²) ξ is σ² Δ (1 + a)/(1 − a).</summary>
    static double[] Process(Random random, int length, params (double A, double Sigma)[] parts)
    {
        var x = parts.Select(p => p.Sigma * Gaussian(random)).ToArray();
        var series = new double[length];
        for (var n = 0; n < length; n++)
        {
            for (var k = 0; k < parts.Length; k++)
                x[k] = parts[k].A * x[k] + parts[k].Sigma * Math.Sqrt(1 - parts[k].A * parts[k].A) * Gaussian(random);
            series[n] = x.Sum();
        }
        return series;
    }

    static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Fact]
    public void The_density_at_zero_is_within_its_error_as_often_as_it_says()
    {
        var random = new Random(3);
        (double, double)[] parts = [(0.5, 1), (0.9, 0.7)];
        var exact = 2.0 * parts.Sum(p => p.Item2 * p.Item2 * (1 + p.Item1) / (1 - p.Item1));
        var (within, repeats, sum) = (0, 25, 0.0);
        for (var r = 0; r < repeats; r++)
        {
            var found = CepstralEstimate.Of([.. Enumerable.Range(0, 9).Select(_ => Process(random, 1500, parts))], 2);
            within += Math.Abs(found.Density - exact) < found.Error ? 1 : 0;
            sum += found.Density / exact;
        }
        Assert.InRange((double)within / repeats, 0.55, 0.95);
        Assert.InRange(sum / repeats, 0.85, 1.15);
    }

    [Fact]
    public void White_noise_is_flat()
    {
        var random = new Random(4);
        var found = CepstralEstimate.Of([.. Enumerable.Range(0, 3).Select(_ => Process(random, 4096, (0, 2)))], 5);
        Assert.InRange((found.Density - 20) / found.Error, -3, 3);
        Assert.InRange(found.Error, 0, 10);
    }

    [Fact]
    public void Digamma_and_trigamma_are_those_of_the_books()
    {
        Assert.Equal(-0.5772156649015329, SpecialValues.Digamma(1), 1e-12);
        Assert.Equal(-1.9635100260214235, SpecialValues.Digamma(0.5), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 6, SpecialValues.Trigamma(1), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 2, SpecialValues.Trigamma(0.5), 1e-12);
    }
}
