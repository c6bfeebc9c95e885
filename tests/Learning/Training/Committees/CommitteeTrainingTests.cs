using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class CommitteeTrainingTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Cutoff = 4.5, Hidden = [4], MostSteps = 4, Committee = 3 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    string Checkpoint => Path.Combine(_folder, "fit.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_trained_is_what_the_file_opens_as()
    {
        var frames = TrainingData.Silicon(8);
        var result = TrainingData.Train(frames, Options with { Preset = "instant", Hidden = null, MostSteps = 2000 });
        Assert.Equal(3, result.Members);
        var path = Path.Combine(_folder, "three.athanor");
        result.Save(path, [], overwrite: false);
        var opened = ModelFileKind.Open(path);
        var structure = frames[3].Structure;
        Prediction one = Evaluate(result.Potential, structure), other = Evaluate(opened, structure);
        Assert.Equal(one.Energy, other.Energy);
        Assert.Equal(one.EnergyStd, other.EnergyStd);
        Assert.Equal(one.Forces.ToArray(), other.Forces.ToArray());
        Assert.Equal(one.ForcesStd.ToArray(), other.ForcesStd.ToArray());
        Assert.True(one.EnergyStd > 0);
        Assert.Equal(3, EnsembleMembers.Of(opened).Count);
        Assert.Equal("zbl", Assert.IsType<ModelWithBaseline>(opened).Baseline.Name);
    }

    [Fact]
    public void A_committee_that_was_killed_goes_on_at_the_member_it_was_at()
    {
        var straight = Members(TrainingData.Train(TrainingData.Silicon(8), Options));
        var seen = new List<(int Member, int Steps)>();
        using (var cancel = new CancellationTokenSource())
        {
            // Member two of three is stopped after two sweeps.
            var stopped = new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single).Train(Checkpoint, p =>
            {
                if (p is { Member: 1, Step.Step: 2 })
                    cancel.Cancel();
            }, cancel.Token);
            Assert.True(stopped.Interrupted);
            Assert.Equal(2, stopped.Members);
        }
        var trainer = new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single);
        var resumed = trainer.Train(Checkpoint, p =>
        {
            if (p.Step is { } step)
                seen.Add((p.Member, step.Step));
        }, default);
        Assert.Equal([(1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4)], seen);
        Assert.Equal(straight, Members(resumed));
        trainer.DeleteCheckpoints(Checkpoint);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(2);
        var options = Options with { Committee = 2 };
        Assert.Equal(Members(TrainingData.Train(TrainingData.Silicon(8), options)), Members(TrainingData.Train(TrainingData.Silicon(8), options, team)));
    }

    [Fact]
    public void A_draw_is_as_large_as_the_group_and_leaves_no_element_and_no_isolated_atom_out()
    {
        var frames = TrainingData.Silicon(40);
        frames.Insert(7, new Frame(new Structure([Element.Parse("Ar")], [Vec3.Zero])) { Energy = -1, Group = "odd" });
        // The only carbon.
        frames[20] = new Frame(new Structure([Element.Parse("C"), Element.Parse("Si")], [Vec3.Zero, new Vec3(0, 0, 1.9)])) { Energy = 0, Forces = [Vec3.Zero, Vec3.Zero], Group = "odd" };
        var data = new Dataset(frames);
        int[] training = [.. Enumerable.Range(0, frames.Count).Where(i => i % 5 != 3)];
        var missing = 0;
        for (ulong seed = 1; seed < 40; seed++)
        {
            var counts = Bagging.Counts(data, training, seed);
            Assert.Equal(counts, Bagging.Counts(data, training, seed));
            Assert.Equal(1, counts[7]);
            Assert.True(counts[20] > 0);
            Assert.All(Enumerable.Range(0, frames.Count).Except(training), i => Assert.Equal(0, counts[i]));
            var even = training.Where(i => frames[i].Group == "even").ToArray();
            Assert.Equal(even.Length, even.Sum(i => counts[i]));
            missing += even.Count(i => counts[i] == 0);
        }
        // (1 − 1/n)ⁿ, a little more than a third.
        var drawn = 39.0 * training.Count(i => frames[i].Group == "even");
        Assert.InRange(missing / drawn, 0.3, 0.42);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void More_than_is_sensible_is_refused(int members) =>
        Assert.Contains("2 to 32 members", Assert.Throws<PotentialException>(() => TrainingData.Train(TrainingData.Silicon(8), Options with { Committee = members })).Message);

    static double[][] Members(TrainingResult result) =>
        [.. EnsembleMembers.Of(result.Potential).SelectMany(m => ((Potentials.Behler.BehlerModel)((ModelWithBaseline)m).Model).Networks.Select(n => n.Parameters.ToArray()))];

    static Prediction Evaluate(IPotential potential, Structure structure)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }
}
