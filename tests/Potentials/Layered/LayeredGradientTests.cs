using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials.Tests.Layered;

/// <summary>The tangent sweep of training against differences.</summary>
public sealed class LayeredGradientTests
{
    [Theory]
    [MemberData(nameof(LayeredModelTests.Cases), MemberType = typeof(LayeredModelTests))]
    public void Gradients_by_parameters_are_differences(string sample, int layers, int features, int embedding)
    {
        var structure = GradientTests.Of(sample);
        var form = LayeredSamples.Form(structure.Elements.ToArray(), layers, 16, features, embedding);
        var layout = new LayeredLayout(form);
        var model = LayeredSamples.Model(form);
        using var frame = LayeredFrame.Of(structure, form);
        using var weights = new LayeredWeights<double>(layout);
        using var gradient = LayeredGradient.OpenDouble(weights);
        var random = new Random(5);
        double[] rows = new double[3 * structure.Count + 6], cotangents = [.. rows.Select(_ => random.NextDouble() - 0.5)];
        const double energy = 0.37;

        double Loss(double[] parameters)
        {
            weights.Set(parameters);
            var loss = energy * gradient.Evaluate(frame, rows);
            for (var r = 0; r < rows.Length; r++)
                loss += cotangents[r] * rows[r];
            return loss;
        }

        double[] start = model.Parameters.ToArray(), exact = new double[layout.Count];
        Loss(start);
        var prediction = model.Evaluate(structure);
        Assert.Equal(-prediction.Forces[1].Y, rows[4], 1e-12);
        Assert.Equal(-prediction.Virial.Symmetrized.XZ, rows[^2], 1e-12);
        gradient.AddGradient(energy, cotangents, exact);
        foreach (var run in layout.Runs)
        {
            var largest = Enumerable.Range(run.Start, run.Size).Max(k => Math.Abs(exact[k]));
            Assert.True(largest > 1e-9, $"{run.Name} has no gradient");
            for (var n = 0; n < 6; n++)
            {
                var k = run.Start + random.Next(run.Size);
                const double h = 1e-4;
                double At(double x)
                {
                    var moved = start.ToArray();
                    moved[k] += x;
                    return Loss(moved);
                }
                var slope = (8 * (At(h) - At(-h)) - At(2 * h) + At(-2 * h)) / (12 * h);
                Assert.True(Math.Abs(slope - exact[k]) < 1e-7 * Math.Max(1, largest), $"{run.Name} {k - run.Start}: {slope} by differences, {exact[k]}");
            }
        }
    }

    [Fact]
    public void Gradients_in_single_are_those_in_double()
    {
        var structure = GradientTests.Of("molecule");
        var form = LayeredSamples.Form(structure.Elements.ToArray(), channels: 64);
        var layout = new LayeredLayout(form);
        var parameters = layout.Begin(3);
        using var frame = LayeredFrame.Of(structure, form);
        using LayeredWeights<double> exactly = new(layout);
        using LayeredWeights<float> roughly = new(layout);
        exactly.Set(parameters);
        roughly.Set(parameters);
        using var one = LayeredGradient.OpenDouble(exactly);
        using var other = LayeredGradient.OpenSingle(roughly);
        double[] rows = new double[3 * structure.Count], expected = new double[layout.Count];
        var found = new float[layout.Count];
        one.Evaluate(frame, rows);
        one.AddGradient(0.5, rows, expected);
        other.Evaluate(frame, rows);
        other.AddGradient(0.5, rows, found);
        var size = Math.Sqrt(expected.Sum(x => x * x));
        Assert.True(Math.Sqrt(expected.Zip(found, (x, y) => (x - y) * (x - y)).Sum()) < 1e-4 * size);
    }
}
