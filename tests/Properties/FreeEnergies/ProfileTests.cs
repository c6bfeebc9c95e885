namespace Athanor.Properties.Tests;

public class ProfileTests
{
    static readonly TiltedWell Well = new();

    static ProfileSettings Settings(Unbiasing method = Unbiasing.Mbar) => new(TiltedWell.Temperature) { Method = method, From = -1.5, To = 1.5, Bins = 30, Independent = true, Bootstraps = 0 };

    /// <summary>Of how many repeats the error bar holds the truth: of a valley against the other, of barriers, and of every bin against the lowest.</summary>
    static (double Basins, double Bins) Coverage(Unbiasing method, int repeats, int each, int bootstraps)
    {
        int basins = 0, bins = 0, all = 0;
        for (var r = 0; r < repeats; r++)
        {
            var windows = Well.Sample(each, 1000 + r);
            var coarse = FreeEnergyProfile.Of(windows, Settings(method) with { From = -3, To = 3, Bins = method == Unbiasing.Wham ? 120 : 60, Bootstraps = bootstraps, Seed = (ulong)r, LeastBarrier = 3 });
            // Against the integrals over the valleys as they were found.
            var edge = -TiltedWell.Energy * Math.Log(TiltedWell.Integral(coarse.Basins[1].From, 3) / TiltedWell.Integral(-3, coarse.Basins[0].To));
            var off = Math.Abs(coarse.Basins[1].FreeEnergy.Value - edge) / coarse.Basins[1].FreeEnergy.Statistical!.Value;
            basins += off < 1 ? 1 : 0;
            var lowest = coarse.Points.MinBy(p => double.IsNaN(p.FreeEnergy.Value) ? double.PositiveInfinity : p.FreeEnergy.Value)!;
            var width = coarse.Points[1].At - coarse.Points[0].At;
            double F(double x) => -TiltedWell.Energy * Math.Log(TiltedWell.Integral(x - width / 2, x + width / 2));
            foreach (var point in coarse.Points.Where(p => Math.Abs(p.At) < 1.3 && p != lowest && double.IsFinite(p.FreeEnergy.Value)))
            {
                all++;
                bins += Math.Abs(point.FreeEnergy.Value - (F(point.At) - F(lowest.At))) < point.FreeEnergy.Statistical!.Value ? 1 : 0;
            }
        }
        return ((double)basins / repeats, (double)bins / all);
    }

    [Theory]
    [InlineData(Unbiasing.Mbar)]
    [InlineData(Unbiasing.Wham)]
    public void Narrow_windows_that_hardly_meet_still_come_to_an_end(Unbiasing method)
    {
        // On both sides of a barrier, as they were sampled in half a picosecond: centre, stiffness, mean and deviation.
        var random = new Random(3);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        UmbrellaWindow Window(double centre, double stiffness, double mean, double deviation) => new(centre, stiffness, [.. Enumerable.Range(0, 100).Select(_ => mean + deviation * Normal())]);
        var profile = FreeEnergyProfile.Of([Window(-0.5, 2.6, -0.3, 0.055), Window(-0.1, 2.6, -0.31, 0.055), Window(-0.097, 165, -0.1, 0.0127), Window(-0.094, 83, -0.098, 0.019), Window(-0.05, 10, -0.05, 0.09), Window(0, 5, 0, 0.12)], Settings(method));
        Assert.All(profile.Points.Where(p => Math.Abs(p.At + 0.3) < 0.06), p => Assert.True(double.IsFinite(p.FreeEnergy.Value)));
    }

