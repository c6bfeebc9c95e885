using Athanor.Atoms;

namespace Athanor.Quantum.Tests;

/// <summary>Measured ground levels, as the literature has them.</summary>
public sealed class GroundLevelTests
{
    static readonly string[] Neutral =
    [
        "H 2S1/2 He 1S0",
        "Li 2S1/2 Be 1S0 B 2P1/2 C 3P0 N 4S3/2 O 3P2 F 2P3/2 Ne 1S0",
        "Na 2S1/2 Mg 1S0 Al 2P1/2 Si 3P0 P 4S3/2 S 3P2 Cl 2P3/2 Ar 1S0",
        "K 2S1/2 Ca 1S0 Sc 2D3/2 Ti 3F2 V 4F3/2 Cr 7S3 Mn 6S5/2 Fe 5D4 Co 4F9/2 Ni 3F4 Cu 2S1/2 Zn 1S0 Ga 2P1/2 Ge 3P0 As 4S3/2 Se 3P2 Br 2P3/2 Kr 1S0",
        "Rb 2S1/2 Sr 1S0 Y 2D3/2 Zr 3F2 Nb 6D1/2 Mo 7S3 Tc 6S5/2 Ru 5F5 Rh 4F9/2 Pd 1S0 Ag 2S1/2 Cd 1S0 In 2P1/2 Sn 3P0 Sb 4S3/2 Te 3P2 I 2P3/2 Xe 1S0",
        "Cs 2S1/2 Ba 1S0 La 2D3/2 Ce 1G4 Pr 4I9/2 Nd 5I4 Pm 6H5/2 Sm 7F0 Eu 8S7/2 Gd 9D2 Tb 6H15/2 Dy 5I8 Ho 4I15/2 Er 3H6 Tm 2F7/2 Yb 1S0 Lu 2D3/2",
        "Hf 3F2 Ta 4F3/2 W 5D0 Re 6S5/2 Os 5D4 Ir 4F9/2 Pt 3D3 Au 2S1/2 Hg 1S0 Tl 2P1/2 Pb 3P0 Bi 4S3/2 Po 3P2 At 2P3/2 Rn 1S0",
        "Fr 2S1/2 Ra 1S0 Ac 2D3/2 Th 3F2 Pa 4K11/2 U 5L6 Np 6L11/2 Pu 7F0 Am 8S7/2 Cm 9D2 Bk 6H15/2 Cf 5I8 Es 4I15/2 Fm 3H6 Md 2F7/2 No 1S0 Lr 2P1/2",
    ];

    static readonly string[] Singly =
    [
        "Sc+ 3D1 Ti+ 4F3/2 V+ 5D0 Cr+ 6S5/2 Mn+ 7S3 Fe+ 6D9/2 Co+ 3F4 Ni+ 2D5/2 Cu+ 1S0 Zn+ 2S1/2",
        "Y+ 1S0 Zr+ 4F3/2 Nb+ 5D0 Mo+ 6S5/2 Tc+ 7S3 Ru+ 4F9/2 Rh+ 3F4 Pd+ 2D5/2 Ag+ 1S0 Cd+ 2S1/2",
        "La+ 3F2 Ce+ 4H7/2 Nd+ 6I7/2 Sm+ 8F1/2 Eu+ 9S4 Gd+ 10D5/2 Yb+ 2S1/2 Lu+ 1S0",
        "Hf+ 2D3/2 Ta+ 5F1 W+ 6D1/2 Re+ 7S3 Pt+ 2D5/2 Au+ 1S0 Hg+ 2S1/2 Ac+ 1S0 Th+ 2D3/2",
    ];

    public static TheoryData<string, string> Levels => Pairs(Neutral.Concat(Singly));

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_ground_level_is_the_measured_one(string ion, string level) => Assert.Equal(level, $"{Ion.Parse(ion).Term}");

