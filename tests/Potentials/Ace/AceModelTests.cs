using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

public sealed class AceModelTests
{
    public static TheoryData<string, int[]> Cases => new()
    {
        { "silicon", [3, 3, 3] },
        { "silicon", [1] },
        { "silicon", [0, 0, 0, 0] },
        { "molecule", [4, 3, 3, 2] },
        { "salt", [2, 2] },
        { "silicon film", [3, 2, 1, 1] },
    };

    static (AceModel Model, Structure Structure) Of(string sample, int[] degrees)
    {
        var structure = GradientTests.Of(sample);
        return (AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], degrees), structure);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Energy_is_what_the_equations_say(string sample, int[] degrees)
    {
        var (model, structure) = Of(sample, degrees);
        var expected = SlowAce.Energy(model, structure);
        Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-11 * Math.Max(1, Math.Abs(expected)));
        foreach (var bits in new[] { 0, 128, 256 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-11 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_are_gradients(string sample, int[] degrees)
    {
        var (model, structure) = Of(sample, degrees);
        AssertGradients(model, structure);
    }

    internal static void AssertGradients(AceModel model, Structure structure)
    {
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces, prediction);
        var forces = prediction.Forces.ToArray();
        var scale = Samples.Rms(forces);
        Assert.True(scale > 1e-4, $"{scale}");
        const double h = 1e-4;
        foreach (var atom in new[] { 0, structure.Count - 1 })
        {
            for (var d = 0; d < 3; d++)
            {
                double At(double x)
                {
                    var moved = structure.Clone();
                    moved.Positions[atom] += new Vec3(d == 0 ? x : 0, d == 1 ? x : 0, d == 2 ? x : 0);
                    evaluator.Evaluate(moved, Request.Energy, prediction);
                    return prediction.Energy;
                }
                var slope = (8 * (At(h) - At(-h)) - At(2 * h) + At(-2 * h)) / (12 * h);
                Assert.Equal(-slope, forces[atom][d], 1e-7 * Math.Max(1, scale));
            }
        }
    }

    /// <summary>Vectors are taken by four, by two and alone, functions by two and alone.</summary>
    [Theory]
    [InlineData(16, 1)]
    [InlineData(32, 12)]
    [InlineData(48, 5)]
    [InlineData(64, 7)]
    [InlineData(80, 2)]
    public void So_it_is_whatever_the_number_of_channels(int channels, int functions)
    {
        var structure = GradientTests.Of("salt");
        var model = AceSamples.Model([.. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], [3, 3, 2, 2], channels, functions: functions);
        var expected = SlowAce.Energy(model, structure);
        foreach (var bits in new[] { 0, 128, 256, 512 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-11 * Math.Max(1, Math.Abs(expected)));
            AssertGradients(model, structure);
            using var single = model.Open(EvaluatorOptions.Default with { Precision = Precision.Single });
            var prediction = new Prediction();
            single.Evaluate(structure, Request.Forces, prediction);
            Assert.Equal(expected, prediction.Energy, 1e-5 * Math.Max(1, Math.Abs(expected)));
        }
    }

    /// <summary>With more species around an atom than numbers that embed them, and with fewer.</summary>
    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 48)]
    [InlineData(4, 64)]
    public void So_it_is_where_elements_are_embedded(int width, int channels)
    {
        var structure = GradientTests.Of("molecule");
        var model = AceSamples.Model(["Si", .. structure.Elements.ToArray().Select(e => e.Symbol).Distinct()], [3, 3, 2, 2], channels, functions: 5, embedded: width);
        var expected = SlowAce.Energy(model, structure);
        foreach (var bits in new[] { 0, 128, 256, 512 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-11 * Math.Max(1, Math.Abs(expected)));
            AssertGradients(model, structure);
        }
        Assert.Equal(model.Evaluate(structure).Energy, AceModelFile.FromFile(AceModelFile.ToFile(model), "x").Evaluate(structure).Energy);
    }

    [Fact]
    public void Atoms_without_neighbours_and_without_some_elements_are_sound()
    {
        var model = AceSamples.Model(["Si", "C", "O"], [3, 3, 2, 2]);
        Element silicon = Element.Parse("Si"), oxygen = Element.Parse("O");
        var structure = new Structure([silicon, oxygen, oxygen, silicon], [new(0, 0, 0), new(1.5, 0.3, 0), new(0, 1.4, 1.1), new(40, 0, 0)], null, default);
        var expected = SlowAce.Energy(model, structure);
        Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-11);
        Assert.Equal(Vec3.Zero, model.Evaluate(structure).Forces[3]);
        AssertGradients(model, structure);
    }

    [Fact]
    public void Bits_do_not_know_the_threads()
    {
        var (model, structure) = Of("silicon", [3, 3, 3, 2]);
        structure = structure.Repeat(5, 4, 4);
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            Prediction one = new(), three = new();
            using (var evaluator = model.Open(new EvaluatorOptions(Team.Single, precision, 0)))
                evaluator.Evaluate(structure, Request.Forces, one);
            using (var evaluator = model.Open(new EvaluatorOptions(team, precision, 0)))
                evaluator.Evaluate(structure, Request.Forces, three);
            Assert.Equal(one.Energy, three.Energy);
            Assert.Equal(one.Forces.ToArray(), three.Forces.ToArray());
        }
    }

    [Fact]
    public void What_training_never_saw_is_known()
    {
        var (model, structure) = Of("salt", [3, 3, 2]);
        using var rows = AceRows.Open(model.Form);
        DescriptorRange seen = new(model.Form.Elements.Length, model.Form.Invariants), met = new(model.Form.Elements.Length, model.Form.Invariants);
        rows.AddTo(seen, structure);
        var dense = structure.Clone();
        for (var i = 0; i < dense.Count; i++)
            dense.Positions[i] += new Vec3(0.2 * (i % 3), 0, 0);
        rows.AddTo(met, dense);
        var expected = 0.0;
        for (var s = 0; s < model.Form.Elements.Length; s++)
        {
            double[] low = seen.Minimum(s), high = seen.Maximum(s);
            // Judged are orders 1 and 2, which come first: one of l = 0, and squares of four l.
            for (var k = 0; k < 5 * model.Form.Channels; k++)
            {
                var width = Math.Max(high[k] - low[k], 1e-3 * Math.Max(Math.Abs(low[k]), Math.Abs(high[k])));
                expected = Math.Max(expected, Math.Max(low[k] - met.Minimum(s)[k], met.Maximum(s)[k] - high[k]) / width);
            }
        }
        Assert.True(expected > 0.1);
        var ranged = new AceModel(model.Form, [.. Enumerable.Range(0, model.Form.Elements.Length).Select(s => model.Weights(s).ToArray())], [0, 0], seen);
        using var evaluator = ranged.Open(EvaluatorOptions.Default);
        evaluator.Evaluate(structure, Request.Energy, new Prediction());
        Assert.Equal(0, ((ITrainingRange)evaluator).ExcessOf(structure).Amount);
        evaluator.Evaluate(dense, Request.Energy, new Prediction());
        Assert.Equal(expected, ((ITrainingRange)evaluator).ExcessOf(dense).Amount, 1e-5 * expected);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_precision_is_near_double(string sample, int[] degrees)
    {
        var (model, structure) = Of(sample, degrees);
        using var evaluator = model.Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        Prediction single = new(), exact = model.Evaluate(structure);
        evaluator.Evaluate(structure, Request.Forces, single);
        var scale = Samples.Rms(exact.Forces.ToArray());
        for (var i = 0; i < structure.Count; i++)
            Assert.Equal(0, (single.Forces[i] - exact.Forces[i]).Length, 1e-4 * Math.Max(1, scale));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var (model, structure) = Of("silicon", [3, 3, 3]);
        Assert.Equal(0, Steps.Allocated(model, structure.Repeat(2, 2, 2), EvaluatorOptions.Default with { Skin = 0.5 }));
    }

    /// <summary>Invariants are true scalars: a molecule and its mirror image, which no rotation makes one, have one energy.</summary>
    [Fact]
    public void Hands_have_one_energy()
    {
        string[] symbols = ["C", "H", "F", "Cl", "Br"];
        var left = new Structure([.. symbols.Select(s => Element.Parse(s))], [Vec3.Zero, new(0.6, 0.6, 0.6), new(0.8, -0.8, -0.8), new(-1, 1, -1), new(-1.1, -1.1, 1.1)]);
        var model = AceSamples.Model(symbols, [3, 3, 3, 2]);
        var mirrored = left.Rotated(Rotation.Mirror(new(1, 2, -0.5)));
        Assert.True(StructureFingerprint.Of(left, new FingerprintForm(left.Elements.ToArray(), chirality: true), Team.Single).HasHand);
        Assert.Equal(model.Evaluate(left).Energy, model.Evaluate(mirrored).Energy, 1e-11);
        Assert.Equal(Verdict.Pass, Audit.Run(model, [("left", left)], new AuditOptions(Team.Single)).Single(f => f.Check == "mirror").Verdict);
    }

    [Fact]
    public void A_sound_model_passes_the_audit()
    {
        var (model, structure) = Of("silicon", [3, 3, 2]);
        foreach (var finding in Audit.Run(model, [("silicon", structure)], new AuditOptions(Team.Single)))
            Assert.True(finding.Verdict != Verdict.Fail, finding.ToString());
    }
}
