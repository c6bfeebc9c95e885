using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class PdbTests
{
    const string Water = """
        HEADER    WATER
        CRYST1   10.000   11.000   12.000  90.00  90.00 120.00 P 1           1
        ATOM      1  O   HOH A   7       1.000  -2.500   3.125  1.00  0.00           O
        HETATM    2 1HW  HOH A   7       1.960  -2.500   3.125  1.00  0.00
        HETATM    3 CA    CA A   8       5.000   5.000   5.000  1.00  0.00
        ATOM      4  CA  ALA A   9       6.000   5.000   5.000  1.00  0.00
        END
        """;

    [Fact]
    public void AtomsCellAndNames()
    {
        var frame = Assert.Single(Scratch.Read("a.pdb", Water));
        var s = frame.Structure;
        Assert.Equal(["O", "H", "Ca", "C"], s.Elements.ToArray().Select(e => e.Symbol));
        Assert.Equal(new Vec3(1, -2.5, 3.125), s.Positions[0]);
        Assert.Equal(10 * 11 * 12 * Math.Sqrt(3) / 2, s.Cell!.Volume, 1e-9);
        Assert.Equal(["O", "1HW", "CA", "CA"], frame.Columns["atom_name"].Texts!);
        Assert.Equal([7.0, 7, 8, 9], frame.Columns["residue_number"].Numbers!);
    }

    [Fact]
    public void EachModelIsAFrame()
    {
        var atom = Water.Split('\n')[2];
        var frames = Scratch.Read("a.pdb", $"CRYST1    1.000    1.000    1.000  90.00  90.00  90.00 P 1           1\nMODEL        1\n{atom}\nENDMDL\nMODEL        2\n{atom}\n{atom}\nENDMDL\n");
        Assert.Equal([1, 2], frames.Select(f => f.Structure.Count));
        Assert.Null(frames[1].Structure.Cell);
        Assert.Equal(1, frames[1].Source!.Index);
    }

    [Theory]
    [InlineData("ATOM      1  O   HOH A   7       1.000  -2.500   3.1x5  1.00  0.00           O", "a.pdb, line 1: '3.1x5' is not a number (column z).")]
    [InlineData("ATOM      1  O   HOH A   7       1.000  -2.500   3.125  1.00  0.00          Xx", "a.pdb, line 1: 'Xx' is not an element (columns 77-78).")]
    [InlineData("ATOM      1  O  BHOH A   7       1.000  -2.500   3.125  0.50  0.00           O", "a.pdb, line 1: the atom O stands here at its second place (B): a disordered molecule is not one definite structure. Keep one of the alternatives.")]
    [InlineData("ATOM      1  O   HOH A   7       1.000", "a.pdb, line 1: the record of an atom ends before its coordinates; the file may be cut short here.")]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("a.pdb", text));
}