    /// <summary>First cations that differ from their atoms by more than one outermost electron in NIST's table of configurations, H to Sb and Cs to Rn; all others lose that electron.</summary>
    [Fact]
    public void First_cations_are_those_of_the_table()
    {
        var other = new Dictionary<string, string>
        {
            ["V"] = "[Ar] 3d4",
            ["Co"] = "[Ar] 3d8",
            ["Ni"] = "[Ar] 3d9",
            ["Y"] = "[Kr] 5s2",
            ["La"] = "[Xe] 5d2",
            ["Ce"] = "[Xe] 4f1 5d2",
            ["Lu"] = "[Xe] 4f14 6s2",
            ["Hf"] = "[Xe] 4f14 5d1 6s2",
        };
        foreach (var element in Element.All.Where(e => e.AtomicNumber is > 1 and <= 51 or >= 55 and <= 86))
        {
            var (atom, cation) = (Ion.Of(element, 0).Configuration, Ion.Of(element, 1).Configuration);
            var outermost = atom.Subshells[^1];
            var expected = other.TryGetValue(element.Symbol, out var text) ? Configuration.Parse(text) : atom.With(outermost with { Electrons = outermost.Electrons - 1 });
            Assert.Equal(expected, cation);
        }
    }

    [Fact]
    public void All_atoms_up_to_Lr_are_compared() => Assert.Equal(Element.All.Take(103).Select(e => e.Symbol), Pairs(Neutral).Select(row => row.Data.Item1));

    [Theory]
    [InlineData("Ti3+", "[Ar] 3d1")]
    [InlineData("Fe2+", "[Ar] 3d6")]
    [InlineData("Cu2+", "[Ar] 3d9")]
    [InlineData("Zn2+", "[Ar] 3d10")]
    [InlineData("V+", "[Ar] 3d4")]
    [InlineData("Pr3+", "[Xe] 4f2")]
    [InlineData("Pr4+", "[Xe] 4f1")]
    [InlineData("Ce4+", "[Kr] 4d10 5s2 5p6")]
    [InlineData("Ce5+", "[Kr] 4d10 5s2 5p5")]
    [InlineData("Th3+", "[Rn] 5f1")]
    [InlineData("U3+", "[Rn] 5f3")]
    [InlineData("U4+", "[Rn] 5f2")]
    [InlineData("Sn2+", "[Kr] 4d10 5s2")]
    [InlineData("Sn4+", "[Kr] 4d10")]
    [InlineData("Pb2+", "[Xe] 4f14 5d10 6s2")]
    [InlineData("W6+", "[Xe] 4f14")]
    [InlineData("Cl-", "[Ne] 3s2 3p6")]
    [InlineData("O2-", "[He] 2s2 2p6")]
    [InlineData("C4-", "[He] 2s2 2p6")]
    [InlineData("H-", "1s2")]
    [InlineData("Au-", "[Xe] 4f14 5d10 6s2")]
    [InlineData("Te2-", "[Kr] 4d10 5s2 5p6")]
    [InlineData("Fe26+", "no electrons")]
    [InlineData("Fe25+", "1s1")]
    [InlineData("Og", "[Rn] 5f14 6d10 7s2 7p6")]
    public void Electrons_come_and_go_in_order(string ion, string configuration) => Assert.Equal(configuration, $"{Ion.Parse(ion).Configuration}");

    [Fact]
    public void Every_charge_of_every_element_has_a_level_and_as_many_electrons_as_it_should()
    {
        foreach (var element in Element.All)
        {
            for (var charge = 0; charge <= element.AtomicNumber; charge++)
            {
                var ion = Ion.Of(element, charge);
                Assert.Equal(element.AtomicNumber - charge, ion.Configuration.Electrons);
                Assert.Equal(ion.Configuration.Electrons % 2, ion.Term.TwoS % 2);
                // Tb+, 4f9 6s1, has the largest: 11.7.
                Assert.InRange(ion.Term.EffectiveMoment, 0, 12);
            }
        }
    }

    [Theory]
    [InlineData("Ne-", "no place")]
    [InlineData("Ca-", "no place")]
    [InlineData("Lr-", "no place")]
    [InlineData("Cl2-", "room for 1 more", "Cl-")]
    [InlineData("B5-", "room for 4 more", "B4-")]
    [InlineData("Fe27+", "26 electrons to lose", "Fe26+")]
    [InlineData("H2+", "1 electron to lose", "H+")]
    public void What_cannot_be_says_why(string ion, params string[] words)
    {
        var error = Assert.Throws<AtomsException>(() => Ion.Parse(ion));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    static TheoryData<string, string> Pairs(IEnumerable<string> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var pair in rows.SelectMany(r => r.Split(' ').Chunk(2)))
            data.Add(pair[0], pair[1]);
        return data;
    }
}
