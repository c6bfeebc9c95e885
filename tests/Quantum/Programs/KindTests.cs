using Athanor.Potentials;

namespace Athanor.Quantum.Tests.Programs;

public sealed class KindTests
{
    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);

    [Theory]
    [InlineData("xtb:gfn2", "xtb:gfn2")]
    [InlineData("xtb:gfn1", "xtb:gfn1")]
    [InlineData("psi4:HF/cc-pVDZ", "psi4:hf/cc-pvdz")]
    [InlineData("psi4:mp2(full)/6-31+g**", "psi4:mp2(full)/6-31+g**")]
    [InlineData("psi4:ccsd(t,full)/cc-pvdz", "psi4:ccsd(t,full)/cc-pvdz")]
    [InlineData("psi4:ccsd(t)/aug-cc-pvtz - xtb:gfn2", "psi4:ccsd(t)/aug-cc-pvtz - xtb:gfn2")]
    [InlineData("nwchem:SCF/6-31G*", "nwchem:hf/6-31g*")]
    [InlineData("nwchem:mp2(full)/cc-pvdz", "nwchem:mp2(full)/cc-pvdz")]
    [InlineData("nwchem:ccsd(full,t)/def2-svp", "nwchem:ccsd(t,full)/def2-svp")]
    public void A_name_comes_back_as_it_went_in(string expression, string name)
    {
        var potential = PotentialGrammar.Parse(expression, Catalogue);
        Assert.Equal(name, potential.Name);
        Assert.Null(potential.Cutoff);
        Assert.Contains(name, PotentialCard.Of(potential), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xtb", "wants one method")]
    [InlineData("xtb:gfn1,gfn2", "wants one method")]
    [InlineData("xtb:gfn3", "does not know 'gfn3'")]
    [InlineData("psi4", "wants a method and a basis set")]
    [InlineData("psi4:hf", "wants a method and a basis set")]
    [InlineData("psi4:ccsd(t,q)/cc-pvdz", "letter of a method and 'full'")]
    [InlineData("xtd:gfn2", "xtb")]
    [InlineData("nwchem:hf", "'nwchem' wants a method and a basis set: nwchem:hf/def2-svp")]
    [InlineData("nwchem:b3lyp/sto-3g", "knows hf, mp2, ccsd, ccsd(t) here")]
    [InlineData("nwchem:hf(full)/sto-3g", "correlates nothing")]
    public void Mistakes_are_pointed_at(string expression, string words) =>
        Assert.Contains(words, Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression, Catalogue)).Message, StringComparison.Ordinal);
}
