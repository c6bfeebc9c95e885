using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.ShortRange;

using Samples = Athanor.Potentials.Tests.Behler.Samples;

/// <summary>Atoms that have left what a network was trained on are reported, from what its evaluation computes anyway.</summary>
public sealed class TrainingRangeTests
{
    static readonly SymmetryFunctionSet Functions = Samples.Everything(new CutoffFunction(CutoffShape.Polynomial2, 0));

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Structures_of_the_training_are_within(Precision precision)
    {
        using var evaluator = Samples.Model(Functions).Open(EvaluatorOptions.Default with { Precision = precision });
        for (var seed = 0; seed < 6; seed++)
        {
            // In single precision an atom that is itself the end of the range may be out by rounding.
            var excess = ExcessOf(evaluator, Samples.Random(20, seed, periodic: true));
            Assert.InRange(excess.Amount, 0, 1e-4);
        }
    }

    [Theory]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Single, 1)]
    [InlineData(Precision.Double, 2)]
    public void What_is_out_is_what_the_functions_say(Precision precision, int threads)
    {
        using var team = new Team(threads);
        var model = Samples.Model(Functions);
        using var evaluator = model.Open(EvaluatorOptions.Default with { Precision = precision, Team = team });
        using var functions = new DescriptorEvaluator(Functions);
        for (var seed = 10; seed < 16; seed++)
        {
            var s = Samples.Random(26, seed, periodic: seed % 2 == 0);
            var excess = ExcessOf(evaluator, s);
            var expected = Expected(model, functions.Evaluate(s, derivatives: false));
            Assert.Equal(expected.Count(e => e > 0), excess.Atoms);
            Assert.True(excess.Atoms > 0);
            Assert.Equal(expected.Max(), excess.Amount, 1e-4 * (1 + expected.Max()));
            Assert.Equal(expected.Max(), expected[excess.Worst], 1e-4 * (1 + expected.Max()));
        }
    }

    [Fact]
    public void Another_structure_than_the_last_may_be_asked_about()
    {
        using var evaluator = Samples.Model(Functions).Open(EvaluatorOptions.Default);
        var (inside, outside) = (Samples.Random(20, 0, periodic: true), Samples.Random(26, 10, periodic: true));
        var direct = ExcessOf(evaluator, outside);
        ExcessOf(evaluator, inside);
        Assert.Equal(direct, ((ITrainingRange)evaluator).ExcessOf(outside));
        // The same atoms elsewhere are another structure too.
        outside.Positions[direct.Worst] += new Vec3(0.1, 0, 0);
        Assert.NotEqual(direct, ((ITrainingRange)evaluator).ExcessOf(outside));
    }

    [Fact]
    public void Sums_and_models_on_a_baseline_ask_their_members()
    {
        var model = Samples.Model(Functions);
        var s = Samples.Random(26, 10, periodic: true);
        using var alone = model.Open(EvaluatorOptions.Default);
        using var based = new ModelWithBaseline(model, PotentialGrammar.Parse("zbl")).Open(EvaluatorOptions.Default);
        using var difference = new WeightedSum([(1, model), (-1, Samples.Model(Functions, seed: 3))]).Open(EvaluatorOptions.Default);
        var expected = ExcessOf(alone, s);
        Assert.Equal(expected, ExcessOf(based, s));
        Assert.Equal(expected, ExcessOf(difference, s));
    }

    [Fact]
    public void Without_a_known_range_nothing_is_out()
    {
        var model = Samples.Model(Functions);
        var open = new BehlerModel(Functions, [.. model.Scaling.Select(s => FunctionScaling.Identity(s.Count))], model.Networks, [0, 0, 0]);
        using var network = open.Open(EvaluatorOptions.Default);
        using var law = PotentialGrammar.Parse("zbl").Open(EvaluatorOptions.Default);
        Assert.Equal(RangeExcess.None, ExcessOf(network, Samples.Random(26, 10, periodic: true)));
        Assert.Equal(RangeExcess.None, ExcessOf(law, Samples.Random(26, 10, periodic: true)));
    }

    [Fact]
    public void Asking_after_an_evaluation_allocates_nothing()
    {
        using var evaluator = Samples.Model(Functions).Open(EvaluatorOptions.Default);
        var s = Samples.Random(26, 10, periodic: true);
        ExcessOf(evaluator, s);
        var range = (ITrainingRange)evaluator;
        range.ExcessOf(s);
        var before = GC.GetAllocatedBytesForCurrentThread();
        range.ExcessOf(s);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_function_that_never_varied_is_out_when_it_does()
    {
        var range = new FunctionRange(new FunctionScaling([0, 2], [0, 0], [0, 2], [0, 2]));
        Assert.Equal(0, Excess(0, 2));
        Assert.Equal(0, Excess(0, 2 + 1e-6));
        Assert.True(Excess(0.01, 2) > 1);
        Assert.True(Excess(0, 2.1) > 1);

        unsafe float Excess(double one, double two)
        {
            var values = stackalloc double[] { one, two };
            return range.Excess(values);
        }
    }

    static RangeExcess ExcessOf(IEvaluator evaluator, Structure s)
    {
        evaluator.Evaluate(s, Request.Forces, new Prediction());
        return Assert.IsAssignableFrom<ITrainingRange>(evaluator).ExcessOf(s);
    }

    /// <summary>As the interface says it: how far the farthest function is out, by the width of its range.</summary>
    static double[] Expected(BehlerModel model, Descriptors of)
    {
        var excess = new double[of.Count];
        for (var i = 0; i < of.Count; i++)
        {
            var scaling = model.Scaling[of.Species[i]];
            for (var m = 0; m < scaling.Count; m++)
            {
                var g = of.Values[of.ValueStart(i) + m];
                var width = scaling.Maximum[m] - scaling.Minimum[m];
                excess[i] = Math.Max(excess[i], Math.Max(scaling.Minimum[m] - g, g - scaling.Maximum[m]) / width);
            }
        }
        return excess;
    }
}
