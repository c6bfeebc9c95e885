using Athanor.Atoms;

namespace Athanor.Properties.Tests;

public sealed class SincDvrTests
{
    [Fact]
    public void Harmonic_and_Morse_levels_are_exact()
    {
        const double Mass = 1.2, Stiffness = 15;
        var quantum = Units.ReducedPlanck * Math.Sqrt(Stiffness / Mass * Units.AccelerationPerForce);
        var well = new SincDvr(x => 0.5 * Stiffness * x * x, Mass, -1.2, 1.2, 80);
        for (var n = 0; n < 8; n++)
            Assert.Equal((n + 0.5) * quantum, well.Levels[n], 1e-8);
        var kt = Units.Boltzmann * 1500;
        Assert.Equal(0.5 * quantum / Math.Tanh(0.5 * quantum / kt), well.MeanEnergy(1500), 1e-7);
        Assert.Equal(0.5 * well.MeanEnergy(1500), well.Mean(1500, x => 0.5 * Stiffness * x * x), 1e-7);
        Assert.Equal(-Math.Log(2 * Math.Sinh(0.5 * quantum / kt)), well.LogPartition(1500), 1e-6);
        const double Depth = 4.75, Alpha = 1.95;
        var morse = new SincDvr(x => Depth * Math.Pow(1 - Math.Exp(-Alpha * x), 2), 0.504, -0.6, 2.4, 100);
        var harmonic = Units.ReducedPlanck * Alpha * Math.Sqrt(2 * Depth / 0.504 * Units.AccelerationPerForce);
        for (var n = 0; n < 5; n++)
            Assert.Equal(harmonic * (n + 0.5) - Math.Pow(harmonic * (n + 0.5), 2) / (4 * Depth), morse.Levels[n], 1e-5);
    }
}
