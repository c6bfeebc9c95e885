using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class TransitionRateTests
{
    const double Height = 0.4, Half = 0.8, Stiffness = 10, Mass = 1.008;

    static readonly VibrationSettings OneFree = new() { FixedAtoms = [0] };

    static TransitionRate Rate(double? spread = null)
    {
        var potential = new DoubleWell(Height, Half, Stiffness);
        var bottom = Vibrations.Of(DoubleWell.At(new Vec3(-0.7, 0.05, 0)), potential, OneFree);
        var top = Vibrations.Of(DoubleWell.At(Vec3.Zero), potential, OneFree with { Relax = false });
        return TransitionRate.Of(bottom, top, 2, spread, anyFixed: true);
    }

    /// <summary>1/s of a curvature, eV/Å².</summary>
    static double Frequency(double curvature) => Molecules.WavenumberOf(curvature, Mass) * 2.99792458e10;

    [Fact]
    public void A_double_well_has_the_rate_of_the_textbook()
    {
        var rate = Rate();
        Assert.Equal(3, rate.Reactant.Modes.Count);
        Assert.Equal(Height, rate.Barrier.Value, 1e-9);
        double well = Frequency(8 * Height / Half / Half), top = Frequency(4 * Height / Half / Half), side = Frequency(Stiffness);
        Assert.Equal(well, rate.Vineyard!.Value, 1e-5 * well);
        Assert.Equal(top, rate.ImaginaryFrequency, 1e-5 * top);
        const double H = 4.135667696e-15, K = 8.617333262e-5;
        Assert.Equal(H * top / (2 * Math.PI * K), rate.CrossoverTemperature, 1e-2);
        var (t, kt) = (500.0, 500 * K);
        var state = rate.At(t);
        Assert.Equal(2 * well * Math.Exp(-Height / kt), state.Classical!.Value, 1e-4 * state.Classical.Value);
        double Q(double nu) => 1 / (2 * Math.Sinh(H * nu / (2 * kt)));
        var eyring = 2 * kt / H * Q(side) * Q(side) / (Q(well) * Q(side) * Q(side)) * Math.Exp(-Height / kt);
        Assert.Equal(eyring, state.Quantum, 1e-4 * eyring);
        Assert.Equal(1 + Math.Pow(H * top / kt, 2) / 24, state.Wigner, 1e-5);
        Assert.Null(state.Rate.Model);
        // Hot, quantum and classical are one.
        Assert.Equal(1, rate.At(20000).Quantum / rate.At(20000).Classical!.Value, 1e-2);
        // Ea is the slope, A what is left.
        Assert.Equal(Math.Log(rate.At(505).Rate.Value / rate.At(495).Rate.Value), -state.ActivationEnergy * (1 / (505 * K) - 1 / (495 * K)), 1e-4);
        Assert.Equal(state.Rate.Value, state.Prefactor * Math.Exp(-state.ActivationEnergy / kt), 1e-9 * state.Rate.Value);
    }

    [Fact]
    public void A_flat_mode_of_the_saddle_that_is_imaginary_by_rounding_leaves_a_number()
    {
        // Some 0.5 cm⁻¹ downhill along y and z at the saddle, 5 of which would make it one of second order.
        var potential = new DoubleWell(Height, Half, -1e-6);
        var bottom = Vibrations.Of(DoubleWell.At(new Vec3(-Half, 0, 0)), potential, OneFree with { Relax = false });
        var top = Vibrations.Of(DoubleWell.At(Vec3.Zero), potential, OneFree with { Relax = false });
        Assert.True(top.Modes[1].IsImaginary);
        var rate = TransitionRate.Of(bottom, top, anyFixed: true);
        Assert.Equal(Frequency(8 * Height / Half / Half), rate.Vineyard!.Value, 1e-3 * rate.Vineyard.Value);
    }

    [Fact]
    public void What_the_potential_does_not_know_of_the_barrier_is_in_the_rate()
    {
        var state = Rate(0.02).At(300);
        Assert.Equal(0.02 / (300 * Units.Boltzmann), state.Spread!.Value, 1e-12);
        Assert.Equal(state.Spread.Value * state.Rate.Value, state.Rate.Model!.Value, 1e-9 * state.Rate.Value);
    }

    /// <summary>Members of a committee are asked at the same three structures.</summary>
    [Fact]
    public void A_committee_s_barrier_spreads()
    {
        var committee = PotentialGrammar.Parse("committee(lj:epsilon=0.01,sigma=3.4,cutoff=9, lj:epsilon=0.012,sigma=3.4,cutoff=9)");
        Structure Pair(double r) => Molecules.Of("Ar Ar", Vec3.Zero, new(r, 0, 0));
        var spread = BarrierSpread.Of(committee, Pair(3.8), Pair(3.5), Pair(5));
        double Energy(double epsilon, double r) => 4 * epsilon * (Math.Pow(3.4 / r, 12) - Math.Pow(3.4 / r, 6));
        Assert.Equal(Math.Abs(Energy(0.002, 3.5) - Energy(0.002, 3.8)) / Math.Sqrt(2), spread.Forward!.Value, 1e-9);
        Assert.Null(BarrierSpread.Of(PotentialGrammar.Parse("lj:epsilon=0.01,sigma=3.4,cutoff=9"), Pair(3.8), Pair(3.5), Pair(5)).Forward);
    }

    /// <summary>Flat ammonia has six rotations; three leave the umbrella's way as it is.</summary>
    [Fact]
    public void A_saddle_between_equal_minima_is_crossed_from_each()
    {
        var flat = Molecules.Of("N H H H", Vec3.Zero, Molecules.Direction(0, 3), Molecules.Direction(1, 3), Molecules.Direction(2, 3));
        var umbrella = new NormalMode(-1, 1, [new(0, 0, 0.5), new(0, 0, -0.5), new(0, 0, -0.5), new(0, 0, -0.5)]);
        Assert.Equal(6, PointGroup.Of(flat).SymmetryNumber);
        Assert.Equal(3, TransitionRate.SymmetryNumberOf(flat, umbrella));
    }

    [Fact]
    public void A_search_says_what_it_found_and_what_lies_on_both_sides()
    {
        var potential = new DoubleWell(Height, Half, Stiffness);
        var saddle = SaddlePoint.Of(DoubleWell.At(new Vec3(0.2, 0.1, 0)), potential, new SaddleSettings { FixedAtoms = [0] });
        Assert.Equal(1, saddle.Order);
        Assert.Contains("first order", saddle.Verdict, StringComparison.Ordinal);
        Assert.Equal([-Half, Half], saddle.Descents.Select(d => d.Frame.Structure.Positions[1].X).Order().Select(x => Math.Round(x, 4)));
        Assert.All(saddle.Descents, d => Assert.Equal(Height, d.Barrier, 1e-6));
        var hill = SaddlePoint.Of(DoubleWell.At(Vec3.Zero), new DoubleWell(Height, Half, Stiffness, square: true), new SaddleSettings { FixedAtoms = [0] });
        Assert.Equal(2, hill.Order);
        Assert.Contains("order 2", hill.Verdict, StringComparison.Ordinal);
        Assert.Empty(hill.Descents);
    }

    [Fact]
    public void What_is_no_minimum_or_no_saddle_is_refused()
    {
        var potential = new DoubleWell(Height, Half, Stiffness);
        var bottom = Vibrations.Of(DoubleWell.At(new Vec3(-0.7, 0, 0)), potential, OneFree);
        var top = Vibrations.Of(DoubleWell.At(Vec3.Zero), potential, OneFree with { Relax = false });
        Assert.Contains("has none", Assert.Throws<PotentialException>(() => TransitionRate.Of(bottom, bottom)).Message, StringComparison.Ordinal);
        Assert.Contains("no minimum", Assert.Throws<PotentialException>(() => TransitionRate.Of(top, top)).Message, StringComparison.Ordinal);
        Assert.Contains("only 2 atoms", Assert.Throws<PotentialException>(() => Vibrations.Of(DoubleWell.At(Vec3.Zero), potential, new VibrationSettings { FixedAtoms = [2] })).Message, StringComparison.Ordinal);
    }

    /// <summary>On a wall that does not move, a bond vibrates with the mass of its one atom; exact Hessians and differences alike.</summary>
    [Fact]
    public void Fixed_atoms_have_no_modes()
    {
        var bond = Vibrations.Of(Molecules.Of("O H", Vec3.Zero, new(1.1, 0, 0)), PotentialGrammar.Parse("morse:D=4,alpha=2,r0=1,cutoff=12"), OneFree);
        Assert.True(bond.Hessian.IsExact);
        Assert.Equal(3, bond.Modes.Count);
        Assert.Equal(Molecules.WavenumberOf(2 * 4 * 4, Mass), bond.Modes[^1].Wavenumber, 1e-2);
        Assert.Equal(Vec3.Zero, bond.Structure.Positions[0]);
    }
}
