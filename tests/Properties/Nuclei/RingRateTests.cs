using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public sealed class RingRateTests
{
    /// <summary>One bead is a classical particle: over a barrier nobody comes back, and the free energy is the energy.</summary>
    [Fact]
    public void One_bead_is_classical()
    {
        var barrier = TunnellingTests.Hydrogen;
        var settings = new RingRateSettings { Beads = 1, StepsHeld = 50, Parents = 40, Plateau = 60, TimeStep = 0.5 };
        var rate = RingRate.Of(barrier, barrier.Mass, 800, settings);
        Assert.Equal(barrier.Forward, rate.FreeEnergy.Value, 2e-4);
        Assert.Equal(1, rate.Recrossing.Value, 1e-9);
        Assert.Equal(1, rate.Factor.Value, 5e-3);
    }

    /// <summary>Of two beads the centroid's density is an integral over their one distance.</summary>
    [Fact]
    public void The_free_energy_of_two_beads_is_that_of_quadrature()
    {
        const double Temperature = 400;
        var barrier = TunnellingTests.Hydrogen;
        var kt = Units.Boltzmann * Temperature;
        var spring = 2 * kt * 2 * Math.PI / Units.Planck;
        double Density(bool free) => AdaptiveQuadrature.Over(d => Math.Exp(-(4 * barrier.Mass / Units.AccelerationPerForce * spring * spring * d * d + (free ? 0 : 2 * barrier.Energy(d))) / (2 * kt)), -2, 2).Value;
        var rate = RingRate.Of(barrier, barrier.Mass, Temperature, new RingRateSettings { Beads = 2, StepsHeld = 25000, Parents = 20, Plateau = 1 });
        Assert.Equal(-kt * Math.Log(Density(false) / Density(true)), rate.FreeEnergy.Value, 4 * rate.FreeEnergy.Statistical!.Value + 1e-4);
        Assert.InRange(rate.FreeEnergy.Statistical.Value, 0, 0.07 * kt);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var barrier = TunnellingTests.Hydrogen;
        var settings = new RingRateSettings { Beads = 6, StepsHeld = 100, Parents = 40, Plateau = 10 };
        using var team = new Team(2);
        Assert.Equal(RingRate.Of(barrier, barrier.Mass, 600, settings).Factor, RingRate.Of(barrier, barrier.Mass, 600, settings, team).Factor);
    }

    /// <summary>Above the crossover (371 K) within 30 % of the exact factor, as published.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(1000)]
    [InlineData(600)]
    [InlineData(400)]
    public void Rates_above_the_crossover_are_near_the_exact_ones(double temperature)
    {
        var barrier = TunnellingTests.Hydrogen;
        var rate = RingRate.Of(barrier, barrier.Mass, temperature, new RingRateSettings());
        var exact = barrier.Factor(temperature);
        TestContext.Current.TestOutputHelper?.WriteLine($"{temperature} K: {rate.Factor} ({rate.Beads} beads, κ = {rate.Recrossing}), exact {exact:F3}");
        Assert.InRange(rate.Factor.Value / exact, 0.7, 1.3);
        Assert.True(rate.Factor.Statistical < 0.05 * rate.Factor.Value);
    }
}
