using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>Silicon by Stillinger and Weber: a cell that repeats, a baseline of its own, two temperatures.</summary>
public sealed class CrystalTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Silicon_is_learned_where_it_is_hot()
    {
        var a = 5.43;
        string[] places = ["0 0 0", "0 .5 .5", ".5 0 .5", ".5 .5 0", ".25 .25 .25", ".25 .75 .75", ".75 .25 .75", ".75 .75 .25"];
        var lines = places.Select(p => "Si " + string.Join(' ', p.Split(' ').Select(x => double.Parse(x, System.Globalization.CultureInfo.InvariantCulture) * a)));
        var start = $"8\nLattice=\"{a} 0 0 0 {a} 0 0 0 {a}\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n{string.Join('\n', lines)}\n";
        using var trial = new Trial("walkers: [{temperature: 300}, {temperature: 1200}]\nask: {threshold: 0.15}\nbudget: {labels: 120, calm: 2}", start, "sw");
        var end = trial.Run();
        using var store = trial.Open();
        var course = CampaignCourse.Read(store)!;
        Told.Show(course, end, output);
        Assert.True(end.Ended);
        Assert.All(course.Walkers, w => Assert.Equal(0, w.Broken));
        var model = new TrainedModels(trial.Settings, Team.Single).Open(store.FileOf(course.Models[^1]), 1);
        var error = WalkErrors.Of(trial.Start, model, PotentialGrammar.Parse("sw"), 1000, 2);
        output.WriteLine($"forces along a walk at 1000 K are off by {1000 * error:0.0} meV/Å");
        Assert.True(error < 0.1);
    }
}
