using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials.Tests.Layered;

public sealed class LayeredModelTests
{
    public static TheoryData<string, int, int, int> Cases => new()
    {
        { "silicon", 1, 0, 0 },
        { "molecule", 1, 0, 0 },
        { "silicon", 2, 1, 0 },
        { "molecule", 2, 1, 0 },
        { "molecule", 2, 2, 0 },
        { "salt", 2, 0, 0 },
        { "salt", 2, 1, 1 },
        { "silicon film", 2, 2, 0 },
    };

    static (LayeredModel Model, Structure Structure) Of(string sample, int layers, int features, int embedding)
    {
        var structure = GradientTests.Of(sample);
        return (LayeredSamples.Model(LayeredSamples.Form(structure.Elements.ToArray(), layers, 16, features, embedding)), structure);
    }

    [Theory]
    [InlineData("silicon", 1, 0, 0)]
    [InlineData("molecule", 2, 1, 0)]
    [InlineData("molecule", 2, 2, 2)]
    public void Energy_is_what_the_equations_say(string sample, int layers, int features, int embedding)
    {
        var (model, structure) = Of(sample, layers, features, embedding);
        Assert.Equal(SlowLayered.Energy(model, structure), model.Evaluate(structure).Energy, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_and_virial_are_gradients(string sample, int layers, int features, int embedding)
    {
        var (model, structure) = Of(sample, layers, features, embedding);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces | Request.Virial, prediction);
        var (forces, virial) = (prediction.Forces.ToArray(), prediction.Virial);
        var scale = forces.Max(f => f.Length);
        Assert.True(scale > 1e-3, $"{scale}");
        const double h = 1e-4;
        double Slope(Func<double, Structure> at)
        {
            double At(double x)
            {
                evaluator.Evaluate(at(x), Request.Energy, prediction);
                return prediction.Energy;
            }
            return (8 * (At(h) - At(-h)) - At(2 * h) + At(-2 * h)) / (12 * h);
        }
        foreach (var atom in new[] { 0, structure.Count - 1 })
        {
            for (var d = 0; d < 3; d++)
            {
                var slope = Slope(x =>
                {
                    var moved = structure.Clone();
                    moved.Positions[atom] += new Vec3(d == 0 ? x : 0, d == 1 ? x : 0, d == 2 ? x : 0);
                    return moved;
                });
                Assert.Equal(-slope, forces[atom][d], 1e-7 * Math.Max(1, scale));
            }
        }
        var strain = new Mat3(0.3, 0.1, -0.2, 0.1, -0.4, 0.25, -0.2, 0.25, 0.6);
        var strained = Slope(x => structure.Strained(x * strain));
        var expected = 0.0;
        for (var r = 0; r < 3; r++)
            expected -= Vec3.Dot(virial.Row(r), strain.Row(r));
        Assert.Equal(strained, expected, 1e-7 * Math.Max(1, scale));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Turned_mirrored_and_renumbered_it_is_the_same(string sample, int layers, int features, int embedding)
    {
        var (model, structure) = Of(sample, layers, features, embedding);
        var expected = model.Evaluate(structure);
        // A turn by an odd angle about an odd axis, and a mirror.
        var turn = new Mat3(0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6);
        foreach (var by in new[] { turn, -1.0 * turn })
        {
            var turned = new Structure(structure.Elements.ToArray(), [.. structure.Positions.Select(r => by * r)], structure.Cell is { } c ? new Cell(Mat3.FromRows(by * c.Vectors.Row(0), by * c.Vectors.Row(1), by * c.Vectors.Row(2))) : null, structure.Periodic);
            var prediction = model.Evaluate(turned);
            Assert.Equal(expected.Energy, prediction.Energy, 1e-10);
            for (var i = 0; i < structure.Count; i++)
                Assert.True((by * expected.Forces[i] - prediction.Forces[i]).Length < 1e-10);
        }
    }

    [Fact]
    public void One_layer_has_virials_by_atom_and_two_have_none()
    {
        var (model, structure) = Of("silicon", 1, 0, 0);
        using var one = model.Open(EvaluatorOptions.Default);
        using var two = Of("silicon", 2, 1, 0).Model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        one.Evaluate(structure, Request.AtomVirials, prediction);
        var sum = Mat3.Zero;
        foreach (var virial in prediction.AtomVirials)
            sum += virial;
        Assert.True((sum.Row(0) - prediction.Virial.Row(0)).Length < 1e-10 && prediction.Virial.Row(0).Length > 1e-3);
        two.Evaluate(structure, Request.AtomVirials, prediction);
        Assert.False(prediction.HasAtomVirials);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (model, structure) = Of("silicon", 2, 1, 0);
        structure = structure.Repeat(2, 2, 1);
        using var evaluator = model.Open(EvaluatorOptions.Default with { Skin = 0.5 });
        var prediction = new Prediction();
        void Step(double x)
        {
            structure.Positions[0] += new Vec3(x, 0, 0);
            evaluator.Evaluate(structure, Request.Forces | Request.Virial, prediction);
        }
        for (var n = 0; n < 40; n++)
            Step(n % 2 == 0 ? 0.01 : -0.01);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(0.01);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("silicon")]
    [InlineData("molecule")]
    public void Any_width_precision_and_number_of_threads_say_the_same(string sample)
    {
        var structure = GradientTests.Of(sample);
        var model = LayeredSamples.Model(LayeredSamples.Form(structure.Elements.ToArray(), channels: 80, features: 2));
        if (structure.Cell is not null)
            structure = structure.Repeat(2, 2, 2);
        var expected = model.Evaluate(structure);
        foreach (var bits in new[] { 0, 128, 256 })
        {
            using var limit = Widths.Limit(bits);
            var narrow = model.Evaluate(structure);
            Assert.Equal(expected.Energy, narrow.Energy, 1e-9);
            for (var i = 0; i < structure.Count; i++)
                Assert.True((expected.Forces[i] - narrow.Forces[i]).Length < 1e-9);
        }
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            Prediction one = new(), three = new();
            using (var evaluator = model.Open(new EvaluatorOptions(Team.Single, precision, 0.5)))
                evaluator.Evaluate(structure, Request.Forces, one);
            using (var evaluator = model.Open(new EvaluatorOptions(team, precision, 0.5)))
                evaluator.Evaluate(structure, Request.Forces, three);
            Assert.Equal(one.Energy, three.Energy);
            Assert.Equal(one.Forces.ToArray(), three.Forces.ToArray());
            Assert.Equal(expected.Energy, one.Energy, precision == Precision.Single ? 1e-4 * structure.Count : 1e-10);
        }
    }
}
