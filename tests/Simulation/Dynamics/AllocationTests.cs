using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

public sealed class AllocationTests
{
    static long AllocatedBySteps(Ensemble ensemble, Team? team, int steps)
    {
        using var md = MolecularDynamics.Start(Samples.Argon(4), ShiftedLennardJones.Argon, new DynamicsSettings
        {
            Ensemble = ensemble,
            TimeStep = 4,
            InitialTemperature = 30,
            Skin = 0.15,
        }, team);
        md.Guard = new Guard(GuardLimits.For(md.Settings) with { Every = 5 });
        // Buffers grow until they have seen their largest request; with the lists rebuilt now and then that takes some
        // steps. The crystal does not melt, or blocks of another number of atoms would want new room now and then.
        md.Run(200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        md.Run(steps);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public static TheoryData<string> Ensembles => ["nve", "langevin", "rescaling"];

    /// <summary>List rebuilding and the guard's looks are among the steps.</summary>
    [Theory]
    [MemberData(nameof(Ensembles))]
    public void A_step_allocates_nothing(string name)
    {
        Ensemble ensemble = name switch
        {
            "nve" => new ConstantEnergy(),
            "langevin" => new Langevin(30),
            _ => new VelocityRescaling(30),
        };
        Assert.Equal(AllocatedBySteps(ensemble, null, 1), AllocatedBySteps(ensemble, null, 201));
        using var team = new Team(2);
        Assert.Equal(AllocatedBySteps(ensemble, team, 1), AllocatedBySteps(ensemble, team, 201));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_constant_pressure_a_step_allocates_its_new_cell_alone(bool fullCell)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new Cell(Mat3.Identity));
        var cell = GC.GetAllocatedBytesForCurrentThread() - before;
        var ensemble = new ConstantPressure(30, 0, fullCell, 100, 1000, 2);
        Assert.Equal(200 * cell, AllocatedBySteps(ensemble, null, 201) - AllocatedBySteps(ensemble, null, 1));
    }
}
