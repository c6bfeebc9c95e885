using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Coupled clusters against Psi4, and what is refused.</summary>
public sealed class CoupledClusterTests
{
    // A molecule of this many functions takes about a second.
    const int Fast = 24;

    [Theory]
    [InlineData("sto-3g")]
    [InlineData("6-31gs")]
    [InlineData("cc-pvdz")]
    public void Small_energies_agree_with_Psi4(string basis) => CorrelationReference.Compare(basis, n => n <= Fast, Solve);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("6-31gs")]
    [InlineData("cc-pvdz")]
    public void Large_energies_agree_with_Psi4(string basis) => CorrelationReference.Compare(basis, n => n > Fast, Solve);

    static (string, string, double)[] Solve(Structure structure, BasisSet basis, CorrelationOptions options, Team team)
    {
        var r = CoupledCluster.Solve(structure, basis, true, options, null, team);
        return [("ccsd", "energy", r.Field.Energy + r.SinglesDoubles), ("ccsd", "correlation", r.SinglesDoubles), ("ccsd", "n_frozen", r.Frozen),
            ("ccsd(t)", "energy", r.Energy), ("ccsd(t)", "correlation", r.Correlation), ("ccsd(t)", "triples", r.Triples!.Value)];
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        Assert.Equal(CoupledCluster.Solve(CorrelationReference.Water, set, true).Energy, CoupledCluster.Solve(CorrelationReference.Water, set, true, null, null, team).Energy);
    }

    [Fact]
    public void Two_molecules_far_apart_have_twice_the_energy_of_one()
    {
        var set = BasisSet.Named("6-31g*");
        Structure one = new([new(1), new(1)], [default, new(0, 0, 0.74)]), two = new([new(1), new(1), new(1), new(1)], [default, new(0, 0, 0.74), new(0, 300, 0), new(0, 300, 0.74)]);
        CoupledClusterResult single = CoupledCluster.Solve(one, set), pair = CoupledCluster.Solve(two, set);
        Assert.Equal(2 * single.Correlation, pair.Correlation, 1e-8);
        Assert.True(single.T1 > 1e-3);
        Assert.Equal(single.T1, pair.T1, 1e-7);
    }

    [Fact]
    public void Without_empty_orbitals_nothing_is_correlated() =>
        Assert.Equal(0, CoupledCluster.Solve(new Structure([new(2)], [default]), BasisSet.Named("sto-3g")).Correlation);

    [Fact]
    public void Too_little_memory_is_said_before_the_run() =>
        Assert.Contains("GiB are allowed", Assert.Throws<PotentialException>(() => CoupledCluster.Solve(CorrelationReference.Water, BasisSet.Named("cc-pvdz"), true, new() { Memory = 1000 })).Message);
}
