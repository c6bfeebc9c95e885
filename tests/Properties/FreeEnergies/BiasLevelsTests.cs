namespace Athanor.Properties.Tests;

public class BiasLevelsTests
{
    /// <summary>Values drawn exactly under a bias that grows, in a tilted well, much more of it on one side than the hills of it would be right for.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_levels_are_those_of_the_exact_integrals(bool ring)
    {
        const double kT = 0.025;
        const int cells = 60, stretches = 40;
        static double U(double x) => 0.05 * Math.Cos(2 * Math.PI * x) + 0.02 * Math.Sin(4 * Math.PI * x);
        static double V(double x, int t) => 0.003 * t * (1 + 0.7 * Math.Cos(2 * Math.PI * x));
        double Integral(Func<double, double> energy) => Enumerable.Range(0, cells).Sum(g => Math.Exp(-energy((g + 0.5) / cells) / kT));
        var levels = new BiasLevels(0, 1.0 / cells, cells, ring, kT);
        for (var t = 0; t < stretches; t++)
        {
            Assert.Equal(t, levels.Begin(x => V(x, t)));
            // As often as the biased distribution says, in cells visited 10 000 times a stretch; on a ring a period away.
            var all = Integral(x => U(x) + V(x, t));
            for (var g = 0; g < cells; g++)
            {
                var x = (g + 0.5) / cells;
                var times = (int)Math.Round(10_000 * Math.Exp(-(U(x) + V(x, t)) / kT) / all);
                for (var k = 0; k < times; k++)
                    levels.Add(ring ? x - 3 : x, V(x, t));
            }
        }
        var c = levels.Solve();
        var whole = Integral(U);
        Assert.All(Enumerable.Range(0, stretches), t => Assert.Equal(-kT * Math.Log(Integral(x => U(x) + V(x, t)) / whole), c[t], 0.02 * kT));
    }

    [Fact]
    public void Runs_that_cross_a_few_times_are_remarked_on()
    {
        // Thirty times there and back in either run, or three.
        FreeEnergyProfile Of(int stay, int runs) => FreeEnergyProfile.Of([new UmbrellaWindow(double.NaN, 0, [.. Enumerable.Range(0, 6000).Select(i => (i / stay % 2 == 0 ? -0.5 : 0.5) + 0.4 * Math.Sin(i))]) { Biases = new double[6000], Runs = runs }], new ProfileSettings(300) { From = -1, To = 1, Bins = 4 });
        Assert.DoesNotContain(FreeEnergyTables.Remarks(Of(50, 2)), r => r.Contains("twenty", StringComparison.Ordinal));
        Assert.Contains(FreeEnergyTables.Remarks(Of(500, 2)), r => r.StartsWith("Each run is worth fewer than twenty", StringComparison.Ordinal));
        Assert.DoesNotContain(FreeEnergyTables.Remarks(Of(500, 1)), r => r.Contains("twenty", StringComparison.Ordinal));
    }

    [Fact]
    public void Blocks_are_long_enough_and_never_reach_into_the_next_run()
    {
        Assert.Equal(8, ProfileBlocks.Each(100_000, 10, 2));
        Assert.Equal(5, ProfileBlocks.Each(4000, 50, 2));
        Assert.Equal(2, ProfileBlocks.Each(4000, 1000, 2));
        // Two runs, each in one half of the range for ever: nothing is known of one against the other, and the error says so.
        var values = Enumerable.Range(0, 2000).Select(i => (i < 1000 ? -0.5 : 0.5) + 0.4 * Math.Sin(i)).ToArray();
        var profile = FreeEnergyProfile.Of([new UmbrellaWindow(double.NaN, 0, values) { Biases = new double[2000], Runs = 2 }], new ProfileSettings(300) { From = -1, To = 1, Bins = 4, Bootstraps = 0 });
        var kT = 300 * Athanor.Atoms.Units.Boltzmann;
        Assert.InRange(profile.Points.Max(p => p.FreeEnergy.Statistical!.Value), kT, 3 * kT);
        Assert.All(profile.Points, p => Assert.True(double.IsNaN(p.Asymptotic)));
    }
}
