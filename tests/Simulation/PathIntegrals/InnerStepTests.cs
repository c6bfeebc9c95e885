using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

/// <summary>Steps of the cheap reference within steps of the difference to it.</summary>
public sealed class InnerStepTests
{
    static readonly IPotential Soft = PotentialGrammar.Parse("lj:epsilon=0.009,sigma=3.4,cutoff=7,switch=6");

    static PathIntegralSettings Settings(double timeStep, int innerSteps) =>
        new() { Temperature = 40, Beads = 6, TimeStep = timeStep, Seed = 3, Contracted = 3, InnerSteps = innerSteps };

    /// <summary>Rings of argon that have opened, without thermostats from here on (which settings refuse to be without, and restarts do not).</summary>
    static PathIntegralDynamics Free(double timeStep, int innerSteps, Func<double, double>? velocity = null, PathIntegralDynamics? from = null)
    {
        using var opened = from is null ? PathIntegralDynamics.Start(Samples.Argon(2, 5.5), Samples.LennardJones, Settings(4, 1), Soft) : null;
        opened?.Run(40);
        var state = PathIntegralRestart.Of(from ?? opened!);
        return PathIntegralDynamics.Resume(
            new PathIntegralRestart
            {
                Potential = state.Potential,
                Reference = state.Reference,
                Settings = Settings(timeStep, innerSteps) with { Friction = 0, Damping = 0, Propagation = RingPropagation.Exact },
                Structure = state.Structure,
                Step = 0,
                Heat = 0,
                SampledKinetic = 0,
                Modes = state.Modes,
                Velocities = [.. state.Velocities.Select(velocity ?? (v => v))],
                ListPositions = state.ListPositions,
                SingleLanes = Widths.SingleLanes,
                DoubleLanes = Widths.DoubleLanes,
                FileLengths = state.FileLengths,
            },
            Samples.LennardJones,
            Soft);
    }

    /// <summary>Root mean square of what the conserved energy moves by in 960 fs, eV.</summary>
    static double Unrest(double timeStep, int innerSteps)
    {
        using var dynamics = Free(timeStep, innerSteps);
        var start = dynamics.Read().Conserved;
        double sum = 0;
        var steps = (int)Math.Round(960 / timeStep);
        for (var n = 0; n < steps; n++)
        {
            dynamics.Step();
            sum += Math.Pow(dynamics.Read().Conserved - start, 2);
        }
        Assert.Equal(0, dynamics.Ring.Heat, 1e-12);
        return Math.Sqrt(sum / steps);
    }

    [Fact]
    public void Energy_is_conserved_as_by_the_inner_step()
    {
        var small = Unrest(6, 1);
        var divided = Unrest(24, 4);
        var large = Unrest(24, 1);
        Assert.True(divided < 3 * small && large > 5 * divided, $"Steps of 6 fs: {small:G3} eV; of 24 fs in four: {divided:G3} eV; of 24 fs: {large:G3} eV.");
    }

    [Fact]
    public void Steps_are_reversible()
    {
        using var there = Free(32, 4);
        double[] begin = [.. there.Ring.Modes];
        there.Run(10);
        Assert.True(begin.Zip(there.Ring.Modes, (a, b) => Math.Abs(a - b)).Max() > 0.3);
        using var back = Free(32, 4, v => -v, there);
        back.Run(10);
        for (var c = 0; c < begin.Length; c++)
            Assert.Equal(begin[c], back.Ring.Modes[c], 1e-8);
    }

    /// <summary>Where reference and potential are the same, nothing is left to correct: same noise, same bits.</summary>
    [Theory]
    [InlineData(BeadThermostat.Local)]
    [InlineData(BeadThermostat.Global)]
    public void On_a_perfect_reference_inner_steps_are_steps(BeadThermostat thermostat)
    {
        PathIntegralDynamics Run(double timeStep, int innerSteps, int steps)
        {
            var dynamics = PathIntegralDynamics.Start(Samples.Argon(2, 5.5), Soft, Settings(timeStep, innerSteps) with { Thermostat = thermostat }, Soft);
            dynamics.Run(steps);
            return dynamics;
        }
        using var small = Run(2, 1, 24);
        using var large = Run(8, 4, 6);
        for (var j = 0; j < 6; j++)
            Samples.SameBits(small.BeadStructures[j].Positions, large.BeadStructures[j].Positions);
        Samples.SameBits(small.Read().VirialKinetic, large.Read().VirialKinetic);
        Samples.SameBits(small.Read().Temperature, large.Read().Temperature);
        Assert.Equal(small.Ring.Time, large.Ring.Time);
    }

    [Theory]
    [InlineData(0, "one inner step or more")]
    [InlineData(2, "want a cheap reference")]
    public void What_makes_no_sense_is_refused(int innerSteps, string words)
    {
        var e = Assert.Throws<SimulationException>(() => PathIntegralDynamics.Start(Samples.Argon(1), Samples.LennardJones, Settings(4, innerSteps) with { Contracted = null }));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }
}
