using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Basis sets by name, from files of the exchange and of NWChem, and what is said of those that cannot be used.</summary>
public sealed class BasisSetTests
{
    public static TheoryData<string, string> Shipped => new()
    {
        { "STO-3G", "sto-3g" }, { "3-21G", "3-21g" }, { "6-31G(d)", "6-31gs" }, { "6-31G(d,p)", "6-31gss" }, { "6-311G(d,p)", "6-311gss" },
        { "cc-pVDZ", "cc-pvdz" }, { "cc-pVTZ", "cc-pvtz" }, { "aug-cc-pVDZ", "aug-cc-pvdz" }, { "def2-SVP", "def2-svp" }, { "def2-TZVP", "def2-tzvp" },
    };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void What_ships_is_what_the_exchange_says(string name, string file)
    {
        var path = $"reference/qm/basis/{file}.bse.json";
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        AssertSame(BasisSet.FromExchangeJson(SharedData.PathOf(path)), BasisSet.Named(name));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Written_and_read_again_a_set_is_the_same(string name, string file)
    {
        var set = BasisSet.Named(file.ToUpperInvariant());
        Assert.Equal(name, set.Name);
        AssertSame(set, CompactBasis.Read(new StringReader(CompactBasis.Write(set, "a comment")), "again"));
    }

    [Theory]
    [InlineData("6-31g*", "6-31G(d)")]
    [InlineData("6-31G(D,P)", "6-31G(d,p)")]
    [InlineData("6-311G**", "6-311G(d,p)")]
    [InlineData("AUG-CC-PVDZ", "aug-cc-pVDZ")]
    public void Names_have_synonyms_and_no_case(string name, string usual) => Assert.Equal(usual, BasisSet.Named(name).Name);

    [Fact]
    public void An_unknown_set_is_answered_with_those_there_are()
    {
        var e = Assert.Throws<PotentialException>(() => BasisSet.Named("cc-pVXZ"));
        Assert.Contains("'cc-pVXZ'", e.Message);
        Assert.Contains("def2-TZVP", e.Message);
    }

    [Fact]
    public void An_element_that_the_set_lacks_is_named()
    {
        var e = Assert.Throws<PotentialException>(() => BasisSet.Named("cc-pVDZ").For(Element.Parse("K")));
        Assert.Contains("no functions for K; it has H–Ar, Ca–Kr", e.Message);
    }

    [Fact]
    public void NWChem_writes_the_same_set_otherwise()
    {
        const string Text = """
            # a comment
            basis "ao basis" SPHERICAL PRINT
            O    S
                  0.1307093214E+03       0.1543289673E+00
                  0.2380886605D+02       0.5353281423D+00
                  0.6443608313E+01       0.4446345422E+00
            O    SP
                  0.5033151319E+01      -0.9996722919E-01       0.1559162750E+00
                  0.1169596125E+01       0.3995128261E+00       0.6076837186E+00
                  0.3803889600E+00       0.7001154689E+00       0.3919573931E+00
            END
            """;
        var read = NwchemBasis.Read(Text.Split('\n'), "text");
        var (expected, actual) = (BasisSet.Named("sto-3g").For(Element.Parse("O")), read.For(Element.Parse("O")));
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            AssertSame(expected[i], actual[i]);
    }

    [Theory]
    [InlineData("O S\n1 2 3\n4 5", "line 1")]
    [InlineData("O SP\n1 2", "line 1")]
    [InlineData("O S\n1 x", "line 2: 'x'")]
    [InlineData("O S\n-1 1", "exponent")]
    [InlineData("O H\n1 1", "l = 5")]
    [InlineData("nonsense", "line 1")]
    [InlineData("", "no shells")]
    public void Damage_is_pointed_at(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<PotentialException>(() => NwchemBasis.Read(text.Split('\n'), "text")).Message);

    [Fact]
    public void A_file_that_is_not_of_the_exchange_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-basis-");
        try
        {
            var path = Path.Combine(folder.FullName, "x.json");
            File.WriteAllText(path, "{\"elements\": {\"8\": {\"electron_shells\": [{}]}}}");
            Assert.Contains("x.json", Assert.Throws<PotentialException>(() => BasisSet.FromExchangeJson(path)).Message);
            Assert.Throws<PotentialException>(() => BasisSet.FromExchangeJson(path + ".absent"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Shapes_can_be_chosen()
    {
        var oxygen = Element.Parse("O");
        Assert.Equal(15, BasisSet.Named("6-31g*").For(oxygen).Sum(s => s.Count));
        Assert.Equal(14, BasisSet.Named("6-31g*").In(BasisShape.Spherical).For(oxygen).Sum(s => s.Count));
        Assert.Equal(35, BasisSet.Named("cc-pvtz").In(BasisShape.Cartesian).For(oxygen).Sum(s => s.Count));
    }

    static void AssertSame(BasisSet expected, BasisSet actual)
    {
        Assert.Equal(expected.Elements, actual.Elements);
        foreach (var element in expected.Elements)
        {
            var (a, b) = (expected.For(element), actual.For(element));
            Assert.Equal(a.Count, b.Count);
            for (var i = 0; i < a.Count; i++)
                AssertSame(a[i], b[i]);
        }
    }

    static void AssertSame(ElementShell a, ElementShell b)
    {
        Assert.Equal(a.Momenta, b.Momenta);
        Assert.Equal(a.Cartesian, b.Cartesian);
        Assert.Equal(a.Exponents, b.Exponents);
        Assert.Equal(a.Coefficients, b.Coefficients);
    }
}
