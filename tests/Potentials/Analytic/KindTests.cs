using Athanor.Atoms;

namespace Athanor.Potentials.Tests;

/// <summary>Analytic potentials in the grammar.</summary>
public sealed class KindTests
{
    [Theory]
    [InlineData("lj:epsilon=0.0103,sigma=3.405,cutoff=8.5", null)]
    [InlineData("LJ:sigma=3.405,cutoff=8.50,epsilon=1.03e-2,shift", "lj:epsilon=0.0103,sigma=3.405,cutoff=8.5,shift")]
    [InlineData("lj:epsilon=0.0103,sigma=3.405,cutoff=8.5,switch=7", null)]
    [InlineData("lj:Kr.epsilon=0.16,Kr.sigma=3.6,Ar.epsilon=0.01,Ar.sigma=3.4,cutoff=9", "lj:Ar-Ar.epsilon=0.01,Ar-Ar.sigma=3.4,Ar-Kr.epsilon=0.04,Ar-Kr.sigma=3.5,Kr-Kr.epsilon=0.16,Kr-Kr.sigma=3.6,cutoff=9")]
    [InlineData("morse:D=0.3429,alpha=1.3588,r0=2.866,cutoff=8", null)]
    [InlineData("morse:Cu-Cu.D=0.3,Cu-Cu.alpha=1.4,Cu-Cu.r0=2.9,Cu-Cu.cutoff=8,Al-Cu=none,Al-Al=none", "morse:Al-Al=none,Al-Cu=none,Cu-Cu.D=0.3,Cu-Cu.alpha=1.4,Cu-Cu.r0=2.9,cutoff=8")]
    [InlineData("buckingham:A=1388.773,rho=0.36232,C=175,cutoff=10,switch=8,O-O.switch=9", "buckingham:O-O.A=1388.773,O-O.rho=0.36232,O-O.C=175,cutoff=10,switch=9")]
    [InlineData("gaussian:depth=4.7,distance=0.75,width=0.3,cutoff=8", null)]
    [InlineData("gaussian:depth=-1,distance=0,width=0.3,cutoff=8", null)]
    [InlineData("zbl", null)]
    [InlineData("zbl:scale=0.7", "zbl")]
    [InlineData("zbl:scale=0.9", null)]
    [InlineData("zbl:inner=0.5,outer=1.5", null)]
    [InlineData("sw", null)]
    [InlineData("sw:epsilon=2.1683", "sw")]
    [InlineData("sw:element=Ge,epsilon=1.93,sigma=2.181,lambda=31", null)]
    [InlineData("tersoff:Si", null)]
    [InlineData("tersoff:SiC", null)]
    [InlineData("tang-toennies:Ar", null)]
    [InlineData("tang-toennies:Xe,cutoff=12,switch=10", null)]
    [InlineData("tang-toennies:A=100,b=3,C6=40,C8=100,C10=1000,cutoff=12", null)]
    [InlineData("emt", null)]
    [InlineData("sw - zbl + 0.5 * morse:D=1,alpha=2,r0=1,cutoff=5", null)]
    public void Names_round_trip(string expression, string? name)
    {
        var potential = PotentialGrammar.Parse(expression);
        Assert.Equal(name ?? expression, potential.Name);
        Assert.Equal(potential.Name, PotentialGrammar.Parse(potential.Name).Name);
    }

    [Theory]
    [InlineData("lj:epsilom=1,sigma=3,cutoff=8", "Did you mean 'epsilon'?", "epsilom=1")]
    [InlineData("lj:epsilon=1,sigma=3", "needs cutoff=", "lj:epsilon=1,sigma=3")]
    [InlineData("lj:epsilon=1,cutoff=8", "needs sigma=", "lj:epsilon=1,cutoff=8")]
    [InlineData("lj", "as in 'lj:epsilon=0.0104,sigma=3.4,cutoff=8.5'", "lj")]
    [InlineData("lj:epsilon=1,sigma=0,cutoff=8", "above zero", "sigma=0")]
    [InlineData("lj:epsilon=1,sigma=3,cutoff=8,switch=9", "between 0 and the cutoff of 8 Å", "lj:epsilon=1,sigma=3,cutoff=8,switch=9")]
    [InlineData("lj:epsilon=1,sigma=3,cutoff=8,shift,switch=7", "not both", "shift")]
    [InlineData("lj:Xx.epsilon=1,sigma=3,cutoff=8", "'Xx' is not the symbol", "Xx.epsilon=1")]
    [InlineData("lj:Ar-Kr=5,epsilon=1,sigma=3,cutoff=8", "only 'Ar-Kr=none'", "Ar-Kr=5")]
    [InlineData("buckingham:Na-Cl.A=1,Na-Cl.rho=0.3,Na-Cl.C=0,cutoff=8", "for the pair Na-Na: give Na-Na.A=…, or Na-Na=none", "buckingham:Na-Cl.A=1,Na-Cl.rho=0.3,Na-Cl.C=0,cutoff=8")]
    [InlineData("zbl:inner=1", "together", "zbl:inner=1")]
    [InlineData("zbl:inner=2,outer=1", "between 0 and 'outer'", "inner=2")]
    [InlineData("sw:element=Qq", "'Qq' is not the symbol", "element=Qq")]
    [InlineData("emt:cutoff=4", "takes no arguments", "cutoff=4")]
    [InlineData("tersoff:SiB", "no published set 'SiB'", "SiB")]
    [InlineData("tersoff", "published set (Si, C, Ge", "tersoff")]
    [InlineData("tang-toennies:N", "parameters for He, Ne, Ar, Kr, Xe", "N")]
    [InlineData("tang-toennies:Ar,switch=50", "below the cutoff of 40", "switch=50")]
    [InlineData("sw:p=4", "does not know 'p'", "p=4")]
    public void Mistakes_are_pointed_at(string expression, string says, string piece)
    {
        var error = Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression));
        Assert.Contains(says, error.Message);
        Assert.Equal(piece, expression.Substring(error.Start, error.Length));
    }

    [Fact]
    public void Elements_that_are_not_covered_are_named()
    {
        var error = Assert.ThrowsAny<PotentialException>(() => PotentialGrammar.Parse("zbl + sw").Evaluate(Samples.Salt(1)));
        Assert.Contains("'sw' knows nothing of Na (atom 1 of ", error.Message);
        Assert.Contains("covers Si", error.Message);
        Assert.True(PotentialGrammar.Parse("zbl").Covers(Element.Parse("Og")));
    }
}
