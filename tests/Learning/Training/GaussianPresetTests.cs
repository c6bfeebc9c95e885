using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Learning.Tests;

public sealed class GaussianPresetTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Preset = "gp", Baseline = "none", Validation = 0.2, Cutoff = 4 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_silicon_and_the_model_says_what_the_fit_said()
    {
        var frames = TrainingData.Silicon(24);
        var result = TrainingData.Train(frames, Options);
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(result.Converged);
        Assert.True(last.Validation.ForceRmse < 0.1, $"{last.Validation.ForceRmse}");
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
        Assert.Equal(last.Validation.ForceRmse, Math.Sqrt(sum / count), 1e-5 * last.Validation.ForceRmse + 1e-8);
    }

    [Fact]
    public void It_is_less_sure_where_it_has_not_been()
    {
        var frames = TrainingData.Silicon(12);
        var model = Assert.IsType<GaussianModel>(TrainingData.Train(frames, Options).Potential);
        Assert.Equal(16, model.Members.Count);
        using var variance = new GaussianVariance(model);
        double Of(Structure structure) => Math.Sqrt(variance.Of(structure, new Vec3[structure.Count]));
        var pressed = frames[0].Structure.Clone();
        pressed.Positions[0] += 0.5 * (pressed.Positions[1] - pressed.Positions[0]);
        Assert.True(Of(pressed) > 50 * Of(frames[0].Structure), $"{Of(pressed)} {Of(frames[0].Structure)}");
        using var evaluator = model.Open(EvaluatorOptions.Default);
        Assert.True(Assert.IsAssignableFrom<ITrainingRange>(evaluator).ExcessOf(pressed).Amount > 0.2);
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
        Assert.Contains("sparse surroundings", PotentialCard.Of(read));
        var findings = Audit.Run(read, [("water", frames[3].Structure)], new AuditOptions(Team.Single, Precision.Double, 1, default), _ => { });
        Assert.DoesNotContain(findings, f => f.Verdict == Verdict.Fail);
    }

    [Fact]
    public void Many_elements_are_embedded_and_one_that_nobody_saw_is_not_known()
    {
        var frames = ElementLikenessTests.TwoInSix(40);
        var result = TrainingData.Train(frames, Options);
        Assert.Contains("6 elements as 4 numbers each", result.Description, StringComparison.Ordinal);
        var size = Math.Sqrt(frames.SelectMany(f => f.Forces!).Average(f => f.LengthSquared) / 3);
        Assert.True(result.History[^1].Validation.ForceRmse < 0.4 * size, $"{result.History[^1].Validation.ForceRmse} of {size}");
        var crystal = frames[0].Structure;
        var unseen = new Frame(new Structure([Element.Parse("U"), .. crystal.Elements.ToArray()[1..]], crystal.Positions, crystal.Cell, crystal.Periodic)) { Energy = 0 };
        Frame[] all = [.. frames, unseen];
        var trainable = ((ITrainingPreset)new GaussianPreset()).Prepare(all, [.. Enumerable.Range(0, frames.Count)], AtomEnergies.Of(new Dataset(all)), Options, Team.Single);
        var model = trainable.Build(new double[((ILinearModel)trainable).ParameterCount], null);
        var read = GaussianModelFile.FromFile(ModelFile.FromBytes(trainable.ToFile(model, []).ToBytes(), "x"), "x");
        Assert.Equal(0, read.Sparse.CountOf(read.SpeciesOf(Element.Parse("U"))));
        using var evaluator = read.Open(EvaluatorOptions.Default);
        Assert.True(double.IsFinite(TrainingData.Label(unseen.Structure, evaluator).Energy!.Value));
    }

    [Fact]
    public void Energies_alone_are_learned_too()
    {
        var frames = TrainingData.Silicon(60);
        double[] energies = [.. frames.Select(f => f.Energy!.Value / f.Structure.Count)];
        var spread = Math.Sqrt(energies.Average(e => e * e) - Math.Pow(energies.Average(), 2));
        foreach (var frame in frames)
            (frame.Forces, frame.Stress) = (null, null);
        var result = TrainingData.Train(frames, Options);
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(last.Validation.EnergyRmse < 0.3 * spread, $"{last.Validation.EnergyRmse} of {spread}");
    }

    [Fact]
    public void Without_heads_there_is_no_posterior()
    {
        var model = Assert.IsType<GaussianModel>(TrainingData.Train(TrainingData.Silicon(6), Options with { Heads = 0 }).Potential);
        Assert.Null(model.Posterior);
        Assert.Empty(model.Members);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(6);
        (double, double) Energy(Team t)
        {
            using var evaluator = new Trainer(ImportReport.Of(new Dataset(frames)), Options, t).Train(null, _ => { }, default).Potential.Open(EvaluatorOptions.Default);
            var prediction = new Prediction();
            evaluator.Evaluate(frames[1].Structure, Request.Forces | Request.Uncertainty, prediction);
            return (prediction.Energy, prediction.EnergyStd!.Value);
        }
        Assert.Equal(Energy(Team.Single), Energy(team));
    }
}
