using System.Diagnostics;
using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class SpaceGroupTests
{
    static readonly Element Si = Element.Parse("Si"), O = Element.Parse("O"), Na = Element.Parse("Na"), Cl = Element.Parse("Cl"), Ti = Element.Parse("Ti");

    // Operations of the International Tables, times the centring of the conventional cell.
    public static TheoryData<string, int, int, int> Crystals => new()
    {
        { "diamond", 192, 4, 1 },
        { "fcc", 192, 4, 1 },
        { "bcc", 96, 2, 1 },
        { "sc", 48, 1, 1 },
        { "hcp", 24, 1, 1 },
        { "zinc blende", 96, 4, 2 },
        { "rock salt", 192, 4, 2 },
        { "caesium chloride", 48, 1, 2 },
        { "rutile", 16, 1, 2 },
        { "quartz", 6, 1, 2 },
        { "fcc 3x3x3", 27 * 192, 27 * 4, 1 },
        { "diamond 2x1x1", 2 * 64, 8, 1 },
    };

    [Theory]
    [MemberData(nameof(Crystals))]
    public void Crystals_have_the_operations_of_their_groups(string name, int operations, int translations, int orbits)
    {
        var group = SpaceGroup.Of(Named(name));
        Assert.Equal(operations, group.Count);
        Assert.Equal(translations, group.Translations.Count);
        Assert.Equal(orbits, group.InequivalentAtoms.Count());
        Assert.Equal(group.Structure.Count, translations * group.Primitive.Structure.Count);
        AssertMaps(group, group.Tolerance);
    }

    [Theory]
    [MemberData(nameof(Crystals))]
    public void The_way_a_crystal_is_described_does_not_matter(string name, int operations, int translations, int orbits)
    {
        var random = new Random(7);
        var structure = Named(name);
        int[] order = [.. Enumerable.Range(0, structure.Count)];
        random.Shuffle(order);
        var other = structure.Select(order).Rotated(Rotation.Random(random)).Translated(new Vec3(random.NextDouble(), 7 * random.NextDouble(), -random.NextDouble()));
        for (var i = 0; i < other.Count; i++)
        {
            var shift = other.Cell!.ToCartesian(new Vec3(random.Next(-2, 3), random.Next(-2, 3), random.Next(-2, 3)));
            other.Positions[i] += shift + 2e-5 * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        }
        // Other lattice vectors of the same lattice.
        var v = other.Cell!.Vectors;
        other = other.With(new Cell(v.Row(0) + v.Row(1), v.Row(1), v.Row(2) - 2 * v.Row(0)), other.Positions);
        var group = SpaceGroup.Of(other);
        Assert.Equal(operations, group.Count);
        Assert.Equal(translations, group.Translations.Count);
        Assert.Equal(orbits, group.InequivalentAtoms.Count());
        AssertMaps(group, 4 * group.Tolerance);
    }

    [Fact]
    public void Operations_are_a_group_and_images_follow_them()
    {
        var group = SpaceGroup.Of(Crystal.Diamond(Si, 5.43).Repeat(2, 2, 1));
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            int a = random.Next(group.Count), b = random.Next(group.Count), atom = random.Next(group.Structure.Count);
            var product = group.Operation(a).After(group.Operation(b));
            var image = group.Image(a, group.Image(b, atom));
            Assert.Contains(group.Between(atom, image), k => Same(group.Operation(k), product));
        }
        Assert.Equal(group.Count, group.Operations.Distinct().Count());
        Assert.Equal(group.Structure.Count, group.Permutation(17).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, group.Structure.Count), group.Permutation(0));
    }

    [Fact]
    public void Site_symmetries_leave_their_atom_in_place()
    {
        var group = SpaceGroup.Of(Named("rock salt").Repeat(2, 2, 2));
        foreach (var atom in new[] { 0, 5, 60 })
        {
            var site = group.SiteSymmetry(atom);
            Assert.Equal(48, site.Count);
            Assert.Equal(0, site[0]);
            Assert.All(site, k => Assert.Equal(atom, group.Image(k, atom)));
        }
        var tetrahedral = SpaceGroup.Of(Crystal.Diamond(Si, 5.43));
        Assert.Equal(24, tetrahedral.SiteSymmetry(3).Count);
        foreach (var r in tetrahedral.SiteSymmetry(3).Select(tetrahedral.Rotation))
        {
            var unit = r * r.Transposed;
            Assert.Equal(3, unit.Trace, 1e-12);
            Assert.Equal(0, unit.XY, 1e-12);
        }
    }

    [Fact]
    public void What_is_displaced_or_heavier_is_less_symmetric()
    {
        var structure = Crystal.Diamond(Si, 5.43);
        structure.Positions[0] += new Vec3(0.01, 0, 0);
        var group = SpaceGroup.Of(structure);
        Assert.Equal(4, group.Count);
        Assert.Single(group.Translations);
        Assert.Equal(192, SpaceGroup.Of(structure, 0.05).Count);
        structure = Crystal.Fcc(Si, 4);
        structure.Masses = [28, 28, 28, 29];
        Assert.Equal(48, SpaceGroup.Of(structure).Count);
        Assert.Equal(16, SpaceGroup.Of(Crystal.Fcc(Si, 4).Strained(Mat3.Diagonal(0, 0, 0.01))).Representatives.Count);
        Assert.Equal(4, SpaceGroup.Of(Crystal.Fcc(Si, 4).Strained(new Mat3(0, 0.01, 0.02, 0.01, 0, 0.02, 0.02, 0.02, 0.01))).Representatives.Count);
        Assert.Equal(1, SpaceGroup.Of(RandomStructures.Triclinic(9, Periodicity.All, 3)).Count);
    }

    [Fact]
    public void Primitive_cells_repeat_to_the_crystal()
    {
        var crystal = Named("rock salt").Repeat(2, 1, 3);
        var primitive = PrimitiveCell.Of(crystal);
        Assert.Equal(2, primitive.Structure.Count);
        Assert.Equal(24, primitive.Copies);
        Assert.Equal(Math.Abs(primitive.Multiples.Determinant), primitive.Copies, 1e-9);
        for (var i = 0; i < crystal.Count; i++)
        {
            var between = primitive.Structure.Cell!.ToFractional(crystal.Positions[i] - primitive.Structure.Positions[primitive.AtomOf[i]]);
            Assert.Equal(crystal.Elements[i], primitive.Structure.Elements[primitive.AtomOf[i]]);
            Assert.Equal(0, (between - new Vec3(Math.Round(between.X), Math.Round(between.Y), Math.Round(between.Z))).Length, 1e-9);
        }
        var same = crystal.Cell!.Vectors - primitive.Multiples * primitive.Structure.Cell!.Vectors;
        Assert.Equal(0, (same * same.Transposed).Trace, 1e-18);
        Assert.Same(primitive.Structure, PrimitiveCell.Of(primitive.Structure).Structure);
    }

    [Theory]
    [InlineData("diamond")]
    [InlineData("quartz")]
    [InlineData("rutile")]
    [InlineData("hcp")]
    [InlineData("diamond 2x1x1")]
    public void What_is_nearly_symmetric_can_be_made_so(string name)
    {
        var (random, exact) = (new Random(11), Named(name).Rotated(Rotation.Random(new Random(5))));
        double Noise() => 1e-3 * (random.NextDouble() - 0.5);
        var noisy = exact.Strained(0.2 * new Mat3(Noise(), Noise(), Noise(), Noise(), Noise(), Noise(), Noise(), Noise(), Noise()));
        for (var i = 0; i < noisy.Count; i++)
            noisy.Positions[i] += new Vec3(Noise(), Noise(), Noise());
        Assert.NotEqual(SpaceGroup.Of(exact).Count, SpaceGroup.Of(noisy, 1e-5).Count);
        var made = SpaceGroup.Of(noisy, 5e-3).Symmetrized();
        Assert.Equal(SpaceGroup.Of(exact).Count, SpaceGroup.Of(made, 1e-9).Count);
        var shift = made.Positions[0] - noisy.Positions[0];
        for (var i = 0; i < made.Count; i++)
            Assert.True((made.Positions[i] - noisy.Positions[i] - shift).Length < 5e-3);
        Assert.Equal(noisy.Cell!.Volume, made.Cell!.Volume, 1e-3 * noisy.Cell.Volume);
    }

    [Fact]
    public void Complaints_say_what_is_wrong()
    {
        Assert.Contains("three directions", Assert.Throws<AtomsException>(() => SpaceGroup.Of(new Structure([Si], [Vec3.Zero]))).Message, StringComparison.Ordinal);
        Assert.Contains("one place", Assert.Throws<AtomsException>(() => SpaceGroup.Of(new Structure([Si, Si], [Vec3.Zero, Vec3.Zero], Cell.Cubic(3), Periodicity.All))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_supercell_of_512_atoms_takes_a_blink()
    {
        var structure = Crystal.Diamond(Si, 5.43).Repeat(4, 4, 4);
        SpaceGroup.Of(structure);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var group = SpaceGroup.Of(structure);
        var took = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{group.Count} operations of {structure.Count} atoms: {took:0.000} s of a processor, {watch.Elapsed.TotalSeconds:0.000} s");
        Assert.Equal(64 * 192, group.Count);
        Assert.True(watch.Elapsed.TotalSeconds < 3);
    }

    internal static Structure Named(string name) => name switch
    {
        "diamond" => Crystal.Diamond(Si, 5.43),
        "fcc" => Crystal.Fcc(Si, 3.6),
        "bcc" => Crystal.Bcc(Si, 3.2),
        "sc" => Crystal.SimpleCubic(Si, 2.7),
        "hcp" => Crystal.Hcp(Si, 3.2),
        "zinc blende" => Crystal.ZincBlende(Na, Cl, 5.4),
        "rock salt" => Crystal.RockSalt(Na, Cl, 5.64),
        "caesium chloride" => Crystal.CaesiumChloride(Na, Cl, 4.1),
        "fcc 3x3x3" => Crystal.Fcc(Si, 3.6).Repeat(3, 3, 3),
        "diamond 2x1x1" => Crystal.Diamond(Si, 5.43).Repeat(2, 1, 1),
        "rutile" => Built(new Cell(Mat3.Diagonal(4.594, 4.594, 2.959)), (Ti, [new(0, 0, 0), new(0.5, 0.5, 0.5)]),
            (O, [new(0.3053, 0.3053, 0), new(0.6947, 0.6947, 0), new(0.1947, 0.8053, 0.5), new(0.8053, 0.1947, 0.5)])),
        "quartz" => Quartz(),
        _ => throw new ArgumentException(name),
    };

    // P3₁21: Si on the twofold axes, O general.
    static Structure Quartz()
    {
        var cell = Cell.FromLengthsAndAngles(4.913, 4.913, 5.405, 90, 90, 120);
        var operations = SymmetryOperation.Group(SymmetryOperation.Parse("-y,x-y,z+1/3"), SymmetryOperation.Parse("y,x,-z"));
        Assert.Equal(6, operations.Count);
        return Built(cell, (Si, [.. operations.Select(o => o.Apply(new Vec3(0.5303, 0.5303, 0))).DistinctBy(s => (Math.Round(10 * s.Z), s.X > 0))]),
            (O, [.. operations.Select(o => o.Apply(new Vec3(0.4133, 0.2672, 0.1188)))]));
    }

    static Structure Built(Cell cell, params (Element Element, Vec3[] Sites)[] basis) => new(
        [.. basis.SelectMany(b => b.Sites.Select(_ => b.Element))], [.. basis.SelectMany(b => b.Sites.Select(cell.ToCartesian))], cell, Periodicity.All);

    static bool Same(SymmetryOperation a, SymmetryOperation b)
    {
        var d = a.Translation - b.Translation;
        return a.Rotation == b.Rotation && (d - new Vec3(Math.Round(d.X), Math.Round(d.Y), Math.Round(d.Z))).Length < 1e-6;
    }

    static void AssertMaps(SpaceGroup group, double tolerance)
    {
        var (structure, cell) = (group.Structure, group.Structure.Cell!);
        for (var k = 0; k < group.Count; k += 1 + group.Count / 150)
        {
            var operation = group.Operation(k);
            for (var i = 0; i < structure.Count; i++)
            {
                var image = group.Image(k, i);
                var d = cell.ToFractional(structure.Positions[image]) - operation.Apply(cell.ToFractional(structure.Positions[i]));
                var off = cell.ToCartesian(new Vec3(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z))).Length;
                Assert.True(off <= tolerance, $"operation {operation} leaves atom {i} {off:G3} Å from atom {image}");
                Assert.Equal(structure.Elements[i], structure.Elements[image]);
                Assert.Equal(group.EquivalentAtoms[i], group.EquivalentAtoms[image]);
            }
        }
    }
}
