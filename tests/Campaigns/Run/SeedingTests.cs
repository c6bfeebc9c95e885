using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>What a campaign begins with.</summary>
public sealed class SeedingTests
{
    [Fact]
    public void Copies_are_moved_a_little_the_same_every_time_and_touch_nowhere()
    {
        using var trial = new Trial("", "3\n\nO 0 0 0.119\nH 0 0.763 -0.477\nH 0 -0.763 -0.477\n");
        Question[] one = [.. new Seeding(trial.Settings).Questions()], again = [.. new Seeding(trial.Settings).Questions()];
        Assert.InRange(one.Length, 15, 25);
        Assert.Distinct(one.Select(q => q.Key));
        Assert.Equal(one.SelectMany(q => q.Structure.Positions), again.SelectMany(q => q.Structure.Positions));
        var start = Likeness.Of(one[0].Structure);
        Assert.All(one.Skip(1), q =>
        {
            Assert.InRange(start.To(Likeness.Of(q.Structure)), 1e-3, 0.5);
            Assert.True((q.Structure.Positions[1] - q.Structure.Positions[0]).Length > 0.7 * 0.97);
        });
        // Another seed, other copies.
        trial.Rewrite("seed: 2");
        Assert.NotEqual(one[1].Structure.Positions, new Seeding(trial.Settings).Questions().ElementAt(1).Structure.Positions);
    }

    [Fact]
    public void Every_second_copy_of_a_crystal_is_strained()
    {
        using var trial = new Trial("", "1\nLattice=\"2.5 2.5 0 0 2.5 2.5 2.5 0 2.5\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nCu 0 0 0\n");
        // One atom cannot be moved against itself.
        Assert.Single(new Seeding(trial.Settings).Questions());
        using var two = new Trial("", "2\nLattice=\"3 0 0 0 3 0 0 0 3\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nCu 0 0 0\nCu 1.5 1.5 1.5\n");
        Question[] questions = [.. new Seeding(two.Settings).Questions()];
        var volumes = questions.Skip(1).Select(q => q.Structure.Cell!.Volume).ToArray();
        Assert.All(volumes.Where((_, k) => k % 2 == 0), v => Assert.Equal(27, v, 9));
        Assert.All(volumes.Where((_, k) => k % 2 == 1), v => Assert.True(Math.Abs(v - 27) is > 1e-6 and < 2));
    }

    [Fact]
    public void Data_are_taken_in_once_and_starts_are_asked_for_once()
    {
        using var trial = new Trial("data: data.xyz", null);
        File.WriteAllText(Path.Combine(trial.Folder, "data.xyz"), string.Concat(Enumerable.Range(0, 3).Select(k =>
            $"2\nProperties=species:S:1:pos:R:3:forces:R:3 energy={-k}\nCu 0 0 0 {k} 0 0\nCu 2.{k} 0 0 {-k} 0 0\n")) + "1\n\nCu 0 0 0\n");
        using var store = trial.Open();
        store.Begin(trial.Settings.ToText());
        for (var k = 0; k < 2; k++)
            new Seeding(trial.Settings).Run(store);
        Assert.Equal([0.0, -1.0, -2.0], store.Labels().Select(l => l.Label.Energy));
        Assert.Equal(new Vec3(2, 0, 0), store.Labels()[2].Label.Forces![0]);
        Assert.Equal(20, store.Count().Open);
        // Given labels cost no budget.
        Assert.False(store.Counters().ContainsKey("labels"));
        File.WriteAllText(Path.Combine(trial.Folder, "data.xyz"), "1\n\nCu 0 0 0\n");
        Assert.Contains("no frame with energy and forces", Assert.Throws<AtomsException>(() => new Seeding(trial.Settings).Run(store)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_are_normal()
    {
        var draw = new Draw(3);
        var numbers = Enumerable.Range(0, 20000).Select(_ => draw.Gaussian()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.03);
        Assert.Equal(1, numbers.Average(x => x * x), 0.05);
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 0.3);
    }
}
