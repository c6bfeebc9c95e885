using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class ExtxyzReaderTests
{
    static Frame One(string text, LabelKeys? keys = null) => Assert.Single(Scratch.Read("a.xyz", text, keys));

    static Frame Comment(string comment, LabelKeys? keys = null) => One($"1\nProperties=species:S:1:pos:R:3 {comment}\nH 0 0 0\n", keys);

    [Fact]
    public void AFrameOfEverything()
    {
        var frame = One("""
            2
            Lattice="4 0 0 1 5 0 0 2 6" Properties=id:I:1:forces:R:3:pos:R:3:tag:S:1:species:S:1:fixed:L:2 energy=-12.5 stress="1 2 3 2 4 5 3 5 6" pbc="T T F" config_type=bulk_liquid note="a \"quoted\" text" step=7
            1 0.1 0.2 0.3 1 2 3 first Si T F
            2 -0.1 -0.2 -0.3 -1.5 2e0 3.25 second o F T

            """);
        var s = frame.Structure;
        Assert.Equal("OSi", s.Formula);
        Assert.Equal(new Mat3(4, 0, 0, 1, 5, 0, 0, 2, 6), s.Cell!.Vectors);
        Assert.Equal(new Periodicity(true, true, false), s.Periodic);
        Assert.Equal(new Vec3(-1.5, 2, 3.25), s.Positions[1]);
        Assert.Equal(-12.5, frame.Energy);
        Assert.Equal(new Vec3(-0.1, -0.2, -0.3), frame.Forces![1]);
        Assert.Equal(new Mat3(1, 2, 3, 2, 4, 5, 3, 5, 6), frame.Stress);
        Assert.Equal("bulk_liquid", frame.Group);
        Assert.Equal(["note", "step"], frame.Info.Keys);
        Assert.Equal("a \"quoted\" text", frame.Info["note"]);
        Assert.Equal(["id", "tag", "fixed"], frame.Columns.Keys);
        Assert.Equal([1.0, 2], frame.Columns["id"].Numbers!);
        Assert.Equal(["first", "second"], frame.Columns["tag"].Texts!);
        Assert.Equal([1.0, 0, 0, 1], frame.Columns["fixed"].Numbers!);
        Assert.Equal('L', frame.Columns["fixed"].Kind);
        Assert.Equal(0, frame.Source!.Index);
    }

    [Theory]
    [InlineData("x=a", "a")]
    [InlineData("x = a", "a")]
    [InlineData("x= a", "a")]
    [InlineData("x =a", "a")]
    [InlineData("x= y=1", "")]
    [InlineData("x= y = 1", "")]
    [InlineData("x", "T")]
    [InlineData("x=\"a b\"", "a b")]
    [InlineData("x='a \"b\"'", "a \"b\"")]
    [InlineData("\"x\"=1", "1")]
    [InlineData("x=\"C:\\data\"", "C:\\data")]
    [InlineData("x=\"a\\\\b\\nc\"", "a\\b\nc")]
    [InlineData("x={1 2 3}", "{1 2 3}")]
    [InlineData("x=[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]")]
    [InlineData("x=[\"]\", \"b c\"]", "[\"]\", \"b c\"]")]
    [InlineData("x={\"a\": [1, 2], \"b\": \"}\"}", "{\"a\": [1, 2], \"b\": \"}\"}")]
    [InlineData("x=\"_JSON [1, 2]\"", "_JSON [1, 2]")]
    [InlineData("x=a=b", "a=b")]
    [InlineData("x=it's", "it's")]
    [InlineData("x=\"\"", "")]
    [InlineData("x=μ", "μ")]
    public void EveryKindOfValueIsReadAndWrittenBack(string entry, string value)
    {
        var frame = Comment(entry + " last=1");
        Assert.Equal(value, frame.Info["x"]);
        Assert.Equal("1", frame.Info["last"]);
        var again = Assert.Single(Scratch.Read("b.xyz", Scratch.Written("b.xyz", frame)));
        Assert.Equal(frame.Info, again.Info);
    }

    [Theory]
    [InlineData("pbc=\"T T T\"", "T T T")]
    [InlineData("pbc=\"1 0 1\"", "T F T")]
    [InlineData("pbc=\"True False true\"", "T F T")]
    [InlineData("pbc=[T, F, F]", "T F F")]
    [InlineData("pbc=[true, true, false]", "T T F")]
    [InlineData("pbc={F F T}", "F F T")]
    [InlineData("pbc=TTF", "T T F")]
    [InlineData("pbc=T", "T T T")]
    [InlineData("PBC=F", "F F F")]
    [InlineData("pbc", "T T T")]
    [InlineData("", "T T T")]
    public void EverySpellingOfPbc(string entry, string expected) =>
        Assert.Equal(expected, Comment("Lattice=\"3 0 0 0 3 0 0 0 3\" " + entry).Structure.Periodic.ToString());

    [Theory]
    [InlineData("Lattice=\"1 2 3 4 5 6 7 8 10\"")]
    [InlineData("lattice=\"1 2 3 4 5 6 7 8 10\"")]
    [InlineData("Lattice={1 2 3 4 5 6 7 8 10}")]
    [InlineData("Lattice=[1, 2, 3, 4, 5, 6, 7, 8, 10]")]
    [InlineData("Lattice=[[1, 2, 3], [4, 5, 6], [7, 8, 10]]")]
    public void EverySpellingOfLattice(string entry) =>
        Assert.Equal(new Mat3(1, 2, 3, 4, 5, 6, 7, 8, 10), Comment(entry).Structure.Cell!.Vectors);

    [Fact]
    public void AMoleculeMayHaveALatticeOfZeros() =>
        Assert.Null(Comment("Lattice=\"0 0 0 0 0 0 0 0 0\" pbc=\"F F F\"").Structure.Cell);

    [Fact]
    public void ASlabMayLeaveItsThirdVectorOut()
    {
        var s = Comment("Lattice=\"3 0 0 1 4 0 0 0 0\" pbc=\"T T F\"").Structure;
        Assert.Equal(new Vec3(0, 0, 1), s.Cell!.Vectors.Row(2));
        var wire = Comment("Lattice=\"0 0 0 0 0 0 0 0 3\" pbc=\"F F T\"").Structure;
        Assert.Equal(3, wire.Cell!.Volume, 1e-12);
    }

    [Theory]
    [InlineData("energy=-1.5", -1.5)]
    [InlineData("REF_energy=-1.5", -1.5)]
    [InlineData("dft_energy=[-1.5]", -1.5)]
    [InlineData("free_energy=-2 energy=-1.5", -1.5)]
    [InlineData("energy=None free_energy=-2", -2.0)]
    [InlineData("E=-1.5", -1.5)]
    [InlineData("E=\"0 0 0.1\"", null)]
    [InlineData("energy=nan", double.NaN)]
    [InlineData("my_energy=-1.5", null)]
    public void EnergiesByTheirUsualNames(string entry, double? expected) => Assert.Equal(expected, Comment(entry).Energy);

    [Fact]
    public void ALabelThatIsNotTakenStaysInInfo()
    {
        var frame = Comment("energy=-1 ref_energy=-2 virial=\"1 2 3 4 5 6\"");
        Assert.Equal(["ref_energy", "virial"], frame.Info.Keys);
        Assert.Null(frame.Stress);
    }

    [Fact]
    public void KeysCanBeNamed()
    {
        var keys = LabelKeys.Default with { Energy = ["cc_energy"], Forces = ["cc_grad"], Group = ["kind"] };
        var frame = One("1\nProperties=species:S:1:pos:R:3:forces:R:3:cc_grad:R:3 energy=1 cc_energy=2 kind=dimer\nH 0 0 0 1 1 1 2 2 2\n", keys);
        Assert.Equal(2, frame.Energy);
        Assert.Equal(new Vec3(2, 2, 2), frame.Forces![0]);
        Assert.Equal("dimer", frame.Group);
        Assert.Equal("1", frame.Info["energy"]);
        Assert.Equal([1.0, 1, 1], frame.Columns["forces"].Numbers!);

        // Both are kept when the frame is written; the label has the name.
        var again = One(Scratch.Written("b.xyz", frame));
        Assert.Equal(2, again.Energy);
        Assert.Equal(new Vec3(2, 2, 2), again.Forces![0]);
        Assert.Equal("1", again.Info["other_energy"]);
        Assert.Equal([1.0, 1, 1], again.Columns["other_forces"].Numbers!);
    }

    [Fact]
    public void StressInVoigtOrderAndVirialOverVolume()
    {
        var expected = new Mat3(1, 6, 5, 6, 2, 4, 5, 4, 3);
        const string cell = "Lattice=\"2 0 0 0 2 0 0 0 2\" ";
        Assert.Equal(expected, Comment(cell + "stress=\"1 2 3 4 5 6\"").Stress);
        Assert.Equal(expected, Comment(cell + "stress=[[1,6,5],[6,2,4],[5,4,3]]").Stress);
        Assert.Equal(-0.125 * expected, Comment(cell + "virial=\"1 6 5 6 2 4 5 4 3\"").Stress);
        Assert.Equal(-0.125 * expected, Comment(cell + "virials=\"1 2 3 4 5 6\"").Stress);
        var both = Comment(cell + "virial=\"9 9 9 9 9 9\" stress=\"1 2 3 4 5 6\"");
        Assert.Equal(expected, both.Stress);
        Assert.Equal("9 9 9 9 9 9", both.Info["virial"]);
    }

    [Theory]
    [InlineData("charge=-1 multiplicity=2", -1, 2)]
    [InlineData("total_charge=1 spin=3", 1, 3)]
    [InlineData("spin=0", 0, null)]
    [InlineData("", 0, null)]
    public void ChargeAndMultiplicity(string entry, double charge, int? multiplicity)
    {
        var frame = Comment(entry);
        Assert.Equal(charge, frame.Structure.Charge);
        Assert.Equal(multiplicity, frame.Structure.Multiplicity);
        var again = One(Scratch.Written("b.xyz", frame)).Structure;
        Assert.Equal(charge, again.Charge);
        Assert.Equal(multiplicity, again.Multiplicity);
    }

    [Fact]
    public void GradientsAreNotForces()
    {
        var frame = One("1\nProperties=species:S:1:pos:R:3:gradient:R:3\nH 0 0 0 1 2 3\n");
        Assert.Null(frame.Forces);
        Assert.Equal([1.0, 2, 3], frame.Columns["gradient"].Numbers!);
    }

    [Fact]
    public void VelocitiesMomentaAndMasses()
    {
        var frame = One("1\nProperties=species:S:1:pos:R:3:vel:R:3:mass:R:1\nH 0 0 0 1 2 3 2.5\n");
        Assert.Equal(new Vec3(1, 2, 3), frame.Structure.Velocities![0]);
        Assert.Equal(2.5, frame.Structure.MassOf(0));
        Assert.Empty(frame.Columns);

        // A momentum p in ASE's unit has the kinetic energy p²/2m in eV.
        var momentum = One("1\nProperties=species:S:1:pos:R:3:momenta:R:3\nO 0 0 0 0 0 4\n").Structure;
        var speed = momentum.Velocities![0].Length;
        Assert.Equal(16 / (2 * 15.999), 0.5 * 15.999 * speed * speed / Units.AccelerationPerForce, 1e-12);
    }

    [Fact]
    public void SpeciesByNumberAndIsotope()
    {
        var frame = One("3\nProperties=pos:R:3:Z:I:1\n0 0 0 14\n1 0 0 1\n2 0 0 118\n");
        Assert.Equal(["Si", "H", "Og"], frame.Structure.Elements.ToArray().Select(e => e.Symbol));
        var water = One("3\n\nO 0 0 0\nD 1 0 0\nH 0 1 0\n").Structure;
        Assert.Equal("H2O", water.Formula);
        Assert.Equal(2.014, water.MassOf(1), 1e-3);
        Assert.Equal(1.008, water.MassOf(2));
        Assert.Equal(15.999, water.MassOf(0));
    }

    [Theory]
    [InlineData("water, optimised")]
    [InlineData("E = -76.4 Ha, it's \"broken")]
    [InlineData(" energy: -5.07 gnorm: 0.001 xtb: 6.4")]
    public void PlainXyzKeepsItsProse(string comment)
    {
        var frame = One($"1\n{comment}\nH 1 2 3\n");
        Assert.Equal(comment.Trim(), frame.Info["comment"]);
        Assert.Null(frame.Energy);
        Assert.Null(frame.Structure.Cell);
    }

    [Fact]
    public void KeysCountEvenWhereNoColumnsAreDeclared()
    {
        var frame = One("1\nL-Ala energy=-3.5 cip=S\nH 1 2 3\n");
        Assert.Equal(-3.5, frame.Energy);
        Assert.Equal("S", frame.Info["cip"]);
        Assert.Equal("T", frame.Info["L-Ala"]);
    }

    [Fact]
    public void MoreColumnsOfAPlainFileAreKept()
    {
        var frame = One("2\n\nH 1 2 3 0.5 -1\nH 1 2 4 0.25 1\n");
        Assert.Equal([0.5, -1, 0.25, 1], frame.Columns["extra"].Numbers!);
        Assert.Equal(2, frame.Columns["extra"].Width);
        Assert.Equal(["a"], One("1\n\nH 1 2 3 a\n").Columns["extra"].Texts!);
    }

    [Fact]
    public void FortranExponentsCarriageReturnsTabsAndAMissingLastNewline()
    {
        var frames = Scratch.Read("a.xyz", "\uFEFF1\r\nProperties=species:S:1:pos:R:3 energy=1\r\nH\t1.5D+01 -2.5d-1  +3\r\n\r\n1\r\n\r\nHe 0 0 1e-3");
        Assert.Equal(new Vec3(15, -0.25, 3), frames[0].Structure.Positions[0]);
        Assert.Equal(1, frames[0].Energy);
        Assert.Equal(1e-3, frames[1].Structure.Positions[0].Z);
    }

    [Fact]
    public void AWholeNumberTooLargeForADoubleIsKeptAsText()
    {
        var frame = One("2\nProperties=species:S:1:pos:R:3:id:I:1\nH 0 0 0 5\nH 0 0 1 9223372036854775807\n");
        Assert.Equal(["5", "9223372036854775807"], frame.Columns["id"].Texts!);
        Assert.Contains("H 0 0 1 9223372036854775807", Scratch.Written("b.xyz", frame));
    }

    [Fact]
    public void FramesAreReadAsTheyAreAskedFor()
    {
        using var scratch = new Scratch();
        var path = scratch.Put("a.xyz", "1\n\nH 0 0 0\n1\n\nH 0 0 oops\n");
        var frames = StructureFiles.Read(path);
        Assert.Equal(1, frames.First().Structure.Count);
        Assert.Throws<AtomsException>(() => frames.Count());
    }

    /// <summary>train.xyz of NEP: its keys in any of their cases; the virial is in eV and has the sign of the pressure.</summary>
    [Theory]
    [InlineData("energy", "lattice", "virial", "properties", "force")]
    [InlineData("Energy", "Lattice", "Virial", "Properties", "Force")]
    [InlineData("energy", "Lattice", "virial", "Properties", "forces")]
    public void TheKeysOfNep(string energy, string lattice, string virial, string properties, string force)
    {
        var frame = Assert.Single(Scratch.Read("train.xyz", $"1\n{energy}=-1.5 weight=1.0 {lattice}=\"2 0 0 0 2 0 0 0 2\" {virial}=\"8 0 0 0 8 0 0 0 8\" {properties}=species:S:1:pos:R:3:{force}:R:3\nSi 0 0 0 1 2 3\n"));
        Assert.Equal(-1.5, frame.Energy);
        Assert.Equal(new Vec3(1, 2, 3), frame.Forces![0]);
        Assert.Equal(-1.0, frame.Stress!.Value.XX);
        Assert.Equal(8, frame.Structure.Cell!.Volume);
    }
}
