using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Nep;

namespace Athanor.Learning.Tests;

public sealed class FastPresetTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Preset = "fast", Validation = 0.2, MostSteps = 25 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_learns_silicon_and_the_model_says_what_the_fit_said()
    {
        var frames = TrainingData.Silicon(60);
        var result = TrainingData.Train(frames, Options with { Cutoff = 4.5, Hidden = [12] });
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(last.Validation.ForceRmse < 0.04, $"{last.Validation.ForceRmse}");
        Assert.True(last.Validation.EnergyRmse < 0.004, $"{last.Validation.EnergyRmse}");
        AgreesWithItsFit(frames, result);
    }

    /// <summary>Residuals of the potential are those of its fit, of the sweep kept or of the average then.</summary>
    static void AgreesWithItsFit(List<Frame> frames, TrainingResult result)
    {
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        double forces = 0, energies = 0, stresses = 0, count = 0;
        foreach (var i in result.Split.Validation)
        {
            var predicted = TrainingData.Label(frames[i].Structure, evaluator);
            energies += Math.Pow((predicted.Energy!.Value - frames[i].Energy!.Value) / frames[i].Structure.Count, 2);
            for (var a = 0; a < predicted.Forces!.Length; a++, count += 3)
                forces += (predicted.Forces[a] - frames[i].Forces![a]).LengthSquared;
            var difference = (predicted.Stress!.Value - frames[i].Stress!.Value).Symmetrized;
            foreach (var s in (double[])[difference.XX, difference.YY, difference.ZZ, difference.YZ, difference.XZ, difference.XY])
                stresses += s * s / 6;
        }
        var n = result.Split.Validation.Length;
        // Where the average of the last sweeps was kept, its residuals are nearly those of the sweep, and no larger.
        var best = result.History.Single(s => s.Step == result.BestStep).Validation;
        Assert.InRange(Math.Sqrt(forces / count), 0.7 * best.ForceRmse, 1.05 * best.ForceRmse);
        Assert.InRange(Math.Sqrt(energies / n), 0.5 * best.EnergyRmse, 1.3 * best.EnergyRmse);
        Assert.InRange(Math.Sqrt(stresses / n), 0.5 * best.StressRmse, 1.3 * best.StressRmse);
    }

    [Fact]
    public void Where_nuclei_meet_the_repulsion_is_taken_off_the_targets_and_in_the_model()
    {
        var random = new Random(2);
        var crystal = Crystal.Fcc(Element.Parse("Ar"), 2.25);
        using var label = PotentialGrammar.Parse("zbl:scale=0.9 + lj:epsilon=0.2,sigma=1.5,cutoff=4,switch=3").Open(EvaluatorOptions.Default);
        List<Frame> frames = [.. Enumerable.Range(0, 40).Select(_ => TrainingData.Label(SyntheticData.Rattled(crystal, 0.1, random), label))];
        Assert.True(frames.Average(f => f.Energy) > 1);
        var result = TrainingData.Train(frames, Options with { Cutoff = 4, MostSteps = 15 });
        AgreesWithItsFit(frames, result);
        Assert.NotNull(((NepModel)result.Potential).Form.Zbl);
        Assert.Null(((NepModel)TrainingData.Train(frames, Options with { Cutoff = 4, MostSteps = 1, Baseline = "none" }).Potential).Form.Zbl);
    }

    [Fact]
    public void It_goes_through_a_file_and_passes_the_audit_and_is_exported()
    {
        var frames = SyntheticData.Water(60);
        var result = TrainingData.Train(frames, Options with { Cutoff = 4, MostSteps = 12 });
        var (path, text) = (Path.Combine(_folder, "water.athanor"), Path.Combine(_folder, "nep.txt"));
        result.Save(path, new() { ["kind"] = "none" }, overwrite: false);
        var read = Assert.IsType<NepModel>(PotentialGrammar.Parse(path));
        ModelExports.Write(ModelExports.Named("nep"), read, text, overwrite: false);
        var expected = Labelled(result.Potential);
        foreach (var other in new[] { read, PotentialGrammar.Parse(text) })
        {
            Assert.Equal(expected.Energy!.Value, Labelled(other).Energy!.Value, 1e-12);
            Assert.Equal(expected.Forces, Labelled(other).Forces);
        }
        Assert.Contains("sigmaForce", PotentialCard.Of(read));
        var findings = Audit.Run(read, [("water", frames[3].Structure)], new AuditOptions(Team.Single, Precision.Double, 1, default), _ => { });
        Assert.DoesNotContain(findings, f => f.Verdict == Verdict.Fail);

        Frame Labelled(IPotential potential)
        {
            using var evaluator = potential.Open(EvaluatorOptions.Default);
            return TrainingData.Label(frames[3].Structure, evaluator);
        }
    }

    [Fact]
    public void It_knows_where_it_was_trained()
    {
        var frames = TrainingData.Silicon(12);
        using var evaluator = TrainingData.Train(frames, Options with { MostSteps = 2 }).Potential.Open(EvaluatorOptions.Default);
        var range = Assert.IsAssignableFrom<ITrainingRange>(evaluator);
        var pressed = frames[0].Structure.Clone();
        pressed.Positions[0] += 0.6 * (pressed.Positions[1] - pressed.Positions[0]);
        Assert.True(range.ExcessOf(pressed).Amount > 0.2);
        // Whichever frame was held back may lie outside; not all of them do.
        Assert.True(frames.Count(f => range.ExcessOf(f.Structure).Amount < 1e-6) >= 9);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(8);
        double Energy(Team t)
        {
            using var evaluator = new Trainer(ImportReport.Of(new Dataset(frames)), Options with { MostSteps = 3 }, t).Train(null, _ => { }, default).Potential.Open(EvaluatorOptions.Default);
            return TrainingData.Label(frames[1].Structure, evaluator).Energy!.Value;
        }
        Assert.Equal(Energy(Team.Single), Energy(team));
    }

    [Fact]
    public void Several_hidden_layers_and_too_many_elements_are_refused()
    {
        var frames = TrainingData.Silicon(4);
        Assert.Contains("one hidden layer", Assert.Throws<PotentialException>(() => TrainingData.Train(frames, Options with { Hidden = [10, 10] })).Message, StringComparison.Ordinal);
        Assert.Contains("leave --baseline out", Assert.Throws<PotentialException>(() => TrainingData.Train(frames, Options with { Baseline = "zbl" })).Message, StringComparison.Ordinal);
        Element[] elements = [.. Element.All.Take(30)];
        Frame[] many = [new(new Structure(elements, [.. elements.Select((_, i) => new Vec3(2.0 * i, 0, 0))]))];
        Assert.Contains("30 elements", Assert.Throws<PotentialException>(() => new FastPreset().Prepare(many, [0], null!, Options with { Cutoff = 4 }, Team.Single)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 40_000, 10)]
    [InlineData(1, 1_000, 4)]
    [InlineData(3, 100_000, 8)]
    [InlineData(10, 100_000, 4)]
    public void Sizes_suit_elements_and_data_and_the_programs_that_read_the_export(int elements, long labels, int channels)
    {
        var size = NepSize.For(elements, labels, null);
        Assert.Equal(channels, size.Channels);
        var angular = size.Channels * (NepSize.LMax + int.PopCount((int)size.Invariants));
        Assert.True(angular <= 90 && angular + size.Channels <= 103 && size.Basis <= 17);
    }

    [Fact]
    public void Radial_functions_are_orthonormal_over_the_distances()
    {
        var random = new Random(1);
        double[] distances = [.. Enumerable.Range(0, 4000).Select(_ => 2 + 3 * random.NextDouble())];
        var c = NepRadialChoice.Combinations(5, 12, 8, distances);
        var count = c.Length / 12;
        // A fifth of the weight lies evenly between contact and cutoff.
        var near = 0.95 * distances.Min();
        double[] evenly = [.. Enumerable.Range(0, 400).Select(p => near + (5 - near) * (p + 0.5) / 400)];
        Assert.InRange(count, 6, 8);
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
                Assert.Equal(a == b ? 1 : 0, 0.8 * distances.Average(r => Value(a, r) * Value(b, r)) + 0.2 * evenly.Average(r => Value(a, r) * Value(b, r)), 1e-6);
        }

        double Value(int m, double r)
        {
            var x = 2 * Math.Pow(r / 5 - 1, 2) - 1;
            return Enumerable.Range(0, 12).Sum(k => c[m * 12 + k] * 0.5 * (Math.Cos(k * Math.Acos(Math.Clamp(x, -1, 1))) + 1)) * (0.5 + 0.5 * Math.Cos(Math.PI * r / 5));
        }
    }
}
