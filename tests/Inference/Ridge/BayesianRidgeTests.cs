using Athanor.Numerics;

namespace Athanor.Inference.Tests;

public sealed class BayesianRidgeTests
{
    const int Features = 12;

    /// <summary>Rows, targets w·x + noise, of true weights 1, ½, ⅓ …</summary>
    static (double[] Rows, double[] Targets) Data(int count, double noise, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (rows, targets) = (new double[count * Features], new double[count]);
        for (var r = 0; r < count; r++)
        {
            for (var c = 0; c < Features; c++)
            {
                rows[r * Features + c] = Normal();
                targets[r] += rows[r * Features + c] / (1 + c);
            }
            targets[r] += noise * Normal();
        }
        return (rows, targets);
    }

    static NormalEquations Kind(string name, int count, double noise, int seed)
    {
        var (rows, targets) = Data(count, noise, seed);
        var kind = new NormalEquations(name, Features);
        kind.Add(rows.AsMatrix(count, Features), targets, count);
        return kind;
    }

    static double[] Ones => [.. Enumerable.Repeat(1.0, Features)];

    static BayesianRidge Settled(Team team, params NormalEquations[] kinds)
    {
        var ridge = new BayesianRidge(kinds, Ones, team);
        for (var k = 0; k < 100; k++)
        {
            ridge.Solve();
            if (ridge.Update() < 1e-10)
                break;
        }
        return ridge;
    }

    [Fact]
    public void Each_kind_has_its_noise_found()
    {
        var ridge = Settled(Team.Single, Kind("fine", 400, 0.01, 1), Kind("coarse", 4000, 0.5, 2));
        Assert.Equal(0.01, Math.Sqrt(ridge.Noise[0]), 0.001);
        Assert.Equal(0.5, Math.Sqrt(ridge.Noise[1]), 0.02);
        Assert.InRange(ridge.Determined, Features - 0.5, Features);
        for (var c = 0; c < Features; c++)
            Assert.Equal(1.0 / (1 + c), ridge.Weights[c], 0.004);
    }

    [Fact]
    public void The_posterior_covers_the_truth()
    {
        var scaled = new List<double>();
        for (var seed = 0; seed < 60; seed++)
        {
            var ridge = Settled(Team.Single, Kind("few", 40, 0.3, 100 + seed));
            // Update has gone one step past the last solution; solve again for weights and covariance of one state.
            ridge.Solve();
            var covariance = ridge.Covariance();
            for (var c = 0; c < Features; c++)
                scaled.Add((ridge.Weights[c] - 1.0 / (1 + c)) / Math.Sqrt(covariance[c * Features + c]));
        }
        Assert.InRange(Math.Sqrt(scaled.Average(z => z * z)), 0.85, 1.2);
        Assert.InRange(scaled.Count(z => Math.Abs(z) < 1) / (double)scaled.Count, 0.6, 0.76);
    }

    [Fact]
    public void Draws_have_the_covariance_of_the_posterior()
    {
        var ridge = Settled(Team.Single, Kind("few", 40, 0.3, 100));
        ridge.Solve();
        var expected = ridge.Covariance();
        var sum = new double[Features * Features];
        // Drawn along every axis once, so that nothing is left to chance: Σ L⁻ᵀ e eᵀ L⁻¹ is the covariance.
        for (var k = 0; k < Features; k++)
        {
            var x = new double[Features];
            x[k] = 1;
            ridge.Draw(x);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += x[i / Features] * x[i % Features];
        }
        for (var i = 0; i < sum.Length; i++)
            Assert.Equal(expected[i], sum[i], 1e-12);
        double[] row = [.. Enumerable.Range(0, Features).Select(k => Math.Cos(k))], white = [.. row];
        ridge.Whiten(white);
        Assert.Equal(Enumerable.Range(0, Features * Features).Sum(i => row[i / Features] * expected[i] * row[i % Features]), white.Sum(w => w * w), 1e-12);
    }

    [Fact]
    public void Noise_and_prior_are_where_the_evidence_is_highest()
    {
        var kind = Kind("few", 30, 0.3, 5);
        var ridge = Settled(Team.Single, kind);
        ridge.Solve();
        var best = Evidence(kind, ridge.Noise[0], ridge.Precision);
        Assert.Equal(best, ridge.LogEvidence, 1e-8);
        foreach (var factor in new[] { 0.8, 1.25 })
        {
            Assert.True(Evidence(kind, factor * ridge.Noise[0], ridge.Precision) < best);
            Assert.True(Evidence(kind, ridge.Noise[0], factor * ridge.Precision) < best);
        }
    }

    // ln N(y; 0, σ² + X Xᵀ/α), the slow way round: in the space of rows.
    static double Evidence(NormalEquations kind, double noise, double precision)
    {
        var (rows, targets) = Data(30, 0.3, 5);
        Assert.Equal(kind.Count, targets.Length);
        var n = targets.Length;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var c = 0; c < Features; c++)
                    covariance[i * n + j] += rows[i * Features + c] * rows[j * Features + c] / precision;
            }
            covariance[i * n + i] += noise;
        }
        Cholesky.Factor(covariance.AsMatrix(n, n));
        double[] solved = [.. targets];
        Cholesky.Solve(covariance.AsMatrix(n, n), solved);
        return -0.5 * (targets.Zip(solved, (a, b) => a * b).Sum() + Cholesky.LogDeterminant(covariance.AsMatrix(n, n)) + n * Math.Log(2 * Math.PI));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        Assert.Equal(Settled(Team.Single, Kind("one", 300, 0.1, 3)).Weights, Settled(team, Kind("one", 300, 0.1, 3)).Weights);
    }

    [Fact]
    public void Features_that_say_the_same_do_no_harm()
    {
        var kind = new NormalEquations("twins", 2);
        kind.Add(((double[])[1, 1, 2, 2, 3, 3]).AsMatrix(3, 2), [2, 4, 6], 3);
        var ridge = new BayesianRidge([kind], [1, 1], Team.Single);
        for (var k = 0; k < 20; k++)
        {
            ridge.Solve();
            ridge.Update();
        }
        Assert.Equal(1, ridge.Weights[0], 0.05);
        Assert.Equal(2, ridge.Weights[0] + ridge.Weights[1], 1e-6);
    }
}
