using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Ace;

namespace Athanor.Potentials.Tests;

/// <summary>Committees whose members share one pass, against their members one by one.</summary>
public sealed class SharedCommitteeTests
{
    static Committee Pairs => new("pairs", new[] { 0.010, 0.011, 0.013 }.Select(e => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={e},sigma=3.4,cutoff=7"))));

    static Committee Expansions(Structure structure, int members)
    {
        var symbols = structure.Elements.ToArray().Select(e => e.Symbol).Distinct().ToArray();
        return new("expansions", Enumerable.Range(1, members).Select(k => AceSamples.Model(symbols, [3, 2], cutoff: 4 + 0.1 * k, weight: 1e-3 * k)));
    }

    [Theory]
    [InlineData("silicon", 1)]
    [InlineData("salt", 2)]
    [InlineData("molecule", 1)]
    public void Members_that_scatter_forces_share_a_pass(string sample, int repeats)
    {
        var structure = GradientTests.Of(sample);
        if (repeats > 1)
            structure = structure.Repeat(repeats, repeats, repeats);
        var committee = Expansions(structure, 3);
        Assert.NotNull(committee.Shared);
        Ensembles.AssertAreMembers(committee, structure, EvaluatorOptions.Default);
        Ensembles.AssertAreMembers(new ModelWithBaseline(committee, PotentialGrammar.Parse("zbl:scale=1.2")), structure, EvaluatorOptions.Default);
        Ensembles.AssertAreMembers(new WeightedSum([(0.5, committee), (1.0, PotentialGrammar.Parse("zbl"))]), structure, EvaluatorOptions.Default);
    }

    [Fact]
    public void Pair_laws_do_too()
    {
        var structure = Samples.Argon(3);
        Assert.NotNull(Pairs.Shared);
        Ensembles.AssertAreMembers(Pairs, structure, EvaluatorOptions.Default);
        Ensembles.AssertAreMembers(new WeightedSum([(-0.5, Pairs), (1.0, PotentialGrammar.Parse("lj:epsilon=0.02,sigma=3.4,cutoff=6"))]), structure, EvaluatorOptions.Default);
    }

    [Fact]
    public void What_all_members_stand_on_is_asked_once()
    {
        var structure = GradientTests.Of("silicon").Repeat(2, 1, 1);
        IPotential Based(IPotential model, string baseline) => new ModelWithBaseline(model, PotentialGrammar.Parse(baseline));
        var alike = new Committee("alike", Expansions(structure, 3).Members.Select(m => Based(m, "zbl:scale=1.2")));
        Assert.NotNull(alike.Shared);
        Ensembles.AssertAreMembers(alike, structure, EvaluatorOptions.Default);
        Ensembles.AssertAreMembers(new WeightedSum([(2.0, alike), (-0.5, PotentialGrammar.Parse("sw"))]), structure, EvaluatorOptions.Default);
        Assert.Null(new Committee("unlike", Expansions(structure, 2).Members.Zip(["zbl", "zbl:scale=1.2"], Based)).Shared);
    }

    [Fact]
    public void Atom_energies_of_members_may_differ()
    {
        var structure = GradientTests.Of("silicon");
        var one = AceSamples.Model(["Si"], [2, 1]);
        var other = new Potentials.Ace.AceModel(one.Form, [one.Weights(0).ToArray()], [-7.25], one.Trained);
        var committee = new Committee("two", [one, other]);
        Assert.NotNull(committee.Shared);
        Ensembles.AssertAreMembers(committee, structure, EvaluatorOptions.Default);
    }

    [Fact]
    public void Members_of_several_kinds_are_asked_one_by_one()
    {
        var structure = GradientTests.Of("silicon");
        var committee = new Committee("mixed", [PotentialGrammar.Parse("sw"), AceSamples.Model(["Si"], [2, 1])]);
        Assert.Null(committee.Shared);
        Ensembles.AssertAreMembers(committee, structure, EvaluatorOptions.Default);
        Assert.Null(new Committee("nested", [AceSamples.WithHeads(AceSamples.Model(["Si"], [1]), 2), AceSamples.Model(["Si"], [1])]).Shared);
    }

    [Fact]
    public void Virials_by_atom_and_tangents_are_the_mean()
    {
        var structure = Samples.Argon(2);
        using var evaluator = Pairs.Open(EvaluatorOptions.Default);
        var mean = new Prediction();
        evaluator.Evaluate(structure, Request.Forces | Request.AtomVirials, mean);
        var direction = Enumerable.Range(0, structure.Count).Select(i => new Vec3(Math.Sin(i), 1, -i % 3)).ToArray();
        var tangent = new Vec3[structure.Count];
        ((IForceTangent)evaluator).ForceTangent(structure, direction, tangent);
        for (var i = 0; i < structure.Count; i += 5)
        {
            double virial = 0, slope = 0;
            foreach (var member in Pairs.Members)
            {
                using var own = member.Open(EvaluatorOptions.Default);
                var prediction = new Prediction();
                own.Evaluate(structure, Request.Forces | Request.AtomVirials, prediction);
                var along = new Vec3[structure.Count];
                ((IForceTangent)own).ForceTangent(structure, direction, along);
                virial += prediction.AtomVirials[i].XY / 3;
                slope += along[i].Z / 3;
            }
            Assert.Equal(virial, mean.AtomVirials[i].XY, 1e-12);
            Assert.Equal(slope, tangent[i].Z, 1e-12);
        }
    }

    [Fact]
    public void Steps_allocate_nothing() =>
        Assert.Equal(0, Steps.Allocated(Expansions(GradientTests.Of("silicon"), 3), GradientTests.Of("silicon"), EvaluatorOptions.Default with { Skin = 0.5 }, Request.Forces | Request.Uncertainty));
}
