using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Tests.Electrostatics;

/// <summary>Charges that follow from an atom's surroundings and act at any distance.</summary>
public sealed class ChargedEvaluatorTests
{
    static readonly CoulombTerms Terms = CoulombTerms.Ewald(EwaldSplit.ForCutoff(BondCharges.Range, 1e-9), background: false);

    static double[] Charges(Structure structure)
    {
        double[] raw = [.. Enumerable.Range(0, structure.Count).Select(i => (structure.Elements[i].Symbol == "Na" ? 1.0 : -1) * SlowCharge(structure, i))];
        return [.. raw.Select(q => q - raw.Average())];
    }

    static double SlowCharge(Structure structure, int atom)
    {
        var sum = 0.0;
        for (var j = 0; j < structure.Count; j++)
        {
            for (var image = 0; image < 125; image++)
            {
                var shift = structure.Cell?.ToCartesian(new Vec3(image / 25 - 2, image / 5 % 5 - 2, image % 5 - 2)) ?? Vec3.Zero;
                var d = (structure.Positions[j] + shift - structure.Positions[atom]).Length;
                if (d > 1e-6 && (structure.Cell is not null || image == 0))
                    sum += BondCharges.Squared(d);
            }
        }
        return sum;
    }

    [Fact]
    public void Energy_and_charges_of_plain_loops()
    {
        var structure = Samples.Salt(1);
        var prediction = new BondCharges(Terms).Evaluate(structure);
        var charges = Charges(structure);
        for (var i = 0; i < structure.Count; i++)
            Assert.Equal(charges[i], prediction.Charges[i], 1e-12);
        using var sum = new EwaldSum(EwaldSplit.For(structure, 1e-12), EvaluatorOptions.Default);
        var field = new ElectrostaticField();
        sum.Evaluate(structure, charges, field);
        var bonds = 0.5 * Enumerable.Range(0, structure.Count).Sum(i => SlowCharge(structure, i));
        Assert.Equal(bonds + field.Energy, prediction.Energy, 1e-6);
        Assert.Equal(prediction.Energy, prediction.AtomEnergies.ToArray().Sum(), 1e-10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forces_and_virial_are_the_gradient_unless_the_reference_is_asked_for(bool exact)
    {
        var structure = Samples.Salt(1);
        var potential = new BondCharges(Terms, exact ? ChargeForce.Exact : ChargeForce.Reference);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = potential.Evaluate(structure);
        var probe = new Prediction();
        double Energy(Structure s)
        {
            evaluator.Evaluate(s, Request.Energy, probe);
            return probe.Energy;
        }

        var worst = 0.0;
        for (var d = 0; d < 3; d++)
        {
            var slope = Difference(x =>
            {
                var moved = structure.Clone();
                moved.Positions[3] += new Vec3(d == 0 ? x : 0, d == 1 ? x : 0, d == 2 ? x : 0);
                return Energy(moved);
            });
            worst = Math.Max(worst, Math.Abs(prediction.Forces[3][d] + slope));
            var strain = Mat3.Outer(new Vec3(0, 0, 1), new Vec3(d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0));
            worst = Math.Max(worst, Math.Abs(prediction.Virial[2, d] + Difference(x => Energy(structure.Strained(x * strain)))));
        }
        Assert.Equal(exact, worst < 1e-6);
    }

    [Theory]
    [InlineData(Precision.Double, 1e-11)]
    [InlineData(Precision.Single, 1e-4)]
    public void A_salt_has_the_same_charges_in_a_supercell(Precision precision, double tolerance)
    {
        var structure = Samples.Salt(1);
        var options = EvaluatorOptions.Default with { Precision = precision };
        var one = new BondCharges(Terms).Evaluate(structure, options);
        var eight = new BondCharges(Terms).Evaluate(structure.Repeat(2, 2, 2), options);
        // The reciprocal sum ends at the same distance with eight times as many vectors.
        Assert.Equal(8 * one.Energy, eight.Energy, 8 * Math.Max(1e-7, tolerance));
    }

    [Fact]
    public void Born_charges_add_up_to_nothing_and_come_only_when_asked_for()
    {
        var crystal = Samples.Salt(1);
        var ball = new Structure([.. crystal.Elements], crystal.Positions);
        var prediction = new Prediction();
        using var evaluator = new BondCharges(Terms).Open(EvaluatorOptions.Default);
        evaluator.Evaluate(ball, Request.BornCharges, prediction);
        var sum = Mat3.Zero;
        foreach (var born in prediction.BornCharges)
            sum += born;
        Assert.Equal(0, sum.Row(0).Length + sum.Row(1).Length + sum.Row(2).Length, 1e-12);
        Assert.NotEqual(prediction.BornCharges[0].XX, prediction.BornCharges[0].YY, 1e-3);
        Assert.False(new BondCharges(Terms).Evaluate(ball).HasBornCharges);
    }

    [Fact]
    public void The_same_bits_on_two_threads_and_with_a_kept_list()
    {
        var structure = Samples.Salt(3);
        using var team = new Team(2);
        var one = new BondCharges(Terms).Evaluate(structure);
        using var evaluator = new BondCharges(Terms).Open(new EvaluatorOptions(team));
        var two = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, two);
        evaluator.Evaluate(structure, Request.Everything, two);
        Assert.Equal(one.Energy, two.Energy);
        Assert.Equal(one.Virial, two.Virial);
        Assert.Equal(one.Forces.ToArray(), two.Forces.ToArray());
        Assert.Equal(one.Charges.ToArray(), two.Charges.ToArray());
    }

    [Fact]
    public void A_charged_structure_is_refused_and_sums_have_charges_where_all_members_do()
    {
        var charged = Samples.Salt(1);
        charged.Charge = 1;
        Assert.Contains("neutral", Assert.Throws<PotentialException>(() => new BondCharges(Terms).Evaluate(charged)).Message, StringComparison.Ordinal);
        var structure = Samples.Salt(1);
        var model = new BondCharges(Terms);
        var both = new WeightedSum([(0.25, model), (0.75, model)]).Evaluate(structure);
        Assert.Equal(model.Evaluate(structure).Charges[2], both.Charges[2], 1e-12);
        Assert.False(new WeightedSum([(1, model), (1, PotentialGrammar.Parse("zbl"))]).Evaluate(structure).HasCharges);
    }

    static double Difference(Func<double, double> f)
    {
        const double h = 1e-3;
        return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
    }
}
