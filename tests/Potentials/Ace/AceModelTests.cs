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
    public void Forces_and_virial_are_gradients(string sample, int[] degrees)
    {
        var (model, structure) = Of(sample, degrees);
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
