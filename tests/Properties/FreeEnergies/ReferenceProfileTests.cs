using System.Globalization;
using System.Text.Json;

namespace Athanor.Properties.Tests;

/// <summary>Against the published sample: exact numbers, WHAM and pymbar on the same values.</summary>
public class ReferenceProfileTests
{
    const string Folder = "reference/wham";

    static JsonElement Json { get; } = SharedData.Has(Folder) ? JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Folder + "/doublewell.json"))).RootElement : default;

    static double[] Numbers(JsonElement e) => [.. e.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];

    static UmbrellaWindow[] Windows()
    {
        double[][] rows = [.. File.ReadLines(SharedData.PathOf(Folder + "/doublewell-samples.csv")).Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
        return [.. Numbers(Json.GetProperty("centers")).Select((c, k) => new UmbrellaWindow(c, 2, [.. rows.Select(r => r[k])]))];
    }

    static FreeEnergyProfile Profile(Unbiasing method, int bootstraps = 0) => FreeEnergyProfile.Of(Windows(), new ProfileSettings(300) { Method = method, From = -1.8, To = 1.8, Bins = 72, Bootstraps = bootstraps, Independent = true });

    /// <summary>Both about their mean over bins that both have.</summary>
    static double Largest(FreeEnergyProfile profile, double[] other, Func<int, double> scale)
    {
        int[] both = [.. Enumerable.Range(0, other.Length).Where(b => double.IsFinite(other[b]) && double.IsFinite(profile.Points[b].FreeEnergy.Value))];
        var shift = both.Average(b => profile.Points[b].FreeEnergy.Value - other[b]);
        return both.Max(b => Math.Abs(profile.Points[b].FreeEnergy.Value - other[b] - shift) / scale(b));
    }

    [Fact]
    public void Wham_is_the_other_programs()
    {
        Assert.SkipUnless(SharedData.Has(Folder), SharedData.Missing(Folder));
        var profile = Profile(Unbiasing.Wham);
        var reference = Json.GetProperty("wham_on_samples");
        Assert.InRange(Largest(profile, Numbers(reference.GetProperty("pmf_eV")), _ => 1), 0, 1e-7);
        foreach (var (mine, theirs) in profile.Windows.Zip(Numbers(reference.GetProperty("f_rel_eV"))))
            Assert.Equal(theirs, mine.FreeEnergy.Value, 1e-7);
    }

    [Fact]
    public void Mbar_is_the_other_programs()
    {
        Assert.SkipUnless(SharedData.Has(Folder), SharedData.Missing(Folder));
        var profile = Profile(Unbiasing.Mbar);
        var reference = Json.GetProperty("mbar_on_samples");
        Assert.InRange(Largest(profile, Numbers(reference.GetProperty("pmf_eV")), _ => 1), 0, 1e-7);
        var (f, df) = (Numbers(reference.GetProperty("f_rel_eV")), Numbers(reference.GetProperty("df_rel_std_eV")));
        for (var k = 0; k < f.Length; k++)
        {
            Assert.Equal(f[k], profile.Windows[k].FreeEnergy.Value, 1e-8);
            Assert.Equal(df[k], profile.Windows[k].FreeEnergy.Statistical!.Value, 1e-7);
        }
        Assert.All(Enumerable.Range(0, f.Length), i => Assert.Equal(1, Enumerable.Range(0, f.Length).Sum(j => profile.Overlaps[i, j]), 1e-9));
    }

    [Theory]
    [InlineData(Unbiasing.Wham)]
    [InlineData(Unbiasing.Mbar)]
    public void The_profile_is_the_exact_one(Unbiasing method)
    {
        Assert.SkipUnless(SharedData.Has(Folder), SharedData.Missing(Folder));
        var profile = Profile(method, 20);
        var kT = TiltedWell.Energy;
        // A twentieth of kT or two standard deviations; of 72 bins a few are farther by chance, none much.
        var exact = Numbers(Json.GetProperty("exact_binned_pmf_eV"));
        int[] known = [.. Enumerable.Range(0, 72).Where(b => double.IsFinite(profile.Points[b].FreeEnergy.Value))];
        var shift = known.OrderBy(b => profile.Points[b].FreeEnergy.Value).Take(20).Average(b => profile.Points[b].FreeEnergy.Value - exact[b]);
        double Off(int b) => Math.Abs(profile.Points[b].FreeEnergy.Value - exact[b] - shift);
        Assert.True(known.Count(b => Off(b) > Math.Max(0.05 * kT, 2 * profile.Points[b].Asymptotic)) <= 3);
        Assert.All(known, b => Assert.InRange(Off(b), 0, Math.Max(0.1 * kT, 4 * profile.Points[b].Asymptotic)));
        var barrier = Assert.Single(profile.Barriers);
        Assert.Equal(0.0376, barrier.At, 0.1);
        Assert.Equal(0.2308, barrier.Forward.Value, 0.1 * kT);
        Assert.Equal(0.1708, barrier.Backward.Value, 0.1 * kT);
        Assert.Equal(2, profile.Basins.Count);
        var right = profile.Basins[1].FreeEnergy;
        Assert.Equal(Json.GetProperty("basin_free_energy_difference_right_minus_left_eV").GetDouble(), right.Value, 3 * right.Statistical!.Value);
        Assert.InRange(right.Statistical.Value, 0.0005, 0.004);
    }
}
