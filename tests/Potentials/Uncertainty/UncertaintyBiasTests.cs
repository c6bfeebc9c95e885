using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Ace;

namespace Athanor.Potentials.Tests;

public sealed class UncertaintyBiasTests
{
    static IPotential Argon(double epsilon) => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={epsilon},sigma=3.4,cutoff=7"));

    static readonly Committee Three = new("three", new[] { 0.010, 0.011, 0.013 }.Select(Argon));

    [Fact]
    public void It_is_what_the_formula_says()
    {
        var structure = Samples.Film(Samples.Argon(2));
        var ensemble = Three.Evaluate(structure);
        var (height, width) = (0.7, 0.03);
        var biased = new UncertaintyBias(Three, height, width).Evaluate(structure);
        var variance = Math.Pow(ensemble.EnergyStd!.Value, 2);
        var expected = height * (Math.Exp(-variance / (structure.Count * width * width)) - 1);
        Assert.InRange(expected, -0.95 * height, -0.05 * height);
        Assert.Equal(ensemble.Energy + expected, biased.Energy, 1e-10);
    }

    public static TheoryData<string> Ensembles => ["pairs", "heads", "heads on a wall"];

    static (IPotential, Structure) Of(string ensemble)
    {
        var silicon = GradientTests.Of("silicon");
        var heads = AceSamples.WithHeads(AceSamples.Model(["Si"], [3, 2]), 5, 1e-3);
        return ensemble switch
        {
            "pairs" => (Three, Samples.Film(Samples.Argon(2))),
            "heads" => (heads, silicon),
            _ => (new ModelWithBaseline(heads, PotentialGrammar.Parse("zbl:scale=1.2")), silicon),
        };
    }

    [Theory]
    [MemberData(nameof(Ensembles))]
    public void Forces_are_minus_the_gradient(string name)
    {
        var (ensemble, structure) = Of(name);
        // A width at which the bias is neither flat nor spent.
        var width = ensemble.Evaluate(structure).EnergyStd!.Value / Math.Sqrt(structure.Count);
        var bias = new UncertaintyBias(ensemble, 5, width);
        using var evaluator = bias.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces, prediction);
        var forces = prediction.Forces.ToArray();
        var pushed = forces.Zip(ensemble.Evaluate(structure).Forces.ToArray(), (a, b) => a - b).ToArray();
        Assert.True(Samples.Rms(pushed) > 1e-3);
        const double h = 1e-4;
        foreach (var atom in new[] { 0, structure.Count / 2 })
        {
            for (var d = 0; d < 3; d++)
            {
                var step = new Vec3(d == 0 ? h : 0, d == 1 ? h : 0, d == 2 ? h : 0);
                double At(int k)
                {
                    var moved = structure.Clone();
                    moved.Positions[atom] += k * step;
                    evaluator.Evaluate(moved, Request.Energy, prediction);
                    return prediction.Energy;
                }

                var slope = (8 * (At(1) - At(-1)) - (At(2) - At(-2))) / (12 * h);
                Assert.Equal(-slope, forces[atom][d], 1e-6 * Math.Max(1, Samples.Rms(forces)));
            }
        }
    }

    [Fact]
    public void A_molecule_has_the_virial_of_its_strain()
    {
        var structure = GradientTests.Of("molecule");
        var ensemble = AceSamples.WithHeads(AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], [3, 2]), 4, 1e-3);
        var bias = new UncertaintyBias(ensemble, 2, ensemble.Evaluate(structure).EnergyStd!.Value / Math.Sqrt(structure.Count));
        double At(double x)
        {
            var strained = structure.Clone();
            for (var i = 0; i < structure.Count; i++)
                strained.Positions[i] = new Vec3((1 + x) * structure.Positions[i].X, structure.Positions[i].Y, structure.Positions[i].Z);
            return bias.Evaluate(strained).Energy;
        }

        const double h = 1e-4;
        Assert.Equal(-(At(h) - At(-h)) / (2 * h), bias.Evaluate(structure).Virial.XX, 1e-5);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var (ensemble, structure) = Of("heads");
        Assert.Equal(0, Steps.Allocated(new UncertaintyBias(ensemble, 1), structure, EvaluatorOptions.Default with { Skin = 0.5 }));
    }

    [Fact]
    public void Without_members_or_numbers_there_is_none()
    {
        Assert.Contains("no members", Assert.Throws<PotentialException>(() => new UncertaintyBias(Argon(0.01), 1)).Message);
        Assert.Contains("above zero", Assert.Throws<PotentialException>(() => new UncertaintyBias(Three, 0)).Message);
        Assert.Contains("above zero", Assert.Throws<PotentialException>(() => new UncertaintyBias(Three, 1, double.NaN)).Message);
    }
}
