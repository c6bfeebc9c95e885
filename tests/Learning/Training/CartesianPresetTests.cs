using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class CartesianPresetTests : IDisposable
{
    static readonly TrainingOptions Options = new() { Preset = "cartesian", Hidden = [8], MostSteps = 15 };

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Isolated_atoms_are_left_out_with_a_word_and_the_rest_is_learned()
    {
        var result = TrainingData.Train([.. SyntheticData.WaterAtoms(), .. SyntheticData.Water(40)], Options);
        Assert.Contains("Isolated atoms (2 frames) are left out", result.Description);
        Assert.DoesNotContain(0, result.Split.Training);
        Assert.DoesNotContain(1, result.Split.Training);
        Assert.True(result.History[^1].Training.ForceRmse < 0.9 * result.History[0].Training.ForceRmse);
        // The energies of atoms are in the total all the same.
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        foreach (var frame in SyntheticData.Water(40))
            Assert.Equal(frame.Energy!.Value, TrainingData.Label(frame.Structure, evaluator).Energy!.Value, 2.0);
    }

    [Fact]
    public void It_goes_through_a_file_and_fails_the_audit_on_rotation_and_permutation()
    {
        var frames = SyntheticData.Water(40);
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

        var findings = Audit.Run(read, [("water", frames[3].Structure)], new AuditOptions(Team.Single, Precision.Double, 1, default), _ => { });
        foreach (var check in new[] { "rotation", "permutation" })
            Assert.Contains(findings, f => f.Check.Contains(check, StringComparison.OrdinalIgnoreCase) && f.Verdict == Verdict.Fail);
        // What it does right is not held against it.
        Assert.Contains(findings, f => f.Check.Contains("force", StringComparison.OrdinalIgnoreCase) && f.Verdict == Verdict.Pass);
    }

    [Fact]
    public void Another_order_of_atoms_is_refused_with_the_frame()
    {
        var frames = SyntheticData.Water(12);
        frames[5] = new Atoms.Frame(new Atoms.Structure([.. frames[5].Structure.Elements.ToArray().Reverse()], [.. frames[5].Structure.Positions.Reverse()]))
        {
            Energy = frames[5].Energy,
            Forces = [.. frames[5].Forces!.Reverse()],
        };
        var e = Assert.Throws<PotentialException>(() => TrainingData.Train(frames, Options));
        Assert.Contains("H H O where others hold O H H", e.Message);
        Assert.Contains("--preset behler", e.Message);
    }

    [Fact]
    public void Isolated_atoms_alone_are_refused() =>
        Assert.Contains("no frame", Assert.ThrowsAny<Atoms.AtomsException>(() => TrainingData.Train(SyntheticData.WaterAtoms(), Options)).Message);
}
