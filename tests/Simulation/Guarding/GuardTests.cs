using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class GuardTests
{
    static DynamicsSettings Settings(Ensemble? ensemble = null, double timeStep = 1) => new()
    {
        Ensemble = ensemble ?? new ConstantEnergy(),
        TimeStep = timeStep,
        InitialTemperature = 100,
        Seed = 1,
    };

    static GuardException Stopped(MolecularDynamics md, GuardLimits limits, TemporaryFolder folder, int steps = 2000)
    {
        md.Guard = new Guard(limits, folder["stopped.xyz"]);
        md.Attach(new RestartWriter(folder["run.restart"], 10));
        var e = Assert.Throws<GuardException>(() => md.Run(steps));
        Assert.Equal(folder["stopped.xyz"], e.FramePath);
        Assert.Contains(folder["stopped.xyz"], e.Message);
        if (e.Step > 0)
            Assert.Contains(folder["run.restart"], e.Message);
        Assert.StartsWith($"The run was stopped in step {e.Step} (", e.Message);
        var frame = StructureFiles.ReadOne(folder["stopped.xyz"]);
        Assert.Equal(md.State.Count, frame.Structure.Count);
        Assert.Equal(e.Reason.ToString(), frame.Info["stopped"]);
        if (e.Step > 0)
            Assert.InRange(RestartFile.Read(folder["run.restart"]).Step, e.Step - 10, e.Step - 1);
        return e;
    }

    /// <summary>Two atoms fly at one another through a potential that does not mind.</summary>
    static Structure Collision() => new(
        [Element.Parse("O"), Element.Parse("H"), Element.Parse("H")],
        [new(0, 0, 0), new(2, 0, 0), new(30, 30, 0)],
        new Cell(new(60, 0, 0), new(0, 60, 0), new(0, 0, 60)),
        Periodicity.All)
    {
        Velocities = [new(0, 0, 0), new(-0.02, 0, 0), new(0.32, 0, 0)],
    };

    [Fact]
    public void Atoms_that_come_too_close_stop_the_run()
    {
        using var folder = new TemporaryFolder();
        using var md = MolecularDynamics.Start(Collision(), new Nothing(), Settings());
        var e = Stopped(md, new GuardLimits { Every = 1 }, folder);
        Assert.Equal(GuardReason.Contact, e.Reason);
        Assert.Contains("atom 1 (O) and atom 2 (H) are 0.5", e.Message);
        Assert.Contains("the least allowed is 0.6", e.Message);
        // 0.6 (0.66 + 0.31) = 0.582 Å is reached after 1.418 Å at 0.02 Å/fs (the removed drift is common to both).
        Assert.Equal(71, e.Step);
    }

    [Fact]
    public void Contacts_are_looked_for_across_the_cells_faces()
    {
        using var folder = new TemporaryFolder();
        var structure = Collision();
        structure.Positions[1] = new Vec3(-59, 0, 0);
        structure.Positions[2] = new Vec3(0, 30, 0);
        using var md = MolecularDynamics.Start(structure, new Nothing(), Settings());
        Assert.Equal(GuardReason.Contact, Stopped(md, new GuardLimits { Every = 1 }, folder).Reason);
    }

    [Fact]
    public void A_large_force_stops_the_run()
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(3);
        var places = structure.Positions.ToArray();
        structure.Positions[2] += new Vec3(0, 2.5, 0);
        using var md = MolecularDynamics.Start(structure, new Springs(places, 50), Settings());
        var e = Stopped(md, new GuardLimits(), folder);
        Assert.Equal((GuardReason.Force, 0), (e.Reason, e.Step));
        Assert.Contains("the force on atom 3 (Si) is 125 eV/Å, more than 100", e.Message);
    }

    [Fact]
    public void Heat_stops_the_run()
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(30);
        using var md = MolecularDynamics.Start(structure, new Springs([.. structure.Positions], 1), Settings(new VelocityRescaling(new Ramp(100, 3000, 500), 20)));
        var e = Stopped(md, new GuardLimits { Temperature = 1000 }, folder);
        Assert.Equal(GuardReason.Temperature, e.Reason);
        Assert.Contains("K, more than 1000 K", e.Message);
    }

    [Fact]
    public void Forces_that_are_not_the_derivative_of_the_energy_are_noticed()
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(30);
        using var md = MolecularDynamics.Start(structure, new Liar([.. structure.Positions]), Settings());
        var e = Stopped(md, GuardLimits.For(md.Settings), folder);
        Assert.Equal(GuardReason.Drift, e.Reason);
        Assert.Contains("meV per atom, more than 10.0", e.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_number_that_is_none_stops_the_run(bool inEnergy)
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(4);
        using var md = MolecularDynamics.Start(structure, new NotANumber(inEnergy, 7), Settings());
        var e = Stopped(md, new GuardLimits(), folder);
        Assert.Equal(GuardReason.Broken, e.Reason);
        Assert.Contains(inEnergy ? "the energy is not a finite number" : "the force on atom 2 (Si) is not a finite number", e.Message);
    }

    [Fact]
    public void A_potential_that_refuses_leaves_frame_and_restart_too()
    {
        using var folder = new TemporaryFolder();
        using var md = MolecularDynamics.Start(Samples.Lattice(4), new Refusing(15), Settings());
        var e = Stopped(md, new GuardLimits(), folder);
        Assert.Equal(GuardReason.Broken, e.Reason);
        Assert.Contains("the network is tired", e.Message);
        Assert.IsType<PotentialException>(e.InnerException);
        Assert.Equal(10, RestartFile.Read(folder["run.restart"]).Step);
    }

    [Fact]
    public void Atoms_outside_the_training_range_stop_the_run()
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(4);
        structure.Velocities = [new(0, 0, 0), new(0.0106, 0, 0), new(-0.0106, 0, 0), new(0, 0, 0)];
        using var md = MolecularDynamics.Start(structure, new Fenced(), Settings());
        var e = Stopped(md, new GuardLimits(), folder);
        Assert.Equal((GuardReason.TrainingRange, 110), (e.Reason, e.Step));
        Assert.Contains("2 of 4 atoms are outside what the model was trained on, atom 2 (Si) farthest, by 17 % of the range", e.Message);
    }

    [Fact]
    public void Uncertain_forces_stop_the_run()
    {
        using var folder = new TemporaryFolder();
        var structure = Samples.Lattice(4);
        using var md = MolecularDynamics.Start(structure, new Doubting(), Settings());
        var e = Stopped(md, new GuardLimits { ForceUncertainty = 0.2 }, folder);
        Assert.Equal(GuardReason.Uncertainty, e.Reason);
        Assert.Contains("the force on atom 2 (Si) is uncertain by 0.21 eV/Å, more than 0.2", e.Message);
    }

    [Fact]
    public void A_sane_run_is_left_alone()
    {
        using var md = MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, Settings(new Langevin(60), 4));
        md.Guard = new Guard(GuardLimits.For(md.Settings));
        Assert.Equal(RunEnd.Completed, md.Run(200));
        Assert.InRange(md.Guard.LargestForce, 0.001, 1);
    }

    abstract class Fake : IPotential, IEvaluator
    {
        public string Name => GetType().Name;

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => this;

        public abstract void Evaluate(Structure structure, Request request, Prediction into);

        public void Dispose()
        {
        }
    }

    sealed class Nothing : Fake
    {
        public override void Evaluate(Structure structure, Request request, Prediction into) => into.Reset(structure.Count, request);
    }

    /// <summary>Springs whose forces turn a little: no energy has these forces.</summary>
    sealed class Liar(Vec3[] places) : Fake
    {
        public override void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, request);
            for (var i = 0; i < structure.Count; i++)
            {
                var d = structure.Positions[i] - places[i];
                into.Energy += 0.5 * d.LengthSquared;
                into.Forces[i] = -d + 0.1 * new Vec3(d.Y, -d.X, 0);
            }
        }
    }

    sealed class NotANumber(bool inEnergy, int call) : Fake
    {
        int _calls;

        public override void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, request);
            if (++_calls < call)
                return;
            if (inEnergy)
                into.Energy = double.NaN;
            else
                into.Forces[1] = new Vec3(0, double.PositiveInfinity, 0);
        }
    }

    sealed class Refusing(int call) : Fake
    {
        int _calls;

        public override void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, request);
            if (++_calls >= call)
                throw new PotentialException("the network is tired.");
        }
    }

    /// <summary>Trained on displacements up to 1 Å.</summary>
    sealed class Fenced : Fake, ITrainingRange
    {
        public override void Evaluate(Structure structure, Request request, Prediction into) => into.Reset(structure.Count, request);

        public RangeExcess ExcessOf(Structure structure)
        {
            var excess = RangeExcess.None;
            for (var i = 0; i < structure.Count; i++)
            {
                var amount = Math.Abs(structure.Positions[i].X - 10 * i) - 1;
                if (amount > 0)
                    excess = new RangeExcess(excess.Atoms + 1, amount > excess.Amount ? i : excess.Worst, Math.Max(amount, excess.Amount));
            }
            return excess;
        }
    }

    sealed class Doubting : Fake
    {
        int _calls;

        public override void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, request);
            into.RequireForcesStd()[1] = new Vec3(0, 0, 0.01 * ++_calls);
        }
    }
}
