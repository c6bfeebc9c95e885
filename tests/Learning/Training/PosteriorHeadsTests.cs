using Athanor.Atoms;
using Athanor.Inference;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;

namespace Athanor.Learning.Tests;

/// <summary>The posterior that <c>instant</c> carries with it.</summary>
public sealed class PosteriorHeadsTests
{
    static readonly TrainingOptions Options = new() { Preset = "instant", Cutoff = 4.5, Baseline = "none" };

    [Fact]
    public void It_comes_by_itself_and_can_be_left_out()
    {
        var frames = TrainingData.Silicon(12);
        var (with, without) = (Model(TrainingData.Train(frames, Options)), Model(TrainingData.Train(frames, Options with { Heads = 0 })));
        Assert.Equal(16, with.Members.Count);
        Assert.Empty(without.Members);
        Assert.Equal(without.Weights(0).ToArray(), with.Weights(0).ToArray());
        // The members' mean is the prediction.
        for (var k = 0; k < with.Form.Invariants; k++)
            Assert.Equal(0, Enumerable.Range(0, 16).Sum(m => with.Heads!.Weights(m, 0)[k]), 1e-9);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(2);
        AceModel one = Model(TrainingData.Train(TrainingData.Silicon(12), Options)), two = Model(TrainingData.Train(TrainingData.Silicon(12), Options, team));
        for (var m = 0; m < 16; m++)
        {
            Assert.Equal(one.Heads!.Weights(m, 0).ToArray(), two.Heads!.Weights(m, 0).ToArray());
            Assert.Equal(one.Heads.AtomEnergy(m, 0), two.Heads.AtomEnergy(m, 0));
        }
    }

    /// <summary>Var(x · w) = x C xᵀ with the covariance of the same posterior, solved for here by itself; with 512 draws a standard deviation is known to 3 %.</summary>
    [Fact]
    public void Their_spread_is_that_of_the_posterior()
    {
        var frames = TrainingData.Silicon(12);
        var result = TrainingData.Train(frames, Options with { Heads = 512 });
        var model = Model(result);
        var split = result.Split;
        using var rows = AceRows.Open(model.Form);
        var columns = rows.Columns + 1;
        NormalEquations energies = new("energies", columns), forces = new("forces", columns), stresses = new("stresses", columns);
        foreach (var f in split.Training)
        {
            var structure = frames[f].Structure;
            var x = Rows(rows, structure, columns);
            var count = 3 * structure.Count;
            void Add(NormalEquations kind, int first, int length, double scale) =>
                kind.Add(x.AsSpan(first * columns, length * columns).ToArray().Select(v => v * scale).ToArray().AsMatrix(length, columns), new double[length], length, Team.Single);
            Add(energies, 0, 1, 1.0 / structure.Count);
            Add(forces, 1, count, 1);
            Add(stresses, 1 + count, 6, 1 / structure.Cell!.Volume);
        }
        // Noise and prior as the fit found them at the solution it kept.
        var best = result.History.First(s => s.Step == result.BestStep);
        var precision = new double[columns * columns];
        foreach (var (kind, sigma) in new[] { (energies, best.Sigma.Energy), (forces, best.Sigma.Force), (stresses, best.Sigma.Stress) })
        {
            for (var i = 0; i < columns; i++)
            {
                for (var j = 0; j <= i; j++)
                    precision[i * columns + j] += kind.Matrix[i, j] / (sigma * sigma);
            }
        }
        for (var i = 0; i < columns; i++)
            precision[i * columns + i] += best.Prior * (i < columns - 1 ? 1 : 1e-6);
        Cholesky.Factor(precision.AsMatrix(columns, columns), Team.Single);

        var other = TrainingData.Silicon(2, seed: 99)[1].Structure;
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(other, Request.Everything, prediction);
        var unseen = Rows(rows, other, columns);
        double Exact(int row)
        {
            var x = unseen.AsSpan(row * columns, columns).ToArray();
            var solved = x.ToArray();
            Cholesky.Solve(precision.AsMatrix(columns, columns), solved);
            return Math.Sqrt(x.Zip(solved, (a, b) => a * b).Sum());
        }

        AssertNear(Exact(0), prediction.EnergyStd!.Value);
        for (var i = 0; i < other.Count; i++)
        {
            for (var c = 0; c < 3; c++)
                AssertNear(Exact(1 + 3 * i + c), prediction.ForcesStd[i][c]);
        }

        static void AssertNear(double expected, double actual) => Assert.InRange(actual / expected, 0.85, 1.15);
    }

    static double[] Rows(AceRows rows, Structure structure, int columns)
    {
        var x = new double[AceRows.CountOf(structure) * columns];
        rows.Fill(structure, x, columns);
        for (var r = 0; r < AceRows.CountOf(structure); r++)
            x[r * columns + columns - 1] = r == 0 ? structure.Count : 0;
        return x;
    }

    static AceModel Model(TrainingResult result) => Assert.IsType<AceModel>(result.Potential);
}
