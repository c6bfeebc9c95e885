using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Fields begun with the orbitals of another geometry.</summary>
public sealed class GuessTests
{
    static Structure Water => new([new(8), new(1), new(1)], [new(0, 0, 0.1173), new(0, 0.7572, -0.4692), new(0, -0.7572, -0.4692)]);

    static Structure Moved(Structure structure, double by)
    {
        var moved = structure.Clone();
        for (var i = 0; i < moved.Count; i++)
            moved.Positions[i] += by * new Vec3(Math.Sin(i + 1), Math.Sin(2 * i + 1), Math.Sin(3 * i + 1));
        return moved;
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(3, Shells.RestrictedOpen)]
    public void The_energy_is_the_same_and_sooner_there(int multiplicity, Shells? shells)
    {
        var methylene = new Structure([new(6), new(1), new(1)], [default, new(0, 0.9926, 0.4210), new(0, -0.9926, 0.4210)]) { Multiplicity = 3 };
        var (structure, set, options) = (multiplicity == 1 ? Water : methylene, BasisSet.Named("6-31g*"), new ScfOptions { Shells = shells });
        var before = HartreeFock.Solve(structure, set, options);
        var moved = Moved(structure, 0.002);
        var (afresh, carried) = (HartreeFock.Solve(moved, set, options, gradient: true), HartreeFock.Solve(moved, set, options with { Guess = before }, gradient: true));
        Assert.Equal(afresh.Energy, carried.Energy, 1e-9);
        Assert.Equal(0, (afresh.Gradient[1] - carried.Gradient[1]).Length, 1e-6);
        Assert.True(carried.Iterations < afresh.Iterations, $"{carried.Iterations} {afresh.Iterations}");
        // Where nothing has moved, it is there at once.
        Assert.InRange(HartreeFock.Solve(structure, set, options with { Guess = before }).Iterations, 1, 4);
    }

    [Fact]
    public void Another_multiplicity_begins_with_the_same_orbitals()
    {
        var (structure, set) = (Water, BasisSet.Named("6-31g*"));
        var closed = HartreeFock.Solve(structure, set);
        structure.Multiplicity = 3;
        Assert.Equal(HartreeFock.Solve(structure, set).Energy, HartreeFock.Solve(structure, set, new ScfOptions { Guess = closed }).Energy, 1e-8);
    }

    [Fact]
    public void What_does_not_fit_is_not_used()
    {
        var set = BasisSet.Named("sto-3g");
        var water = HartreeFock.Solve(Water, set);
        var other = new Structure([new(9), new(1)], [default, new(0, 0, 0.92)]);
        Assert.Equal(HartreeFock.Solve(other, set).Energy, HartreeFock.Solve(other, set, new ScfOptions { Guess = water }).Energy);
    }

    [Fact]
    public void A_broken_symmetry_stays_broken()
    {
        Structure Stretched(double d) => new([new(1), new(1)], [default, new(0, 0, d)]);
        var (set, options) = (BasisSet.Named("cc-pvdz"), new ScfOptions { Shells = Shells.Unrestricted });
        var broken = HartreeFock.Solve(Stretched(1.8), set, options with { Follow = true });
        var carried = HartreeFock.Solve(Stretched(1.81), set, options with { Guess = broken });
        Assert.Equal(HartreeFock.Solve(Stretched(1.81), set, options with { Follow = true }).Energy, carried.Energy, 1e-8);
        Assert.Equal(0, carried.Followed);
    }

    [Fact]
    public void Functionals_turn_unstable_and_are_followed_too()
    {
        var (structure, set) = (new Structure([new(1), new(1)], [default, new(0, 0, 2.2)]), BasisSet.Named("sto-3g"));
        var functional = Functional.Named("pbe");
        var closed = Stability.Of(DensityFunctional.Solve(structure, set, functional));
        Assert.InRange(closed.Eigenvalues[1].Value, -1, -0.01);
        var broken = DensityFunctional.Solve(structure, set, functional, null, new ScfOptions { Shells = Shells.Unrestricted, Follow = true });
        Assert.Equal(1, broken.Followed);
        Assert.True(Stability.Of(broken).IsStable);
        Assert.True(broken.SpinSquared > 0.5);
    }
}
