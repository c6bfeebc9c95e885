using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Testing;

namespace Athanor.Potentials.Tests.Fingerprints;

/// <summary>What tells left from right.</summary>
public sealed class ChiralityTests
{
    const string AminoAcids = "data/chirality/amino_acid_enantiomers.xyz";

    static readonly Element C = Element.Parse("C"), H = Element.Parse("H"), F = Element.Parse("F"), Cl = Element.Parse("Cl"), Br = Element.Parse("Br");

    static Structure Methane(params Element[] around) => new([C, .. around], [Vec3.Zero, .. new Vec3[] { new(1, 1, 1), new(1, -1, -1), new(-1, 1, -1), new(-1, -1, 1) }.Select((v, k) => (around[k] == H ? 0.63 : around[k] == F ? 0.79 : 1.02) * v)]);

    static StructureFingerprint Of(Structure structure) => StructureFingerprint.Of(structure, new FingerprintForm([.. structure.Elements.ToArray()], chirality: true), Team.Single);

    [Fact]
    public void Four_different_ligands_have_a_hand_and_three_have_none()
    {
        Structure left = Methane(H, F, Cl, Br), right = Methane(F, H, Cl, Br), none = Methane(H, H, Cl, Br);
        StructureFingerprint l = Of(left), r = Of(right);
        Assert.True(l.Chirality > 1e-3, $"{l.Chirality}");
        Assert.Equal(l.Chirality!.Value, r.Chirality!.Value, 1e-12);
        Assert.True(l.Similarity(r) < 1 - 1e-3);
        Assert.Equal(1, l.Mirrored().Similarity(r), 1e-12);
        Assert.Equal(0, Of(none).Chirality!.Value, 1e-12);
        Assert.All(Of(none).MeanPseudoscalars(C), p => Assert.Equal(0, p, 1e-12));
        // Off the mirror plane the hydrogens have hands, opposite ones.
        Assert.True(Of(none).Atoms[1].Pseudoscalars.ToArray().Max(Math.Abs) > 1e-3);
        Assert.All(Of(none).MeanPseudoscalars(H), p => Assert.Equal(0, p, 1e-12));
    }

    /// <summary>Beside a partner with a hand the two differ without pseudoscalars too: left with left is no mirror image of left with right.</summary>
    [Fact]
    public void A_partner_with_a_hand_is_noticed()
    {
        Structure left = Methane(H, F, Cl, Br), right = left.Rotated(Rotation.Mirror(new(1, 2, -0.5)));
        static Structure Beside(Structure a, Structure b) => new([.. a.Elements, .. b.Elements], [.. a.Positions, .. b.Positions.Select(r => r + new Vec3(3.2, 0.4, 0.9))]);
        var form = new FingerprintForm([.. left.Elements.ToArray()]);
        StructureFingerprint Without(Structure s) => StructureFingerprint.Of(s, form, Team.Single);
        Assert.Equal(1, Without(left).Similarity(Without(right)), 1e-12);
        Assert.True(Without(Beside(left, left)).Similarity(Without(Beside(left, right))) < 0.99);
        Assert.Equal(1, Without(Beside(left, right)).Similarity(Without(Beside(left, right).Rotated(Rotation.Mirror(new(0.3, 1, 1))))), 1e-12);
    }

    /// <summary>Coordinates of a file are rounded; that makes no hand.</summary>
    [Fact]
    public void Rounding_makes_no_hand()
    {
        var none = Methane(H, H, Cl, Br).Rotated(Rotation.Random(new Random(4)));
        Assert.False(Of(none.With(null, [.. none.Positions.Select(r => new Vec3(Math.Round(r.X, 4), Math.Round(r.Y, 4), Math.Round(r.Z, 4)))])).HasHand);
        Assert.True(Of(Methane(H, F, Cl, Br)).HasHand);
    }

    /// <summary>Disorder is no more left than right, but it is not its own mirror image; and one atom out of place makes another structure.</summary>
    [Fact]
    public void Means_do_not_hide_single_atoms()
    {
        var perfect = Crystal.Diamond(Element.Parse("Si"), 5.43).Repeat(3, 3, 3);
        Assert.False(Of(perfect).HasHand);
        Assert.True(Of(perfect.Rattled(0.3, 1)).HasHand);
        var moved = perfect.With(perfect.Cell, [perfect.Positions[0] + new Vec3(0.3, 0.1, 0), .. perfect.Positions[1..]]);
        Assert.True(Of(perfect).IsLike(Of(perfect.Translated(new(1, 2, 3)))));
        Assert.False(Of(perfect).IsLike(Of(moved)));
        Assert.True(Of(perfect).Similarity(Of(moved)) > 0.99);
    }

    /// <summary>Selenium: right-handed and left-handed screws of one element, sites with an axis of two.</summary>
    [Fact]
    public void Screws_of_one_element_have_hands()
    {
        static Structure Selenium(double hand)
        {
            const double a = 4.366, c = 4.954, u = 0.2254;
            var cell = Cell.FromLengthsAndAngles(a, a, c, 90, 90, 120);
            Vec3[] sites = [new(u, 0, hand / 3), new(0, u, -hand / 3), new(-u, -u, 0)];
            var se = Element.Parse("Se");
            return new([se, se, se], [.. sites.Select(cell.ToCartesian)], cell, Periodicity.All);
        }
        StructureFingerprint right = Of(Selenium(1)), left = Of(Selenium(-1));
        Assert.Single(right.Sites);
        Assert.True(right.Chirality > 1e-6, $"{right.Chirality}");
        Assert.Equal(1, right.Mirrored().Similarity(left), 1e-12);
    }

    [Fact]
    public void Amino_acids_and_their_mirror_images()
    {
        if (!SharedData.Has(AminoAcids))
            Assert.Skip(SharedData.Missing(AminoAcids));
        var frames = StructureFiles.Read(SharedData.PathOf(AminoAcids)).Select(f => f.Structure).ToArray();
        Assert.Equal(36, frames.Length);
        for (var k = 0; k < frames.Length; k += 2)
        {
            StructureFingerprint l = Of(frames[k]), d = Of(frames[k + 1]);
            foreach (var (one, other) in l.Atoms.Zip(d.Atoms))
            {
                Assert.All(one.Invariants.ToArray().Zip(other.Invariants.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-11));
                Assert.All(one.Pseudoscalars.ToArray().Zip(other.Pseudoscalars.ToArray()), p => Assert.Equal(-p.First, p.Second, 1e-11));
            }
            Assert.True(l.Chirality > 1e-4, $"{k}: {l.Chirality}");
            Assert.Equal(1, l.Mirrored().Similarity(d), 1e-12);
        }
    }
}
