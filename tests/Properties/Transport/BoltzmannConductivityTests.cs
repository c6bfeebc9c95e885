using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class BoltzmannConductivityTests
{
    const string One = "lj:epsilon=0.0103,sigma=3.4,cutoff=5", Other = "lj:epsilon=0.0115,sigma=3.4,cutoff=5";

    static readonly BoltzmannSettings Small = new()
    {
        Repeats = Mat3.Diagonal(2, 2, 2),
        Mesh = (4, 4, 4),
        ThirdOrder = new ThirdOrderSettings { Cutoff = 5 },
        Transport = new TransportSettings { Temperatures = [40], Classical = true },
        Convergence = false,
    };

    static BoltzmannConductivity Of(string potential, Structure crystal, bool uncertainty = false) =>
        BoltzmannConductivity.Compute(crystal, PotentialGrammar.Parse(potential), Small with { Uncertainty = uncertainty });

    [Fact]
    public void The_spread_is_that_of_the_members_and_no_statistics()
    {
        var crystal = Crystal.Fcc(Element.Parse("Ar"), 5.3);
        double[] each = [Of(One, crystal).Conductivity[0].Value, Of(Other, crystal).Conductivity[0].Value];
        var both = Of($"committee({One}, {Other})", crystal, uncertainty: true).Conductivity[0];
        Assert.Null(both.Statistical);
        Assert.Equal(MemberSpread.Deviation(each), both.Model!.Value, 1e-6 * each[0]);
        Assert.InRange(both.Value, Math.Min(each[0], each[1]), Math.Max(each[0], each[1]));
        Assert.Contains("members", Assert.Throws<PotentialException>(() => Of(One, crystal, uncertainty: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_at_rest_is_said_and_grids_are_as_fine_as_seconds_allow()
    {
        var crystal = Crystal.Fcc(Element.Parse("Ar"), 5.3);
        crystal.Positions[0] += new Vec3(0.05, 0, 0);
        // Four atoms of no symmetry: relaxation times do.
        var moved = BoltzmannConductivity.Compute(crystal, PotentialGrammar.Parse(One), Small with { Mesh = (2, 2, 2), Transport = Small.Transport with { RelaxationTimeOnly = true } });
        Assert.Contains(ConductivityRemarks.Warnings(moved), w => w.Contains("not at rest", StringComparison.Ordinal));
        // Squeezed too, which is said as of phonons; at 5.24 Å this potential's crystal is at rest.
        Assert.Contains(ConductivityRemarks.Warnings(Of(One, Crystal.Fcc(Element.Parse("Ar"), 5.1))), w => w.Contains("under stress", StringComparison.Ordinal) && w.Contains("relax --cell full", StringComparison.Ordinal));
        Assert.Equal((15, 15, 15), BoltzmannConductivity.UsualMesh(PrimitiveCrystal.Of(Crystal.Fcc(Element.Parse("Ar"), 5.3)).Structure));
        Assert.InRange(BoltzmannConductivity.UsualMesh(PrimitiveCrystal.Of(Crystal.Diamond(Element.Parse("Si"), 5.43)).Structure).A, 11, 13);
    }
}
