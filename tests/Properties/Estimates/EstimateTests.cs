using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Properties.Tests;

public sealed class EstimateTests
{
    [Fact]
    public void Both_errors_are_named_and_one_is_not()
    {
        Assert.Equal("5.43 ± 0.02 (statistics) ± 0.05 (potential) Å", new Estimate(5.43, "Å", 0.02, 0.05).ToString());
        Assert.Equal("0.0616 ± 0.0014 (statistics) ± 0.0002 (potential) eV", new Estimate(0.0616413, "eV", 0.0014, 0.00023).ToString());
        Assert.Equal("0.0005 ± 0.0013 (statistics) ± 2×10⁻⁶ (potential) eV", new Estimate(0.000513, "eV", 0.0013, 0.0000018).ToString());
        Assert.Equal("(9.5 ± 0.9 (statistics) ± 0.1 (potential))×10¹⁰ 1/s", new Estimate(9.52e10, "1/s", 9.4e9, 1.5e9).ToString());
        Assert.Equal("5 ± ? (statistics) ± 0.5 (potential) eV", new Estimate(5, "eV", double.NaN, 0.5).ToString());
        Assert.Equal("5.430 ± 0.020 Å", new Estimate(5.43, "Å", 0.02).ToString());
        Assert.Equal("5.43 Å", new Estimate(5.43, "Å").ToString());
        Assert.Equal("0 kJ/mol", new Estimate(0, "kJ/mol", 0, 0).ToString());
        Assert.Equal("0 kJ/mol", new Estimate(0, "kJ/mol", 0).ToString());
        Assert.Equal(5, new Estimate(0, "", 3, 4).Total);
    }

    [Fact]
    public void What_there_is_none_of_is_not_in_the_json()
    {
        Assert.Equal("""{"value":1,"statistical":0.5,"unit":"K"}""", System.Text.Json.JsonSerializer.Serialize(new Estimate(1, "K", 0.5)));
        Assert.Contains("\"model\": null", JsonText.Of(new Estimate(1, "K", null, double.NaN)));
    }

    [Fact]
    public void The_potentials_error_is_the_deviation_of_its_members()
    {
        static IPotential Of(double epsilon) => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={epsilon},sigma=3.4,cutoff=8.5"));
        var committee = Committee.Of([Of(0.009), Of(0.010), Of(0.011)]);
        var spread = MemberSpread.Of(committee, p => [double.Parse(p.Name.Split("epsilon=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture), 7]);
        Assert.Equal([0.001, 0], spread!.Select(s => Math.Round(s, 12)));
        Assert.Null(MemberSpread.Of(Of(0.01), _ => [1]));
    }
}
