using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class SaddleSearchTests
{
    [Theory]
    [InlineData(-0.7, 0.8, true)]
    [InlineData(0.15, 0.35, false)]
    [InlineData(-0.4, 1.2, true)]
    public void From_anywhere_near_it_climbs_to_the_saddle_of_muller_and_brown(double x, double y, bool high)
    {
        var saddle = SaddleSearch.Run(MullerBrown.At(new Vec3(x, y, 0.1)), new MullerBrown(), new SaddleSettings { FixedAtoms = [0], ForceTolerance = 1e-6 });
        Assert.True(saddle.Converged);
        Assert.False(saddle.ExactProducts);
        Assert.InRange((saddle.Structure.Positions[1] - (high ? MullerBrown.High : MullerBrown.Low)).Length, 0, 1e-4);
        Assert.Equal(high ? MullerBrown.HighEnergy : MullerBrown.LowEnergy, saddle.Energy, 1e-6);
        Assert.True(saddle.Curvature < 0);
        Assert.Equal(Vec3.Zero, saddle.Mode[0]);
    }

    /// <summary>Along the valley from the shallow minimum, with and against the direction: the saddles on both sides.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Out_of_a_minimum_along_a_direction_of_one_s_choice(int sign)
    {
        var settings = new SaddleSettings { FixedAtoms = [0], Direction = [Vec3.Zero, new(sign, -sign, 0)], Push = 0.1, KeepsDirection = true };
        var saddle = SaddleSearch.Run(MullerBrown.At(MullerBrown.Shallow), new MullerBrown(), settings);
        Assert.True(saddle.Converged);
        Assert.InRange((saddle.Structure.Positions[1] - (sign > 0 ? MullerBrown.Low : MullerBrown.High)).Length, 0, 1e-3);
    }

    [Theory]
    [InlineData(0.1, "To begin with, atom 1 (Ar) and atom 2 (Ar) are 0.1 Å apart")]
    [InlineData(3.6, "Å apart")]
    [InlineData(1.2, "runs uphill without end")]
    public void Atoms_on_top_of_one_another_stop_it_with_a_sentence(double distance, string says)
    {
        var argon = Element.Parse("Ar");
        var pair = new Structure([argon, argon], [Vec3.Zero, new Vec3(distance, 0, 0)]);
        // Along the bond there is but the wall, however far one climbs; softer than that of Lennard-Jones, so that both sentences are met.
        var potential = distance < 2 ? Samples.LennardJones : PotentialGrammar.Parse("morse:D=0.0124,alpha=1.6,r0=3.8,cutoff=9");
        var stopped = Assert.Throws<SimulationException>(() => SaddleSearch.Run(pair, potential, new SaddleSettings { Direction = [new(1, 0, 0), new(-1, 0, 0)], KeepsDirection = true, Push = 0.1 }));
        Assert.Contains(says, stopped.Message, StringComparison.Ordinal);
        Assert.Contains("Begin nearer", stopped.Message, StringComparison.Ordinal);
    }

    /// <summary>The softest mode by Lanczos is the lowest eigenvector of the whole Hessian, made column by column.</summary>
    [Fact]
    public void The_softest_mode_is_that_of_the_whole_hessian()
    {
        var cluster = Cluster();
        using var evaluator = Samples.LennardJones.Open(new EvaluatorOptions(Team.Single, Skin: 0.3));
        var prediction = new Prediction();
        evaluator.Evaluate(cluster, Request.Forces, prediction);
        var hessian = new HessianProduct(evaluator, Precision.Double);
        Assert.True(hessian.IsExact);
        var rigid = new RigidMotion(cluster, []);
        var n = 3 * cluster.Count;
        var whole = new double[n * n];
        for (var c = 0; c < n; c++)
        {
            Vec3[] unit = new Vec3[cluster.Count], product = new Vec3[cluster.Count];
            Vec3.Flatten(unit.AsSpan())[c] = 1;
            // P H P + a large number where rigid motions are.
            Vec3[] inside = [.. unit];
            rigid.Remove(inside);
            hessian.Of(cluster, prediction.Forces, inside, product);
            rigid.Remove(product);
            for (var r = 0; r < n; r++)
                whole[r * n + c] = Vec3.Flatten(product.AsSpan())[r] + 100 * (Vec3.Flatten(unit.AsSpan())[r] - Vec3.Flatten(inside.AsSpan())[r]);
        }
        double[] values = new double[n], vectors = new double[n * n];
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(whole, n, n), values, new MatrixSpan<double>(vectors, n, n));
        var mode = new SoftestMode(cluster.Count);
        mode.Begin([.. Enumerable.Range(0, cluster.Count).Select(i => new Vec3(Math.Sin(i), Math.Cos(3 * i), 0.3))]);
        for (var again = 0; again < 6; again++)
            mode.Find(cluster, prediction.Forces, hessian, rigid, SoftestMode.MostFirst, 0.1, false);
        Assert.Equal(values[0], mode.Curvature, 0.02 * Math.Abs(values[0]));
    }

    /// <summary>Seven argon atoms: the search ends at a stationary point of index one, whatever the threads.</summary>
    [Fact]
    public void A_cluster_s_saddle_has_one_direction_downward()
    {
        using var team = new Team(2);
        var settings = new SaddleSettings { Push = 0.3, Seed = 3, ForceTolerance = 1e-5 };
        var rest = Relaxation.Run(Cluster(), Samples.LennardJones, new RelaxationSettings { ForceTolerance = 1e-5 }).Structure;
        var one = SaddleSearch.Run(rest, Samples.LennardJones, settings);
        var two = SaddleSearch.Run(rest, Samples.LennardJones, settings, team);
        Assert.True(one.Converged);
        Assert.True(one.ExactProducts);
        Assert.InRange(one.Curvature, -1, -1e-3);
        Samples.SameBits(one.Structure.Positions, two.Structure.Positions);
    }

    static Structure Cluster()
    {
        Vec3[] places = [Vec3.Zero, new(3.7, 0, 0), new(1.9, 3.2, 0), new(1.8, 1.1, 3.1), new(1.9, 1.0, -3.0), new(5.4, 3.1, 0.2), new(3.7, 2.9, 2.9)];
        return new Structure([.. Enumerable.Repeat(Element.Parse("Ar"), places.Length)], places);
    }

    [Fact]
    public void What_cannot_be_meant_is_refused()
    {
        string Complaint(SaddleSettings settings) => Assert.Throws<SimulationException>(() => SaddleSearch.Run(MullerBrown.At(MullerBrown.Deep), new MullerBrown(), settings)).Message;
        Assert.Contains("only 2 atoms", Complaint(new SaddleSettings { FixedAtoms = [7] }), StringComparison.Ordinal);
        Assert.Contains("no atom that is free", Complaint(new SaddleSettings { FixedAtoms = [0], Direction = [new(1, 0, 0), Vec3.Zero] }), StringComparison.Ordinal);
        Assert.Contains("1 atoms", Complaint(new SaddleSettings { Direction = [Vec3.Zero] }), StringComparison.Ordinal);
    }
}
