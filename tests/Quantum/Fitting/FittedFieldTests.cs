using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Hartree–Fock with fitted integrals: against Psi4 with the same functions, against exact integrals, and its gradient against differences.</summary>
public sealed class FittedFieldTests
{
    public static TheoryData<string> Molecules => [.. FittingReference.All.Select(k => k.Name)];

    static ScfOptions Fitted(BasisSet set) => new() { Fitting = AuxiliaryBasis.For(set), Gradient = 1e-9 };

    [Theory]
    [MemberData(nameof(Molecules))]
    public void Energies_and_gradients_are_Psi4s(string name)
    {
        var known = FittingReference.All.Single(k => k.Name == name);
        var set = BasisSet.Named("cc-pvdz");
        var field = HartreeFock.Solve(known.Structure, set, Fitted(set), gradient: true);
        Assert.Equal(known.Field, field.Energy, 1e-8);
        for (var i = 0; i < known.Gradient.Length; i++)
            Assert.InRange((known.Gradient[i] - field.Gradient[i]).Length, 0, 1e-7);
    }

    [Theory]
    [InlineData("sto-3g")]
    [InlineData("3-21g")]
    [InlineData("6-31g*")]
    [InlineData("6-311g**")]
    [InlineData("def2-svp")]
    [InlineData("cc-pvdz")]
    [InlineData("aug-cc-pvdz")]
    public void Fitting_costs_less_than_5e_5_hartree_an_atom(string name)
    {
        var set = BasisSet.Named(name);
        Structure nitrogen = new([new(7), new(7)], [default, new(0, 0, 1.0977)]), oxygen = new([new(8), new(8)], [default, new(0, 0, 1.2075)]) { Multiplicity = 3 };
        foreach (var structure in (Structure[])[FittingReference.Water, FittingReference.Hydroxyl, nitrogen, oxygen])
            Assert.InRange((HartreeFock.Solve(structure, set, Fitted(set)).Energy - HartreeFock.Solve(structure, set).Energy) / structure.Count, -5e-5, 5e-5);
    }

    [Theory]
    [InlineData("6-31g*", 1)]
    [InlineData("cc-pvdz", 3)]
    public void The_gradient_is_the_slope_of_the_energy(string basis, int multiplicity)
    {
        const double Step = 0.002;
        var set = BasisSet.Named(basis);
        var water = FittingReference.Water;
        water.Multiplicity = multiplicity;
        var gradient = HartreeFock.Solve(water, set, Fitted(set), gradient: true).Gradient;
        double Energy(double steps)
        {
            var moved = water.With(null, [.. water.Positions]);
            moved.Positions[1] += new Vec3(0, 0, steps * Step * Units.Bohr);
            return HartreeFock.Solve(moved, set, Fitted(set)).Energy;
        }
        var slope = (8 * (Energy(1) - Energy(-1)) - (Energy(2) - Energy(-2))) / (12 * Step);
        Assert.Equal(slope, gradient[1].Z, 1e-7);
        Assert.Equal(0, (gradient[0] + gradient[1] + gradient[2]).Length, 1e-8);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var set = BasisSet.Named("6-31g*");
        var one = HartreeFock.Solve(FittingReference.Hydroxyl, set, Fitted(set), gradient: true);
        var three = HartreeFock.Solve(FittingReference.Hydroxyl, set, Fitted(set), team, gradient: true);
        Assert.Equal(one.Energy, three.Energy);
        Assert.Equal(one.Beta.Energies, three.Beta.Energies);
        Assert.Equal(one.Gradient, three.Gradient);
    }

