namespace Athanor.Simulation.Tests;

public class HillsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(4.0)]
    public void The_grid_is_a_sum_of_gaussians_and_slopes_are_slopes(double? period)
    {
        var hills = new Hills(-2, 2, 0.01, 0.2, 8, 0.025, period);
        var random = new Random(1);
        var laid = new List<(double At, double Height)>();
        for (var k = 0; k < 50; k++)
        {
            var at = 4 * random.NextDouble() - 2;
            laid.Add((at, hills.NextHeight(at)));
            hills.Add(laid[^1].At, laid[^1].Height);
        }
        Assert.True(laid[^1].Height < laid[0].Height);
        for (var x = -1.99; x < 2; x += 0.0137)
        {
            var sum = laid.Sum(h => h.Height * Math.Exp(-0.5 * Math.Pow(CollectiveDifference.Between(h.At, x, period) / 0.2, 2)));
            Assert.Equal(sum, hills.At(x).Energy, 1e-5 * sum + 1e-9);
            Assert.Equal((hills.At(x + 1e-6).Energy - hills.At(x - 1e-6).Energy) / 2e-6, hills.At(x).Slope, 1e-5);
        }
        Assert.Equal(period is null ? 0 : hills.At(-1.5).Slope, hills.At(2.5).Slope, 1e-9);
    }

    [Fact]
    public void What_is_level_weighs_nothing()
    {
        // A bias of the same height everywhere is no bias: V − c is zero.
        var hills = new Hills(0, 1, 0.01, 0.5, 5, 0.025, 1);
        for (var k = 0; k < 40; k++)
            hills.Add(k / 40.0, 0.002);
        Assert.Equal(hills.At(0.3).Energy, hills.Offset, 1e-6);
    }
}
