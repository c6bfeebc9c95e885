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
        TestContext.Current.SendDiagnosticMessage($"{temperature} K: {rate.Factor} ({rate.Beads} beads, κ = {rate.Recrossing}), exact {exact:F3}");
        Assert.InRange(rate.Factor.Value / exact, 0.7, 1.3);
        Assert.True(rate.Factor.Statistical < 0.05 * rate.Factor.Value);
    }
}
