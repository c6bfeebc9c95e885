using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Ace;
using Athanor.Testing;

namespace Athanor.Potentials.Tests.Fingerprints;

public sealed class FingerprintTests
{
    static readonly Element Si = Element.Parse("Si");

    static FingerprintForm FormOf(bool chirality, params Structure[] structures) => new(structures.SelectMany(s => s.Elements.ToArray()), chirality: chirality);

    static StructureFingerprint Of(Structure structure, bool chirality = false) => StructureFingerprint.Of(structure, FormOf(chirality, structure), Team.Single);

    [Fact]
    public void Harmonics_are_those_of_the_slow_way()
    {
        var y = new double[25];
        foreach (var r in new Vec3[] { new(0.3, -0.8, 0.5), new(-1, 2, -3), new(0.1, 0, 1) })
        {
            Surroundings.Harmonics(r / r.Length, 4, y);
            Assert.All(RealHarmonics.Of(r, 4).Zip(y), p => Assert.Equal(p.First, p.Second, 1e-13));
        }
    }

    public static TheoryData<string, int[]> Crystals => new()
    {
        { "fcc", [12, 6, 24] },
        { "bcc", [8, 6, 12, 24, 8] },
        { "diamond", [4, 12, 12] },
    };

    static Structure Of(string crystal) => crystal switch
    {
        "fcc" => Crystal.Fcc(Element.Parse("Al"), 4.05),
        "bcc" => Crystal.Bcc(Element.Parse("Fe"), 2.87),
        _ => Crystal.Diamond(Si, 5.43),
    };

    [Theory]
    [MemberData(nameof(Crystals))]
    public void All_atoms_of_a_perfect_crystal_are_one_site_shell_by_shell(string name, int[] counts)
    {
        var crystal = Of(name).Repeat(2, 2, 2);
        var fingerprint = Of(crystal, chirality: true);
        var site = Assert.Single(fingerprint.Sites);
        Assert.Equal(crystal.Count, site.Count);
        Assert.Equal(counts, site.Fingerprint.Shells.Select(s => s.Count));
        Assert.All(fingerprint.Atoms, a => Assert.Equal(1, a.Similarity(site.Fingerprint), 1e-13));
        Assert.Equal(0, fingerprint.Chirality!.Value, 1e-13);
        Assert.True(Of(crystal.With(crystal.Cell, [crystal.Positions[0] + new Vec3(0.1, 0, 0), .. crystal.Positions[1..]])).Sites.Length > 1);
    }

    [Theory]
    [MemberData(nameof(Crystals))]
    public void What_symmetry_forbids_has_no_slope(string name, int[] counts)
    {
        _ = counts;
        var crystal = Of(name);
        var fingerprint = Of(crystal);
        var response = FingerprintResponse.Of(crystal, fingerprint, 0.01, Team.Single);
        var site = Assert.Single(response.Sites);
        Assert.True(site.Expansion > 0.5, $"{site}");
        Assert.Equal(0, site.Shape, 1e-6);
        Assert.Equal(0, site.Displacement, 1e-6);
        Assert.All(response.Strains, s => Assert.Equal(1, s.Sites));
        Assert.True(response.Strains[0].MostChange > 5 * response.Strains[1].MostChange, string.Join(' ', response.Strains));
        Assert.All(response.Strains, s => Assert.InRange(s.Similarity, 0.5, 1 - 1e-9));

        var rattled = crystal.Repeat(2, 1, 1).Rattled(0.1, 3);
        var there = FingerprintResponse.Of(rattled, Of(rattled), 0.01, Team.Single).Sites[0];
        Assert.True(there.Shape > 0.01 && there.Displacement > 0.01, $"{there}");
    }

    public static TheoryData<string, int> Copies => new(new[] { "silicon", "molecule", "salt", "silicon film" }.SelectMany(s => new[] { (s, 1), (s, 2), (s, 3) }));

