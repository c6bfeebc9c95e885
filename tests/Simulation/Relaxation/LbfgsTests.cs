using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class LbfgsTests
{
    static Structure Rattled(Structure structure, double by, int seed = 1)
    {
        var random = new Random(seed);
        foreach (ref var r in structure.Positions.AsSpan())
            r += by * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return structure;
    }

    /// <summary>The product with pairs of a quadratic form, against the matrix of BFGS updates written out.</summary>
    [Fact]
    public void The_limited_memory_is_the_update_formula()
    {
        const int n = 5;
        var random = new Random(7);
        double[] Draw() => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        var memory = new LimitedMemory(n, 3);
        var steps = Enumerable.Range(0, 3).Select(_ => Draw()).ToArray();
        // y = A s with A positive definite, diagonal plus rank one.
        double[] diagonal = [1, 2, 3, 4, 5];
        var changes = steps.Select(s => s.Select((x, k) => diagonal[k] * x + s.Sum()).ToArray()).ToArray();
        var h = new double[n, n];
        var scale = steps[2].Zip(changes[2], (a, b) => a * b).Sum() / changes[2].Sum(y => y * y);
        for (var k = 0; k < n; k++)
            h[k, k] = scale;
        for (var p = 0; p < 3; p++)
        {
            var rho = 1 / steps[p].Zip(changes[p], (a, b) => a * b).Sum();
            var next = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    double sum = rho * steps[p][i] * steps[p][j];
                    for (var a = 0; a < n; a++)
                    {
                        for (var b = 0; b < n; b++)
                            sum += ((i == a ? 1 : 0) - rho * steps[p][i] * changes[p][a]) * h[a, b] * ((b == j ? 1 : 0) - rho * changes[p][b] * steps[p][j]);
                    }
                    next[i, j] = sum;
                }
            }
            h = next;
            Assert.True(memory.Add(steps[p], changes[p], new double[n]));
        }
        var force = Draw();
        var product = new double[n];
        memory.Product(force, 1, product);
        for (var i = 0; i < n; i++)
            Assert.Equal(Enumerable.Range(0, n).Sum(j => h[i, j] * force[j]), product[i], 1e-12);
        Assert.False(memory.Add(steps[0], new double[n], changes[0]));
    }

    [Fact]
    public void It_reaches_the_minimum_of_fire_with_fewer_evaluations()
    {
        var settings = new RelaxationSettings { ForceTolerance = 1e-5 };
        var fire = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), Samples.LennardJones, settings with { Method = RelaxationMethod.Fire });
        var lbfgs = Relaxation.Run(Rattled(Samples.Argon(2), 0.5), Samples.LennardJones, settings with { Method = RelaxationMethod.Lbfgs });
        Assert.True(lbfgs.Converged);
        Assert.Equal(fire.Energy, lbfgs.Energy, 8);
        Assert.InRange(lbfgs.Steps, 1, fire.Steps / 2);
    }

    [Fact]
    public void A_cell_under_pressure_ends_where_fire_does()
    {
        var start = Rattled(Samples.Argon(2, 5.6).Strained(new Mat3(0.04, 0, 0, 0.05, -0.03, 0, 0.03, -0.04, 0)), 0.2);
        var settings = new RelaxationSettings { ForceTolerance = 1e-5, Cell = CellFreedom.Full, Pressure = 1, StressTolerance = 1e-4, FixedAtoms = [3] };
        var fire = Relaxation.Run(start, Samples.LennardJones, settings with { Method = RelaxationMethod.Fire });
        var lbfgs = Relaxation.Run(start, Samples.LennardJones, settings with { Method = RelaxationMethod.Lbfgs });
        Assert.True(lbfgs.Converged);
        // The volume is known to the stress tolerance, and energy falls with it.
        Assert.Equal(fire.Energy, lbfgs.Energy, 1e-4);
        Assert.Equal(fire.Structure.Cell!.Volume, lbfgs.Structure.Cell!.Volume, 1e-2);
        Assert.InRange(lbfgs.Steps, 1, fire.Steps);
    }

    /// <summary>Forces with a part that no energy has: no step of a line search can stand, and FIRE takes over.</summary>
    [Fact]
    public void Forces_that_are_not_quite_the_energy_s_come_to_rest_all_the_same()
    {
        var result = Relaxation.Run(Rattled(Samples.Argon(1), 0.3), new Askew(Samples.LennardJones), new RelaxationSettings { ForceTolerance = 1e-5, Method = RelaxationMethod.Lbfgs });
        Assert.True(result.Converged);
    }

    [Fact]
    public void The_same_bits_on_any_number_of_threads()
    {
        using var team = new Team(2);
        var settings = new RelaxationSettings { ForceTolerance = 1e-3, Method = RelaxationMethod.Lbfgs };
        var one = Relaxation.Run(Rattled(Samples.Argon(3), 0.3), Samples.LennardJones, settings);
        var two = Relaxation.Run(Rattled(Samples.Argon(3), 0.3), Samples.LennardJones, settings, team);
        Samples.SameBits(one.Structure.Positions, two.Structure.Positions);
    }

    /// <summary>Another potential whose energy says the opposite of its forces.</summary>
    sealed class Askew(IPotential potential) : IPotential
    {
        public string Name => "askew";

        public double? Cutoff => potential.Cutoff;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => new Evaluator(potential.Open(options));

        sealed class Evaluator(IEvaluator evaluator) : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                evaluator.Evaluate(structure, request, into);
                into.Energy = -into.Energy;
            }

            public void Dispose() => evaluator.Dispose();
        }
    }
}
