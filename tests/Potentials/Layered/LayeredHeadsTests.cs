using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials.Tests.Layered;

public sealed class LayeredHeadsTests
{
    public static TheoryData<string, int, int, int> Cases => new()
    {
        { "silicon", 1, 1, 3 },
        { "molecule", 1, 1, 11 },
        { "molecule", 2, 1, 11 },
        { "silicon film", 2, 1, 3 },
        { "salt", 2, 3, 9 },
    };

    static (LayeredModel Model, Structure Structure) Of(string sample, int layers, int repeats, int members)
    {
        var structure = GradientTests.Of(sample);
        if (repeats > 1)
            structure = structure.Repeat(repeats, repeats, 1);
        return (With(LayeredSamples.Model(LayeredSamples.Form(structure.Elements.ToArray(), layers)), members), structure);
    }

    static LayeredModel With(LayeredModel model, int members)
    {
        var random = new Random(3);
        double[] deviations = [.. Enumerable.Range(0, members * model.Layout.HeadCount).Select(_ => 0.05 * (random.NextDouble() - 0.5))];
        return model.With(LayeredHeads.Centred(model.Layout, members, deviations));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Heads_are_as_many_models(string sample, int layers, int repeats, int members)
    {
        var (model, structure) = Of(sample, layers, repeats, members);
        var separate = Committee.Of(model.Members);
        Prediction expected = new(), actual = new();
        double[] energies = new double[members], others = new double[members];
        Vec3[] forces = new Vec3[members * structure.Count], otherForces = new Vec3[members * structure.Count];
        using var one = separate.Open(EvaluatorOptions.Default);
        using var heads = model.Open(EvaluatorOptions.Default);
        one.Evaluate(structure, Request.Forces | Request.Uncertainty, expected);
        heads.Evaluate(structure, Request.Forces | Request.Uncertainty, actual);
        ((IMemberForces)one).EvaluateMembers(structure, others, otherForces);
        ((IMemberForces)heads).EvaluateMembers(structure, energies, forces);
        Assert.Equal(expected.Energy, actual.Energy, 1e-9);
        // Heads are computed in single precision, the mean is not.
        Assert.Equal(expected.EnergyStd!.Value, actual.EnergyStd!.Value, 1e-5 * expected.EnergyStd.Value);
        Assert.True(actual.EnergyStd > 1e-3);
        for (var i = 0; i < structure.Count; i++)
            Assert.True((expected.ForcesStd[i] - actual.ForcesStd[i]).Length < 2e-6);
        for (var m = 0; m < members; m++)
            Assert.Equal(others[m], energies[m], 2e-6);
        for (var k = 0; k < forces.Length; k++)
            Assert.True((otherForces[k] - forces[k]).Length < 2e-6);
    }

    [Fact]
    public void Without_heads_nothing_is_said_and_the_prediction_is_the_same_bits()
    {
        var (model, structure) = Of("molecule", 2, 1, 4);
        Prediction with = new(), without = new();
        using var heads = model.Open(EvaluatorOptions.Default);
        using var none = model.With(heads: null).Open(EvaluatorOptions.Default);
        heads.Evaluate(structure, Request.Everything, with);
        none.Evaluate(structure, Request.Everything, without);
        Assert.Equal(0, ((IMemberForces)none).MemberCount);
        Assert.Null(without.EnergyStd);
        Assert.False(without.HasForcesStd);
        Assert.Empty(EnsembleMembers.Of(model.With(heads: null)));
        Assert.Equal(without.Energy, with.Energy);
        Assert.Equal(without.Forces, with.Forces);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_single_precision_is_close()
    {
        var (model, structure) = Of("salt", 2, 3, 9);
        using var team = new Team(3);
        Prediction one = new(), three = new(), single = new();
        using (var evaluator = model.Open(EvaluatorOptions.Default))
            evaluator.Evaluate(structure, Request.Uncertainty, one);
        using (var evaluator = model.Open(new EvaluatorOptions(team)))
            evaluator.Evaluate(structure, Request.Uncertainty, three);
        using (var evaluator = model.Open(new EvaluatorOptions(team, Precision.Single)))
            evaluator.Evaluate(structure, Request.Uncertainty, single);
        Assert.Equal(one.EnergyStd, three.EnergyStd);
        Assert.Equal(one.ForcesStd, three.ForcesStd);
        Assert.Equal(one.EnergyStd!.Value, single.EnergyStd!.Value, 1e-3 * one.EnergyStd.Value);
    }

    [Fact]
    public void A_step_with_uncertainty_allocates_nothing()
    {
        var (model, structure) = Of("silicon", 2, 2, 5);
        using var evaluator = model.Open(EvaluatorOptions.Default with { Skin = 0.5 });
        var prediction = new Prediction();
        var (energies, forces) = (new double[5], new Vec3[5 * structure.Count]);
        void Step(double x)
        {
            structure.Positions[0] += new Vec3(x, 0, 0);
            evaluator.Evaluate(structure, Request.Forces | Request.Uncertainty, prediction);
            ((IMemberForces)evaluator).EvaluateMembers(structure, energies, forces);
        }
        for (var n = 0; n < 40; n++)
            Step(n % 2 == 0 ? 0.01 : -0.01);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(0.01);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void They_go_through_a_file_and_a_file_without_them_is_as_before()
    {
        var (model, structure) = Of("molecule", 2, 1, 4);
        var read = LayeredModelFile.FromFile(LayeredModelFile.ToFile(model), "x");
        Assert.Equal(model.Heads!.Deviations, read.Heads!.Deviations);
        Assert.Contains("4, whose spread", model.Card, StringComparison.Ordinal);
        var plain = LayeredModelFile.ToFile(model.With(heads: null));
        Assert.False(plain.Header.ContainsKey("heads"));
        Assert.DoesNotContain("heads", plain.ArrayNames);
        plain.Header["heads"] = 3;
        plain.Add("heads", ModelArray.From(model.Heads.Deviations.ToArray()));
        Assert.Contains("two or more", Assert.Throws<PotentialException>(() => LayeredModelFile.FromFile(plain, "x")).Message, StringComparison.Ordinal);
    }

    // Version 1 with heads, written by the explicit test below when they came. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "layered-1-heads.ath");

    [Fact]
    public void The_first_file_with_heads_stays_readable()
    {
        var prediction = LayeredModelFile.FromFile(ModelFile.Read(Golden), "golden").Evaluate(GradientTests.Of("molecule"));
        Assert.Equal(0.17788614854936491, prediction.EnergyStd!.Value, 1e-5);
    }

    [Fact(Explicit = true)]
    public void Write_the_first_file_with_heads() => LayeredModelFile.Write(Of("molecule", 2, 1, 4).Model, Golden, overwrite: false);

    [Theory]
    [InlineData("silicon", 1)]
    [InlineData("molecule", 2)]
    public void What_a_head_adds_has_a_gradient_by_the_body(string sample, int layers)
    {
        var (model, structure) = Of(sample, layers, 1, 3);
        using var frame = LayeredFrame.Of(structure, model.Form);
        var random = new Random(1);
        double[] rows = new double[3 * structure.Count], directions = [.. rows.Select(_ => random.NextDouble() - 0.5)];

        (double Energy, double[] Rows, double[] Gradient) At(ReadOnlySpan<double> parameters, int head)
        {
            using var weights = new LayeredWeights<double>(model.Layout);
            using var heads = new HeadWeights<double>(model.Layout, 3);
            weights.Set(parameters);
            heads.Set(model.Heads!.Deviations);
            using var pass = LayeredGradient.OpenDouble(weights, heads);
            double[] own = new double[rows.Length], gradient = new double[model.Layout.Count];
            var energy = pass.Evaluate(frame, own);
            if (head >= 0)
                energy = pass.EvaluateHead(head, own);
            pass.AddGradient(0.3, directions, gradient);
            return (energy, own, gradient);
        }

        var member = (LayeredModel)model.Members[2];
        var (plain, moved, added) = (At(model.Parameters, -1), At(member.Parameters, -1), At(model.Parameters, 2));
        Assert.Equal(moved.Energy - plain.Energy, added.Energy, 1e-10);
        for (var r = 0; r < rows.Length; r++)
            Assert.Equal(moved.Rows[r] - plain.Rows[r], added.Rows[r], 1e-10);
        // All is linear in the head, so gradients by the body add too; those by the head are the same for all.
        var isHead = new bool[model.Layout.Count];
        foreach (var run in model.Layout.HeadRuns)
            isHead.AsSpan(run.Start, run.Size).Fill(true);
        for (var k = 0; k < isHead.Length; k++)
            Assert.Equal(moved.Gradient[k] - (isHead[k] ? 0 : plain.Gradient[k]), added.Gradient[k], 1e-9 * Math.Max(1, Math.Abs(moved.Gradient[k])));
    }

    [Theory]
    [InlineData("silicon", 1)]
    [InlineData("molecule", 2)]
    public void Gradients_by_heads_are_those_of_all_parameters(string sample, int layers)
    {
        var (model, structure) = Of(sample, layers, 1, 2);
        using var weights = new LayeredWeights<double>(model.Layout);
        weights.Set(model.Parameters);
        using var gradient = LayeredGradient.OpenDouble(weights);
        using var frame = LayeredFrame.Of(structure, model.Form);
        var rows = new double[3 * structure.Count + 6];
        gradient.Evaluate(frame, rows);
        var random = new Random(1);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            foreach (ref var r in rows.AsSpan())
                r = random.NextDouble() - 0.5;
            double[] all = new double[model.Layout.Count], own = new double[model.Layout.Count], heads = new double[model.Layout.HeadCount], expected = new double[heads.Length];
            gradient.AddHeadGradient(0.3, rows, own);
            gradient.AddGradient(0.3, rows, all);
            model.Layout.CopyHead<double>(own, heads);
            model.Layout.CopyHead<double>(all, expected);
            for (var k = 0; k < heads.Length; k++)
                Assert.Equal(expected[k], heads[k], 1e-11 * Math.Max(1, Math.Abs(expected[k])));
            Assert.Equal(heads.Sum(h => h * h), own.Sum(h => h * h), 1e-9 * heads.Sum(h => h * h));
        }
    }
}
