using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class LearningCurveTests
{
    static readonly TrainingOptions Small = new() { Preset = "instant", Baseline = DeltaData.Cheap, Cutoff = 4.5, Validation = 0.2 };

    [Fact]
    public void Savings_are_read_off_the_curves()
    {
        // Errors like one over the root of the frames, a third of those from scratch: nine times fewer labels, where the law says so too.
        var scratch = Curve(n => 9 / Math.Sqrt(n));
        var saving = LabelSaving.Of(Curve(n => 3 / Math.Sqrt(n)), scratch, 1.0 / 9)!;
        // Twelve frames of a hundred are the fewest tried.
        Assert.Equal((100 / 12.0, true), (saving.Factor, saving.IsBound));
        Assert.Equal(9, saving.Law, 1e-12);
        Assert.Equal((0.5, 9), (saving.Exponent, saving.LawAsMeasured), Near);
        // Errors that fall with the third power leave little to save.
        var steep = LabelSaving.Of(Curve(n => 1e5 / Math.Pow(n, 3)), Curve(n => 3e5 / Math.Pow(n, 3)), 1.0 / 9)!;
        Assert.Equal(Math.Pow(3, 1.0 / 3), steep.Factor, 1e-9);
        Assert.Equal((3, steep.Factor), (steep.Exponent, steep.LawAsMeasured), Near);
        Assert.Equal(1.0 / 3, saving.ErrorRatio, 1e-12);
        Assert.Equal(1.0 / 3, saving.LawRatio, 1e-12);
        var less = LabelSaving.Of(Curve(n => 9 / Math.Sqrt(3 * n)), scratch, 0.5)!;
        Assert.Equal(3, less.Factor, 1e-9);
        Assert.False(less.IsBound);
        // Who is worse needs more.
        var harm = LabelSaving.Of(Curve(n => 9 / Math.Sqrt(n / 2.0)), scratch, 0.5)!;
        Assert.Equal(0.5, harm.Factor, 1e-9);
        Assert.Equal(1, LabelSaving.Of(scratch, scratch, 0.5)!.Factor, 1e-9);
        Assert.Null(LabelSaving.Of([(12, 1.0)], [(12, 1.0)], 0.5));
        Assert.Null(LabelSaving.Of(Curve(_ => double.NaN), scratch, 0.5));

        static bool Near((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-9;
        static (int, double)[] Curve(Func<int, double> error) => [.. new[] { 12, 25, 50, 100 }.Select(n => (n, error(n)))];
    }

    [Fact]
    public void Both_curves_fall_and_the_cheap_level_is_asked_once_a_frame()
    {
        var counted = new DeltaData.Counted(PotentialGrammar.Parse(DeltaData.Cheap));
        var frames = DeltaData.Silicon(40);
        var trainer = new Trainer(TrainingData.Inspected(frames), Small, Team.Single, null, new Underneath(counted));
        trainer.Ask(null, null, default);
        var told = new List<(int, int)>();
        var curve = LearningCurve.Of(trainer, Team.Single, (done, of) => told.Add((done, of)), default);
        Assert.Equal(41, counted.Asked);
        Assert.Equal(Enumerable.Range(1, 8).Select(k => (k, 8)), told);
        Assert.Equal([4, 8, 16, 32], curve.On.Select(p => p.Frames));
        Assert.Equal([4, 8, 16, 32], curve.Scratch.Select(p => p.Frames));
        Assert.True(curve.On[^1].Forces.Rmse < 0.5 * curve.On[0].Forces.Rmse);
        Assert.True(curve.On[^1].Forces.Rmse < 0.7 * curve.Scratch[^1].Forces.Rmse);
        Assert.All(curve.On.Concat(curve.Scratch), p => Assert.InRange(p.Forces.Rmse, p.Forces.Low, p.Forces.High));
        Assert.True(curve.Forces!.Factor > 1.2 && curve.Forces.Law > 1.2, $"{curve.Forces}");
        Assert.Contains("times fewer", LearningCurveSection.Sentences(curve).Last());
        Assert.Equal(4, LearningCurveSection.ToTable(curve).Rows.Count);
        // The last points are what a training on all frames gives.
        var whole = new Trainer(TrainingData.Inspected(frames), Small with { Heads = 0 }, Team.Single).Train(null, _ => { }, default);
        var errors = Assessment.Of("validation", whole.Potential, whole.Split.Validation.Select(k => frames[k]), whole.Import.AtomEnergies, Team.Single, default).Frames;
        Assert.Equal(LearningPoint.Of(32, errors).Forces.Rmse, curve.On[^1].Forces.Rmse, 1e-9);
    }

    [Fact]
    public void Without_a_cheap_level_there_is_one_curve_and_cancelled_it_ends_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        var trainer = new Trainer(TrainingData.Inspected(DeltaData.Silicon(24)), Small with { Baseline = null }, Team.Single);
        var curve = LearningCurve.Of(
            trainer,
            Team.Single,
            (done, of) =>
            {
                Assert.Equal(4, of);
                if (done == 2)
                    stop.Cancel();
            },
            stop.Token);
        Assert.Empty(curve.On);
        Assert.Equal(2, curve.Scratch.Count);
        Assert.Null(curve.Forces);
        Assert.Empty(LearningCurveSection.Sentences(curve));
        var few = new Trainer(TrainingData.Inspected(DeltaData.Silicon(10)), Small, Team.Single);
        Assert.Contains("16 others or more", Assert.Throws<AtomsException>(() => LearningCurve.Of(few, Team.Single, (_, _) => { }, default)).Message);
    }
}
