using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public sealed class ResumeTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Cutoff = 4.5, Hidden = [6], MostSteps = 9 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    string Checkpoint => Path.Combine(_folder, "fit.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_fit_that_was_killed_at_any_sweep_goes_on_to_the_same_bits()
    {
        var straight = TrainingData.Train(TrainingData.Silicon(8), Options);
        // What a process that is killed after each sweep leaves behind.
        var left = new List<byte[]>();
        new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single).Train(Checkpoint, p =>
        {
            if (p.Step is not null)
                left.Add(File.ReadAllBytes(Checkpoint));
        }, default);
        Assert.Equal(9, left.Count);
        foreach (var sweeps in new[] { 1, 4, 5, 9 })
        {
            File.WriteAllBytes(Checkpoint, left[sweeps - 1]);
            var resumedFrom = -1;
            var resumed = new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single).Train(Checkpoint, p => resumedFrom = p.ResumedFrom, default);
            Assert.Equal(sweeps, resumedFrom);
            Assert.Equal(straight.History, resumed.History);
            Assert.Equal(TrainingData.ParametersOf(straight), TrainingData.ParametersOf(resumed));
        }
    }

    [Fact]
    public void A_fit_that_was_cancelled_keeps_what_it_has_and_goes_on_to_the_same_bits()
    {
        var straight = TrainingData.Train(TrainingData.Silicon(8), Options);
        using var cancel = new CancellationTokenSource();
        var stopped = new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single).Train(Checkpoint, p =>
        {
            if (p.Step is { Step: 3 })
                cancel.Cancel();
        }, cancel.Token);
        Assert.True(stopped.Interrupted);
        Assert.Equal(straight.History.Take(3), stopped.History);
        Assert.Equal(TrainingData.ParametersOf(straight), TrainingData.ParametersOf(TrainingData.Train(TrainingData.Silicon(8), Options, checkpoint: Checkpoint)));
    }

    [Fact]
    public void A_fit_cancelled_before_its_first_sweep_gives_no_model() =>
        Assert.Throws<OperationCanceledException>(() =>
            new Trainer(TrainingData.Inspected(TrainingData.Silicon(8)), Options, Team.Single).Train(Checkpoint, _ => { }, new CancellationToken(canceled: true)));

    [Fact]
    public void A_damaged_or_truncated_checkpoint_is_refused()
    {
        var file = new FitCheckpoint(Checkpoint, "some training");
        file.Write(State());
        var good = File.ReadAllBytes(Checkpoint);
        Assert.NotNull(file.TryRead(3));
        for (var at = 0; at < good.Length; at++)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 0x10;
            Refused(bad, "is not the checkpoint", "is damaged");
            Refused(good[..at], "is damaged or cut short", "is damaged");
        }
        Refused([.. good, 0], "is damaged", "is damaged");
        Refused("no checkpoint at all"u8.ToArray(), "is not the checkpoint", "is not the checkpoint");

        void Refused(byte[] content, string one, string other)
        {
            File.WriteAllBytes(Checkpoint, content);
            var e = Assert.Throws<AtomsException>(() => file.TryRead(3));
            Assert.Contains(Checkpoint, e.Message);
            Assert.Contains("Remove it to start afresh", e.Message);
            Assert.True(e.Message.Contains(one, StringComparison.Ordinal) || e.Message.Contains(other, StringComparison.Ordinal), e.Message);
        }
    }

    [Fact]
    public void A_checkpoint_holds_the_whole_state()
    {
        var file = new FitCheckpoint(Checkpoint, "some training");
        var state = State();
        file.Write(state);
        var back = file.TryRead(3)!;
        Assert.Equal(state.Parameters, back.Parameters);
        Assert.Equal(state.Average, back.Average);
        Assert.Equal(state.Best, back.Best);
        Assert.Equal((state.BestScore, state.BestStep, state.MilestoneScore, state.MilestoneStep, state.Sigma, state.Damping, state.Growth, state.Prior, state.Converged),
            (back.BestScore, back.BestStep, back.MilestoneScore, back.MilestoneStep, back.Sigma, back.Damping, back.Growth, back.Prior, back.Converged));
        Assert.Equal(state.History, back.History);
        Assert.Equal(state.Arrays, back.Arrays);
        Assert.Equal(state.Remarks, back.Remarks);
    }

    [Fact]
    public void A_large_state_is_written_now_and_then_and_at_the_end()
    {
        var clock = new SteppedClock();
        var file = new FitCheckpoint(Checkpoint, "some training", clock);
        var state = State();
        state.Arrays["more"] = new double[200_000];
        int Written() => file.TryRead(3)!.Steps;
        void Sweep() => state.History.Add(new FitStep(state.Steps + 1, default, default, default, 0, 0, 0));
        file.WriteNowAndThen(state);
        Assert.Equal(2, Written());
        // A write takes a second of this clock, and so 33 have to go by.
        Sweep();
        clock.Now += 30;
        file.WriteNowAndThen(state);
        Assert.Equal(2, Written());
        clock.Now += 5;
        file.WriteNowAndThen(state);
        Assert.Equal(3, Written());
        Sweep();
        file.WriteNowAndThen(state);
        Assert.Equal(3, Written());
        file.WriteLast(state);
        Assert.Equal(4, Written());
    }

    /// <summary>A clock that goes on by a second each time it is looked at.</summary>
    sealed class SteppedClock : TimeProvider
    {
        internal long Now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now++;
    }

    public static TheoryData<string> Others => ["seed", "cutoff", "hidden", "weight", "baseline", "labels", "validation"];

    [Theory]
    [MemberData(nameof(Others))]
    public void The_checkpoint_of_another_training_is_refused(string difference)
    {
        TrainingData.Train(TrainingData.Silicon(8), Options with { MostSteps = 1 }, checkpoint: Checkpoint);
        var frames = TrainingData.Silicon(8);
        if (difference == "labels")
            frames[4].Forces![2] *= 1.0001;
        var e = Assert.Throws<AtomsException>(() => TrainingData.Train(frames, difference switch
        {
            "seed" => Options with { Seed = 2 },
            "cutoff" => Options with { Cutoff = 4.501 },
            "hidden" => Options with { Hidden = [7] },
            "weight" => Options with { GroupWeights = new Dictionary<string, double> { ["odd"] = 2 } },
            "baseline" => Options with { Baseline = "none" },
            "validation" => Options with { Validation = 0.3 },
            _ => Options,
        }, checkpoint: Checkpoint));
        Assert.Contains("is the checkpoint of another training", e.Message);
    }

    static FitState State() => new()
    {
        Parameters = [1, -2, 0.5],
        Average = [1.25, -2.25, 0.125],
        Best = [1.5, -2.5, 0.25],
        BestScore = -7.25,
        BestStep = 1,
        MilestoneScore = -6.5,
        MilestoneStep = 2,
        Sigma = new Likelihood(0.1, 0.2, 0.3),
        Damping = 0.4,
        Growth = 8,
        Prior = 0.03,
        Converged = false,
        History =
        {
            new FitStep(1, new Residuals { Energy = 1, Energies = 2, Force = 3, Forces = 4, Stress = 5, Stresses = 6 }, new Residuals { Energy = 7, Energies = 8 }, new Likelihood(9, 10, 11), 12, 13, 14),
            new FitStep(2, default, default, default, 15, 16, 17),
        },
        Arrays = { ["moments"] = [0.1, double.Epsilon, -3], ["clock"] = [7], ["none"] = [] },
        Remarks = { "It diverged once." },
    };
}