    /// <summary>Two heaps of values with nothing between: one run under hills does not say how they compare, two windows that overlap do, but not what is between.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gap_between_valleys_is_not_a_number(bool hills)
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? -1 : 1) * (1 + 0.1 * (Math.Sin(i) + Math.Sin(1.7 * i) + Math.Sin(2.3 * i))))];
        UmbrellaWindow[] windows = hills ? [new(double.NaN, 0, values) { Biases = [.. values.Select(x => 0.01 * x)], Runs = 2 }] : [new(-0.1, 0.01, values), new(0.1, 0.01, values)];
        var profile = FreeEnergyProfile.Of(windows, Settings());
        Assert.Equal(2, profile.Basins.Count);
        Assert.All(profile.Basins, b => Assert.Equal(hills, double.IsNaN(b.FreeEnergy.Value) && double.IsNaN(b.Share)));
        var barrier = Assert.Single(profile.Barriers);
        Assert.All([barrier.Forward, barrier.Backward, barrier.ForwardDensity, barrier.BackwardDensity], e => Assert.True(double.IsNaN(e.Value)));
        var said = FreeEnergyTables.Basins(profile).ToText() + FreeEnergyTables.Barriers(profile).ToText() + string.Concat(FreeEnergyTables.Remarks(profile)) + Reports.JsonText.Of(FreeEnergyRecord.Of(profile));
        Assert.Contains(hills ? "neither" : "not known", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", said, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", said, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_likeliest_valley_is_zero_wherever_it_is()
    {
        var profile = FreeEnergyProfile.Of([.. Well.Sample(60, 3).Select(w => new UmbrellaWindow(-w.Centre, w.Stiffness, [.. w.Values.Select(x => -x)]))], Settings());
        Assert.Equal(2, profile.Basins.Count);
        Assert.True(profile.Basins[1].Share > profile.Basins[0].Share);
        Assert.Equal(0, profile.Basins[1].FreeEnergy.Value, 1e-12);
        Assert.InRange(profile.Basins[0].FreeEnergy.Value, 0.02, 0.1);
    }

    /// <summary>Members whose barriers differ by 20 meV, and whose energies scatter as well.</summary>
    [Theory]
    [InlineData(0.0, MemberProfiles.Reweighted)]
    [InlineData(0.7, MemberProfiles.FirstOrder)]
    public void Members_that_scatter_are_taken_to_first_order(double scatter, MemberProfiles expected)
    {
        var random = new Random(5);
        UmbrellaWindow[] windows = [.. Well.Sample(1500, 5).Select(w => w with
        {
            Members = [.. ((double[])[-1, 1]).Select(sign => w.Values.Select(x => sign * 0.01 * Math.Pow(x * x - 1, 2) + scatter * (random.NextDouble() - 0.5)).ToArray())],
        })];
        var profile = FreeEnergyProfile.Of(windows, Settings());
        Assert.Equal(expected, profile.Members);
        Assert.InRange(profile.MemberShare!.Value, expected == MemberProfiles.Reweighted ? 0.5 : 0, expected == MemberProfiles.Reweighted ? 1 : 0.1);
        Assert.Equal(0.02 / Math.Sqrt(2), profile.Barriers.Single().Forward.Model!.Value, expected == MemberProfiles.Reweighted ? 0.001 : 0.03);
    }

    [Theory]
    [InlineData(Unbiasing.Mbar)]
    [InlineData(Unbiasing.Wham)]
    public void Asymptotic_errors_cover_what_they_say(Unbiasing method)
    {
        var (basins, bins) = Coverage(method, 35, 50, 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{method}: {basins} {bins}");
        Assert.InRange(basins, 0.45, 0.9);
        Assert.InRange(bins, 0.58, 0.78);
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(Unbiasing.Mbar, 0)]
    [InlineData(Unbiasing.Mbar, 40)]
    [InlineData(Unbiasing.Wham, 0)]
    [InlineData(Unbiasing.Wham, 40)]
    public void Errors_cover_two_thirds_of_two_hundred_repeats(Unbiasing method, int bootstraps)
    {
        var (basins, bins) = Coverage(method, 200, 100, bootstraps);
        TestContext.Current.TestOutputHelper?.WriteLine($"{method} {bootstraps}: {basins} {bins}");
        Assert.InRange(basins, 0.58, 0.78);
        Assert.InRange(bins, 0.58, 0.78);
    }
}
