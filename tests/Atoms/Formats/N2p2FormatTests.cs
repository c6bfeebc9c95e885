using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class N2p2FormatTests
{
    const string Molecule = "begin\ncomment water units=bohr-hartree\natom 0 0 0 O -0.8 0 0.01 0 -0.02\natom 1.8 0 0 H 0.4 0 0 0 0.01\natom -0.45 1.75 0 H 0.4 0 -0.01 0 0.01\nenergy -76.4\ncharge 0.0\nend\n";
    const string Crystal = "begin set=train\nlattice 5.43 0 0\nlattice 0 5.43 0\nlattice 0 0 5.43\natom 0 0 0 Si 0 0 0.5 0 0\natom 1.3575 1.3575 1.3575 Si 0.0 0.0 -0.5 0 0\nenergy -10.8\ncharge -1\nend\n";

    [Fact]
    public void UnitsAsTheFirstCommentSays()
    {
        var frames = Scratch.Read("input.data", Molecule + Molecule.Replace(" units=bohr-hartree", "", StringComparison.Ordinal));
        Assert.Equal(2, frames.Length);
        foreach (var frame in frames)
        {
            Assert.Equal(["O", "H", "H"], frame.Structure.Elements.ToArray().Select(e => e.Symbol));
            Assert.Equal(1.8 * Units.Bohr, frame.Structure.Positions[1].X, 1e-12);
            Assert.Equal(-76.4 * Units.Hartree, frame.Energy!.Value, 1e-9);
            Assert.Equal(0.01 * Units.Hartree / Units.Bohr, frame.Forces![0].X, 1e-12);
            Assert.Equal([-0.8, 0.4, 0.4], frame.Columns["charges"].Numbers!);
            Assert.Null(frame.Structure.Cell);
        }
        Assert.Equal("water units=bohr-hartree", frames[0].Info["comment"]);
    }

    [Fact]
    public void AngstromAndElectronvoltWhereNobodySays()
    {
        var frame = Assert.Single(Scratch.Read("input.data", Crystal));
        Assert.Equal(Periodicity.All, frame.Structure.Periodic);
        Assert.Equal(5.43, frame.Structure.Cell!.Vectors.Row(1).Y);
        Assert.Equal(-10.8, frame.Energy);
        Assert.Equal(new Vec3(-0.5, 0, 0), frame.Forces![1]);
        Assert.Equal(-1, frame.Structure.Charge);
        Assert.Equal("train", frame.Group);
        Assert.False(frame.Columns.ContainsKey("charges"));
    }

    [Fact]
    public void UnitsAsTheUserSays()
    {
        var frame = Assert.Single(Scratch.Read("input.data", Crystal, LabelKeys.Default with { Units = "angstrom-hartree" }));
        Assert.Equal(5.43, frame.Structure.Cell!.Vectors.Row(1).Y);
        Assert.Equal(-10.8 * Units.Hartree, frame.Energy!.Value, 1e-9);
        Assert.StartsWith("'feet' are no units", Assert.Throws<AtomsException>(() => Scratch.Read("input.data", Crystal, LabelKeys.Default with { Units = "feet" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BohrIsNotTakenForAngstromInSilence()
    {
        var silent = Molecule.Replace(" units=bohr-hartree", "", StringComparison.Ordinal);
        Assert.Contains("atoms 1 and 2, 1.8 apart", Scratch.Complaint("input.data", silent), StringComparison.Ordinal);
        Assert.Equal(1.8, Assert.Single(Scratch.Read("input.data", silent, LabelKeys.Default with { Units = "angstrom-ev" })).Structure.Positions[1].X);
    }

    [Fact]
    public void TheFormatIsToldByItsContentToo() => Assert.Single(Scratch.Read("frames.txt", Crystal));

    [Fact]
    public void ZerosAreNoLabels()
    {
        var frame = Assert.Single(Scratch.Read("input.data", Crystal.Replace("-10.8", "0", StringComparison.Ordinal).Replace("0.5", "0", StringComparison.Ordinal)));
        Assert.Null(frame.Energy);
        Assert.Null(frame.Forces);
    }

    [Fact]
    public void WrittenAndReadAgainItIsTheSame()
    {
        var cell = new Cell(new Vec3(4, 0.1, 0), new Vec3(0.3, 5, 0), new Vec3(0, -1, 6));
        var structure = new Structure([Element.Parse("O"), Element.Parse("Ti")], [new(0.1, 1.0 / 3, -1e-9), new(1, 1, 1.5)], cell, Periodicity.All) { Charge = 1 };
        var frame = new Frame(structure)
        {
            Energy = -3.25,
            Forces = [new(0.1, 0.2, 1.0 / 7), new(-1, 0, 3)],
            Columns = { ["charges"] = new AtomColumn('R', 1, [-0.5, 1.5], null) },
        };
        var read = Assert.Single(Scratch.Read("input.data", Scratch.Written("input.data", frame)));
        Assert.Equal("units=angstrom-ev OTi", read.Info["comment"]);
        read.Info.Remove("comment");
        ExtxyzRoundTripTests.AssertSame(frame, read);
    }

    [Fact]
    public void WhatItCannotHoldIsRefused()
    {
        var slab = new Frame(new Structure([new Element(14)], [Vec3.Zero], Cell.Cubic(5), new Periodicity(true, true, false)));
        Assert.Contains("everything repeats or nothing", Assert.Throws<AtomsException>(() => Scratch.Written("input.data", slab)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("begin\nend\n", "input.data, frame 1, line 1: the frame has no atoms.")]
    [InlineData("begin\ncomment x\natom 0 0 0 H 0 0 0 0\nend\n", "input.data, frame 1, line 3: an atom is x y z, its symbol, charge, energy and three forces: nine words, not 8.")]
    [InlineData("begin\natom 0 0 0 Xx 0 0 0 0 0\nend\n", "input.data, frame 1, line 2: 'Xx' is not an element.")]
    [InlineData("begin\natom 0 0 nan H 0 0 0 0 0\nend\n", "input.data, frame 1, line 2: (0, 0, nan) is no place for atom 1.")]
    [InlineData("begin\nlattice 1 0 0\natom 0 0 0 H 0 0 0 0 0\nend\n", "input.data, frame 1, line 1: the frame has 1 lattice vectors; three are a crystal, none a molecule.")]
    [InlineData("begin\natom 0 0 0 H 0 0 0 0 0\nenergy much\nend\n", "input.data, frame 1, line 3: 'much' is not the total energy.")]
    [InlineData("begin\natom 0 0 0 H 0 0 0 0 0\n", "input.data, frame 1 is cut short: its 'end' is missing. Get the whole file.")]
    [InlineData("begin\nforce 1\nend\n", "input.data, frame 1, line 2: 'force' is none of comment, lattice, atom, energy, charge and end.")]
    [InlineData("begin\natom 0 0 0 H 0 0 0 0 0\nend\nbegun\n", "input.data, frame 2, line 4: here should stand 'begin', not 'begun'.")]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("input.data", text));
}
