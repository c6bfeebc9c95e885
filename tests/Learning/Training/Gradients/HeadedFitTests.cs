using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Learning.Tests;

public sealed class HeadedFitTests
{
    const int Members = 3;

    [Fact]
    public void Body_and_heads_are_trained_together_to_the_same_bits_on_any_threads()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(10);
        var options = new TrainingOptions { Preset = "accurate", Baseline = "none", Validation = 0.3, Cutoff = 4, MostSteps = 10, Heads = 4, HeadSweeps = 25 };
        (LayeredModel Model, IReadOnlyList<string> Remarks) Trained(TrainingOptions o, Team t)
        {
            var result = new Trainer(ImportReport.Of(new Dataset(frames)), o, t).Train(null, _ => { }, default);
            return ((LayeredModel)result.Potential, result.Remarks);
        }
        var (one, remarks) = Trained(options, Team.Single);
        var three = Trained(options, team).Model;
        Assert.Equal(one.Parameters, three.Parameters);
        Assert.Equal(one.Heads!.Deviations, three.Heads!.Deviations);
        Assert.Contains(remarks, r => r.Contains("trained together for 25 sweeps", StringComparison.Ordinal));
        Assert.False(one.Parameters.SequenceEqual(Trained(options with { HeadSweeps = 0 }, Team.Single).Model.Parameters));
    }

    [Fact]
    public void Who_has_no_heads_to_train_is_told()
    {
        var refusal = Assert.Throws<PotentialException>(() => TrainingData.Train(TrainingData.Silicon(4), new TrainingOptions { Preset = "instant", HeadSweeps = 3 }));
        Assert.Contains("--preset accurate or max", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accurate")]
    [InlineData("max")]
    public void The_gradient_is_that_of_the_likelihood(string preset)
    {
        var trainable = LastLayerTests.Trainable(TrainingData.Silicon(3), preset, out var frames);
        using var model = trainable.Model(Members);
        var random = new Random(4);
        double[] Random(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => size * (random.NextDouble() - 0.5))];
        double[] parameters = model.Begin(1), deviations = Random(Members * model.LastLayerCount, 0.5);
        double[] ones = [1, 1, 1], noise = [0.3, 0.5, 0.01];
        // Labels are near enough for no residual to count by its size.
        model.Set(parameters);
        using (var pass = model.Open())
            frames = [.. frames.Select(f => Near(f, pass))];
        using var gradients = new HeadedGradients(model, Members, frames.Length, frames.Max(f => f.Features.RowCount), Team.Single);
        var gradient = new double[parameters.Length + deviations.Length + HeadedGradients.Kinds];
        double Loss(double[] along, double step, double[]? into)
        {
            model.Set([.. parameters.Select((p, k) => p + step * along[k])]);
            model.SetHeads([.. deviations.Select((d, k) => d + step * along[parameters.Length + k])]);
            var (loss, weight) = gradients.Loss(frames, [.. noise.Select((s, k) => s * Math.Exp(step * along[parameters.Length + deviations.Length + k]))], ones, 1, into);
            return loss / weight;
        }
        TrainingFrame Near(TrainingFrame frame, IGradientPass pass)
        {
            var rows = new double[frame.Features.RowCount];
            var energy = pass.Evaluate(frame, rows);
            for (var r = 0; r < rows.Length; r++)
                rows[r] += (r < 3 * frame.Features.Atoms ? noise[1] : frame.Features.Volume * noise[2]) * 4 * (random.NextDouble() - 0.5);
            return new TrainingFrame { Features = frame.Features, Energy = energy + frame.Features.Atoms * noise[0], Rows = rows, Index = frame.Index };
        }

        // Each part by itself: body, heads, noise.
        var ends = new[] { 0, parameters.Length, parameters.Length + deviations.Length, gradient.Length };
        for (var part = 0; part < 3; part++)
        {
            var along = new double[gradient.Length];
            Random(ends[part + 1] - ends[part], 1).CopyTo(along, ends[part]);
            Loss(along, 0, gradient);
            var expected = Vectors.Dot(gradient, along);
            const double h = 2e-3;
            var slope = (8 * (Loss(along, h, null) - Loss(along, -h, null)) - Loss(along, 2 * h, null) + Loss(along, -2 * h, null)) / (12 * h);
            Assert.Equal(expected, slope, 0.01 * Math.Abs(expected) + 2e-4);
            Assert.True(Math.Abs(expected) > 1e-3, $"{part}: {expected}");
        }
    }
}
