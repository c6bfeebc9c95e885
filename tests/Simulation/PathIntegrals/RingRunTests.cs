using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class RingRunTests
{
    static PathIntegralSettings Settings(int? contracted = null, BeadThermostat thermostat = default, int innerSteps = 1) =>
        new() { Temperature = 40, Beads = 4, TimeStep = 4, Seed = 3, Skin = 0.3, Contracted = contracted, Thermostat = thermostat, InnerSteps = innerSteps };

    static readonly IPotential Soft = PotentialGrammar.Parse("lj:epsilon=0.009,sigma=3.4,cutoff=7,switch=6");

    static PathIntegralDynamics Argon(int? contracted = null, Team? team = null, BeadThermostat thermostat = default, int innerSteps = 1) =>
        PathIntegralDynamics.Start(Samples.Argon(3, 5.5), Samples.LennardJones, Settings(contracted, thermostat, innerSteps), contracted is null ? null : Soft, team);

    static void Attach(PathIntegralDynamics dynamics, TemporaryFolder folder, string name)
    {
        dynamics.Guard = new RingGuard(RingGuard.For(dynamics.Settings), folder[name + ".stopped.xyz"]);
        dynamics.Attach(new RingTrajectory(folder[name + ".xyz"], 7, beads: false));
        dynamics.Attach(new RingTrajectory(folder[name + ".beads.xyz"], 14, beads: true));
        dynamics.Attach(new RingRestartWriter(folder[name + ".restart"], 1000));
    }

    /// <summary>Lists are rebuilt now and then, so that the restart falls between rebuildings; files are equal to the last byte.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void An_interrupted_run_equals_an_uninterrupted_one(int? contracted, int innerSteps)
    {
        using var folder = new TemporaryFolder();
        using (var whole = Argon(contracted, innerSteps: innerSteps))
        {
            Attach(whole, folder, "whole");
            Assert.Equal(RunEnd.Completed, whole.Run(40));
        }
        using (var first = Argon(contracted, innerSteps: innerSteps))
        {
            Attach(first, folder, "parts");
            first.Run(17);
        }
        using (var second = PathIntegralDynamics.Resume(PathIntegralRestart.Read(folder["parts.restart"]), Samples.LennardJones, contracted is null ? null : Soft))
        {
            Assert.Equal(17, second.Ring.Step);
            Attach(second, folder, "parts");
            second.Run(23);
        }
        foreach (var suffix in (string[])[".xyz", ".beads.xyz", ".restart"])
            Assert.True(File.ReadAllBytes(folder["whole" + suffix]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["parts" + suffix])), $"The {suffix} files differ.");
        Assert.Equal(3 * 4, StructureFiles.Read(folder["whole.beads.xyz"]).Count());
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        using var one = Argon(thermostat: BeadThermostat.Global);
        using var three = Argon(team: team, thermostat: BeadThermostat.Global);
        one.Run(12);
        three.Run(12);
        for (var j = 0; j < 4; j++)
            Samples.SameBits(one.BeadStructures[j].Positions, three.BeadStructures[j].Positions);
        Samples.SameBits(one.Read().Conserved, three.Read().Conserved);
    }

    /// <summary>Forces on modes are the slope of the ring's potential energy, contracted or not.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void Forces_on_modes_are_slopes(int? contracted)
    {
        using var dynamics = Argon(contracted);
        dynamics.Run(5);
        var restart = PathIntegralRestart.Of(dynamics);
        var slopes = (double[])dynamics.Ring.Forces.Clone();
        double EnergyAt(int place, double shift)
        {
            var modes = (double[])restart.Modes.Clone();
            modes[place] += shift;
            var moved = new PathIntegralRestart
            {
                Potential = restart.Potential,
                Reference = restart.Reference,
                Settings = restart.Settings,
                Structure = restart.Structure,
                Step = 0,
                Heat = 0,
                SampledKinetic = 0,
                Modes = modes,
                Velocities = restart.Velocities,
                ListPositions = restart.ListPositions,
                SingleLanes = 1,
                DoubleLanes = 1,
                FileLengths = restart.FileLengths,
            };
            using var there = PathIntegralDynamics.Resume(moved, Samples.LennardJones, contracted is null ? null : Soft);
            return 4 * there.Ring.PotentialEnergy;
        }
        var stride = dynamics.Ring.Stride;
        foreach (var place in (int[])[5, stride + 7, 2 * stride + 1, 3 * stride + 30])
            Assert.Equal(-(EnergyAt(place, 1e-4) - EnergyAt(place, -1e-4)) / 2e-4, slopes[place], 1e-6);
    }

    /// <summary>What thermostats gave is counted: what is left is the error of the time step.</summary>
    [Fact]
    public void The_conserved_energy_is_conserved()
    {
        using var dynamics = Argon();
        dynamics.Run(20);
        var start = dynamics.Read().Conserved;
        dynamics.Run(100);
        Assert.Equal(start, dynamics.Read().Conserved, 0.01 * 108);
        Assert.True(Math.Abs(dynamics.Ring.Heat) > 1, $"{dynamics.Ring.Heat} eV came from the thermostat.");
    }

    [Fact]
    public void The_guard_stops_a_ring_that_breaks()
    {
        using var folder = new TemporaryFolder();
        using var dynamics = Argon();
        dynamics.Guard = new RingGuard(RingGuard.For(dynamics.Settings) with { Force = 0.02 }, folder["stopped.xyz"]);
        var e = Assert.Throws<GuardException>(() => dynamics.Run(50));
        Assert.Equal(GuardReason.Force, e.Reason);
        Assert.Contains("bead", e.Message, StringComparison.Ordinal);
        Assert.Single(StructureFiles.Read(folder["stopped.xyz"]));
    }

    [Theory]
    [InlineData(0, 4, null, "1 to 1024 beads")]
    [InlineData(8, 4, 4, "odd number of beads")]
    [InlineData(8, 4, 9, "odd number of beads")]
    [InlineData(8, -1, null, "time step")]
    public void What_makes_no_sense_is_refused(int beads, double timeStep, int? contracted, string words)
    {
        var settings = Settings(contracted) with { Beads = beads, TimeStep = timeStep };
        var e = Assert.Throws<SimulationException>(() => PathIntegralDynamics.Start(Samples.Argon(1), Samples.LennardJones, settings, contracted is null ? null : Soft));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 2)]
    public void A_step_allocates_nothing(int? contracted, int innerSteps)
    {
        using var dynamics = Argon(contracted, innerSteps: innerSteps);
        dynamics.Run(30);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 5; n++)
            dynamics.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
