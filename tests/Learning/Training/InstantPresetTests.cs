using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class InstantPresetTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Preset = "instant", Baseline = "none", Validation = 0.2 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_silicon_and_the_model_says_what_the_fit_said()
    {
        var frames = TrainingData.Silicon(24);
        var result = TrainingData.Train(frames, Options);
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(result.Converged);
        Assert.True(last.Validation.ForceRmse < 0.05, $"{last.Validation.ForceRmse}");
        Assert.True(last.Validation.EnergyRmse < 0.005, $"{last.Validation.EnergyRmse}");
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        var sum = 0.0;
        var count = 0;
        foreach (var i in result.Split.Validation)
        {
            var predicted = TrainingData.Label(frames[i].Structure, evaluator);
            for (var a = 0; a < predicted.Forces!.Length; a++, count += 3)
                sum += (predicted.Forces[a] - frames[i].Forces![a]).LengthSquared;
        }
        Assert.Equal(last.Validation.ForceRmse, Math.Sqrt(sum / count), 1e-6 * last.Validation.ForceRmse + 1e-9);
    }

    [Fact]
    public void It_goes_through_a_file_and_passes_the_audit()
    {
        var frames = SyntheticData.Water(60);
        var result = TrainingData.Train(frames, Options);
        var path = Path.Combine(_folder, "water.athanor");
        result.Save(path, [], overwrite: false);
        var read = PotentialGrammar.Parse(path);
        using (var before = result.Potential.Open(EvaluatorOptions.Default))
        using (var after = read.Open(EvaluatorOptions.Default))
        {
            var (one, other) = (TrainingData.Label(frames[3].Structure, before), TrainingData.Label(frames[3].Structure, after));
            Assert.Equal(one.Energy, other.Energy);
            Assert.Equal(one.Forces, other.Forces);
        }
        Assert.Contains("invariants", PotentialCard.Of(read));
        var findings = Audit.Run(read, [("water", frames[3].Structure)], new AuditOptions(Team.Single, Precision.Double, 1, default), _ => { });
        Assert.DoesNotContain(findings, f => f.Verdict == Verdict.Fail);
    }

    [Fact]
    public void It_knows_where_it_was_trained()
    {
        var frames = TrainingData.Silicon(12);
        using var evaluator = TrainingData.Train(frames, Options).Potential.Open(EvaluatorOptions.Default);
        var range = Assert.IsAssignableFrom<ITrainingRange>(evaluator);
        Assert.Equal(0, range.ExcessOf(frames[0].Structure).Amount, 1e-6);
        var pressed = frames[0].Structure.Clone();
        pressed.Positions[0] += 0.6 * (pressed.Positions[1] - pressed.Positions[0]);
        Assert.True(range.ExcessOf(pressed).Amount > 0.2);
    }

    [Fact]
    public void Where_time_is_up_the_first_solution_stands()
    {
        var result = TrainingData.Train(TrainingData.Silicon(4), Options with { Time = TimeSpan.Zero });
        Assert.Single(result.History);
        Assert.False(result.Converged);
    }

    [Fact]
    public void So_many_elements_that_memory_would_not_suffice_are_refused()
    {
        Element[] elements = [.. Element.All.Take(60)];
        Frame[] frames = [new(new Structure(elements, [.. elements.Select((_, i) => new Vec3(2.0 * i, 0, 0))]))];
        var refusal = Assert.Throws<PotentialException>(() => new InstantPreset().Prepare(frames, [0], null!, Options with { Cutoff = 4 }, Team.Single));
        Assert.Contains("60 elements", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(6);
        double Energy(Team t)
        {
            using var evaluator = new Trainer(ImportReport.Of(new Dataset(frames)), Options, t).Train(null, _ => { }, default).Potential.Open(EvaluatorOptions.Default);
            return TrainingData.Label(frames[1].Structure, evaluator).Energy!.Value;
        }
        Assert.Equal(Energy(Team.Single), Energy(team));
    }
}
