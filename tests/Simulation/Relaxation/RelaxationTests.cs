using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class RelaxationTests
{
    static Structure Rattled(Structure structure, double by, int seed = 1)
    {
        var random = new Random(seed);
        foreach (ref var r in structure.Positions.AsSpan())
            r += by * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return structure;
    }

    static double EnergyOf(Structure structure)
    {
        using var evaluator = Samples.LennardJones.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Energy, prediction);
        return prediction.Energy;
    }

    [Fact]
    public void A_rattled_crystal_returns_to_its_places()
    {
        var crystal = Samples.Argon(2);
        var result = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), Samples.LennardJones, new RelaxationSettings { ForceTolerance = 1e-5 });
        Assert.True(result.Converged);
        Assert.InRange(result.Steps, 1, 200);
        Assert.InRange(result.LargestForce, 0, 1e-5);
        Assert.Equal(EnergyOf(crystal), result.Energy, 7);
    }

    /// <summary>Ctrl-C while a program computes: the last structure that it answered for, with its forces.</summary>
    [Fact]
    public void What_is_cancelled_in_an_evaluation_ends_where_the_one_before_was()
    {
        using var source = new CancellationTokenSource();
        var settings = new RelaxationSettings { ForceTolerance = 1e-5, Cell = CellFreedom.Full };
        var whole = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), Samples.LennardJones, settings with { MostSteps = 8 });
        var cut = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), new Cancelled(Samples.LennardJones, 10, source), settings, null, null, source.Token);
        Assert.False(cut.Converged);
        Assert.Equal((whole.Steps, whole.Energy, whole.LargestForce, whole.Structure.Cell), (cut.Steps, cut.Energy, cut.LargestForce, cut.Structure.Cell));
        Assert.Equal(whole.Structure.Positions, cut.Structure.Positions);
        Assert.Equal(whole.Frame.Forces, cut.Frame.Forces);
        using var early = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Relaxation.Run(Samples.Argon(2), new Cancelled(Samples.LennardJones, 1, early), settings, null, null, early.Token));
    }

    [Fact]
    public void Fixed_atoms_do_not_move_and_do_not_keep_it_from_converging()
    {
        var start = Rattled(Samples.Argon(2), 0.5);
        var result = Relaxation.Run(start, Samples.LennardJones, new RelaxationSettings { ForceTolerance = 1e-4, FixedAtoms = [3, 4] });
        Assert.True(result.Converged);
        Assert.Equal(start.Positions[3], result.Structure.Positions[3]);
        Assert.Equal(start.Positions[4], result.Structure.Positions[4]);
        Assert.True(result.Frame.Forces![3].Length > 1e-3);
        Assert.True((start.Positions[5] - result.Structure.Positions[5]).Length > 1e-3);
    }

    [Theory]
    [InlineData(CellFreedom.Volume, 0)]
    [InlineData(CellFreedom.Full, 0)]
    [InlineData(CellFreedom.Full, 1)]
    public void A_cell_relaxes_to_the_pressure(CellFreedom freedom, double gigapascal)
    {
        var start = Samples.Argon(2, 5.6);
        if (freedom == CellFreedom.Full)
            start = start.Strained(new Mat3(0.04, 0, 0, 0.05, -0.03, 0, 0.03, -0.04, 0));
        var result = Relaxation.Run(Rattled(start, 0.2), Samples.LennardJones, new RelaxationSettings
        {
            ForceTolerance = 1e-5,
            Cell = freedom,
            Pressure = gigapascal,
            StressTolerance = 1e-4,
        });
        Assert.True(result.Converged);
        Assert.InRange(result.Steps, 1, 400);
        var stress = result.Frame.Stress!.Value;
        Assert.InRange(stress.Trace / 3 * Units.GigaPascal, -gigapascal - 1e-4, -gigapascal + 1e-4);
        var vectors = result.Structure.Cell!.Vectors;
        Assert.InRange(vectors.YX / vectors.XX, -1e-4, 1e-4);
        Assert.InRange(vectors.YY / vectors.XX, 1 - 1e-4, 1 + 1e-4);
        Assert.Equal((0.0, 0.0, 0.0), (vectors.XY, vectors.XZ, vectors.YZ));
        // The frame's energy and forces are those of the structure as it is handed over, turned back.
        Assert.Equal(EnergyOf(result.Structure), result.Energy, 9);
    }

    [Fact]
    public void Giving_up_is_said()
    {
        var result = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), Samples.LennardJones, new RelaxationSettings { ForceTolerance = 1e-9, MostSteps = 3 });
        Assert.False(result.Converged);
        Assert.Equal(3, result.Steps);
    }

    [Fact]
    public void A_cell_that_does_not_repeat_cannot_relax() =>
        Assert.Contains("repeat in all three directions", Assert.Throws<SimulationException>(() =>
            Relaxation.Run(Samples.Lattice(2), Samples.LennardJones, new RelaxationSettings { Cell = CellFreedom.Full })).Message);

    [Fact]
    public void A_cell_without_a_stress_is_not_at_rest() =>
        Assert.Contains("gives no stress", Assert.Throws<SimulationException>(() =>
            Relaxation.Run(Samples.Argon(2, 5.6), new WithoutStress(Samples.LennardJones), new RelaxationSettings { Cell = CellFreedom.Volume })).Message);

    sealed class WithoutStress(IPotential potential) : IPotential
    {
        public string Name => "mute";

        public double? Cutoff => potential.Cutoff;

        public bool Covers(Element element) => potential.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => new Evaluator(potential.Open(options));

        sealed class Evaluator(IEvaluator inner) : IEvaluator
        {
            readonly Prediction _whole = new();

            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                inner.Evaluate(structure, Request.Forces, _whole);
                into.Reset(structure.Count, Request.Forces);
                into.Energy = _whole.Energy;
                _whole.Forces.CopyTo(into.Forces);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