    [Theory]
    [MemberData(nameof(Copies))]
    public void Copies_are_alike_to_the_last(string sample, int seed)
    {
        var random = new Random(seed);
        var structure = GradientTests.Of(sample);
        var order = Enumerable.Range(0, structure.Count).ToArray();
        random.Shuffle(order);
        var copy = structure.Rotated(Rotation.Random(random)).Translated(new(random.NextDouble(), -7 * random.NextDouble(), 3)).Select(order);
        if (structure.Periodic.A)
            copy = copy.Repeat(2, 1, 1);
        var mirrored = structure.Rotated(Rotation.Mirror(new(1, 0.3, -2)));
        foreach (var chirality in new[] { false, true })
        {
            StructureFingerprint one = Of(structure, chirality), two = Of(copy, chirality), image = Of(mirrored, chirality);
            Assert.Equal(1, one.Similarity(two), 1e-10);
            Assert.Equal(1, one.Mirrored().Similarity(image), 1e-10);
            for (var k = 0; k < structure.Count; k++)
            {
                Assert.Equal(1, two.Atoms[k].Similarity(one.Atoms[order[k]]), 1e-10);
                Assert.All(one.Atoms[k].Invariants.ToArray().Zip(image.Atoms[k].Invariants.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-11));
                Assert.All(one.Atoms[k].Pseudoscalars.ToArray().Zip(image.Atoms[k].Pseudoscalars.ToArray()), p => Assert.Equal(-p.First, p.Second, 1e-11));
            }
        }
    }

    [Fact]
    public void Similarity_is_a_kernel_between_zero_and_one()
    {
        Structure[] structures = [Crystal.Fcc(Si, 4.1), Crystal.Bcc(Si, 3.1), Crystal.Diamond(Si, 5.43), Crystal.SimpleCubic(Si, 2.6), Crystal.Hcp(Si, 2.9), Crystal.Diamond(Si, 5.43).Rattled(0.3, 1), new([Si], [Vec3.Zero])];
        var form = FormOf(true, structures);
        var fingerprints = structures.Select(s => StructureFingerprint.Of(s, form, Team.Single)).ToArray();
        var random = new Random(1);
        for (var i = 0; i < structures.Length; i++)
        {
            for (var j = 0; j < structures.Length; j++)
            {
                var k = fingerprints[i].Similarity(fingerprints[j]);
                Assert.Equal(k, fingerprints[j].Similarity(fingerprints[i]), 1e-14);
                if (i == j)
                    Assert.Equal(1, k, 1e-14);
                else
                    Assert.InRange(k, 0, 0.999);
            }
        }
        for (var trial = 0; trial < 50; trial++)
        {
            double[] c = [.. structures.Select(_ => 2 * random.NextDouble() - 1)];
            var form2 = 0.0;
            for (var i = 0; i < c.Length; i++)
            {
                for (var j = 0; j < c.Length; j++)
                    form2 += c[i] * c[j] * fingerprints[i].Similarity(fingerprints[j]);
            }
            Assert.True(form2 > -1e-12, $"{form2}");
        }
    }

    /// <summary>Strained fcc becomes bcc along Bain's path, and nothing jumps on the way.</summary>
    [Fact]
    public void Similarity_goes_smoothly()
    {
        var start = Crystal.Fcc(Si, 4);
        var form = FormOf(false, start);
        var first = StructureFingerprint.Of(start, form, Team.Single);
        var before = 1.0;
        for (var e = 0.01; e < 0.3; e += 0.01)
        {
            var now = first.Similarity(StructureFingerprint.Of(start.Strained(Mat3.Diagonal(0, 0, -e)), form, Team.Single));
            Assert.InRange(before - now, 0, 0.15);
            before = now;
        }
        Assert.True(before < 0.8, $"{before}");
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var structure = GradientTests.Of("silicon").Repeat(3, 3, 3);
        var form = FormOf(true, structure);
        using var team = new Team(3);
        var one = StructureFingerprint.Of(structure, form, Team.Single);
        var two = StructureFingerprint.Of(structure, form, team);
        Assert.All(one.Atoms.Zip(two.Atoms), p => Assert.Equal(p.First.Pseudoscalars.ToArray(), p.Second.Pseudoscalars.ToArray()));
    }

    [Fact]
    public void What_cannot_be_compared_is_a_sentence()
    {
        Assert.Contains("0.5 and 50", Assert.Throws<PotentialException>(() => new FingerprintForm([Si], 0.1)).Message, StringComparison.Ordinal);
        var form = new FingerprintForm([Si]);
        Assert.Contains("Al is not among", Assert.Throws<PotentialException>(() => StructureFingerprint.Of(Of("fcc"), form, Team.Single)).Message, StringComparison.Ordinal);
    }
}
