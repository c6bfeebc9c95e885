using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

/// <summary>Recrossing of the barrier of a double well in one dimension, where everything is known in closed form.</summary>
public class RateTests
{
    static readonly IPotential Well = PotentialGrammar.Parse("doublewell:cv=position(1,x),h=0.2,a=1", PotentialCatalogue.BuiltIn.With([.. BiasKind.All]));

    static readonly Structure Atom = new([Element.Parse("C")], [new Vec3(0.02, 0, 0)]);

    const double Temperature = 300, Mass = 12.011;

    static readonly double Energy = Units.Boltzmann * Temperature;

    /// <summary>U″ at the top is −4 h/a².</summary>
    static readonly double Barrier = Math.Sqrt(0.8 * Units.AccelerationPerForce / Mass);

    /// <summary>Of one swing through a well with the energy of the top, ∮ p dq = 2 ∫ √(2 m h (1 − w²)) dx over 0 … √2 with w = x² − 1, eV fs.</summary>
    static double Action
    {
        get
        {
            const int n = 20_000;
            double sum = 0, d = Math.Sqrt(2) / n;
            for (var k = 0; k < n; k++)
            {
                var w = Math.Pow((k + 0.5) * d, 2) - 1;
                sum += 2 * d * Math.Sqrt(2 * Mass / Units.AccelerationPerForce * 0.2 * Math.Max(0, 1 - w * w));
            }
            return sum;
        }
    }

    static Recrossing Measure(double relaxation, int starts, int steps, double timeStep, ulong seed = 1)
    {
        using var team = new Team(2);
        return Recrossing.Measure(Well, Atom, new RecrossingSettings(CollectiveVariables.Parse("position(1,x)"), 0, Temperature)
        {
            Starts = starts, Steps = steps, TimeStep = timeStep, RelaxationTime = relaxation, Width = 0.15, Spacing = 20, Seed = seed,
        }, team);
    }

    [Fact]
    public void Closed_forms_have_their_limits()
    {
        Assert.Equal(1, Kramers.Spatial(1e-9, 0.03), 1e-6);
        Assert.Equal(0.03 / 10, Kramers.Spatial(10, 0.03), 1e-6);
        Assert.Equal(1, Kramers.Energetic(60), 1e-6);
        // A(δ) = δ (1 − 0.82 √δ + …).
        Assert.Equal(1e-4, Kramers.Energetic(1e-4), 1e-6);
        Assert.Equal(0.5 * 1e-4, Kramers.Transmission(1e-9, 0.03, 1e-4, 1e-4), 1e-6);
    }

    [Theory]
    [InlineData(8, 300, 2.0)]
    [InlineData(40, 150, 2.0)]
    public void Friction_takes_what_Kramers_says(double relaxation, int steps, double timeStep)
    {
        var recrossing = Measure(relaxation, 200, steps, timeStep);
        var loss = Action / relaxation / Energy;
        var exact = Kramers.Transmission(1 / relaxation, Barrier, loss, loss);
        Assert.InRange(recrossing.Plateau.Statistical!.Value, 0.005, 0.07);
        Assert.Equal(exact, recrossing.Plateau.Value, 3 * recrossing.Plateau.Statistical.Value);
        Assert.Equal(1, recrossing.Transmission[0].Value, 1e-12);
        Assert.Equal(Math.Sqrt(2 * Energy * Units.AccelerationPerForce / (Math.PI * Mass)), recrossing.Speed.Value, 1e-12);
    }

    [Fact]
    public void On_a_ring_the_valley_ends_at_the_next_barrier()
    {
        var settings = new RecrossingSettings(CollectiveVariables.Parse("dihedral(1,2,3,4)"), 123, Temperature) { Until = -123 };
        Assert.Equal([false, true, true, false, false], ((double[])[122, 124, -124, -122, 0]).Select(settings.IsAbove));
        Assert.Equal([false, true, true, true, false], ((double[])[122, 124, -124, -122, 0]).Select((settings with { Until = null }).IsAbove));
    }

    [Fact]
    public void The_rate_is_that_of_theory()
    {
        // ½ ⟨|v|⟩ e^(−U‡/kT) / ∫ e^(−U/kT) over a well, and κ.
        var recrossing = Measure(40, 100, 100, 2);
        double z = 0;
        for (var x = -2.5; x < 0; x += 0.001)
            z += 0.001 * Math.Exp(-0.2 * Math.Pow(x * x - 1, 2) / Energy);
        var density = -0.2 / Energy - Math.Log(z);
        var barrier = new ProfileBarrier(0, 0, 1, default, default, new Estimate(density, "", 0.1, 0.2), new Estimate(density, "", 0.1));
        var rate = BarrierRate.Of(barrier, recrossing, Temperature);
        var theory = 1e15 * Math.Sqrt(Energy * Units.AccelerationPerForce / (2 * Math.PI * Mass)) * Math.Exp(density);
        Assert.Equal(1, rate.ForwardTheory.Value / theory, 1e-9);
        Assert.Equal(recrossing.Plateau.Value, rate.Forward.Value / theory, 1e-9);
        Assert.Equal(0.1, rate.ForwardTheory.Statistical!.Value / theory, 1e-3);
        Assert.Equal(0.2, rate.ForwardTheory.Model!.Value / theory, 1e-9);
        Assert.Equal(theory, Energy / (Units.Planck * 1e-15) * Math.Exp(-rate.ForwardActivation.Value / Energy), 1e-6 * theory);
        // Harmonically, ω/2π e^(−ΔU/kT).
        var harmonic = 1e15 * Math.Sqrt(1.6 * Units.AccelerationPerForce / Mass) / (2 * Math.PI) * Math.Exp(-0.2 / Energy);
        Assert.InRange(theory / harmonic, 0.9, 1.1);
    }

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(2, 3000, 1)]
    [InlineData(10, 400, 2)]
    [InlineData(50, 300, 2)]
    [InlineData(200, 700, 2)]
    [InlineData(1000, 3000, 2)]
    public void From_high_friction_to_low(double relaxation, int steps, double timeStep)
    {
        var recrossing = Measure(relaxation, 400, steps, timeStep);
        var loss = Action / relaxation / Energy;
        var exact = Kramers.Transmission(1 / relaxation, Barrier, loss, loss);
        TestContext.Current.TestOutputHelper?.WriteLine($"{relaxation}: loss {loss:G3} kT, Kramers {exact:0.000} (spatial {Kramers.Spatial(1 / relaxation, Barrier):0.000}), simulated {recrossing.Plateau}, settled {recrossing.IsSettled}");
        Assert.Equal(exact, recrossing.Plateau.Value, 0.06 * exact + 3 * recrossing.Plateau.Statistical!.Value);
    }
}
