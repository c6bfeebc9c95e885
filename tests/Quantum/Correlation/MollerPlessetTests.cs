using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>MP2 against Psi4, and what is refused.</summary>
public sealed class MollerPlessetTests
{
    // A molecule of this many functions takes about a second.
    const int Fast = 36;

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
        var r = MollerPlesset.Solve(structure, basis, options, null, team);
        return [("mp2", "energy", r.Energy), ("mp2", "correlation", r.Correlation), ("mp2", "same_spin", r.SameSpin), ("mp2", "opposite_spin", r.OppositeSpin), ("mp2", "n_frozen", r.Frozen)];
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        Assert.Equal(MollerPlesset.Solve(CorrelationReference.Water, set).Energy, MollerPlesset.Solve(CorrelationReference.Water, set, null, null, team).Energy);
    }

    [Fact]
    public void Without_empty_orbitals_nothing_is_correlated() =>
        Assert.Equal(0, MollerPlesset.Solve(new Structure([new(2)], [default]), BasisSet.Named("sto-3g")).Correlation);

    [Fact]
    public void A_core_alone_is_not_correlated_unless_asked_for()
    {
        var ion = new Structure([new(3)], [default]) { Charge = 1 };
        var set = BasisSet.Named("6-31g*");
        Assert.Equal(0, MollerPlesset.Solve(ion, set).Correlation);
        Assert.True(MollerPlesset.Solve(ion, set, new() { Full = true }).Correlation < -1e-4);
    }

    [Fact]
    public void Too_little_memory_is_said_before_the_run() =>
        Assert.Contains("GiB are allowed", Assert.Throws<PotentialException>(() => MollerPlesset.Solve(CorrelationReference.Water, BasisSet.Named("cc-pvdz"), new() { Memory = 1000 })).Message);
}
