using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Networks;

public sealed class NetworkBatchTests
{
    const int Atoms = 7, Inputs = 11;

    static readonly ElementNetwork Network = ElementNetwork.Random(Inputs, [9, 5], 3);

    static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
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
}
