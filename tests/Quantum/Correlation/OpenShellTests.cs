using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Correlation on unrestricted fields: against sums over spin orbitals written out, and where it must equal that of closed shells. Psi4's values are compared where those of closed shells are.</summary>
public sealed class OpenShellTests
{
    static Structure Hydride(int multiplicity) => new([new(4), new(1)], [default, new(0, 0, 1.34)]) { Multiplicity = multiplicity };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Coupled_clusters_agree_with_sums_over_spin_orbitals(int multiplicity)
    {
        var set = BasisSet.Named("sto-3g");
        var structure = Hydride(multiplicity);
        var found = CoupledCluster.Solve(structure, set, true, new() { Full = true });
        var reference = new SpinOrbitals(new Molecule(structure, set, Team.Single), found.Field);
        Assert.True(found.SinglesDoubles < -1e-5);
        Assert.Equal(reference.SinglesDoubles, found.SinglesDoubles, 1e-9);
        Assert.Equal(reference.Triples, found.Triples!.Value, 1e-9);
        Assert.Equal(reference.Singles / Math.Sqrt(2 * 5), found.T1, 1e-7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_closed_shell_is_the_same_either_way(bool full)
    {
        var set = BasisSet.Named("6-31g*");
        var (options, unrestricted) = (new CorrelationOptions { Full = full }, new ScfOptions { Gradient = 1e-9, Shells = Shells.Unrestricted });
        MollerPlessetResult closed = MollerPlesset.Solve(CorrelationReference.Water, set, options), open = MollerPlesset.Solve(CorrelationReference.Water, set, options, unrestricted);
        Assert.Equal(closed.SameSpin, open.SameSpin, 1e-10);
        Assert.Equal(closed.OppositeSpin, open.OppositeSpin, 1e-10);
        CoupledClusterResult one = CoupledCluster.Solve(CorrelationReference.Water, set, true, options), two = CoupledCluster.Solve(CorrelationReference.Water, set, true, options, unrestricted);
        Assert.Equal(one.SinglesDoubles, two.SinglesDoubles, 1e-8);
        Assert.Equal(one.Triples!.Value, two.Triples!.Value, 1e-8);
        Assert.Equal(one.T1, two.T1, 1e-7);
        Assert.Equal(one.Frozen, two.Frozen);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        var radical = new Structure([new(8), new(1)], [default, new(0, 0, 0.97)]);
        Assert.Equal(CoupledCluster.Solve(radical, set, true).Energy, CoupledCluster.Solve(radical, set, true, null, null, team).Energy);
        Assert.Equal(MollerPlesset.Solve(radical, set).Energy, MollerPlesset.Solve(radical, set, null, null, team).Energy);
    }

    // Electrons of one spin alone, in few orbitals or none that are empty; a core and one electron.
    [Theory]
    [InlineData(1, 0, 2, "6-31g*", false, false)]
    [InlineData(1, 0, 2, "sto-3g", false, false)]
    [InlineData(2, 0, 3, "6-311g**", false, false)]
    [InlineData(3, 0, 2, "6-31g*", false, false)]
    [InlineData(3, 0, 2, "6-31g*", true, true)]
    public void Atoms_with_little_to_correlate(int number, int charge, int multiplicity, string basis, bool full, bool correlated)
    {
        var atom = new Structure([new(number)], [default]) { Charge = charge, Multiplicity = multiplicity };
        var (set, options) = (BasisSet.Named(basis), new CorrelationOptions { Full = full });
        var mp2 = MollerPlesset.Solve(atom, set, options);
        var cc = CoupledCluster.Solve(atom, set, true, options);
        Assert.Equal(correlated, mp2.Correlation < -1e-6);
        Assert.Equal(correlated, cc.SinglesDoubles < -1e-6);
        Assert.True(double.IsFinite(cc.Energy) && double.IsFinite(cc.T1));
        Assert.InRange(cc.Triples!.Value, -1e-3, 0);
    }

    [Fact]
    public void A_radical_far_from_a_molecule_adds_up()
    {
        var set = BasisSet.Named("6-31g*");
        Structure radical = new([new(8), new(1)], [default, new(0, 0, 0.97)]), molecule = new([new(1), new(1)], [new(0, 300, 0), new(0, 300, 0.74)]);
        var both = new Structure([new(8), new(1), new(1), new(1)], [default, new(0, 0, 0.97), new(0, 300, 0), new(0, 300, 0.74)]) { Multiplicity = 2 };
        CoupledClusterResult a = CoupledCluster.Solve(radical, set, true), b = CoupledCluster.Solve(molecule, set, true), sum = CoupledCluster.Solve(both, set, true);
        Assert.Equal(a.Correlation + b.Correlation, sum.Correlation, 2e-8);
    }
}
