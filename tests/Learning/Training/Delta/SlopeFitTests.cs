using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class SlopeFitTests
{
    [Fact]
    public void Exact_labels_have_an_exact_slope()
    {
        var (dear, cheap) = DeltaData.Drawn(20, 0.9, 0, 0);
        var fit = Fit(dear, cheap);
        Assert.Equal(0.9, fit.Slope, 1e-6);
        Assert.Equal(0, fit.Error, 1e-9);
        var energies = fit.ShareOf(fit.Energy, m => m.Energy, default)!;
        Assert.Equal(1, energies.Correlation, 1e-9);
        Assert.Equal(0, energies.Residual, 1e-9);
        // (1 − 0.9)² of x² over 0.9² of it.
        Assert.Equal(0.01 / 0.81, energies.Plain, 1e-9);
    }

    [Fact]
    public void Correlation_and_what_is_left_are_those_that_were_drawn()
    {
        var (dear, cheap) = DeltaData.Drawn(4000, 0.8, 0.4, 0.2);
        var fit = Fit(dear, cheap);
        Assert.InRange(fit.Slope, 0.8 - 4 * fit.Error, 0.8 + 4 * fit.Error);
        foreach (var (share, noise) in new[] { (fit.ShareOf(fit.Energy, m => m.Energy, default)!, 0.4), (fit.ShareOf(fit.Forces, m => m.Forces, default)!, 0.2) })
        {
            var left = noise * noise / (0.64 + noise * noise);
            Assert.Equal(left, share.Law, 0.05 * left);
            Assert.Equal(left, share.Residual, 0.05 * left);
            Assert.Equal((noise * noise + 0.04) / (0.64 + noise * noise), share.Plain, 0.05);
            Assert.True(Math.Abs(Math.Sqrt(1 - left) - share.Correlation) < 4 * share.CorrelationError, $"ρ {share.Correlation} ± {share.CorrelationError}");
        }
    }

    [Fact]
    public void Standard_errors_are_what_the_slopes_of_many_draws_scatter_by()
    {
        var fits = Enumerable.Range(0, 300).Select(seed => DeltaData.Drawn(30, 0.8, 0.4, 0.2, seed)).Select(d => Fit(d.Dear, d.Cheap)).ToArray();
        var mean = fits.Average(f => f.Slope);
        var scatter = Math.Sqrt(fits.Average(f => Math.Pow(f.Slope - mean, 2)));
        Assert.Equal(0.8, mean, 4 * scatter / Math.Sqrt(300));
        Assert.InRange(Math.Sqrt(fits.Average(f => f.Error * f.Error)) / scatter, 0.85, 1.15);
        double[] correlations = [.. fits.Select(f => f.Energy.Correlation)];
        var spread = Math.Sqrt(correlations.Average(r => Math.Pow(r - correlations.Average(), 2)));
        Assert.InRange(Math.Sqrt(fits.Average(f => Math.Pow(f.ShareOf(f.Energy, m => m.Energy, default)!.CorrelationError, 2))) / spread, 0.8, 1.3);
    }

    [Fact]
    public void The_kind_with_less_noise_decides()
    {
        // Energies of slope 0.5 that scatter, forces of slope 1 that do not: weighed by their own σ, forces have the word.
        var (dear, cheap) = DeltaData.Drawn(200, 1, 0, 1e-3);
        var (loud, _) = DeltaData.Drawn(200, 0.5, 1, 0);
        for (var k = 0; k < dear.Count; k++)
            dear[k].Energy = loud[k].Energy;
        Assert.Equal(1, Fit(dear, cheap).Slope, 1e-3);
    }

    [Fact]
    public void Compositions_are_taken_off_and_isolated_atoms_and_groups_of_no_weight_passed_over()
    {
        var (dear, cheap) = DeltaData.Drawn(30, 0.9, 0, 0);
        dear.Add(new Frame(new Structure([Element.Parse("Ar")], [default])) { Energy = 1e4 });
        cheap.Add(new Frame(dear[^1].Structure) { Energy = -1e4 });
        // A larger molecule of other elements, whose energies lie elsewhere.
        for (var k = 0; k < 5; k++)
        {
            var s = new Structure([.. Enumerable.Repeat(Element.Parse("Kr"), 9)], [.. Enumerable.Range(0, 9).Select(i => new Numerics.Vec3(4 * i, 0, k))]);
            cheap.Add(new Frame(s) { Energy = -5000 + k });
            dear.Add(new Frame(s) { Energy = 300 + 0.9 * k });
        }
        dear.Add(new Frame(dear[0].Structure) { Energy = 1e6 });
        cheap.Add(cheap[0]);
        var weights = Enumerable.Repeat(1.0, dear.Count).ToArray();
        weights[^1] = 0;
        Assert.Equal(0.9, new SlopeFit(dear, cheap, weights, "x").Slope, 1e-6);
    }

    [Fact]
    public void Who_says_the_same_of_all_or_the_opposite_is_refused()
    {
        var (dear, cheap) = DeltaData.Drawn(10, -1, 0, 0);
        Assert.Contains("the slope is -1", Assert.Throws<PotentialException>(() => Fit(dear, cheap)).Message);
        cheap.ForEach(f => (f.Energy, f.Forces) = (3, null));
        Assert.Contains("x says the same of all frames", Assert.Throws<PotentialException>(() => Fit(dear, cheap)).Message);
        Assert.Contains("No frame could tell", Assert.Throws<PotentialException>(() => new SlopeFit(dear, cheap, new double[10], "x")).Message);
    }

    static SlopeFit Fit(List<Frame> dear, List<Frame> cheap) => new(dear, cheap, [.. dear.Select(_ => 1.0)], "x");
}
