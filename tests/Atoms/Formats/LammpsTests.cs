using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class LammpsTests
{
    const string Head = "LAMMPS data file\n\n2 atoms\n2 atom types\n1 bonds\n\n0 10 xlo xhi\n-1 9 ylo yhi\n0 12 zlo zhi\n\nMasses\n\n1 15.9994\n2 1.00797\n\n";

    static Frame One(string text) => Assert.Single(Scratch.Read("a.data", text));

    [Fact]
    public void AFileOfStyleFull()
    {
        var frame = One("""
            LAMMPS data file via write_data, version 2 Aug 2023, timestep = 0, units = metal

            3 atoms
            2 atom types
            2 bonds
            1 bond types
            0.5 10.5 xlo xhi
            0 10 ylo yhi
            0 10 zlo zhi
            1 2 -3 xy xz yz

            Masses

            1 15.9994 # O
            2 1.00797 # HW

            Bond Coeffs # harmonic

            1 450 0.9572

            Atoms # full

            3 1 2 0.41 2 0 0 0 0 1
            1 1 1 -0.82 1 1 1 0 0 0
            2 1 2 0.41 1.5 1.5 1 -1 0 0 # a comment

            Velocities

            1 1 2 3
            3 0 0 5
            2 -1000 0 0.5

            Bonds

            1 1 1 2
            2 1 1 3

            """);
        var s = frame.Structure;
        Assert.Equal("H2O", s.Formula);
        Assert.Equal("O", s.Elements[0].Symbol);
        Assert.Equal(new Mat3(10, 0, 0, 1, 10, 0, 2, -3, 10), s.Cell!.Vectors);
        Assert.Equal(new Vec3(1, 1, 1), s.Positions[0]);
        Assert.Equal(new Vec3(-8.5, 1.5, 1), s.Positions[1]);
        Assert.Equal(new Vec3(4, -3, 10), s.Positions[2]);
        Assert.Equal(new Vec3(-1, 0, 0.0005), s.Velocities![1]);
        Assert.Equal([-0.82, 0.41, 0.41], frame.Columns["charges"].Numbers!);
        Assert.Equal([1.0, 1, 1], frame.Columns["molecule"].Numbers!);
        Assert.False(frame.Columns.ContainsKey("id"));
        Assert.Null(s.Masses);
    }

    [Theory]
    [InlineData("Atoms\n\n1 1 0 0 0\n2 2 1 2 3\n")]
    [InlineData("Atoms\n\n1 1 0 0 0 0 0 0\n2 2 1 2 3 0 0 0\n")]
    [InlineData("Atoms # atomic\n\n2 2 1 2 3\n1 1 0 0 0\n")]
    [InlineData("Atoms\n\n1 1 0.0 0 0 0\n2 2 -1.0 1 2 3\n")]
    [InlineData("Atoms # charge\n\n1 1 0 0 0 0\n2 2 -1 1 2 3\n")]
    [InlineData("Atoms # molecular\n\n1 7 1 0 0 0\n2 7 2 1 2 3\n")]
    [InlineData("Atoms\n\n1 7 1 0 0 0 0\n2 7 2 0 1 2 3\n")]
    public void StylesByNameAndByColumns(string atoms)
    {
        var s = One(Head + atoms).Structure;
        Assert.Equal(["O", "H"], s.Elements.ToArray().Select(e => e.Symbol));
        Assert.Equal(new Vec3(1, 2, 3), s.Positions[1]);
    }

    [Theory]
    [InlineData("58.9332", "Co", null)]
    [InlineData("58.6934 # Ni atoms", "Ni", null)]
    [InlineData("12.01 # CA", "C", null)]
    [InlineData("2.014 # D", "H", 2.014)]
    [InlineData("13.00335 # C", "C", 13.00335)]
    public void ElementsByMassOrComment(string mass, string symbol, double? special)
    {
        var s = One($"x\n\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nMasses\n\n1 {mass}\n\nAtoms # atomic\n\n5 1 0 0 0\n");
        Assert.Equal(symbol, s.Structure.Elements[0].Symbol);
        Assert.Equal(special, s.Structure.Masses?[0]);
        Assert.Equal([5.0], s.Columns["id"].Numbers!);
    }

    [Fact]
    public void UnitsRealHaveTheirOwnVelocities()
    {
        var text = Head + "Atoms # atomic\n\n1 1 0 0 0\n2 2 1 2 3\n\nVelocities\n\n1 0 0 0.25\n2 0 0 0\n";
        Assert.Equal(0.00025, One(text).Structure.Velocities![0].Z);
        Assert.Equal(0.25, One("x, units = real" + text[text.IndexOf('\n')..]).Structure.Velocities![0].Z);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void ATriclinicCellWrittenAndReadAgainKeepsDistances(int hand)
    {
        var random = new Random(9);
        var cell = new Cell(new Vec3(4, 0.3, -0.2), hand * new Vec3(0.7, 5, 0.4), new Vec3(-4, 3.5, 6));
        Vec3 Any() => new(random.NextDouble(), random.NextDouble(), random.NextDouble());
        var before = new Structure([.. Enumerable.Range(1, 6).Select(z => new Element(z))], [.. Enumerable.Range(0, 6).Select(_ => Any() * cell.Vectors)], cell, Periodicity.All)
        {
            Velocities = [.. Enumerable.Range(0, 6).Select(_ => Any())],
        };
        var after = One(Scratch.Written("b.lmp", new Frame(before))).Structure;
        Assert.Equal(before.Elements, after.Elements);
        Assert.Equal(before.Cell!.Volume, after.Cell!.Volume, 1e-10);
        var box = after.Cell.Vectors;
        Assert.True(box is { XY: 0, XZ: 0, YZ: 0 });
        Assert.True(Math.Abs(box.YX) <= box.XX / 2 && Math.Abs(box.ZX) <= box.XX / 2 && Math.Abs(box.ZY) <= box.YY / 2);
        Distances.AssertEqual(Distances.All(before, 5), Distances.All(after, 5), 1e-10);

        // Turned, not mirrored, and velocities with the atoms.
        static double Triple(Vec3 a, Vec3 b, Vec3 c) => Vec3.Dot(a, Vec3.Cross(b, c));
        var (r, s) = (before.Positions, after.Positions);
        Assert.Equal(Triple(r[1] - r[0], r[2] - r[0], r[3] - r[0]), Triple(s[1] - s[0], s[2] - s[0], s[3] - s[0]), 1e-9);
        Assert.Equal(Triple(r[1] - r[0], r[2] - r[0], before.Velocities[4]), Triple(s[1] - s[0], s[2] - s[0], after.Velocities![4]), 1e-9);
    }

    [Fact]
    public void ACellThatLiesRightKeepsItsBits()
    {
        var cell = new Cell(new Vec3(4, 0, 0), new Vec3(0.7, 5, 0), new Vec3(-1, 0.5, 1.0 / 3));
        var frame = new Frame(new Structure([Element.Parse("H"), Element.Parse("O")], [new(0.1, 0.2, 0.3), new(-7, 1e-9, 2.0 / 3)], cell, Periodicity.All) { Masses = [2.014, 15.999] })
        {
            Columns = { ["charges"] = new AtomColumn('R', 1, [0.5, -0.5], null) },
        };
        ExtxyzRoundTripTests.AssertSame(frame, One(Scratch.Written("b.lmp", frame)));
    }

    [Theory]
    [InlineData(Head, "a.data is cut short: it has no section Atoms. Get the whole file.")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n", "a.data is cut short: the section Atoms should have 2 lines, 1 are there. Get the whole file.")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n2 2 0 0 x\n", "a.data, line 19: 'x' is not a number (column 5, row 2 of its section).")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n2 3 0 0 1\n", "a.data, line 19: 3 is not an atom type (1 to 2); is the atom style atomic right?")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n1 2 0 0 1\n", "a.data: two atoms have the number 1.")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n2 2 0 0 nan\n", "a.data, line 19: (0, 0, NaN) is no place for atom 2.")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0\n2 2 0 0 1\n", "a.data, line 18: an atom of style atomic has 5 columns, or 8 with image flags, but here are 4.")]
    [InlineData(Head + "Atoms # sphere\n\n1 1 0 0 0 0 0\n", "a.data, line 16: the atom style sphere is not read; these are: atomic, charge, molecular, bond, angle, full.")]
    [InlineData(Head + "Atoms\n\n1 1 0 0 0 1\n2 2 0 0 0 1\n", "a.data, line 18: the columns of the section Atoms do not tell its style; say it, as in 'Atoms # charge' (one of atomic, charge, molecular, bond, angle, full).")]
    [InlineData(Head + "Atoms # atomic\n\n1 1 0 0 0\n2 2 0 0 1\n3 1 0 0 1\n", "a.data, line 20: '3 1 0 0 1' is neither a section of a LAMMPS data file nor belongs to one; does the section before have more lines than the header promises?")]
    [InlineData("x, units = lj\n1 atoms\n1 atom types\n", "a.data, line 1: the file is in LAMMPS units 'lj'; only metal (assumed where nothing is said) and real are read. Write it again in one of these.")]
    [InlineData("x\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n\nAtoms # atomic\n\n1 1 0 0 0\n", "a.data: the header of this LAMMPS data file has no zlo zhi.")]
    [InlineData("x\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 0 zlo zhi\n\nAtoms # atomic\n\n1 1 0 0 0\n", "a.data: The cell has zero volume: its lattice vectors lie in one plane. Give three independent vectors, or leave the cell out for a molecule.")]
    [InlineData("x\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nAtoms # atomic\n\n1 1 0 0 0\n", "a.data: without a section Masses the elements of the atom types are not known; add it.")]
    [InlineData("x\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nMasses\n\n1 100\n", "a.data, line 10: no element has the mass 100 amu of type 1; write its symbol behind the mass, as in '1 28.085 # Si'.")]
    [InlineData("x\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nMasses\n\n1 1.0 # Si\n", "a.data, line 10: type 1 has the mass of H (1 amu), but is called Si.")]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("a.data", text));
}
