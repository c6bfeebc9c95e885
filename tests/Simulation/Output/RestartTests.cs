using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class RestartTests
{
    public static TheoryData<string> Ensembles => ["nve", "langevin", "rescaling", "pressure", "cell"];

    static DynamicsSettings Settings(string ensemble, Precision precision = Precision.Double) => new()
    {
        Ensemble = ensemble switch
        {
            "nve" => new ConstantEnergy(),
            "langevin" => new Langevin(new Ramp(40, 80, 500), 200),
            "rescaling" => new VelocityRescaling(60, 100),
            "pressure" => new ConstantPressure(60, 0.05, false, 100, 500, 2),
            _ => new ConstantPressure(60, new Ramp(0, 0.1, 300), true, 100, 500, 2),
        },
        TimeStep = 5,
        Seed = 4,
        InitialTemperature = 60,
        Skin = 0.3,
        Precision = precision,
    };

    static MolecularDynamics Start(DynamicsSettings settings) => MolecularDynamics.Start(Samples.Argon(3, 5.5), Samples.LennardJones, settings);

    static void Attach(MolecularDynamics md, TemporaryFolder folder, string name, int restartEvery = 1000)
    {
        md.Guard = new Guard(GuardLimits.For(md.Settings), folder[name + ".stopped.xyz"]);
        md.Attach(new Trajectory(folder[name + ".xyz"], 7));
        md.Attach(new RunLog(folder[name + ".log"], 5));
        md.Attach(new RestartWriter(folder[name + ".restart"], restartEvery));
    }

    static void SameFiles(TemporaryFolder folder, string expected, string actual)
    {
        foreach (var suffix in (string[])[".xyz", ".log", ".restart"])
            Assert.True(File.ReadAllBytes(folder[expected + suffix]).AsSpan().SequenceEqual(File.ReadAllBytes(folder[actual + suffix])), $"The {suffix} files differ.");
    }

    /// <summary>Lists are rebuilt now and then, so the restarts fall between rebuildings; the files must be equal to the last byte, the final restart included.</summary>
    [Theory]
    [MemberData(nameof(Ensembles))]
    public void An_interrupted_run_equals_an_uninterrupted_one(string ensemble)
    {
        using var folder = new TemporaryFolder();
        using (var whole = Start(Settings(ensemble)))
        {
            Attach(whole, folder, "whole");
            Assert.Equal(RunEnd.Completed, whole.Run(120));
        }
        using (var first = Start(Settings(ensemble)))
        {
            Attach(first, folder, "parts");
            using var source = new CancellationTokenSource();
            first.Attach(new Interrupter(53, source));
            Assert.Equal(RunEnd.Interrupted, first.Run(120, source.Token));
            Assert.Equal(53, first.State.Step);
        }
        using (var second = MolecularDynamics.Resume(RestartFile.Read(folder["parts.restart"]), Samples.LennardJones))
        {
            Attach(second, folder, "parts");
            Assert.Equal(RunEnd.Completed, second.Run(30));
        }
        using (var third = MolecularDynamics.Resume(RestartFile.Read(folder["parts.restart"]), Samples.LennardJones))
        {
            Attach(third, folder, "parts");
            Assert.Equal(RunEnd.Completed, third.Run(37));
            Assert.Equal(120, third.State.Step);
        }
        SameFiles(folder, "whole", "parts");
    }

    /// <summary>Ctrl-C while a program computes the forces of a step, where the thermostat has acted and the lists may have been built anew: the files are those of a run that was not interrupted.</summary>
    [Theory]
    [InlineData("langevin", 14)]
    [InlineData("langevin", 27)]
    [InlineData("rescaling", 41)]
    [InlineData("cell", 30)]
    public void A_step_cut_short_is_taken_back(string ensemble, int at)
    {
        using var folder = new TemporaryFolder();
        using (var whole = Start(Settings(ensemble)))
        {
            Attach(whole, folder, "whole");
            whole.Run(60);
        }
        using (var source = new CancellationTokenSource())
        using (var first = MolecularDynamics.Start(Samples.Argon(3, 5.5), new Cancelled(Samples.LennardJones, at, source), Settings(ensemble), null, source.Token))
        {
            Attach(first, folder, "parts");
            Assert.Equal(RunEnd.Interrupted, first.Run(60, source.Token));
            Assert.Equal(at - 2, first.State.Step);
        }
        using (var second = MolecularDynamics.Resume(RestartFile.Read(folder["parts.restart"]), Samples.LennardJones))
        {
            Attach(second, folder, "parts");
            Assert.Equal(RunEnd.Completed, second.Run(62 - at));
        }
        SameFiles(folder, "whole", "parts");
    }

    [Fact]
    public void Single_precision_restarts_to_the_same_bits_too()
    {
        using var folder = new TemporaryFolder();
        using var whole = Start(Settings("rescaling", Precision.Single));
        whole.Run(37);
        RestartFile.Write(folder["a"], Restart.Of(whole));
        whole.Run(60);
        using var resumed = MolecularDynamics.Resume(RestartFile.Read(folder["a"]), Samples.LennardJones);
        resumed.Run(60);
        Samples.SameBits(whole.State.Positions, resumed.State.Positions);
        Samples.SameBits(whole.Read().Conserved, resumed.Read().Conserved);
    }

    /// <summary>Without the places of the neighbour lists the bits would differ: the test above does see them.</summary>
    [Fact]
    public void The_places_of_the_lists_matter()
    {
        using var folder = new TemporaryFolder();
        using var whole = Start(Settings("nve"));
        whole.Run(37);
        Assert.NotEqual(whole.State.Positions, whole.ListPositions.ToArray());
        RestartFile.Write(folder["a"], Restart.Of(whole));
        var read = RestartFile.Read(folder["a"]);
        whole.Run(60);
        var without = new Restart
        {
            Potential = read.Potential,
            Settings = read.Settings,
            Structure = read.Structure,
            Step = read.Step,
            Heat = read.Heat,
            Work = read.Work,
            SampledKinetic = read.SampledKinetic,
            SingleLanes = read.SingleLanes,
            DoubleLanes = read.DoubleLanes,
            FileLengths = read.FileLengths,
        };
        using var resumed = MolecularDynamics.Resume(without, Samples.LennardJones);
        resumed.Run(60);
        Assert.NotEqual(whole.State.Positions, resumed.State.Positions);
    }

    /// <summary>A process that is killed leaves frames, and half a frame, after the last restart.</summary>
    [Fact]
    public void A_killed_run_resumes_from_its_last_restart()
    {
        using var folder = new TemporaryFolder();
        using (var whole = Start(Settings("langevin")))
        {
            Attach(whole, folder, "whole", 20);
            whole.Run(100);
        }
        using (var killed = Start(Settings("langevin")))
        {
            Attach(killed, folder, "parts", 20);
            using var source = new CancellationTokenSource();
            killed.Attach(new Killer(74));
            Assert.Throws<InvalidOperationException>(() => killed.Run(100));
        }
        File.AppendAllText(folder["parts.xyz"], "108\nLattice=\"16.5 0");
        var restart = RestartFile.Read(folder["parts.restart"]);
        Assert.Equal(60, restart.Step);
        using (var resumed = MolecularDynamics.Resume(restart, Samples.LennardJones))
        {
            Attach(resumed, folder, "parts", 20);
            resumed.Run(40);
        }
        SameFiles(folder, "whole", "parts");
    }

    [Fact]
    public void A_trajectory_reads_back()
    {
        using var folder = new TemporaryFolder();
        using var md = Start(Settings("rescaling"));
        using (var trajectory = new Trajectory(folder["t.xyz"], 10))
        {
            md.Attach(trajectory);
            md.Run(30);
            var frames = StructureFiles.Read(folder["t.xyz"]).ToArray();
            Assert.Equal(4, frames.Length);
            var last = frames[3];
            Samples.SameBits(md.State.Positions, last.Structure.Positions);
            Samples.SameBits(md.State.Velocities, last.Structure.Velocities!);
            Samples.SameBits(md.State.Prediction.Forces, last.Forces!);
            Samples.SameBits(md.Read().PotentialEnergy, last.Energy!.Value);
            Assert.Equal("30", last.Info["step"]);
            Assert.Equal("150", last.Info["time"]);
        }
    }

    [Fact]
    public void Everything_in_a_restart_reads_back()
    {
        using var folder = new TemporaryFolder();
        var structure = new Structure([Element.Parse("O"), Element.Parse("H")], [new(0, 0, 0), new(1, 0.1, 0)], new Cell(new(9, 0, 0), new(1, 8, 0), new(0, 0, 7)), new Periodicity(true, true, false))
        {
            Masses = [18.0, 2.014],
            Charge = -1,
            Multiplicity = 1,
        };
        var settings = new DynamicsSettings { Ensemble = new Langevin(new Ramp(1, 2, 3), 4), FixedAtoms = [1], Seed = ulong.MaxValue, TimeStep = 0.1, Skin = 0.25 };
        using var md = MolecularDynamics.Start(structure, new Springs([.. structure.Positions], 1), settings);
        md.Run(3);
        RestartFile.Write(folder["a"], Restart.Of(md));
        var read = RestartFile.Read(folder["a"]);
        Assert.Equal(settings with { FixedAtoms = read.Settings.FixedAtoms }, read.Settings);
        Assert.Equal([1], read.Settings.FixedAtoms);
        Assert.Equal(structure.Masses, read.Structure.Masses);
        Assert.Equal((-1, 1), (read.Structure.Charge, read.Structure.Multiplicity));
        Assert.Equal(structure.Cell, read.Structure.Cell);
        Assert.Equal(structure.Periodic, read.Structure.Periodic);
        Assert.Equal(structure.Elements.ToArray(), read.Structure.Elements.ToArray());
        Assert.Null(read.ListPositions);
        Assert.Null(read.Difference);
        Samples.SameBits(md.State.Velocities, read.Structure.Velocities!);
    }

    [Fact]
    public void What_is_no_whole_restart_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var md = Start(Settings("nve"));
        RestartFile.Write(folder["good"], Restart.Of(md));
        var bytes = File.ReadAllBytes(folder["good"]);
        File.WriteAllBytes(folder["short"], bytes[..^100]);
        bytes[^60] ^= 1;
        File.WriteAllBytes(folder["flipped"], bytes);
        File.WriteAllText(folder["text"], "2\n\nH 0 0 0\n");
        File.WriteAllText(folder["newer"], "athanor restart 9\n{}\n");
        Assert.Contains("damaged or cut short", Assert.Throws<SimulationException>(() => RestartFile.Read(folder["short"])).Message);
        Assert.Contains("damaged or cut short", Assert.Throws<SimulationException>(() => RestartFile.Read(folder["flipped"])).Message);
        Assert.Contains("is not a restart file", Assert.Throws<SimulationException>(() => RestartFile.Read(folder["text"])).Message);
        Assert.Contains("another version", Assert.Throws<SimulationException>(() => RestartFile.Read(folder["newer"])).Message);
        Assert.Contains("cannot be read", Assert.Throws<SimulationException>(() => RestartFile.Read(folder["none"])).Message);
    }

    [Fact]
    public void Another_potential_is_refused_and_another_width_is_told()
    {
        using var folder = new TemporaryFolder();
        using var md = Start(Settings("nve"));
        RestartFile.Write(folder["a"], Restart.Of(md));
        var restart = RestartFile.Read(folder["a"]);
        var e = Assert.Throws<SimulationException>(() => MolecularDynamics.Resume(restart, PotentialGrammar.Parse("lj:epsilon=1,sigma=1,cutoff=3")));
        Assert.Contains(Samples.LennardJones.Name, e.Message);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(folder["a"]));
        Assert.Contains($"\"singleLanes\":{Widths.SingleLanes}", text);
    }

    [Fact]
    public void A_trajectory_that_is_not_the_runs_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var md = Start(Settings("nve")))
        {
            Attach(md, folder, "a");
            md.Run(10);
        }
        File.WriteAllText(folder["a.xyz"], "");
        using var resumed = MolecularDynamics.Resume(RestartFile.Read(folder["a.restart"]), Samples.LennardJones);
        Assert.Contains("shortened", Assert.Throws<AtomsException>(() => resumed.Attach(new Trajectory(folder["a.xyz"], 7))).Message);
        Assert.Contains("exists", Assert.Throws<AtomsException>(() => Start(Settings("nve")).Attach(new Trajectory(folder["a.log"], 7))).Message);
    }

    sealed class Interrupter(int step, CancellationTokenSource source) : IObserver
    {
        public int Every => 1;

        public void Observe(MolecularDynamics dynamics)
        {
            if (dynamics.State.Step == step)
                source.Cancel();
        }
    }

    sealed class Killer(int step) : IObserver
    {
        public int Every => 1;

        public void Observe(MolecularDynamics dynamics)
        {
            if (dynamics.State.Step == step)
                throw new InvalidOperationException();
        }
    }
}
