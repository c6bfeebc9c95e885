using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Evaluators that are asked again and again while atoms move. Not beside other tests, whose allocations would be counted.</summary>
[Collection(nameof(Alone))]
public sealed class SteppingTests
{
    [Theory]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=6", "argon", Precision.Single, 1)]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=6", "argon", Precision.Double, 2)]
    [InlineData("sw + zbl", "silicon", Precision.Single, 2)]
    [InlineData("emt", "alloy", Precision.Double, 2)]
    [InlineData("tersoff:Si", "silicon", Precision.Double, 1)]
    [InlineData("sw + zbl", "silicon", Precision.Double, 1)]
    public void A_step_allocates_nothing(string expression, string sample, Precision precision, int threads)
    {
        var structure = sample switch { "argon" => Samples.Argon(6), "alloy" => Samples.Alloy(5), _ => Samples.Silicon(5) };
        Vec3[] sites = [.. structure.Positions];
        using var team = new Team(threads);
        using var evaluator = PotentialGrammar.Parse(expression).Open(new EvaluatorOptions(team, precision, 0.4));
        var prediction = new Prediction();
        var random = new Random(5);
        var rebuilds = 0;
        var last = Vec3.Zero;

        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                // Bound to their sites, as in a hot crystal: lists go out of date and change their length.
                for (var i = 0; i < structure.Count; i++)
                {
                    structure.Positions[i] += new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5) * 0.2;
                    structure.Positions[i] -= (structure.Positions[i] - sites[i]) * 0.05;
                }
                evaluator.Evaluate(structure, Request.Forces, prediction);
                if (evaluator.ListPositions[0] != last)
                    rebuilds++;
                last = evaluator.ListPositions[0];
            }
        }

        // The process's count includes what the test framework allocates now and then on threads of its own; that of one thread is exact.
        long Allocated() => threads == 1 ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);

        Steps(100);
        rebuilds = 0;
        var least = long.MaxValue;
        for (var window = 0; window < (threads == 1 ? 1 : 10) && least > 0; window++)
        {
            var before = Allocated();
            Steps(200);
            least = Math.Min(least, Allocated() - before);
        }
        Assert.Equal(0, least);
        Assert.True(rebuilds >= 5);
    }

    [Fact]
    public void Kept_lists_give_what_new_ones_give()
    {
        var structure = Samples.Silicon(4);
        var potential = PotentialGrammar.Parse("sw + lj:epsilon=0.01,sigma=2.2,cutoff=5");
        using var evaluator = potential.Open(EvaluatorOptions.Default with { Skin = 0.6 });
        var kept = new Prediction();
        var random = new Random(8);
        for (var step = 0; step < 12; step++)
        {
            for (var i = 0; i < structure.Count; i++)
                structure.Positions[i] += new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5) * 0.1;
            evaluator.Evaluate(structure, Request.Everything, kept);
            var fresh = potential.Evaluate(structure);
            Assert.Equal(fresh.Energy, kept.Energy, 1e-10 * Math.Abs(fresh.Energy));
            for (var i = 0; i < structure.Count; i++)
                Assert.Equal(0, (fresh.Forces[i] - kept.Forces[i]).Length, 1e-10);
            Assert.Equal(fresh.Virial.XZ, kept.Virial.XZ, 1e-9);
        }
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
