using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class CifTests
{
    static readonly string[] Fm3m = ["x,y+1/2,z+1/2", "x+1/2,y,z+1/2", "-x,-y,z", "-x,y,-z", "z,x,y", "y,x,-z", "-x,-y,-z"];
    static readonly string[] Fd3m = ["x,y+1/2,z+1/2", "x+1/2,y,z+1/2", "-x+3/4,-y+1/4,z+1/2", "-x+1/4,y+1/2,-z+3/4", "z,x,y", "y+3/4,x+1/4,-z+1/2", "-x,-y,-z"];

    static string Cubic(string a) => $"_cell_length_a {a}\n_cell_length_b {a}\n_cell_length_c {a}\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90.0(0)\n";

    static string Operations(params string[] generators) =>
        "loop_\n_space_group_symop_operation_xyz\n" + string.Concat(SymmetryOperation.Group([.. generators.Select(SymmetryOperation.Parse)]).Select(o => $"'{o}'\n"));

    static Structure One(string text) => Assert.Single(Scratch.Read("a.cif", text)).Structure;

    [Fact]
    public void RockSaltFromItsTwoSites()
    {
        var salt = One($"""
            # typed from the textbook
            data_NaCl
            _chemical_name_mineral 'Halite (it's salt)'
            {Cubic("5.6402(2)")}{Operations(Fm3m)}
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            _atom_site_occupancy
            Na1 Na1+ 0 0 0 1
            Cl1 Cl1- 0.5 .5 5.0E-1 1.000(0)
            """);
        Assert.Equal("Cl4Na4", salt.Formula);
        Assert.Equal(5.6402, salt.Cell!.Vectors.XX);
        Distances.AssertEqual(Distances.All(Crystal.RockSalt(Element.Parse("Na"), Element.Parse("Cl"), 5.6402), 6), Distances.All(salt, 6), 1e-12);
    }

    [Fact]
    public void DiamondFromItsOneSite()
    {
        var silicon = One($"data_Si\n{Cubic("5.4310")}{Operations(Fd3m)}loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nSi1 0.125 0.125 0.125\n");
        Assert.Equal("Si8", silicon.Formula);
        Distances.AssertEqual(Distances.All(Crystal.Diamond(Element.Parse("Si"), 5.431), 6), Distances.All(silicon, 6), 1e-12);
    }

    [Fact]
    public void QuartzHasFourOxygensAroundEachSilicon()
    {
        // α-quartz, Levien, Prewitt and Weidner, Am. Mineral. 65, 920 (1980): Si–O 1.605 and 1.614 Å.
        var quartz = One($"""
            data_quartz
            _cell_length_a 4.916
            _cell_length_b 4.916
            _cell_length_c 5.4054
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 120
            _symmetry_space_group_name_H-M 'P 32 2 1'
            {Operations("-y,x-y,z+2/3", "x-y,-y,-z").Replace("space_group_symop_operation", "symmetry_equiv_pos_as")}
            loop_
            _atom_site_label
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Si 0.4697 0 0
            O 0.4135 0.2669 0.1191
            """);
        Assert.Equal("O6Si3", quartz.Formula);
        for (var i = 0; i < quartz.Count; i++)
        {
            var bonds = Distances.Around(quartz, i, 2);
            Assert.Equal(quartz.Elements[i].Symbol == "Si" ? 4 : 2, bonds.Length);
            Assert.All(bonds, d => Assert.InRange(d, 1.603, 1.616));
        }
    }

    [Fact]
    public void ARoundedThirdIsPutOntoItsAxis()
    {
        var zinc = One($"""
            data_Mg
            _cell_length_a 3.2094
            _cell_length_b 3.2094
            _cell_length_c 5.2108
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 120
            {Operations("-y,x-y,z", "-x,-y,z+1/2", "y,x,-z", "-x,-y,-z")}
            loop_
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Mg 0.3333 0.6667 0.2500
            """);
        Assert.Equal(2, zinc.Count);
        var s = zinc.Cell!.ToFractional(zinc.Positions[0]);
        Assert.Equal(1.0 / 3, s.X, 1e-12);
        Assert.Equal(2.0 / 3, s.Y, 1e-12);
        Distances.AssertEqual(Distances.All(Crystal.Hcp(Element.Parse("Mg"), 3.2094, 5.2108), 5), Distances.All(zinc, 5), 1e-10);
    }

    [Fact]
    public void TextFieldsCommentsAndSeveralBlocks()
    {
        var frames = Scratch.Read("a.cif", $"""
            data_global
            _publ_section_title
            ;
            A title with _a_tag and 'quotes'
            loop_ of words
            ;
            data_first # with a comment
            {Cubic("4")}
            _symmetry_space_group_name_H-M "P 1"
            loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
            Fe1 0 0 0 # here
            O2 0.5 -0.25 1.75
            data_second
            loop_ _atom_site_type_symbol _atom_site_Cartn_x _atom_site_Cartn_y _atom_site_Cartn_z
            O 0 0 0
            H 0.96 0 0
            D -0.24 0.93 0
            """);
        Assert.Equal(2, frames.Length);
        Assert.Equal("first", frames[0].Info["name"]);
        Assert.Equal("FeO", frames[0].Structure.Formula);
        Assert.Equal(new Vec3(2, 3, 3), frames[0].Structure.Positions[1]);
        Assert.Equal("H2O", frames[1].Structure.Formula);
        Assert.Null(frames[1].Structure.Cell);
        Assert.Equal(1, frames[1].Source!.Index);
    }

    [Fact]
    public void AListOfAllEquivalentsBesideTheOperationsIsNotCountedTwice()
    {
        var text = $"data_x\n{Cubic("4")}loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,-y,-z\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nC1 0.1 0.2 0.3\nC2 0.9 0.8 0.7\n";
        Assert.Equal(2, One(text).Count);
    }

    const string Site = "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "data_x\n" + Cubic("4") + "_symmetry_space_group_name_H-M 'F d -3 m'\n" + Site + "Si 0 0 0 1\n", "a.cif, data_x: the space group F d -3 m is named, but its operations are not listed (_space_group_symop_operation_xyz); export the file with them, or expanded to P 1." },
        { "data_x\n" + Cubic("4") + Site + "Fe1 0 0 0 0.5\n", "a.cif, data_x: the site Fe1 is occupied to 0.5: a disordered crystal is not one definite structure. Make an ordered one first (a supercell with atoms chosen on such sites)." },
        { "data_x\n" + Cubic("4") + Site + "Fe1 0 0 zero 1\n", "a.cif, data_x: 'zero' is not a number (_atom_site_fract_z, site Fe1)." },
        { "data_x\n" + Cubic("4") + Site + "H1 0 0 ? 1\n", "a.cif, data_x: the site H1 has no coordinates; place the atom, or take the site out." },
        { "data_x\n" + Cubic("4") + Site + "Xx1 0 0 0 1\n", "a.cif, data_x: the label Xx1 names no element; add _atom_site_type_symbol." },
        { "data_x\n" + Cubic("4") + Site + "CA1 0 0 0 1\n", "a.cif, data_x: the label CA1 may mean C or Ca; add _atom_site_type_symbol." },
        { "data_x\n" + Cubic("4") + Site + "Na1 0 0 0 1\nCl1 0 0 1 1\n", "a.cif, data_x: the sites Na1 and Cl1, of different elements, are at one place." },
        { "data_x\n" + Cubic("4") + Site + "Na1 0 0 0 1\nCl1 0.5 0\n", "a.cif, line 8: the loop_ of 5 tags up to _atom_site_occupancy has 8 values, not a whole number of rows; the file may be cut short, or a blank stands in a value without quotes." },
        { "data_x\n" + Site + "Na1 0 0 0 1\n", "a.cif, data_x: the sites have fractional coordinates, but there is no cell (_cell_length_a … _cell_angle_gamma)." },
        { "data_x\n_cell_length_a 4\n" + Site + "Na1 0 0 0 1\n", "a.cif, data_x: _cell_length_b is missing." },
        { "data_x\n" + Cubic("0") + Site + "Na1 0 0 0 1\n", "a.cif, data_x: _cell_length_a '0' is not a positive number." },
        { "data_x\n" + Cubic("4") + "_symmetry_equiv_pos_as_xyz 'x,y'\n" + Site + "Na1 0 0 0 1\n", "a.cif, data_x: 'x,y' is not a symmetry operation like 'x,-y,z+1/2': it should have three parts set apart by commas." },
        { "data_x\n" + Cubic("4") + "loop_\n_atom_site_label\nNa1\nCl1\n" + Site.Replace("_atom_site_label\n", "") + "0 0 0 1\n", "a.cif, data_x: _atom_site_label has 2 values for 1 sites; they should stand in one loop_." },
        { "data_x\n" + Cubic("4") + "loop_\n_atom_site_fract_x\n0\n.5\nloop_\n_atom_site_fract_y\n_atom_site_fract_z\n0 0\n", "a.cif, data_x: _atom_site_fract_x, y and z have different numbers of values; they should stand in one loop_." },
        { "data_x\n_a 'open\n", "a.cif, line 2: a value opened with ' is not closed in its line." },
        { "data_x\n_a\n;open\n", "a.cif, line 3: the text that begins here with ';' is never closed; the file may be cut short." },
        { "data_x\n_a 1 2\n", "a.cif, line 2: '2' belongs to no tag; is a quote missing?" },
        { "data_x\n_a 1\n_A 2\n", "a.cif, line 3: _a is given twice in data_x." },
        { "data_x\n_a 1\n", "a.cif holds no structure." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void EachMistakeHasItsSentence(string text, string sentence) => Assert.Equal(sentence, Scratch.Complaint("a.cif", text));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void WrittenAndReadAgainDistancesAreTheSame(int hand)
    {
        var random = new Random(8);
        var cell = new Cell(hand * new Vec3(4, 0.3, -0.2), new Vec3(0.7, 5, 0.4), new Vec3(-1, 0.5, 6));
        var before = new Structure(
            [.. Enumerable.Range(1, 6).Select(z => new Element(z))],
            [.. Enumerable.Range(0, 6).Select(_ => new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()) * cell.Vectors)],
            cell,
            Periodicity.All);
        var after = One(Scratch.Written("b.cif", new Frame(before)));
        Assert.Equal(before.Elements, after.Elements);
        Distances.AssertEqual(Distances.All(before, 5), Distances.All(after, 5), 1e-10);

        // Distances do not tell a crystal from its mirror image; the volume spanned by three bonds does.
        static double Handedness(Structure s)
        {
            Vec3 Bond(int i)
            {
                var f = s.Cell!.ToFractional(s.Positions[i] - s.Positions[0]);
                return s.Cell.ToCartesian(new Vec3(f.X - Math.Round(f.X), f.Y - Math.Round(f.Y), f.Z - Math.Round(f.Z)));
            }
            return Vec3.Dot(Bond(1), Vec3.Cross(Bond(2), Bond(3)));
        }
        Assert.Equal(Handedness(before), Handedness(after), 1e-9);
    }

    [Fact]
    public void AMoleculeHasNoCif() =>
        Assert.Equal("H has no cell, and CIF files need one; give it a Lattice with room around the molecule, or write extxyz.", Assert.Throws<AtomsException>(() => Scratch.Written("b.cif", new Frame(new Structure([new Element(1)], [Vec3.Zero])))).Message);
}