    [Fact]
    public void Functions_that_others_span_are_left_out()
    {
        var set = BasisSet.Named("6-31g*");
        var auxiliary = AuxiliaryBasis.For(set);
        var twice = new BasisSet("twice", auxiliary.Elements.Select(e => KeyValuePair.Create(e, auxiliary.For(e).Concat(auxiliary.For(e)).ToArray())));
        var molecule = new Molecule(FittingReference.Water, set, Team.Single);
        var (once, again) = (new FittedIntegrals(molecule, auxiliary, 1 << 30, Team.Single), new FittedIntegrals(molecule, twice, 1 << 30, Team.Single));
        Assert.Equal(once.Auxiliary.Functions, once.Count);
        Assert.Equal(once.Count, again.Count);
        ScfResult plain = HartreeFock.Solve(FittingReference.Water, set, Fitted(set), gradient: true), doubled = HartreeFock.Solve(FittingReference.Water, set, Fitted(set) with { Fitting = twice }, gradient: true);
        Assert.Equal(plain.Energy, doubled.Energy, 1e-9);
        for (var i = 0; i < 3; i++)
            Assert.InRange((plain.Gradient[i] - doubled.Gradient[i]).Length, 0, 1e-7);
    }

    [Fact]
    public void A_density_is_the_sum_of_its_orbitals()
    {
        var field = HartreeFock.Solve(FittingReference.Water, BasisSet.Named("6-31g*"));
        var (n, density) = (field.Molecule.Functions, field.Densities[0]);
        var (rows, count) = DensityFactor.Of(density, n);
        Assert.Equal(5, count);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                Assert.Equal(density[i * n + j], Enumerable.Range(0, count).Sum(k => rows[k * n + i] * rows[k * n + j]), 1e-12);
        }
    }

    [Fact]
    public void The_response_is_the_slope_of_the_matrices()
    {
        var set = BasisSet.Named("sto-3g");
        var molecule = new Molecule(FittingReference.Hydroxyl, set, Team.Single);
        var (interaction, n, random) = (new FittedInteraction(molecule, AuxiliaryBasis.For(set), new(), Team.Single), molecule.Functions, new Random(3));
        double[] Change()
        {
            var c = new double[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    c[i * n + j] = c[j * n + i] = random.NextDouble() - 0.5;
            }
            return c;
        }
        double[][] changes = [Change(), Change()];
        // A unit matrix added makes densities of both.
        double[][] Densities(double t) => [.. changes.Select(c => c.Select((x, i) => t * x + (i % (n + 1) == 0 ? 5 : 0)).ToArray())];
        var (up, down) = (interaction.Build(Densities(1)).Matrices, interaction.Build(Densities(-1)).Matrices);
        var response = interaction.Response(Densities(0), changes);
        for (var s = 0; s < 2; s++)
        {
            for (var i = 0; i < n * n; i++)
                Assert.Equal(0.5 * (up[s][i] - down[s][i]), response[s][i], 1e-11);
        }
    }

    [Fact]
    public void Restricted_open_shells_are_fitted_too()
    {
        var set = BasisSet.Named("6-31g*");
        var options = new ScfOptions { Shells = Shells.RestrictedOpen };
        Assert.Equal(HartreeFock.Solve(FittingReference.Hydroxyl, set, options).Energy, HartreeFock.Solve(FittingReference.Hydroxyl, set, options with { Fitting = AuxiliaryBasis.For(set) }).Energy, 1e-4);
        Assert.Contains("restricted open shells", Assert.Throws<PotentialException>(() => FittedMollerPlesset.Solve(FittingReference.Hydroxyl, set, null, null, options)).Message);
    }

    [Fact]
    public void Too_little_memory_is_said()
    {
        var set = BasisSet.Named("cc-pvdz");
        Assert.Contains("GiB are allowed", Assert.Throws<PotentialException>(() => HartreeFock.Solve(FittingReference.Water, set, Fitted(set) with { Memory = 100_000 })).Message);
    }

    [Fact]
    public void An_auxiliary_set_without_an_element_is_named()
    {
        var set = BasisSet.Named("cc-pvdz");
        var little = new BasisSet("little", [new(new Element(1), [new([0], false, [0.5], [[1.0]])])]);
        Assert.Contains("little has no functions for O", Assert.Throws<PotentialException>(() => HartreeFock.Solve(FittingReference.Water, set, Fitted(set) with { Fitting = little })).Message);
    }
}
