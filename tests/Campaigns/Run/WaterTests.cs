using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum;

namespace Athanor.Campaigns.Tests;

/// <summary>Water by coupled clusters, from three atoms to a potential.</summary>
public sealed class WaterTests(ITestOutputHelper output)
{
    const string Start = "3\n\nO 0 0 0.119\nH 0 0.763 -0.477\nH 0 -0.763 -0.477\n";

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Water_at_500_K_is_learned_to_20_meV_per_angstrom_with_a_hundred_labels()
    {
        var catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);
        var oracle = PotentialGrammar.Parse("ccsd(t)/cc-pvdz", catalogue);
        using var trial = new Trial(
            "walkers: [{temperature: 300}, {temperature: 500, count: 2}]\nask: {threshold: 0.1}\nbudget: {labels: 100, time: 5m, calm: 20}", Start, "ccsd(t)/cc-pvdz");
        var end = trial.Run(oracle: oracle);
        using var store = trial.Open();
        var course = CampaignCourse.Read(store)!;
        Told.Show(course, end, output);
        var model = new TrainedModels(trial.Settings, Team.Single).Open(store.FileOf(course.Models[^1]), 1);
        var error = WalkErrors.Of(trial.Start, model, oracle, 500, 0.5);
        output.WriteLine($"forces along a walk at 500 K are off by {1000 * error:0.0} meV/Å");
        Assert.True(error < 0.02);
        Assert.All(course.Workers, w => Assert.True(w.Kept < 0.1 * (w.Busy + w.Kept), $"{w}"));
    }
}
