using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>Pseudoscalars enter an energy in even products: hands alone keep one energy, hands beside one another are told apart.</summary>
public sealed class OddProductTests
{
    static readonly int[] Odd = [3, 3, 3, 3];

    [Theory]
    [InlineData(new[] { 3, 3, 3, 2 })]
    [InlineData(new[] { 3, 3 })]
    public void Energy_and_forces_are_what_the_equations_say(int[] degrees)
    {
        var structure = GradientTests.Of("salt");
        var model = AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], degrees, odd: Odd);
        var expected = SlowAce.Energy(model, structure);
        foreach (var bits in new[] { 0, 128, 256, 512 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-10 * Math.Max(1, Math.Abs(expected)));
        }
        AceModelTests.AssertGradients(model, structure);
    }

    [Fact]
    public void They_go_through_a_file()
    {
        var model = AceSamples.Model(["Si", "C"], [3, 3], odd: Odd);
        var read = AceModelFile.FromFile(AceModelFile.ToFile(model), "x");
        Assert.Equal(Odd, read.Form.Odd);
        Assert.Equal(model.Weights(1), read.Weights(1));
        Assert.Contains("two pseudoscalars", model.Card, StringComparison.Ordinal);
        Assert.DoesNotContain("oddDegrees", AceModelFile.ToFile(AceSamples.Model(["Si"], [3, 3])).Header.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mirror_images_have_one_energy()
    {
        string[] symbols = ["C", "H", "F", "Cl", "Br"];
        var left = new Structure([.. symbols.Select(s => Element.Parse(s))], [Vec3.Zero, new(0.6, 0.6, 0.6), new(0.8, -0.8, -0.8), new(-1, 1, -1), new(-1.1, -1.1, 1.1)]);
        var model = AceSamples.Model(symbols, [3, 3, 3, 2], odd: Odd);
        var energy = model.Evaluate(left).Energy;
        Assert.Equal(energy, model.Evaluate(left.Rotated(Rotation.Mirror(new(1, 2, -0.5)))).Energy, 1e-10 * Math.Max(1, Math.Abs(energy)));
        Assert.Equal(Verdict.Pass, Audit.Run(model, [("left", left)], new AuditOptions(Team.Single)).Single(f => f.Check == "mirror").Verdict);
    }

    /// <summary>
    /// Two propellers about one atom, of two blades and of three, each of them two rings turned against one another by 30°. In every ring the sums Σ e^{6imφ} are real, so that no triple of atoms, of one propeller or of both, notices
    /// when one propeller is replaced by its mirror image: all true invariants of the atom up to order 3 are the same, whatever the degrees and radial functions, and so are those of order 4 that see no further than l = 2.
    /// </summary>
    [Fact]
    public void What_no_triple_of_neighbours_tells_apart_products_of_pseudoscalars_do()
    {
        Structure like = TwoPropellers.Of(1, 1), unlike = TwoPropellers.Of(1, -1);
        AssertSame(TwoPropellers.Invariants([5, 5, 5], null, like), TwoPropellers.Invariants([5, 5, 5], null, unlike));
        AssertSame(TwoPropellers.Invariants([3, 3, 3, 2], null, like), TwoPropellers.Invariants([3, 3, 3, 2], null, unlike));
        // They are no mirror images, and products of pseudoscalars know: three blades have theirs from l = 4 on.
        int[] odd = [4, 4, 4];
        double[] one = TwoPropellers.Invariants([4, 3, 3, 2], odd, like), other = TwoPropellers.Invariants([4, 3, 3, 2], odd, unlike);
        AssertSame(one[..^AceForm.Lanes], other[..^AceForm.Lanes]);
        Assert.True(one[^AceForm.Lanes..].Zip(other[^AceForm.Lanes..], (a, b) => Math.Abs(a - b) / (Math.Abs(a) + Math.Abs(b))).Max() > 0.1);
        AssertSame(one, TwoPropellers.Invariants([4, 3, 3, 2], odd, TwoPropellers.Of(-1, -1)));
        AssertSame(other, TwoPropellers.Invariants([4, 3, 3, 2], odd, TwoPropellers.Of(-1, 1)));
    }

    static void AssertSame(double[] expected, double[] got)
    {
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], got[k], 1e-10 * Math.Max(1, Math.Abs(expected[k])));
    }
}
