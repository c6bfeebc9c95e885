using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

/// <summary>Published data: better than the networks on symmetry functions of the same publication (Zuo et al., J. Phys. Chem. A 124, 731 (2020)), after a few sweeps.</summary>
public sealed class FastAccuracyTests
{
    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("Si", 5.0, 30, 5.63, 0.109)]
    [InlineData("Li", 6.2, 25, 0.75, 0.017)]
    public void Test_frames_of_mlearn(string element, double cutoff, int sweeps, double energy, double force)
    {
        string train = $"data/mlearn/{element}_train.xyz", test = $"data/mlearn/{element}_test.xyz";
        Assert.SkipUnless(SharedData.Has(train), SharedData.Missing(train));
        using var team = new Team(2);
        var options = new TrainingOptions { Preset = "fast", Cutoff = cutoff, MostSteps = sweeps };
        var result = new Trainer(ImportReport.Of(new Dataset([.. StructureFiles.Read(SharedData.PathOf(train))])), options, team).Train(null, _ => { }, default);
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        double energies = 0, forces = 0, frames = 0, components = 0;
        foreach (var frame in StructureFiles.Read(SharedData.PathOf(test)))
        {
            var predicted = TrainingData.Label(frame.Structure, evaluator);
            energies += 1000 * Math.Abs(predicted.Energy!.Value - frame.Energy!.Value) / frame.Structure.Count;
            frames++;
            for (var i = 0; i < frame.Structure.Count; i++)
            {
                for (var axis = 0; axis < 3; axis++, components++)
                    forces += Math.Abs(predicted.Forces![i][axis] - frame.Forces![i][axis]);
            }
        }
        Assert.True(energies / frames < energy, $"{energies / frames} meV/atom");
        Assert.True(forces / components < force, $"{forces / components} eV/Å");
    }
}
