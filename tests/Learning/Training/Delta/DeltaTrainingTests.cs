using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class DeltaTrainingTests : IDisposable
{
    static readonly TrainingOptions Small = new() { Preset = "instant", Baseline = DeltaData.Cheap, Cutoff = 5, Validation = 0.2 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_slope_is_found_and_the_potential_is_slope_times_baseline_and_model()
    {
        var result = TrainingData.Train(DeltaData.Silicon(30), Small);
        var delta = result.Delta!;
        // The other law is not quite independent of the cheap one.
        Assert.Equal(DeltaData.Slope, delta.Slope, 0.1);
        Assert.True(delta.Forces!.Residual < 0.2 && delta.Energies!.Residual < 0.5);
        Assert.True(delta.Forces.HeldResidual is > 0 and < 0.3);
        var potential = Assert.IsType<ModelWithBaseline>(result.Potential);
        Assert.Equal(FormattableString.Invariant($"{delta.Slope} * sw"), potential.Baseline.Name);
        var (s, seen) = (DeltaData.Silicon(3, seed: 9)[2].Structure, new Prediction());
        var (model, cheap) = (Answer(potential.Model, s), Answer(PotentialGrammar.Parse("sw"), s));
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        evaluator.Evaluate(s, Request.Forces | Request.Virial, seen);
        Assert.Equal(model.Energy!.Value + delta.Slope * cheap.Energy!.Value, seen.Energy, 1e-9);
        for (var i = 0; i < s.Count; i++)
            Assert.True((model.Forces![i] + delta.Slope * cheap.Forces![i] - seen.Forces[i]).Length < 1e-9);
    }

    [Fact]
    public void Errors_are_of_the_rest_alone()
    {
        var frames = DeltaData.Silicon(30);
        var fresh = DeltaData.Silicon(6, seed: 91).Skip(1).ToArray();
        var on = TrainingData.Train(frames, Small);
        var plain = TrainingData.Train(frames, Small with { Baseline = "none" });
        Assert.Null(plain.Delta);
        Assert.True(Error(on.Potential, fresh) < 0.5 * Error(plain.Potential, fresh), $"{Error(on.Potential, fresh)} of {Error(plain.Potential, fresh)} eV/Å");
    }

    [Fact]
    public void Energies_of_atoms_are_those_of_the_rest()
    {
        // The cheap level's atom has an energy of its own, which slope times the baseline brings back.
        const double CheapAtom = -400;
        var (dear, cheap) = DeltaData.Drawn(20, 0.9, 0, 0);
        dear.Add(new Frame(new Structure([Element.Parse("Ar")], [Vec3.Zero])) { Energy = -14.5 });
        cheap.Add(new Frame(dear[^1].Structure) { Energy = CheapAtom });
        var answers = cheap.Select(f => new BaselineLabel("", f.Energy!.Value, f.Forces is null ? null : [.. Vec3.Flatten(f.Forces.AsSpan())], f.Forces is null ? null : new double[9], null)).ToArray();
        var split = new DatasetSplit([.. Enumerable.Range(0, 16), 20], [16, 17, 18, 19]);
        var lesson = Lesson.Of(new Dataset(dear), split, answers, "x", new Dictionary<string, double>());
        Assert.Equal(-14.5 - 0.9 * CheapAtom, lesson.AtomEnergies.Of(Element.Parse("Ar")), 1e-9);
        Assert.True(lesson.AtomEnergies.AllIsolated);
        // What is left is what was drawn: nothing, but for where the levels have their zeros.
        Assert.All(dear.Take(20).Zip(lesson.Data.Frames), pair => Assert.Equal(77 + 0.9 * 1000, pair.Second.Energy!.Value, 1e-6));
        Assert.All(lesson.Data.Frames.Take(20), f => Assert.All(f.Forces!, v => Assert.True(v.Length < 1e-9)));
        Assert.Equal(0, lesson.Delta!.Forces!.HeldResidual, 1e-9);
        Assert.Equal(0.01 / 0.81, lesson.Delta.Energies!.HeldPlain, 1e-9);
    }

    [Fact]
    public void The_file_gives_the_same_potential_and_older_files_have_no_factor()
    {
        var result = TrainingData.Train(DeltaData.Silicon(12), Small with { Baseline = $"zbl:scale=1.1 + {DeltaData.Cheap}" });
        var path = Path.Combine(_folder, "m.athanor");
        result.Save(path, [], overwrite: false);
        var opened = Assert.IsType<ModelWithBaseline>(ModelFileKind.Open(path));
        Assert.Equal(FormattableString.Invariant($"zbl:scale=1.1 + {result.Delta!.Slope} * sw"), opened.Baseline.Name);
        Assert.Contains("slopeError", opened.Card);
        var s = DeltaData.Silicon(2, seed: 9)[1].Structure;
        Assert.Equal(Answer(result.Potential, s).Energy!.Value, Answer(opened, s).Energy!.Value, 1e-10);
        // A wall is no cheap level.
        var walled = TrainingData.Train(DeltaData.Silicon(12), Small with { Baseline = "zbl" });
        Assert.Null(walled.Delta);
        Assert.Equal("zbl", Assert.IsType<ModelWithBaseline>(walled.Potential).Baseline.Name);
    }

    [Fact]
    public void A_cheap_level_that_is_dear_is_asked_once_a_frame_even_by_the_assessment()
    {
        var counted = new DeltaData.Counted(PotentialGrammar.Parse(DeltaData.Cheap));
        var frames = DeltaData.Silicon(12);
        var import = TrainingData.Inspected(frames);
        var trainer = new Trainer(import, Small, Team.Single, null, new Underneath(counted));
        var result = trainer.Train(null, _ => { }, default);
        Assert.Equal(13, counted.Asked);
        Assessment.Of("training", result.Potential, frames.Skip(1), import.AtomEnergies, Team.Single, default);
        Assert.Equal(13, counted.Asked);
        trainer.Train(null, _ => { }, default);
        Assert.Equal(13, counted.Asked);
    }

    [Fact]
    public void Frames_without_an_answer_are_left_out_and_said_and_too_many_are_refused()
    {
        var counted = new DeltaData.Counted(PotentialGrammar.Parse(DeltaData.Cheap));
        var frames = DeltaData.Silicon(12);
        counted.Fails = s => s.Positions[0] == frames[4].Structure.Positions[0] && s.Count > 1;
        var result = new Trainer(TrainingData.Inspected(frames), Small with { Validation = 0 }, Team.Single, null, new Underneath(counted)).Train(null, _ => { }, default);
        Assert.DoesNotContain(4, result.Split.Training);
        Assert.Equal(12, result.Split.Training.Length);
        Assert.Contains("counted has no answer for 1 of the frames, which is left out. Frame 5: no convergence", result.Remarks[0]);
        var useless = new DeltaData.Counted(PotentialGrammar.Parse(DeltaData.Cheap)) { Fails = s => s.Count > 1 };
        var e = Assert.Throws<PotentialException>(() => new Trainer(TrainingData.Inspected(frames), Small, Team.Single, null, new Underneath(useless)).Train(null, _ => { }, default));
        Assert.Contains("has no answer for 12 of 13 frames. Frame 2: no convergence", e.Message);
    }

    [Fact]
    public void Presets_that_can_have_nothing_underneath_are_not_chosen()
    {
        var import = TrainingData.Inspected(DeltaData.Silicon(6));
        var named = new Trainer(import, new TrainingOptions { Preset = "auto", Time = TimeSpan.FromHours(1), Baseline = DeltaData.Cheap }, Team.Single);
        Assert.Equal("sw", named.Cheap);
        Assert.DoesNotContain("fast, which", named.Choice);
    }

    static Frame Answer(IPotential potential, Structure s)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        return TrainingData.Label(s, evaluator);
    }

    static double Error(IPotential potential, Frame[] frames)
    {
        var squares = frames.SelectMany(f => Answer(potential, f.Structure).Forces!.Zip(f.Forces!, (a, b) => (a - b).LengthSquared / 3));
        return Math.Sqrt(squares.Average());
    }
}
