namespace Athanor.Numerics.Tests;

public sealed class QuadratureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(24)]
    public void Gauss_is_exact_for_polynomials(int count)
    {
        var (points, weights) = GaussLegendre.On(-0.5, 2, count);
        for (var power = 0; power < 2 * count; power++)
        {
            var exact = (Math.Pow(2, power + 1) - Math.Pow(-0.5, power + 1)) / (power + 1);
            Assert.Equal(1, points.Zip(weights, (x, w) => w * Math.Pow(x, power)).Sum() / exact, 1e-12);
        }
        Assert.Equal(points.Order(), points);
    }

    [Fact]
    public void Fifteen_points_are_exact_to_degree_22()
    {
        for (var power = 0; power <= 22; power++)
            Assert.Equal(1, AdaptiveQuadrature.Over(x => Math.Pow(x, power), 0, 1, relative: 1).Value * (power + 1), 1e-13);
        Assert.NotEqual(1, AdaptiveQuadrature.Over(x => Math.Pow(x, 60), 0, 1, relative: 1e300).Value * 61, 1e-6);
    }

    [Fact]
    public void Peaks_and_corners_are_found()
    {
        // A Lorentzian of width 10⁻⁴, a root, a jump.
        Assert.Equal(Math.Atan(0.7e4) + Math.Atan(0.3e4), AdaptiveQuadrature.Over(x => 1e-4 / ((x - 0.3) * (x - 0.3) + 1e-8), 0, 1).Value, 1e-9);
        Assert.Equal(2.0 / 3, AdaptiveQuadrature.Over(Math.Sqrt, 0, 1).Value, 1e-10);
        var (value, error) = AdaptiveQuadrature.Over(x => x < Math.PI / 5 ? 0 : 1, 0, 1);
        Assert.Equal(1 - Math.PI / 5, value, 1e-9);
        Assert.True(error < 1e-9);
        Assert.Equal(-0.5, AdaptiveQuadrature.Over(x => x, 1, 0).Value, 1e-14);
    }

    [Fact]
    public void One_rule_serves_several_integrals()
    {
        double[] decays = [1, 10, 300];
        var asked = 0;
        var (points, weights, error) = AdaptiveQuadrature.Rule(x =>
        {
            asked++;
            return [.. decays.Select(a => Math.Exp(-a * x)), Math.Sqrt(x)];
        }, [0, 0.5, 2], 1e-9);
        foreach (var a in decays)
            Assert.Equal((1 - Math.Exp(-2 * a)) / a, points.Zip(weights, (x, w) => w * Math.Exp(-a * x)).Sum(), 1e-10 / a);
        Assert.Equal(4 * Math.Sqrt(2) / 3, points.Zip(weights, (x, w) => w * Math.Sqrt(x)).Sum(), 1e-9);
        Assert.Equal(points, points.Order());
        Assert.InRange(error, 0, 1e-9);
        Assert.InRange(asked, points.Length, 3000);
    }

    [Fact]
    public void Noise_does_not_make_it_go_on_for_ever()
    {
        var (random, asked) = (new Random(1), 0);
        var (points, weights, error) = AdaptiveQuadrature.Rule(x =>
        {
            asked++;
            return [Math.Sin(x) + 1e-5 * random.NextDouble()];
        }, [0, 3], 1e-10);
        Assert.InRange(asked, 15, 5000);
        Assert.InRange(error, 1e-10, 1e-4);
        Assert.Equal(1 - Math.Cos(3), points.Zip(weights, (x, w) => w * Math.Sin(x)).Sum(), 1e-9);
    }
}
