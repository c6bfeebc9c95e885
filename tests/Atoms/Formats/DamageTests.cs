using System.Text;

namespace Athanor.Atoms.Tests;

/// <summary>Whatever happens to a file, reading it ends with frames or with a sentence, never with any other exception.</summary>
public sealed class DamageTests
{
    const string Xyz = "2\nLattice=\"4 0 0 1 5 0 0 2 6\" Properties=species:S:1:pos:R:3:forces:R:3:fix:L:1:n:I:1:tag:S:1 energy=-1.5 stress=\"1 2 3 4 5 6\" pbc=\"T T F\" config_type=\"a b\" x=[1, 2] y={3} charge=1 multiplicity=2\nH 0 0 0 1 2 3 T 5 a\nO 0.5 -1e-3 2 1 2 3 F 6 \"b c\"\n1\nprose\nHe 0 0 0\n";
    const string Poscar = "x y\n-80.5\n9 0 0\n0 9 0\n0 0 9\nHe O\n1 1\nSelective\nDirect\n0 0 0 T T F\n.5 .5 .5 F F F\n\n1 2 3\n4 5 6\n";
    const string Cif = "data_x\n_cell_length_a 4.0(1)\n_cell_length_b 4\n_cell_length_c 4\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 120\n_t\n;\ntext\n;\nloop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n-x,-y,z+1/2\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\nLi1 Li+ 0 0.25(1) 0 1\n\"O 1\" O2- .5 .5 .5 1.0\n";
    const string Lammps = "x\n\n2 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n.1 .2 .3 xy xz yz\n\nMasses\n\n1 9.012 # Be\n\nPair Coeffs\n\n1 2 3\n\nAtoms # full\n\n2 1 1 0.5 0 0 0 1 0 -1\n1 1 1 -.5 0 0 0 1 0 -1\n\nVelocities\n\n1 0 0 1\n2 0 0 1\n";
    const string Pdb = "CRYST1   10.000   11.000   12.000  90.00  90.00 120.00 P 1           1\nMODEL 1\nATOM      1  O   HOH A   7       1.000  -2.500   3.125  1.00  0.00           O\nHETATM    2 1HW  HOH A   7       1.960  -2.500   3.125  1.00  0.00\nENDMDL\n";

    const string N2p2 = "begin set=train\ncomment a b\nlattice 5 0 0\nlattice 0 5 0\nlattice 0 0 5.43\natom 0 0 0 Si 0.1 0 0.5 0 0\natom 1.3575 1.3575 1.3575 Si 0.0 0.0 -0.5 0 0\nenergy -10.8\ncharge -1\nend\nbegin\natom 0 0 0 He 0 0 0 0 0\nend\n";

    [Theory]
    [InlineData("input.data", N2p2)]
    [InlineData("a.xyz", Xyz)]
    [InlineData("POSCAR", Poscar)]
    [InlineData("a.cif", Cif)]
    [InlineData("a.lmp", Lammps)]
    [InlineData("a.pdb", Pdb)]
    public void DamagedFilesEndInFramesOrASentence(string name, string text)
    {
        Assert.NotEmpty(Scratch.Read(name, text));
        var random = new Random(12);
        var format = StructureFormat.All.First(f => f.HasName(name));
        var refused = 0;
        for (var trial = 0; trial < 3000; trial++)
        {
            var damaged = Damage(text, random);
            try
            {
                using var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(damaged)), name, bufferSize: 64);
                foreach (var frame in format.Read(lines, LabelKeys.Default))
                    Assert.True(frame.Structure.Positions.All(r => r.IsFinite));
            }
            catch (AtomsException e)
            {
                refused++;
                Assert.StartsWith(name, e.Message);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{e.GetType().Name} ({e.Message}) for:\n{damaged}\n{e.StackTrace}");
            }
        }
        Assert.InRange(refused, 300, 3000);
    }

    // One to three of: cut off the end, drop or double a line, swap two words, change or remove a letter.
    static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var lines = text.Split('\n').ToList();
            var line = random.Next(lines.Count);
            switch (random.Next(7))
            {
                case 0:
                    text = text[..at];
                    break;
                case 1:
                    lines.RemoveAt(line);
                    text = string.Join('\n', lines);
                    break;
                case 2:
                    lines.Insert(line, lines[random.Next(lines.Count)]);
                    text = string.Join('\n', lines);
                    break;
                case 3:
                    var words = text.Split(' ');
                    var (i, j) = (random.Next(words.Length), random.Next(words.Length));
                    (words[i], words[j]) = (words[j], words[i]);
                    text = string.Join(' ', words);
                    break;
                case 4:
                    text = text.Remove(at, 1);
                    break;
                default:
                    const string letters = "0123456789.-+eEnaN \t\n\"'[]{}=:;,#_?xyzHT\0é";
                    text = text.Remove(at, 1).Insert(at, letters[random.Next(letters.Length)].ToString());
                    break;
            }
            if (text.Length == 0)
                text = " ";
        }
        return text;
    }
}
