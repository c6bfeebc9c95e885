namespace Athanor.Atoms.Tests;

public sealed class ExtxyzComplaintTests
{
    const string Head = "Properties=species:S:1:pos:R:3";

    [Theory]
    [InlineData("2\n" + Head + "\nH 0 0 0\n", "a.xyz, frame 1 is cut short: 2 atoms are promised in line 1, 1 are there. Remove this frame or get the whole file.")]
    [InlineData("1\n\nH 0 0 0\n3\n\nH 0 0 0\nH 1 0 0\n\n1\n\nH 0 0 0\n", "a.xyz, frame 2 is cut short: 3 atoms are promised in line 4, 2 are there. Remove this frame or get the whole file.")]
    [InlineData("1\n", "a.xyz, frame 1 is cut short: 1 atoms are promised in line 1, 0 are there. Remove this frame or get the whole file.")]
    [InlineData("1\n" + Head + "\nH 0 0", "a.xyz, frame 1, line 3: the line of atom 1 ends before the column pos is complete; the file may be cut short here.")]
    [InlineData("2\n" + Head + ":forces:R:3\nH 0 0 0 1 2 3\nH 0 0 1 1 2 x3\n", "a.xyz, frame 1, line 4: 'x3' is not a number (column forces, atom 2).")]
    [InlineData("1\n" + Head + "\nH 0 0 1,5\n", "a.xyz, frame 1, line 3: '1,5' is not a number (column pos, atom 1).")]
    [InlineData("1\n" + Head + "\nXx 0 0 0\n", "a.xyz, frame 1, line 3: 'Xx' is not an element (column species, atom 1).")]
    [InlineData("1\nProperties=Z:I:1:pos:R:3\n119 0 0 0\n", "a.xyz, frame 1, line 3: '119' is not an element (column Z, atom 1).")]
    [InlineData("1\n" + Head + "\nH 0 nan 0\n", "a.xyz, frame 1, line 3: (0, NaN, 0) is no place for atom 1 (column pos); a calculation may have failed there. Remove this frame.")]
    [InlineData("1\n" + Head + "\nH 0 0 0 7\n", "a.xyz, frame 1, line 3: the line of atom 1 goes on with '7' after its last column, pos; the columns do not fit the first line of the frame.")]
    [InlineData("1\n" + Head + " pbc=\"T T T\"\nH 0 0 0\n", "a.xyz, frame 1, line 2: pbc=\"T T T\" says that the structure repeats, but there is no Lattice; add its nine numbers, or set pbc=\"F F F\".")]
    [InlineData("1\n" + Head + " Lattice=\"1 0 0 0 1 0 1 1 0\"\nH 0 0 0\n", "a.xyz, frame 1, line 2: The cell has zero volume: its lattice vectors lie in one plane. Give three independent vectors, or leave the cell out for a molecule.")]
    [InlineData("1\n" + Head + " Lattice=\"0 0 0 0 0 0 0 0 0\" pbc=T\nH 0 0 0\n", "a.xyz, frame 1, line 2: The cell has zero volume: its lattice vectors lie in one plane. Give three independent vectors, or leave the cell out for a molecule.")]
    [InlineData("1\n" + Head + " Lattice=\"1 0 0 0 1 0 0 0\"\nH 0 0 0\n", "a.xyz, frame 1, line 2: Lattice='1 0 0 0 1 0 0 0' is not nine numbers (the three lattice vectors, one after another, in Å).")]
    [InlineData("1\n" + Head + " pbc=maybe\nH 0 0 0\n", "a.xyz, frame 1, line 2: pbc='maybe' is not understood; write pbc=\"T T T\" with T or F for each lattice vector.")]
    [InlineData("1\n" + Head + " energy=low\nH 0 0 0\n", "a.xyz, frame 1, line 2: energy='low' is not an energy in eV.")]
    [InlineData("1\n" + Head + " stress=\"1 2 3\"\nH 0 0 0\n", "a.xyz, frame 1, line 2: stress='1 2 3' is neither nine numbers (row by row) nor six (xx yy zz yz xz xy).")]
    [InlineData("1\n" + Head + " multiplicity=1.5\nH 0 0 0\n", "a.xyz, frame 1, line 2: multiplicity='1.5' is not a spin multiplicity 2S + 1 (1, 2, 3, …).")]
    [InlineData("1\n" + Head + " note=\"open\nH 0 0 0\n", "a.xyz, frame 1, line 2: the comment line cannot be read: the quote opened at column 37 is never closed.")]
    [InlineData("1\n" + Head + " x=[1, 2\nH 0 0 0\n", "a.xyz, frame 1, line 2: the comment line cannot be read: the '[' at column 34 is never closed.")]
    [InlineData("1\n" + Head + " energy=1 energy=2\nH 0 0 0\n", "a.xyz, frame 1, line 2: the key energy is given twice, as '1' and as '2'; keep one.")]
    [InlineData("1\nProperties=species:S:1:pos:R\nH 0 0 0\n", "a.xyz, frame 1, line 2: Properties=species:S:1:pos:R does not consist of name:kind:number triples.")]
    [InlineData("1\nProperties=species:S:1:pos:X:3\nH 0 0 0\n", "a.xyz, frame 1, line 2: 'pos:X:3' in Properties is not a name, a kind (R, I, S or L) and a number of values.")]
    [InlineData("1\nProperties=species:S:1\nH\n", "a.xyz, frame 1, line 2: Properties names no positions (pos:R:3).")]
    [InlineData("1\nProperties=pos:R:3\n0 0 0\n", "a.xyz, frame 1, line 2: Properties names no species (species:S:1 or Z:I:1).")]
    [InlineData("1\n" + Head + ":forces:R:1\nH 0 0 0 1\n", "a.xyz, frame 1, line 2: the column forces:R:1 should hold three real numbers for each atom (forces:R:3).")]
    [InlineData("1\n" + Head + ":fixed:L:1\nH 0 0 0 yes\n", "a.xyz, frame 1, line 3: 'yes' is neither T nor F (column fixed, atom 1).")]
    [InlineData("1\n" + Head + "\nH 0 0 0\nH 1 0 0\n", "a.xyz, frame 2, line 4: a frame should begin with its number of atoms, but here stands 'H 1 0 0'; does the frame before have more atoms than it promises?")]
    [InlineData("99999999\n\nH 0 0 0\n", "a.xyz, frame 1, line 1: 99999999 atoms are promised, but the whole file has only 18 bytes; it is cut short, or the number is wrong.")]
    [InlineData("", "a.xyz is empty.")]
    [InlineData("\n  \n\n", "a.xyz is empty.")]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("a.xyz", text));
}
