using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class PoscarTests
{
    const string Cell = "5.43\n0 .5 .5\n.5 0 .5\n.5 .5 0\n";

    static Frame One(string text) => Assert.Single(Scratch.Read("POSCAR", text));

    [Fact]
    public void TheFormOfVasp5()
    {
        var frame = One("zinc blende\n" + Cell + "Ga As\n1 1\nDirect\n0 0 0 comment\n0.25 0.25 0.25\n");
        var s = frame.Structure;
        Assert.Equal(["Ga", "As"], s.Elements.ToArray().Select(e => e.Symbol));
        Assert.Equal(5.43 * 5.43 * 5.43 / 4, s.Cell!.Volume, 1e-10);
        Assert.Equal(5.43 * Math.Sqrt(3) / 4, s.Positions[1].Length, 1e-12);
        Assert.Equal(Periodicity.All, s.Periodic);
        Assert.Equal("zinc blende", frame.Info["comment"]);
    }

    [Theory]
    [InlineData("anything", "Ga As\n")]
    [InlineData("anything", "Ga_d/9ab3f As/0123abc\n")]
    [InlineData("Ga As of VASP 4", "")]
    public void ElementsAreNamedInSeveralWays(string comment, string symbols)
    {
        var s = One($"{comment}\n{Cell}{symbols}1 2\nCartesian\n0 0 0\n0.25 0.25 0.25\n.5 .5 .5\n").Structure;
        Assert.Equal("As2Ga", s.Formula);
        Assert.Equal("Ga", s.Elements[0].Symbol);
        Assert.Equal(5.43 * 0.25, s.Positions[1].X, 1e-12);
    }

    [Fact]
    public void ANegativeScaleIsTheVolume()
    {
        var s = One("x\n-80\n0 1 1\n1 0 1\n1 1 0\nSi\n2\nD\n0 0 0\n.25 .25 .25\n").Structure;
        Assert.Equal(80, s.Cell!.Volume, 1e-10);
        Assert.Equal(Math.Cbrt(320) * Math.Sqrt(3) / 4, s.Positions[1].Length, 1e-10);
    }

    [Fact]
    public void ThreeScalesStretchEachAxis()
    {
        var s = One("x\n2 3 4\n1 0 0\n0 1 0\n1 0 1\nSi\n1\nCart\n1 1 1\n").Structure;
        Assert.Equal(new Mat3(2, 0, 0, 0, 3, 0, 2, 0, 4), s.Cell!.Vectors);
        Assert.Equal(new Vec3(2, 3, 4), s.Positions[0]);
    }

    [Fact]
    public void SelectiveDynamicsAndVelocities()
    {
        var frame = One("x\n1\n9 0 0\n0 9 0\n0 0 9\nO H\n1 1\nSelective dynamics\nCartesian\n0 0 0 T F .TRUE.\n1 0 0 F F F\n\n0.01 -0.02 1E-3\n0 0 0.5\n\npredictor-corrector 1 2 3\n");
        Assert.Equal([1.0, 0, 1, 0, 0, 0], frame.Columns["move_mask"].Numbers!);
        Assert.Equal(new Vec3(0.01, -0.02, 0.001), frame.Structure.Velocities![0]);
        Assert.Equal(new Vec3(0, 0, 0.5), frame.Structure.Velocities[1]);

        // The lattice's own velocities, which VASP 6 puts between, are passed over; velocities of zero are none.
        var contcar = One("x\n1\n9 0 0\n0 9 0\n0 0 9\nH\n1\nDirect\n0 0 0\nLattice velocities and vectors\n1\n0 0 0\n0 0 0\n0 0 0\n9 0 0\n0 9 0\n0 0 9\n\n1 2 3\n");
        Assert.Equal(new Vec3(1, 2, 3), contcar.Structure.Velocities![0]);
        Assert.Null(One("x\n1\n9 0 0\n0 9 0\n0 0 9\nH\n1\nDirect\n0 0 0\n\n0 0 0\n").Structure.Velocities);
    }

    [Fact]
    public void WrittenAndReadAgainItIsTheSame()
    {
        var cell = new Cell(new Vec3(4, 0.1, 0), new Vec3(0.3, 5, 0), new Vec3(0, -1, 6));
        var frame = new Frame(new Structure([Element.Parse("O"), Element.Parse("O"), Element.Parse("Ti")], [new(0.1, 1.0 / 3, -1e-9), new(1, 2, 3), new(4, 5, 6)], cell, Periodicity.All)
        {
            Velocities = [new(1, 0, 1e-5), new(0, 2, 0), new(0.3, 0, 1)],
        })
        {
            Info = { ["comment"] = "rutile, perhaps" },
            Columns = { ["move_mask"] = new AtomColumn('L', 3, [1, 1, 1, 0, 0, 0, 1, 0, 1], null) },
        };
        ExtxyzRoundTripTests.AssertSame(frame, One(Scratch.Written("b.vasp", frame)));
    }

    [Fact]
    public void AtomsOfOneElementAreBroughtTogether()
    {
        var frame = new Frame(new Structure([Element.Parse("H"), Element.Parse("O"), Element.Parse("H")], [new(1, 0, 0), new(2, 0, 0), new(3, 0, 0)], Atoms.Cell.Cubic(9), Periodicity.All)
        {
            Velocities = [new(1, 0, 0), new(2, 0, 0), new(3, 0, 0)],
        });
        var s = One(Scratch.Written("POSCAR", frame)).Structure;
        Assert.Equal(["H", "H", "O"], s.Elements.ToArray().Select(e => e.Symbol));
        Assert.Equal([1.0, 3, 2], s.Positions.Select(r => r.X));
        Assert.Equal([1.0, 3, 2], s.Velocities!.Select(r => r.X));
    }

    const string Head = "x\n1\n9 0 0\n0 9 0\n0 0 9\n";

    [Theory]
    [InlineData("x\n0\n9 0 0\n0 9 0\n0 0 9\nH\n1\nD\n0 0 0\n", "POSCAR, line 2: here should stand the scale: one number, not zero (if negative, minus the cell's volume in Å³), or three positive ones.")]
    [InlineData("x\n1\n9 0 0\n0 9\n0 0 9\nH\n1\nD\n0 0 0\n", "POSCAR, line 4: '0 9' is not a lattice vector of three numbers.")]
    [InlineData("x\n-5\n9 0 0\n0 9 0\n9 9 0\nH\n1\nD\n0 0 0\n", "POSCAR, line 2: The cell has zero volume: its lattice vectors lie in one plane. Give three independent vectors, or leave the cell out for a molecule.")]
    [InlineData(Head + "1 2\nD\n0 0 0\n", "POSCAR, line 6: the elements are not named: this is a VASP 4 file. Put their symbols into the first line, or as a line of its own above the numbers of atoms.")]
    [InlineData(Head + "Xx\n1\nD\n0 0 0\n", "POSCAR, line 6: 'Xx' is not an element.")]
    [InlineData(Head + "H O\n1\nD\n0 0 0\n", "POSCAR, line 7: 2 elements are named, but 1 numbers of atoms are given.")]
    [InlineData(Head + "H\none\nD\n0 0 0\n", "POSCAR, line 7: 'one' is not a number of atoms.")]
    [InlineData(Head + "H\n1\n0 0 0\n", "POSCAR, line 8: here should stand Direct or Cartesian, not '0 0 0'.")]
    [InlineData(Head + "H\n2\nD\n0 0 0\n", "POSCAR is cut short: 2 atoms are promised, 1 are there. Get the whole file.")]
    [InlineData(Head + "H\n1\nD\n0 0\n", "POSCAR, line 9: the line of atom 1 has fewer than three numbers (positions).")]
    [InlineData(Head + "H\n1\nD\n0 0 a\n", "POSCAR, line 9: 'a' is not a number (positions, atom 1).")]
    [InlineData(Head + "H\n1\nD\n0 0 NaN\n", "POSCAR, line 9: (0, 0, NaN) is no place for atom 1.")]
    [InlineData(Head + "H\n1\nS\nD\n0 0 0 T F\n", "POSCAR, line 10: the line of atom 1 should end with three flags, T or F, because of Selective dynamics.")]
    [InlineData(Head + "H\n1\nD\n0 0 0\n0 0 1\n", "POSCAR, line 10: after the positions should come nothing, a blank line or the velocities, not '0 0 1'; does the file have more atoms than it promises?")]
    [InlineData(Head + "H\n1\nD\n0 0 0\nDirect\n0 0 1\n", "POSCAR, line 11: the velocities are in lattice vectors per time step, and the time step is not known here; write them as Cartesian (Å/fs), or delete them.")]
    [InlineData(Head + "H\n2\nD\n0 0 0\n0 0 .5\n\n0 0 1\n", "POSCAR is cut short: it has 1 velocities for 2 atoms. Get the whole file, or delete them.")]
    [InlineData(Head, "POSCAR is cut short: after line 5 should come the elements. Get the whole file.")]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("POSCAR", text));

    [Fact]
    public void WhatItCannotHoldIsRefused()
    {
        var molecule = new Frame(new Structure([new Element(1), new Element(1)], [Vec3.Zero, new(5, 0, 0)]));
        Assert.StartsWith("H2 has no cell, and POSCAR files need one", Assert.Throws<AtomsException>(() => Scratch.Written("POSCAR", molecule)).Message);
        var wide = new Frame(molecule.Structure.With(Atoms.Cell.Cubic(4), molecule.Structure.Positions));
        Assert.StartsWith("H2 reaches beyond its cell along lattice vector a", Assert.Throws<AtomsException>(() => Scratch.Written("POSCAR", wide)).Message);
        var boxed = new Frame(molecule.Structure.With(Atoms.Cell.Cubic(9), molecule.Structure.Positions));
        Assert.StartsWith("A POSCAR file holds one structure", Assert.Throws<AtomsException>(() => Scratch.Written("POSCAR", boxed, boxed)).Message);
    }
}
