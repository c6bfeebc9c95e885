using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Potentials.Tests.GaussianProcesses;

public sealed class GaussianModelTests
{
    public static TheoryData<string, int[], int> Cases => new()
    {
        { "silicon", [3, 2], 0 },
        { "molecule", [2, 2, 1], 0 },
        { "molecule", [2, 1], 2 },
        { "salt", [2, 2], 0 },
        { "silicon film", [2, 1], 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Energy_is_what_the_equations_say_and_forces_are_its_gradient(string sample, int[] degrees, int embedded)
    {
        var structure = GradientTests.Of(sample);
        var model = GaussianSamples.Model(structure, degrees, embedded: embedded);
        var expected = GaussianSamples.Energy(model, structure);
        foreach (var bits in new[] { 0, 128, 256, 512 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, model.Evaluate(structure).Energy, 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
        AssertGradients(model, structure);
        using var single = model.Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        var prediction = new Prediction();
        single.Evaluate(structure, Request.Forces, prediction);
        Assert.Equal(expected, prediction.Energy, 1e-4 * Math.Max(1, Math.Abs(expected)));
    }

    static void AssertGradients(GaussianModel model, Structure structure)
    {
        var forces = model.Evaluate(structure).Forces.ToArray();
        var scale = Samples.Rms(forces);
        Assert.True(scale > 1e-3, $"{scale}");
        const double h = 1e-4;
        for (var d = 0; d < 3; d++)
        {
            double At(double x)
            {
                var moved = structure.Clone();
                moved.Positions[1] += new Vec3(d == 0 ? x : 0, d == 1 ? x : 0, d == 2 ? x : 0);
                return model.Evaluate(moved).Energy;
            }
            var slope = (8 * (At(h) - At(-h)) - At(2 * h) + At(-2 * h)) / (12 * h);
            Assert.Equal(-slope, forces[1][d], 1e-6 * Math.Max(1, scale));
        }
    }

    /// <summary>More atoms than are multiplied together, of two elements.</summary>
    [Fact]
    public void Copies_of_a_cell_have_as_many_times_its_energy()
    {
        var structure = GradientTests.Of("salt");
        var model = GaussianSamples.Model(structure, [2, 2]);
        Prediction one = model.Evaluate(structure), many = model.Evaluate(structure.Repeat(3, 3, 1));
        Assert.Equal(9 * one.Energy, many.Energy, 1e-8);
        Assert.Equal(0, (one.Forces[0] - many.Forces[0]).Length, 1e-8);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_are_the_models_energy_forces_and_virial(string sample, int[] degrees, int embedded)
    {
        var structure = GradientTests.Of(sample);
        var sparse = GaussianSamples.Sparse(structure, degrees, 20, embedded);
        var random = new Random(5);
        using var rows = new GaussianRows(sparse);
        double[] numbers = [.. Enumerable.Range(0, rows.Columns).Select(_ => random.NextDouble() - 0.5)];
        var species = numbers.Length - sparse.Count;
        var model = new GaussianModel(sparse, sparse.WeightsOf(numbers), numbers[sparse.Count..], new DescriptorRange(species, sparse.Form.Invariants.Invariants));
        var stride = rows.Columns + 3;
        var matrix = new double[AceRows.CountOf(structure) * stride];
        Array.Fill(matrix, double.NaN);
        rows.Fill(structure, matrix, stride);
        double Row(int r) => Enumerable.Range(0, rows.Columns).Sum(c => numbers[c] * matrix[r * stride + c]);
        var expected = model.Evaluate(structure);
        Assert.Equal(expected.Energy, Row(0), 1e-8);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++)
                Assert.Equal(-expected.Forces[i][axis], Row(1 + 3 * i + axis), 1e-8);
        }
        if (!structure.Periodic.IsBulk)
            return;
        var w = expected.Virial;
        double[] strain = [w.XX, w.YY, w.ZZ, w.YZ, w.XZ, w.XY];
        for (var k = 0; k < 6; k++)
            Assert.Equal(-strain[k], Row(1 + 3 * structure.Count + k), 1e-7);
    }

    [Fact]
    public void Molecules_together_are_what_they_are_one_by_one()
    {
        var perfect = GradientTests.Of("molecule");
        var model = GaussianSamples.Model(perfect, [2, 1]);
        var molecules = GaussianSamples.Rattled(perfect, 40);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        Prediction[] together = [.. molecules.Select(_ => new Prediction())];
        evaluator.EvaluateEach(molecules, Request.Forces, together);
        for (var k = 0; k < molecules.Length; k++)
        {
            var alone = model.Evaluate(molecules[k]);
            Assert.Equal(alone.Energy, together[k].Energy, 1e-9);
            Assert.Equal(0, (alone.Forces[1] - together[k].Forces[1]).Length, 1e-9);
        }
    }

    [Theory]
    [InlineData("silicon", new[] { 2, 1 })]
    [InlineData("molecule", new[] { 2, 1 })]
    public void Members_are_as_many_models(string sample, int[] degrees)
    {
        var structure = GradientTests.Of(sample);
        var model = GaussianSamples.Model(structure, degrees, members: 5);
        Ensembles.AssertAreMembers(model, structure, EvaluatorOptions.Default, 1e-8);
        Ensembles.AssertAreMembers(new ModelWithBaseline(model, PotentialGrammar.Parse("zbl:scale=1.2")), structure, EvaluatorOptions.Default, 1e-8);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var structure = GradientTests.Of("silicon").Repeat(2, 2, 1);
        var model = GaussianSamples.Model(GradientTests.Of("silicon"), [2, 1], members: 3);
        Assert.Equal(0, Steps.Allocated(model, structure, EvaluatorOptions.Default with { Skin = 0.5 }));
        Assert.Equal(0, Steps.Allocated(model, structure, EvaluatorOptions.Default with { Skin = 0.5 }, Request.Forces | Request.Uncertainty));
    }

    [Fact]
    public void Greedy_choice_takes_what_is_known_least_and_ends_where_all_is_known()
    {
        var structure = GradientTests.Of("silicon");
        // Each surroundings of a perfect crystal say the same.
        var perfect = GaussianSamples.Sparse(structure, [1], 40, amplitude: 0);
        Assert.InRange(perfect.Count, 1, structure.Count);
        var few = GaussianSamples.Sparse(structure, [2, 1], 7);
        Assert.Equal(7, few.Count);
    }
}
