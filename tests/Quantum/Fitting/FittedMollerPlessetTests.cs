using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>MP2 with fitted integrals: against Psi4 with the same functions, and against exact integrals.</summary>
public sealed class FittedMollerPlessetTests
{
    public static TheoryData<string> Molecules => [.. FittingReference.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Molecules))]
    public void Energies_are_Psi4s(string name)
    {
        var known = FittingReference.All.Single(k => k.Name == name);
        foreach (var (full, expected) in new[] { (false, known.Frozen), (true, known.Full) })
        {
            var result = FittedMollerPlesset.Solve(known.Structure, BasisSet.Named("cc-pvdz"), null, new() { Full = full });
            Assert.Equal(known.Field, result.Field.Energy, 1e-8);
            Assert.Equal(expected.Same, result.SameSpin, 1e-8);
            Assert.Equal(expected.Opposite, result.OppositeSpin, 1e-8);
        }
    }

    // Psi4 1.3.2 as in FittingReference, but with scf_type pk.
    [Theory]
    [InlineData(0, -76.026798697447, -0.050717083591, -0.150902296205)]
    [InlineData(1, -75.393846033464, -0.036164185169, -0.112810083718)]
    public void On_an_exact_field_too(int which, double field, double same, double opposite)
    {
        var result = FittedMollerPlesset.Solve(FittingReference.All[which].Structure, BasisSet.Named("cc-pvdz"), null, null, ClosedShell.Tight);
        Assert.Equal(field, result.Field.Energy, 1e-8);
        Assert.Equal(same, result.SameSpin, 1e-8);
        Assert.Equal(opposite, result.OppositeSpin, 1e-8);
    }

    [Theory]
    [InlineData("6-31g*")]
    [InlineData("cc-pvdz")]
    [InlineData("def2-svp")]
    public void Fitting_costs_less_than_5e_5_hartree_an_atom(string name)
    {
        var set = BasisSet.Named(name);
        Structure nitrogen = new([new(7), new(7)], [default, new(0, 0, 1.0977)]);
        foreach (var structure in (Structure[])[FittingReference.Water, FittingReference.Hydroxyl, nitrogen])
        {
            foreach (var full in (bool[])[false, true])
                Assert.InRange((FittedMollerPlesset.Solve(structure, set, null, new() { Full = full }).Energy - MollerPlesset.Solve(structure, set, new() { Full = full }).Energy) / structure.Count, -5e-5, 5e-5);
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        foreach (var structure in (Structure[])[FittingReference.Water, FittingReference.Hydroxyl])
            Assert.Equal(FittedMollerPlesset.Solve(structure, set).Energy, FittedMollerPlesset.Solve(structure, set, team: team).Energy);
    }

    [Fact]
    public void Where_nothing_can_be_excited_nothing_is_correlated()
    {
        Assert.Equal(0, FittedMollerPlesset.Solve(new Structure([new(2)], [default]), BasisSet.Named("sto-3g")).Correlation);
        Assert.Equal(0, FittedMollerPlesset.Solve(new Structure([new(3)], [default]) { Charge = 1 }, BasisSet.Named("6-31g*")).Correlation);
        Assert.Equal(0, FittedMollerPlesset.Solve(new Structure([new(1)], [default]), BasisSet.Named("cc-pvdz")).Correlation, 1e-6);
    }

    [Fact]
    public void Too_little_memory_is_said_before_the_run() =>
        Assert.Contains("GiB are allowed", Assert.Throws<PotentialException>(() => FittedMollerPlesset.Solve(FittingReference.Water, BasisSet.Named("cc-pvdz"), null, new() { Memory = 1000 })).Message);
}
