using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public class DatasetTests
{
    static readonly Element Si = Element.Parse("Si");

    static Dataset Grouped(params (string Group, int Count)[] groups) =>
        new([.. groups.SelectMany(g => Enumerable.Range(0, g.Count).Select(k => new Frame(new Structure([Si, Si], [Vec3.Zero, new Vec3(2 + 0.01 * k, 0, 0)])) { Group = g.Group }))]);

    [Fact]
    public void A_split_takes_the_same_fraction_of_every_group()
    {
        var data = Grouped(("bulk", 100), ("surface", 40), ("vacancy", 10));
        var split = data.Split(0.1, 1);
        int Held(string group) => split.Validation.Count(i => data.Frames[i].Group == group);
        Assert.Equal((10, 4, 1), (Held("bulk"), Held("surface"), Held("vacancy")));
        Assert.Equal(Enumerable.Range(0, 150), split.Training.Concat(split.Validation).Order());
    }

    [Fact]
    public void Small_groups_add_up_to_the_fraction_wanted()
    {
        var data = Grouped([.. Enumerable.Range(0, 20).Select(k => ($"g{k:00}", 5))]);
        Assert.Equal(10, data.Split(0.1, 3).Validation.Length);
    }

    [Fact]
    public void A_seed_fixes_the_split_and_another_seed_changes_it()
    {
        var data = Grouped(("bulk", 50));
        Assert.Equal([12, 24, 26, 42, 44], data.Split(0.1, 42).Validation);
        Assert.NotEqual(data.Split(0.1, 42).Validation, data.Split(0.1, 43).Validation);
    }

    [Fact]
    public void Isolated_atoms_and_last_frames_stay_in_training()
    {
        Frame[] frames = [.. Grouped(("bulk", 1)).Frames, .. Enumerable.Range(0, 9).Select(_ => new Frame(new Structure([Si], [Vec3.Zero])) { Group = "isolated_atom" })];
        Assert.Empty(new Dataset(frames).Split(0.9, 5).Validation);
    }

    [Fact]
    public void A_fraction_of_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Grouped(("bulk", 4)).Split(1, 0));

    [Fact]
    public void No_frames_are_refused() => Assert.Equal("The data holds no structure.", Assert.Throws<AtomsException>(() => new Dataset([])).Message);

    [Fact]
    public void Files_are_remembered_with_their_hash()
    {
        var folder = Directory.CreateTempSubdirectory("athanor");
        try
        {
            var a = Path.Combine(folder.FullName, "a.xyz");
            var b = Path.Combine(folder.FullName, "b.xyz");
            File.WriteAllText(a, "1\nProperties=species:S:1:pos:R:3 energy=-1\nH 0 0 0\n1\nProperties=species:S:1:pos:R:3 energy=-1\nHe 0 0 0\n");
            File.WriteAllText(b, "2\nProperties=species:S:1:pos:R:3 energy=-2 config_type=dimer\nH 0 0 0\nH 0 0 0.75\n");
            var data = Dataset.Read([a, b]);
            Assert.Equal((3, 4), (data.Frames.Count, data.AtomCount));
            Assert.Equal(["H", "He"], data.Elements.Select(e => e.Symbol));
            Assert.Equal(["all", "dimer"], data.Groups);
            Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(data.FileOf));
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(b))), data.Files[1].Sha256);
            Assert.Equal("a.xyz, frame 2; b.xyz, frame 1", FramePlaces.Describe(data, [1, 2]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
