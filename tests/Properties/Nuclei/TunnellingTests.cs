using Athanor.Atoms;

namespace Athanor.Properties.Tests;

public sealed class TunnellingTests
{
    /// <summary>The barrier that stands for H + H₂ since Eckart's days: 0.425 eV high, a = 0.734 Bohr, 1061 electron masses.</summary>
    internal static EckartBarrier Hydrogen => EckartBarrier.Symmetric(0.425, 0.734 * Units.Bohr, 1061 * 5.48579909065e-4);

    [Fact]
    public void The_profile_is_what_was_asked_for()
    {
        var barrier = new EckartBarrier(0.5, 0.8, 0.2, 1.5);
        Assert.Equal(0.5, barrier.Energy(0), 1e-12);
        Assert.Equal(0, barrier.Slope(0), 1e-12);
        Assert.Equal(0, barrier.Energy(-20), 1e-9);
        Assert.Equal(-0.3, barrier.Energy(20), 1e-9);
        var curvature = (barrier.Slope(1e-4) - barrier.Slope(-1e-4)) / 2e-4;
        Assert.Equal(-1.5 / Units.AccelerationPerForce * 0.04, curvature, 1e-4);
        foreach (var x in (double[])[-0.7, 0.1, 0.9])
            Assert.Equal((barrier.Energy(x + 1e-5) - barrier.Energy(x - 1e-5)) / 2e-5, barrier.Slope(x), 1e-7);
        var shape = EckartBarrier.Symmetric(0.4, 0.3, 2);
        Assert.Equal(0.4 / Math.Pow(Math.Cosh(0.2 / 0.3), 2), shape.Energy(0.2), 1e-12);
    }

    /// <summary>The closed form against Schrödinger's equation solved on a grid, from deep tunnelling to far above the top; thin and thick, level and not.</summary>
    [Theory]
    [InlineData(0.3, 0.3, 0.15)]
    [InlineData(0.2, 0.5, 0.25)]
    [InlineData(0.5, 0.2, 0.25)]
    [InlineData(0.02, 0.03, 0.4)] // so thin that 2πd is imaginary
    public void Transmission_is_that_of_Schrodingers_equation(double forward, double backward, double frequency)
    {
        var barrier = new EckartBarrier(forward, backward, frequency, 1.0);
        var scattering = new Scattering(barrier, 1.0, -8, 8, 3000);
        foreach (var share in (double[])[0.3, 0.6, 0.9, 1, 1.1, 1.7, 3])
        {
            var energy = share * forward;
            var exact = barrier.Transmission(energy);
            Assert.Equal(exact, scattering.Transmission(energy), 2e-5 * Math.Max(exact, 1e-4));
        }
        Assert.Equal(0, barrier.Transmission(Math.Max(0, forward - backward) - 1e-9));
    }

    /// <summary>Factors by quadrature of that independent transmission; and Wigner's where tunnelling is rare.</summary>
    [Fact]
    public void Factors_agree_with_scattering()
    {
        var barrier = Hydrogen;
        var scattering = new Scattering(barrier, barrier.Mass, -7, 7, 2000);
        foreach (var temperature in (double[])[300, 1000])
            Assert.Equal(1, scattering.Factor(temperature, barrier.Forward) / barrier.Factor(temperature), 1e-4);
        Assert.Equal(1, barrier.Factor(8000), 0.05);
        var hot = Assert.Single(Tunnelling.Of(new EckartBarrier(10, 10, 0.05, 1), [1000]).Factors);
        Assert.Equal(hot.Wigner - 1, hot.Eckart - 1, 0.03 * (hot.Wigner - 1));
    }

    [Fact]
    public void Approximations_hold_where_they_should()
    {
        var tunnelling = Tunnelling.Of(Hydrogen, [150, 250, 600, 1000]);
        Assert.Equal(371, tunnelling.Crossover, 3.0);
        var factors = tunnelling.Factors;
        Assert.Null(factors[0].Bell);
        Assert.NotNull(factors[2].Bell);
        Assert.Null(factors[2].Instanton);
        // Semiclassics is within a quarter in the deep.
        Assert.Equal(1, factors[0].Instanton!.Value / factors[0].Eckart, 0.25);
        Assert.Equal(1, factors[3].Wigner / factors[3].Eckart, 0.1);
        // No step where the two branches meet.
        var near = Tunnelling.Of(Hydrogen, [tunnelling.Crossover * 0.9985, tunnelling.Crossover, tunnelling.Crossover * 1.0015]).Factors;
        Assert.Equal(0.5 * (near[0].Skodje + near[2].Skodje), near[1].Skodje, 0.01 * near[1].Skodje);
    }
}
