using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

public sealed class DisagreementTests
{
    static readonly Committee Three = new("three", new[] { 0.010, 0.011, 0.013 }.Select(e => Argon(e)));

    static IPotential Argon(double epsilon) => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={epsilon},sigma=3.4,cutoff=7"));

    [Fact]
    public void It_is_the_largest_difference_of_any_two_members_on_any_atom()
    {
        Vec3[] forces =
        [
            new(0, 0, 0), new(1, 0, 0), new(0, 0, 0),
            new(0, 2, 0), new(1, 1, 0), new(0, 0, 3),
            new(0, -1, 0), new(1, 0, 0), new(0, 0, -1),
        ];
        Assert.Equal(new Disagreement(4, 2, 1, 2), Disagreement.Of(forces, 3));
    }

    [Fact]
    public void What_is_no_number_disagrees_with_everything()
    {
        Vec3[] forces = [new(0, 0, 0), new(9, 0, 0), new(double.NaN, 0, 0), new(0, 0, 0)];
        var found = Disagreement.Of(forces, 2);
        Assert.Equal((double.PositiveInfinity, 0), (found.Amount, found.Atom));
    }

    [Fact]
    public void The_gauge_asks_every_member()
    {
        var structure = Samples.Film(Samples.Argon(2));
        using var gauge = new DisagreementGauge(Three, EvaluatorOptions.Default);
        var found = gauge.Measure(structure);
        Vec3[] low = Argon(0.010).Evaluate(structure).Forces.ToArray(), high = Argon(0.013).Evaluate(structure).Forces.ToArray();
        Assert.Equal(low.Zip(high, (a, b) => (a - b).Length).Max(), found.Amount, 1e-12);
        Assert.Equal((0, 2), (found.First, found.Second));
        Assert.Equal(Argon(0.011).Evaluate(structure).Energy, gauge.Energies[1], 1e-12);
    }

    [Fact]
    public void Members_stay_members_on_top_of_what_is_added()
    {
        var structure = Samples.Film(Samples.Argon(2));
        var sum = new WeightedSum([(2.0, Three), (1.0, Argon(0.02))]);
        using var gauge = new DisagreementGauge(sum, EvaluatorOptions.Default);
        gauge.Measure(structure);
        var members = EnsembleMembers.Of(sum);
        Assert.Equal(3, members.Count);
        for (var m = 0; m < 3; m++)
        {
            var own = members[m].Evaluate(structure);
            Assert.Equal(own.Energy, gauge.Energies[m], 1e-10);
            for (var i = 0; i < structure.Count; i++)
                Assert.Equal(own.Forces[i].X, gauge.Forces[m * structure.Count + i].X, 1e-12);
        }
    }

    [Fact]
    public void Where_nobody_or_everybody_is_an_ensemble_there_is_none()
    {
        Assert.Empty(EnsembleMembers.Of(Argon(0.01)));
        Assert.Empty(EnsembleMembers.Of(new WeightedSum([(1.0, Three), (1.0, Three)])));
        Assert.Throws<PotentialException>(() => new DisagreementGauge(Argon(0.01), EvaluatorOptions.Default));
        Assert.Throws<PotentialException>(() => new DisagreementGauge(new WeightedSum([(1.0, Three), (1.0, Three)]), EvaluatorOptions.Default));
    }
}
