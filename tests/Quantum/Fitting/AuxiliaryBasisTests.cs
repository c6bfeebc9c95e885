using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Sets made from orbital sets, and sets from files.</summary>
public sealed class AuxiliaryBasisTests
{
    static readonly Element Carbon = new(6), Hydrogen = new(1), Iron = new(26);

    [Fact]
    public void Every_set_that_ships_has_one_for_all_its_elements()
    {
        foreach (var name in BasisLibrary.Names)
        {
            var orbitals = BasisSet.Named(name);
            var set = AuxiliaryBasis.For(orbitals);
            Assert.Equal(orbitals.Elements, set.Elements);
            foreach (var element in set.Elements)
            {
                Assert.All(set.For(element), s => BasisSet.Check(s, name, BasisSet.HighestAuxiliary));
                Assert.InRange(set.For(element).Sum(s => s.Count), 10, 1200);
            }
        }
    }

    [Fact]
    public void Exponents_are_one_geometric_series_with_the_momenta_that_products_have()
    {
        var shells = AuxiliaryBasis.For(BasisSet.Named("cc-pvdz")).For(Carbon);
        for (var k = 1; k < shells.Count; k++)
            Assert.Equal(1.8, shells[k - 1].Exponents[0] / shells[k].Exponents[0], 1e-12);
        // Twice the smallest exponents of s, p and d, which are 0.1596, 0.1517, 0.55.
        Assert.Equal(0.3034, shells[^1].Exponents[0], 1e-12);
        Assert.Equal([0, 1, 2], shells[^1].Momenta);
        Assert.Equal(4, shells.Max(s => s.Momenta.Max()));
        Assert.Equal(2, AuxiliaryBasis.For(BasisSet.Named("sto-3g")).For(Hydrogen).Max(s => s.Momenta.Max()));
        Assert.Equal(5, AuxiliaryBasis.For(BasisSet.Named("def2-tzvp")).For(Iron).Max(s => s.Momenta.Max()));
    }

    [Fact]
    public void A_contraction_reaches_as_far_as_a_single_function_of_its_mean_radius()
    {
        // One primitive is its own mean; the same written as a sum of two is no different.
        BasisSet Set(params ElementShell[] shells) => new("one", [new(Hydrogen, shells)]);
        var one = AuxiliaryBasis.For(Set(new ElementShell([0], false, [1.3], [[1.0]]))).For(Hydrogen);
        var two = AuxiliaryBasis.For(Set(new ElementShell([0], false, [1.3, 1.3], [[0.5, 0.5]]))).For(Hydrogen);
        Assert.Equal(one.Select(s => s.Exponents[0]), two.Select(s => s.Exponents[0]));
        Assert.Equal(2.6, one[^1].Exponents[0], 1e-12);
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(7, "l = 7")]
    public void A_file_may_go_up_to_i(int l, string? complaint)
    {
        var path = Path.GetTempFileName();
        try
        {
            const string Json = """{"name": "high", "elements": {"1": {"electron_shells": [{"function_type": "gto_spherical", "angular_momentum": [L], "exponents": ["0.5"], "coefficients": [["1.0"]]}]}}}""";
            File.WriteAllText(path, Json.Replace("L", $"{l}", StringComparison.Ordinal));
            Assert.Contains("l = ", Assert.Throws<PotentialException>(() => BasisSet.FromExchangeJson(path)).Message);
            if (complaint is null)
                Assert.Equal(13, AuxiliaryBasis.FromExchangeJson(path).For(Hydrogen).Sum(s => s.Count));
            else
                Assert.Contains(complaint, Assert.Throws<PotentialException>(() => AuxiliaryBasis.FromExchangeJson(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
