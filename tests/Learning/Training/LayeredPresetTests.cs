using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Learning.Tests;

public sealed class LayeredPresetTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static TrainingOptions Options(string preset, int sweeps) => new() { Preset = preset, Baseline = "none", Validation = 0.2, Cutoff = 4, MostSteps = sweeps };

    [Theory]
    [InlineData("accurate", 0.1)]
    [InlineData("max", 0.1)]
    public void It_learns_silicon_and_the_model_says_what_the_fit_said(string preset, double error)
    {
        var frames = TrainingData.Silicon(12);
        var result = TrainingData.Train(frames, Options(preset, 80));
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(last.Validation.ForceRmse < error, $"{last.Validation.ForceRmse}");
        Assert.True(last.Validation.EnergyRmse < 0.01, $"{last.Validation.EnergyRmse}");
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        var sum = 0.0;
        var count = 0;
        foreach (var i in result.Split.Validation)
        {
            var predicted = TrainingData.Label(frames[i].Structure, evaluator);
            for (var a = 0; a < predicted.Forces!.Length; a++, count += 3)
                sum += (predicted.Forces[a] - frames[i].Forces![a]).LengthSquared;
        }
        Assert.Equal(last.Validation.ForceRmse, Math.Sqrt(sum / count), 1e-3 * last.Validation.ForceRmse);
        var range = Assert.IsAssignableFrom<ITrainingRange>(evaluator);
        Assert.Equal(0, range.ExcessOf(frames[result.Split.Training[0]].Structure).Amount, 1e-3);
        var pressed = frames[0].Structure.Clone();
        pressed.Positions[0] += 0.6 * (pressed.Positions[1] - pressed.Positions[0]);
        Assert.True(range.ExcessOf(pressed).Amount > 0.2);
    }

    [Fact]
    public void It_goes_through_a_file_and_passes_the_audit()
    {
        var frames = SyntheticData.Water(20);
        var result = TrainingData.Train(frames, Options("max", 60));
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
        Assert.Contains("two layers", PotentialCard.Of(read), StringComparison.Ordinal);
        var findings = Audit.Run(read, [("water", frames[3].Structure)], new AuditOptions(Team.Single, Precision.Double, 1, default), _ => { });
        Assert.Empty(findings.Where(f => f.Verdict == Verdict.Fail).Select(f => $"{f}"));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(6);
        double[] Parameters(Team t) =>
            ((LayeredModel)new Trainer(ImportReport.Of(new Dataset(frames)), Options("max", 3), t).Train(null, _ => { }, default).Potential).Parameters.ToArray();
        var expected = Parameters(Team.Single);
        Assert.Equal(expected, Parameters(team));
    }

    [Fact]
    public void Hidden_layers_are_one_of_whole_vectors()
    {
        var refusal = Assert.Throws<PotentialException>(() => TrainingData.Train(TrainingData.Silicon(4), Options("accurate", 1) with { Hidden = [20, 20] }));
        Assert.Contains("multiple of 16", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_share_channels_where_there_are_many()
    {
        Element[] elements = [.. "C N O F Si P".Split(' ').Select(e => Element.Parse(e))];
        var random = new Random(1);
        Frame[] frames = [.. Enumerable.Range(0, 6).Select(_ => new Frame(new Structure(elements, [.. elements.Select((_, i) => new Vec3(1.6 * i + 0.1 * random.NextDouble(), random.NextDouble(), 0))]))
        {
            Energy = random.NextDouble(),
            Forces = new Vec3[elements.Length],
        })];
        var model = (LayeredModel)TrainingData.Train(frames, Options("accurate", 1)).Potential;
        Assert.Equal(4, model.Form.Embedding);
    }
}
