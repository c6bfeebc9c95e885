using Athanor.Atoms;
using Athanor.Potentials.Dispersion;

namespace Athanor.Potentials.Tests.Dispersion;

public sealed class DispersionKindTests
{
    [Theory]
    [InlineData("d3:pbe")]
    [InlineData("d3:hf,s8=1.1,atm=true")]
    [InlineData("d3:pbe0,cutoff=20,cn-cutoff=15,switch=18")]
    [InlineData("d3:b2plyp,atm=true,cutoff3=12")]
    [InlineData("d3:s8=1.5,a1=0.4,a2=4")]
    [InlineData("d3:s6=0.5,s8=0,a1=0,a2=5.65")]
    public void Names_come_back_as_they_went_in(string expression) => Assert.Equal(expression, PotentialGrammar.Parse(expression).Name);

    [Fact]
    public void What_changes_nothing_is_not_named()
    {
        Assert.Equal("d3:pbe", PotentialGrammar.Parse("D3:PBE,s6=1,a1=0.4289,atm=false").Name);
        Assert.Equal("d3:pbe", DispersionPotential.For("PBE").Name);
        Assert.Equal("d3:tpss,atm=true", DispersionPotential.For("tpss", threeBody: true).Name);
    }

    [Fact]
    public void Published_parameters_are_those_of_the_papers()
    {
        // Table II of J. Comput. Chem. 32, 1456.
        Assert.Equal(new DispersionDamping(1, 0.7875, 0.4289, 4.4407), DispersionPotential.For("pbe").Settings.Damping);
        Assert.Equal(new DispersionDamping(1, 0.9171, 0.3385, 2.8830), DispersionPotential.For("hf").Settings.Damping);
        Assert.True(DispersionPotential.Knows("B3LYP"));
        Assert.False(DispersionPotential.Knows("svwn"));
        Assert.Equal(PublishedDamping.All.Count, PublishedDamping.All.Select(e => e.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("d3", "wants the functional")]
    [InlineData("d3:pbd", "No D3 parameters are known for 'pbd'. Did you mean")]
    [InlineData("d3:pbe,pbe0", "does not know 'pbe0'")]
    [InlineData("d3:s8=1,a1=0.4", "a2=…")]
    [InlineData("d3:pbe,atm=yes", "true or false")]
    [InlineData("d3:pbe,cutoff3=9", "atm=true")]
    [InlineData("d3:pbe,switch=40", "below the cutoff")]
    [InlineData("d3:pbe,cutoff=-1", "above zero")]
    [InlineData("d3:pbe,a3=1", "does not know 'a3'")]
    [InlineData("d3:s8=1,a1=0,a2=0", "damping radius")]
    public void Mistakes_are_pointed_at(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_says_of_itself_what_it_is()
    {
        var card = PotentialCard.Of(PotentialGrammar.Parse("d3:pbe0,atm=true,switch=28"));
        foreach (var said in new[] { "d3:pbe0", "and triples", "a2 = 4.8593 Bohr", "J. Comput. Chem. 32, 1456", "H to Pu", "31.751 Å (switched off from 28 Å), triples 21.167 Å" })
            Assert.Contains(said, card, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_whole()
    {
        Element[] elements = [.. Element.All.Where(DispersionTables.Covers)];
        Assert.Equal(94, elements.Length);
        Assert.Equal(254, elements.Sum(DispersionTables.ReferenceCount));
        foreach (var a in elements)
        {
            Assert.InRange(DispersionTables.ReferenceCount(a), 1, DispersionTables.MostReferences);
            Assert.InRange(DispersionTables.CovalentRadius(a) * Units.Bohr, 4.0 / 3 * 0.3, 4.0 / 3 * 2.1);
            for (var r = 0; r < DispersionTables.ReferenceCount(a); r++)
                Assert.True(DispersionTables.C6(a, r, a, r) > 0);
        }
        // The 2010 paper's carbon: free, and as in methane.
        var carbon = Element.Parse("C");
        Assert.Equal(49.1130, DispersionTables.C6(carbon, 0, carbon, 0));
        Assert.Equal(18.2067, DispersionTables.C6(carbon, 4, carbon, 4));
        Assert.Equal(3.9844, DispersionTables.Coordination(carbon, 4));
    }
}
