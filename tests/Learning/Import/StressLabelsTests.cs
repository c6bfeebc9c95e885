using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public class StressLabelsTests
{
    [Fact]
    public void Sound_stresses_raise_no_doubt() => Assert.Empty(SyntheticData.Crystal().FoundBy<StressLabels>());

    [Theory]
    [InlineData(-1, "stress-sign", "eV/Å³, compression positive")]
    [InlineData(Units.GigaPascal, "stress-units", "GPa, tension positive")]
    [InlineData(-Units.GigaPascal, "stress-units", "GPa, compression positive")]
    [InlineData(-10 * Units.GigaPascal, "stress-units", "kbar, compression positive (as VASP prints)")]
    public void Sign_and_unit_are_named(double factor, string code, string name)
    {
        var finding = Assert.Single(SyntheticData.Crystal().WithStresses(factor).FoundBy<StressLabels>());
        Assert.Equal((Severity.Warning, code), (finding.Severity, finding.Code));
        Assert.StartsWith($"Stresses seem to be in {name}", finding.What);
    }

    [Fact]
    public void A_virial_in_place_of_a_stress_is_named()
    {
        var frames = SyntheticData.Crystal().Changed(f => f.Stress = -f.Structure.Cell!.Volume * f.Stress!.Value);
        Assert.StartsWith("Stresses seem to be in eV, a virial −∂E/∂ε", Assert.Single(frames.FoundBy<StressLabels>()).What);
    }

    [Fact]
    public void Shears_in_another_order_are_named()
    {
        // The six numbers of VASP, xx yy zz xy yz zx, read as xx yy zz yz xz xy.
        var frames = SyntheticData.Crystal().Changed(f =>
        {
            var s = f.Stress!.Value;
            f.Stress = new Mat3(s.XX, s.XZ, s.YZ, s.XZ, s.YY, s.XY, s.YZ, s.XY, s.ZZ);
        });
        var finding = Assert.Single(frames.FoundBy<StressLabels>());
        Assert.Equal("stress-order", finding.Code);
        Assert.Contains("xx yy zz xy yz xz (as VASP prints)", finding.What);
    }

    [Fact]
    public void Without_strain_the_data_itself_says_nothing() =>
        Assert.Empty(SyntheticData.Crystal().Where(f => f.Group == "rattled").ToArray().FoundBy<StressLabels>());

    [Fact]
    public void A_fit_tells_sign_and_unit_too()
    {
        var frames = SyntheticData.Crystal();
        Mat3[] right = [.. frames.Select(f => f.Stress!.Value)];
        double[] volumes = [.. frames.Select(f => f.Structure.Cell!.Volume)];
        var random = new Random(3);
        Mat3[] predicted = [.. right.Select(s => s + 0.1 * random.NextDouble() * s)];
        Assert.Null(StressJudgement.AgainstFit(right, predicted, volumes));
        Assert.Equal("stress-sign", StressJudgement.AgainstFit([.. right.Select(s => -1.0 * s)], predicted, volumes)?.Code);
        Assert.StartsWith("Stresses seem to be in GPa, tension positive", StressJudgement.AgainstFit([.. right.Select(s => Units.GigaPascal * s)], predicted, volumes)?.What);
        Mat3[] noise = [.. right.Select(_ => Mat3.Diagonal(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
        Assert.Null(StressJudgement.AgainstFit(right, noise, volumes));
    }
}
