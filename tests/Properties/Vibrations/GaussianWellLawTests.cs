using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Row F1: depth and width give the frequency in closed form.</summary>
public sealed class GaussianWellLawTests
{
    [Theory]
    [InlineData("H H", 4.7, 0.75, 0.3)]
    [InlineData("C O", 11.2, 1.13, 0.24)]
    [InlineData("Ar Ar", 0.0123, 3.76, 0.35)]
    public void The_closed_form_is_the_hessian_s_wavenumber(string pair, double depth, double distance, double width)
    {
        var potential = PotentialGrammar.Parse(FormattableString.Invariant($"gaussian:depth={depth},distance={distance},width={width},cutoff=20"));
        var vibrations = Vibrations.Of(Molecules.Of(pair, Vec3.Zero, new(distance, 0, 0)), potential);
        var (a, b) = (vibrations.Structure.MassOf(0), vibrations.Structure.MassOf(1));
        var law = new GaussianWellLaw(depth, width, a * b / (a + b));
        Assert.True(vibrations.Hessian.IsExact);
        var found = Assert.Single(vibrations.Modes).Wavenumber;
        Assert.Equal(1, found / law.Wavenumber, 1e-8);
        Assert.Equal(law.Frequency, found * 2.99792458e10, 1e-8 * law.Frequency);
        Assert.Equal(width, GaussianWellLaw.Of(law.Wavenumber, depth, law.ReducedMass).Width, 1e-12);
    }

    /// <summary>Three Gaussians in one: curvatures add where wells share their bottom.</summary>
    [Fact]
    public void Wells_on_one_another_add_their_curvatures()
    {
        var potential = PotentialGrammar.Parse("gaussian:depth=2,distance=1,width=0.3,cutoff=20 + gaussian:depth=1,distance=1,width=0.1,cutoff=20 + gaussian:depth=-0.5,distance=1,width=0.2,cutoff=20");
        var vibrations = Vibrations.Of(Molecules.Of("N N", Vec3.Zero, new(1, 0, 0)), potential);
        Assert.Equal(1, vibrations.Modes[0].Wavenumber / Molecules.WavenumberOf(2 / 0.09 + 1 / 0.01 - 0.5 / 0.04, 14.007 / 2), 1e-7);
    }

    /// <summary>Against exact levels on a grid: what is left of the ground state and the fundamental falls as ε³.</summary>
    [Theory]
    [InlineData(4.7, 0.3)]
    [InlineData(4.7, 0.5)]
    public void The_levels_are_exact_to_second_order(double depth, double width)
    {
        var law = new GaussianWellLaw(depth, width, 0.504);
        var exact = new SincDvr(x => -depth * Math.Exp(-0.5 * x * x / (width * width)), law.ReducedMass, -5 * width, 5 * width, 160).Levels;
        var third = Math.Pow(law.Anharmonicity, 3) * law.Wavenumber * Units.InverseCentimetre;
        Assert.InRange(law.Anharmonicity, 0.05, 0.2);
        Assert.InRange(Math.Abs(law.Level(0) - depth - exact[0]), 0, 0.05 * third);
        Assert.InRange(Math.Abs(law.Fundamental * Units.InverseCentimetre - (exact[1] - exact[0])), 0, 0.2 * third);
        Assert.Equal(law.Level(1) - law.Level(0), law.Fundamental * Units.InverseCentimetre, 1e-12);
        // Without the corrections it would be off by far more.
        Assert.True(Math.Abs(law.Wavenumber * Units.InverseCentimetre - (exact[1] - exact[0])) > 2 * third);
    }
}
