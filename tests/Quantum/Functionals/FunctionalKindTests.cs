using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Functionals by their names in the grammar.</summary>
public sealed class FunctionalKindTests
{
    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);

    [Theory]
    [InlineData("pbe/def2-svp", "Phys. Rev. Lett. 77, 3865 (1996); grid 'fine': 75 radial")]
    [InlineData("PBE0/cc-pVDZ:grid=coarse", "25 % exact exchange; grid 'coarse'")]
    [InlineData("lda/sto-3g", "formula V")]
    [InlineData("svwn-rpa/sto-3g", "random phase")]
    [InlineData("df-pbe0/sto-3g:grid=medium", "density fitting with functions made from the basis; grid 'medium'")]
    [InlineData("ri-lda/sto-3g", "DF-SVWN")]
    [InlineData("pbe+d3/def2-svp", "PBE with D3(BJ)")]
    public void Names_come_back_and_cards_state_the_grid(string expression, string expected)
    {
        var potential = PotentialGrammar.Parse(expression, Catalogue);
        Assert.Equal(expression, potential.Name);
        Assert.Contains(expected, ((IDescribed)potential).Card);
    }

    [Theory]
    [InlineData("pbe", "wants a basis set")]
    [InlineData("pbe(t)/sto-3g", "'pbe' does not know 't'")]
    [InlineData("pbe/sto-3g:grid=ultra", "There is no grid 'ultra'; there are coarse, medium, fine, reference.")]
    [InlineData("pbe/sto-3g:gird=fine", "does not know 'gird'")]
    public void Mistakes_are_pointed_at(string expression, string expected) =>
        Assert.Contains(expected, Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression, Catalogue)).Message);

    [Fact]
    public void Forces_are_slopes_in_the_units_of_the_house()
    {
        const double Step = 2e-3;
        using var evaluator = PotentialGrammar.Parse("pbe/sto-3g:grid=coarse", Catalogue).Open(EvaluatorOptions.Default);
        Structure At(double z) => new([new(1), new(9)], [new(0.1, 0, 0), new(0, 0, 0.92 + z)]);
        Prediction at = new(), up = new(), down = new();
        evaluator.Evaluate(At(0), Request.Everything, at);
        evaluator.Evaluate(At(Step), Request.Energy, up);
        evaluator.Evaluate(At(-Step), Request.Energy, down);
        Assert.Equal(-(up.Energy - down.Energy) / (2 * Step), at.Forces[1].Z, 1e-3);
        Assert.Equal(0, (at.Forces[0] + at.Forces[1]).Length, 1e-9);
    }
}
