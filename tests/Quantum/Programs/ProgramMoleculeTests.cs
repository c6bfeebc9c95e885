using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>What is refused before any program is asked, because programs would go on with something else.</summary>
public sealed class ProgramMoleculeTests
{
    static string Complaint(Structure structure) => Assert.Throws<PotentialException>(() => ProgramMolecule.Of(structure, "xtb:gfn2")).Message;

    [Theory]
    [InlineData(0, null, 1)]
    [InlineData(1, null, 2)]
    [InlineData(0, 3, 3)]
    [InlineData(-1, 2, 2)]
    public void Spin_is_the_lowest_where_nobody_says(double charge, int? said, int multiplicity)
    {
        var water = FakeProgram.Water;
        (water.Charge, water.Multiplicity) = (charge, said);
        var molecule = ProgramMolecule.Of(water, "xtb:gfn2");
        Assert.Equal(multiplicity, molecule.Multiplicity);
        Assert.Equal(10 - (int)charge, molecule.Electrons);
    }

    [Theory]
    [InlineData(0, 2, "cannot have the multiplicity 2; with an even number it is odd")]
    [InlineData(1, 1, "cannot have the multiplicity 1; with an odd number it is even")]
    [InlineData(0, 13, "multiplicity 13")]
    [InlineData(0, 0, "multiplicity 0")]
    [InlineData(10, null, "no electrons left")]
    [InlineData(0.5, null, "whole number")]
    [InlineData(double.NaN, null, "whole number")]
    public void Electrons_that_cannot_be_are_refused(double charge, int? multiplicity, string words)
    {
        var water = FakeProgram.Water;
        (water.Charge, water.Multiplicity) = (charge, multiplicity);
        Assert.Contains(words, Complaint(water), StringComparison.Ordinal);
    }

    [Fact]
    public void Crystals_and_collapsed_molecules_are_refused()
    {
        var water = FakeProgram.Water;
        var crystal = new Structure(water.Elements.ToArray(), water.Positions, new Cell(10.0 * Mat3.Identity), Periodicity.All);
        Assert.Contains("repeats", Complaint(crystal), StringComparison.Ordinal);
        water.Positions[2] = water.Positions[1] + new Vec3(0, 0, 0.15);
        Assert.Contains("atoms 2 (H) and 3 (H) are 0.150 Å apart", Complaint(water), StringComparison.Ordinal);
        water.Positions[2] = new Vec3(double.NaN, 0, 0);
        Assert.Contains("not a number", Complaint(water), StringComparison.Ordinal);
    }
}
