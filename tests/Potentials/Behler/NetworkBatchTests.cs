using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.Behler;

public sealed class NetworkBatchTests
{
    const int Atoms = 7, Inputs = 11;

    static readonly ElementNetwork Network = ElementNetwork.Random(Inputs, [9, 5], 3);

    static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }

    /// <summary>Σ ē E + y·Ġ.</summary>
    static double Loss(ReadOnlySpan<double> parameters, double[] inputs, double[] bars, double[] tangents)
    {
        using var batch = NetworkBatch.Open(Network.With(parameters), Atoms);
        double[] energies = new double[Atoms], gradients = new double[Atoms * Inputs];
        batch.Value(inputs, energies);
        batch.Gradient(gradients);
        return bars.Zip(energies, (a, b) => a * b).Sum() + gradients.Zip(tangents, (a, b) => a * b).Sum();
    }

    [Fact]
    public void GradientIsThatOfTheValue()
    {
        using var batch = NetworkBatch.Open(Network, Atoms);
        var inputs = Numbers(Atoms * Inputs, 1);
        double[] energies = new double[Atoms], up = new double[Atoms], down = new double[Atoms], gradients = new double[inputs.Length];
        batch.Value(inputs, energies);
        batch.Gradient(gradients);
        for (var k = 0; k < inputs.Length; k += 5)
        {
            var moved = (double[])inputs.Clone();
            moved[k] += 1e-5;
            batch.Value(moved, up);
            moved[k] -= 2e-5;
            batch.Value(moved, down);
            Assert.Equal((up[k / Inputs] - down[k / Inputs]) / 2e-5, gradients[k], 1e-8);
        }
    }

    [Fact]
    public void PullPushIsTheParameterGradientOfEnergiesAndForces()
    {
        double[] inputs = Numbers(Atoms * Inputs, 1), bars = Numbers(Atoms, 2), tangents = Numbers(Atoms * Inputs, 3), energyTangents = new double[Atoms];
        using var batch = NetworkBatch.Open(Network, Atoms);
        batch.Value(inputs, new double[Atoms]);
        batch.Gradient(default);
        batch.Push(tangents, energyTangents);
        var gradient = new double[Network.Parameters.Length];
        batch.PullPush(bars, gradient);
        for (var p = 0; p < gradient.Length; p += 3)
        {
            var moved = Network.Parameters.ToArray();
            moved[p] += 1e-5;
            var up = Loss(moved, inputs, bars, tangents);
            moved[p] -= 2e-5;
            var down = Loss(moved, inputs, bars, tangents);
            Assert.Equal((up - down) / 2e-5, gradient[p], 1e-7);
        }
    }

    [Fact]
    public void PushIsTheGradientAlongItsDirections()
    {
        double[] inputs = Numbers(Atoms * Inputs, 1), tangents = Numbers(2 * Atoms * Inputs, 3), energyTangents = new double[2 * Atoms], gradients = new double[Atoms * Inputs];
        using var batch = NetworkBatch.Open(Network, Atoms, 2);
        batch.Value(inputs, new double[Atoms]);
        batch.Gradient(gradients);
        batch.Push(tangents, energyTangents);
        for (var k = 0; k < 2 * Atoms; k++)
        {
            var i = k % Atoms;
            var expected = Enumerable.Range(0, Inputs).Sum(m => gradients[i * Inputs + m] * tangents[k * Inputs + m]);
            Assert.Equal(expected, energyTangents[k], 1e-12);
        }
    }

    [Fact]
    public void PullIsTheParameterGradientOfEnergies()
    {
        double[] inputs = Numbers(Atoms * Inputs, 1), bars = Numbers(Atoms, 2);
        using var batch = NetworkBatch.Open(Network, Atoms);
        batch.Value(inputs, new double[Atoms]);
        var gradient = new double[Network.Parameters.Length];
        batch.Pull(bars, gradient);
        for (var p = 0; p < gradient.Length; p += 7)
        {
            var moved = Network.Parameters.ToArray();
            moved[p] += 1e-5;
            var up = Loss(moved, inputs, bars, new double[Atoms * Inputs]);
            moved[p] -= 2e-5;
            Assert.Equal((up - Loss(moved, inputs, bars, new double[Atoms * Inputs])) / 2e-5, gradient[p], 1e-8);
        }
    }
}
