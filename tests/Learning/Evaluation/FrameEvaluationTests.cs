using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests.Evaluation;

public sealed class FrameEvaluationTests
{
    static readonly IPotential Potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5");

    static Frame Argon(int atoms, int seed, bool periodic = false)
    {
        var random = new Random(seed);
        var positions = new Vec3[atoms];
        for (var i = 0; i < atoms; i++)
            positions[i] = new Vec3(4 * (i % 5), 4 * (i / 5 % 5), 4 * (i / 25)) + 0.3 * new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
        var elements = Enumerable.Repeat(new Element(18), atoms).ToArray();
        return new Frame(periodic
            ? new Structure(elements, positions, new Cell(new(22, 0, 0), new(0, 22, 0), new(0, 0, 30)), Periodicity.All)
            : new Structure(elements, positions));
    }

    // Molecules and crystals, small and large, in no order.
    static Frame[] Frames() => [.. Enumerable.Range(0, 150).Select(k => Argon(k % 37 == 5 ? 5000 / (1 + k % 2) : 1 + k * k % 60, k, k % 7 == 3))];

    static List<(double Energy, Vec3 First)> Evaluate(IEnumerable<Frame> frames, int threads)
    {
        using var team = new Team(threads);
        using var evaluation = new FrameEvaluation(Potential, team, Precision.Double);
        return [.. evaluation.Run(frames, CancellationToken.None).Select(e => (e.Prediction.Energy, e.Prediction.Forces[0]))];
    }

    [Fact]
    public void Frames_come_in_order_with_the_same_bits_however_they_were_shared_out()
    {
        var frames = Frames();
        var one = Evaluate(frames, 1);
        Assert.Equal(one, Evaluate(frames, 3));
        Assert.Equal(one, [.. frames.SelectMany(f => Evaluate([f], 1))]);
        using var evaluator = Potential.Open(EvaluatorOptions.Default);
        var direct = new Prediction();
        for (var k = 0; k < frames.Length; k++)
        {
            evaluator.Evaluate(frames[k].Structure, Request.Forces, direct);
            Assert.Equal(direct.Energy, one[k].Energy, 1e-9 * frames[k].Structure.Count);
        }
    }

    [Fact]
    public void A_frame_that_fails_is_named_though_it_was_evaluated_with_others()
    {
        var frames = Frames()[..12];
        for (var k = 0; k < frames.Length; k++)
            frames[k] = new Frame(frames[k].Structure) { Source = new FrameSource("file.xyz", k) };
        frames[8].Structure.Positions[0] = new Vec3(double.NaN, 0, 0);
        var thrown = Assert.Throws<AtomsException>(() => Evaluate(frames, 1));
        Assert.StartsWith("file.xyz, frame 9: ", thrown.Message);
    }

    [Fact]
    public void Cancelling_ends_before_the_next_frame()
    {
        using var cancellation = new CancellationTokenSource();
        using var evaluation = new FrameEvaluation(Potential, Team.Single, Precision.Double);
        var seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in evaluation.Run(Frames(), cancellation.Token))
            {
                if (++seen == 40)
                    cancellation.Cancel();
            }
        });
        Assert.Equal(40, seen);
    }
}
