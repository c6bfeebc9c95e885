using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class GreenKuboTests
{
    const string Argon = "lj:epsilon=0.01032,sigma=3.4,cutoff=8.5,switch=7.5";

    static GreenKuboSettings Short => new() { Temperature = 60, TimeStep = 5, Runs = 3, Steps = 1600, Equilibration = 200, Every = 4 };

    [Fact]
    public void Threads_change_no_bit_and_integral_and_spectrum_agree()
    {
        var potential = PotentialGrammar.Parse(Argon);
        var crystal = Crystal.Fcc(Element.Parse("Ar"), 5.4).Repeat(3, 3, 3);
        using var team = new Team(2);
        var told = 0;
        var one = GreenKubo.Compute(crystal, potential, Short, progress: (done, _) => told = done);
        var two = GreenKubo.Compute(crystal, potential, Short, team);
        Assert.Equal(one.Conductivity, two.Conductivity);
        Assert.Equal(3 * 400, told);
        Assert.InRange(one.Conductivity.Value, 0.05, 2);
        Assert.InRange(one.Temperature.Value, 50, 70);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var potential = PotentialGrammar.Parse(Argon);
        var molecule = new Structure([Element.Parse("Ar"), Element.Parse("Ar")], [Vec3.Zero, new Vec3(4, 0, 0)]);
        Assert.Contains("repeats", Assert.Throws<SimulationException>(() => GreenKubo.Compute(molecule, potential, Short)).Message, StringComparison.Ordinal);
        Assert.Contains("256", Assert.Throws<SimulationException>(() => GreenKubo.Compute(Crystal.Fcc(Element.Parse("Ar"), 5.4), potential, Short with { Steps = 100 })).Message, StringComparison.Ordinal);
    }
}
