using Athanor.Numerics;
using static Athanor.Learning.Tests.SlowOptimisers;

namespace Athanor.Learning.Tests;

public sealed class FirstOrderTests
{
    // Tall, wide, square, a column that is nobody's matrix, and more than a chunk of Adam's.
    static readonly ParameterBlock[] Blocks =
        [new("tall", 3, 9, 4, true, 1), new("vector", 1, 1, 13, false, 2), new("wide", 2, 3, 7, true), new("square", 1, 6, 6, true), new("one", 1, 1, 5, true), new("long", 1, 1, 9001, false)];

    static int Count => Blocks.Sum(b => b.Length);

    public static TheoryData<string> Names => ["adam", "muon", "soap"];

    static IFirstOrder Open(string name, ParameterBlock[] blocks, double decay, Team? team = null) => name switch
    {
        "adam" => new Adam(blocks, decay, team ?? Team.Single),
        "muon" => new Muon(blocks, decay, team ?? Team.Single),
        _ => new Soap(blocks, decay, team ?? Team.Single),
    };

    static double[] Gradient(int seed, double size = 1)
    {
        var random = new Random(seed);
        var gradient = new double[Count];
        foreach (ref var g in gradient.AsSpan())
            g = size * (2 * random.NextDouble() - 1);
        // Parameters that no frame speaks of.
        gradient.AsSpan(8, 4).Clear();
        gradient.AsSpan(3 * 36 + 13, 21).Clear();
        return gradient;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_those_of_the_plain_reference(string name)
    {
        var optimiser = Open(name, Blocks, 0.1);
        var slow = new SlowOptimisers(name, Blocks, 0.1);
        double[] parameters = Gradient(99), expected = [.. parameters];
        for (var step = 0; step < 34; step++)
        {
            var gradient = Gradient(step, step == 20 ? 30 : 1);
            optimiser.Step(parameters, gradient, 0.01 + 0.001 * step);
            slow.Step(expected, gradient, 0.01 + 0.001 * step);
            for (var i = 0; i < Count; i++)
                Assert.Equal(expected[i], parameters[i], name == "muon" ? 2e-4 : 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_threads_and_state_is_all_there_is(string name)
    {
        double[]? first = null;
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var team = new Team(threads);
            var optimiser = Open(name, Blocks, 0.1, team);
            var parameters = Gradient(99);
            for (var step = 0; step < 25; step++)
            {
                // Half of the way in another that has been through other things.
                if (step == 14)
                {
                    var other = Open(name, Blocks, 0.1, team);
                    for (var k = 0; k < 12; k++)
                        other.Step(Gradient(5), Gradient(k), 0.1);
                    foreach (var (key, array) in optimiser.State)
                        array.CopyTo(other.State[key], 0);
                    optimiser = other;
                }
                optimiser.Step(parameters, Gradient(step), 0.01);
            }
            first ??= parameters;
            Assert.Equal(first, parameters);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reset_optimiser_is_a_new_one(string name)
    {
        double[] one = Gradient(99), other = Gradient(99);
        var (used, fresh) = (Open(name, Blocks, 0), Open(name, Blocks, 0));
        for (var step = 0; step < 15; step++)
            used.Step(Gradient(1), Gradient(step), 0.1);
        used.Reset();
        for (var step = 0; step < 15; step++)
        {
            used.Step(one, Gradient(step + 50), 0.1);
            fresh.Step(other, Gradient(step + 50), 0.1);
        }
        Assert.Equal(other, one);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_next_to_nothing(string name)
    {
        var optimiser = Open(name, Blocks, 0);
        double[] parameters = Gradient(99), gradient = Gradient(1);
        for (var step = 0; step < 30; step++)
            optimiser.Step(parameters, gradient, 0.01);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 100; step++)
            optimiser.Step(parameters, gradient, 0.01);
        // A factorisation of SOAP's, every tenth step, opens an arena.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, name == "soap" ? 100_000 : 0);
    }

    [Theory]
    [InlineData("adam", 6000, 1e-3)]
    [InlineData("muon", 3000, 1e-5)]
    [InlineData("soap", 1500, 1e-6)]
    public void Ill_conditioned_least_squares_are_solved(string name, int steps, double left)
    {
        // ½ |A (W − W*) B|², A and B of condition 30 each in axes of their own, so 10⁶ in all.
        const int Rows = 10, Columns = 8;
        var random = new Random(4);
        double[] a = Conditioned(random, Rows, 30), b = Conditioned(random, Columns, 30), best = Uniform(random, Rows * Columns);
        var w = new double[Rows * Columns];
        var optimiser = Open(name, [new ParameterBlock("w", 1, Rows, Columns, true)], 0);
        double Loss(out double[] gradient)
        {
            double[] off = [.. w.Zip(best, (x, y) => x - y)];
            var residual = Product(Product(a, off, Rows, Rows, Columns), b, Rows, Columns, Columns);
            gradient = Product(Product(Transposed(a, Rows, Rows), residual, Rows, Rows, Columns), Transposed(b, Columns, Columns), Rows, Columns, Columns);
            return 0.5 * residual.Sum(x => x * x);
        }
        var first = Loss(out _);
        for (var step = 0; step < steps; step++)
        {
            Loss(out var gradient);
            optimiser.Step(w, gradient, 0.03 * Math.Pow(1e-4, (double)step / steps));
        }
        Assert.InRange(Loss(out _) / first, 0, left);
    }

    [Fact]
    public void Muon_moves_all_directions_alike()
    {
        ParameterBlock[] blocks = [new("wide", 1, 12, 20, true)];
        var random = new Random(3);
        // Singular values from 1 to 1e-2.
        var gradient = Product(Conditioned(random, 12, 100), Orthogonal(random, 20)[..(12 * 20)], 12, 12, 20);
        var moved = new double[gradient.Length];
        new Muon(blocks, 0, Team.Single).Step(moved, gradient, 1);
        var squares = new double[12];
        SymmetricEigen.Decompose(Product(moved, Transposed(moved, 12, 20), 12, 20, 12).AsMatrix(12, 12), squares, new double[144].AsMatrix(12, 12));
        var size = Muon.Size * Math.Sqrt(20);
        Assert.All(squares, s => Assert.InRange(Math.Sqrt(s) / size, 0.6, 1.25));
        // Downhill.
        Assert.True(moved.Zip(gradient, (m, g) => m * g).Sum() < 0);
        Assert.Equal(Muon.Size * Math.Sqrt(12.0 / 12), Math.Sqrt(moved.Sum(m => m * m) / moved.Length), 0.05);
    }

    [Fact]
    public void Soap_does_not_depend_on_the_axes_of_its_matrices()
    {
        const int Rows = 7, Columns = 5;
        var random = new Random(8);
        double[] u = Orthogonal(random, Rows), v = Orthogonal(random, Columns), w = Uniform(random, Rows * Columns);
        double[] Turned(double[] x) => Product(Product(u, x, Rows, Rows, Columns), v, Rows, Columns, Columns);
        var turned = Turned(w);
        ParameterBlock[] blocks = [new("w", 1, Rows, Columns, true)];
        IFirstOrder one = new Soap(blocks, 0, Team.Single), other = new Soap(blocks, 0, Team.Single);
        var begun = (double[])w.Clone();
        for (var step = 0; step < 45; step++)
        {
            var gradient = Uniform(random, Rows * Columns);
            one.Step(w, gradient, 0.1);
            other.Step(turned, Turned(gradient), 0.1);
        }
        Assert.True(w.Zip(begun, (x, y) => Math.Abs(x - y)).Max() > 0.3);
        var expected = Turned(w);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], turned[i], 1e-8);
    }
}
