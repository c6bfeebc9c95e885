using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

public sealed class AllocationTests
{
    const int Window = 40;

    /// <summary>
    /// Bytes that 40 steps allocate once things have settled: the least of several windows, as few as it takes to reach what is hoped for. Before that buffers grow, and code that is not yet optimised puts
    /// some values in boxes. List rebuilding and the guard's looks are among the steps.
    /// </summary>
    static long AllocatedByAWindow(Ensemble ensemble, Team? team, long hoped)
    {
        using var md = MolecularDynamics.Start(Samples.Argon(3), Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = ensemble,
            TimeStep = 4,
            InitialTemperature = 30,
            Skin = 0.1,
        }, team);
        md.Guard = new Guard(GuardLimits.For(md.Settings) with { Every = 5 });
        var least = long.MaxValue;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (least > hoped && patience.ElapsedMilliseconds < 3000)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            md.Run(Window);
            var now = GC.GetAllocatedBytesForCurrentThread() - before;
            least = Math.Min(least, now);
        }
        return least;
    }

    public static TheoryData<string> Ensembles => ["nve", "langevin", "rescaling"];

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
        Assert.Equal(0, AllocatedByAWindow(ensemble, null, 0));
        using var team = new Team(2);
        Assert.Equal(0, AllocatedByAWindow(ensemble, team, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_constant_pressure_a_step_allocates_its_new_cell_alone(bool fullCell)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new Cell(Mat3.Identity));
        var cell = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Window * cell, AllocatedByAWindow(new ConstantPressure(30, 0, fullCell, 100, 1000, 2), null, Window * cell));
    }
}
