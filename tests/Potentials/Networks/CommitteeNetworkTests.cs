using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Networks;

/// <summary>Members together against each member by itself (<see cref="NetworkBatch"/>, in double).</summary>
public sealed unsafe class CommitteeNetworkTests
{
    const int Inputs = 53, Members = 3;

    // Two of three inputs are used, in no order.
    static readonly int[] Used = [.. Enumerable.Range(0, Inputs).Where(k => k % 3 != 1).OrderBy(k => k * 17 % 29)];

    static ElementNetwork[] Networks(Activation activation, params int[] hidden) =>
        [.. Enumerable.Range(0, Members).Select(m => WithBiases(ElementNetwork.Random(Inputs, hidden, 5 + m, activation), m))];

    static ElementNetwork WithBiases(ElementNetwork network, int seed)
    {
        var parameters = network.Parameters.ToArray();
        var random = new Random(seed);
        for (var l = 0; l < network.Layers; l++)
        {
            for (var k = 0; k < network.Sizes[l + 1]; k++)
                parameters[network.BiasesStart(l) + k] = random.NextDouble() - 0.5;
        }
        return network.With(parameters);
    }

    static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    /// <param name="inputs">Rows × used inputs.</param>
    static (double[] Energies, double[] Gradients) Expected(ElementNetwork[] networks, double[] inputs)
    {
        var rows = inputs.Length / Used.Length;
        var full = new double[rows * Inputs];
        for (var k = 0; k < inputs.Length; k++)
            full[k / Used.Length * Inputs + Used[k % Used.Length]] = inputs[k];
        double[] energies = new double[rows], gradients = new double[inputs.Length], one = new double[rows], slopes = new double[full.Length];
        foreach (var network in networks)
        {
            using var batch = NetworkBatch.Open(network, rows);
            batch.Value(full, one);
            batch.Gradient(slopes);
            for (var r = 0; r < rows; r++)
                energies[r] += one[r] / networks.Length;
            for (var k = 0; k < inputs.Length; k++)
                gradients[k] += slopes[k / Used.Length * Inputs + Used[k % Used.Length]] / networks.Length;
        }
        return (energies, gradients);
    }

    sealed class InDouble(ElementNetwork[] networks, double[] inputs) : IDoubleUser<(double[], double[])>
    {
        public (double[], double[]) Use<W>()
            where W : struct, IWide<W, double>
        {
            using var kernel = new CommitteeNetworkKernel<W, double>(PackedCommittee<double>.Of<W>(networks, Used));
            var rows = inputs.Length / Used.Length;
            var stride = kernel.Columns + 3;
            double[] x = new double[rows * stride], g = new double[rows * stride], energies = new double[rows], gradients = new double[inputs.Length];
            Array.Fill(x, double.NaN);
            Array.Fill(g, double.NaN);
            for (var k = 0; k < inputs.Length; k++)
                x[k / Used.Length * stride + k % Used.Length] = inputs[k];
            fixed (double* px = x, pg = g, pe = energies)
                kernel.Evaluate(px, rows, stride, pe, pg);
            for (var k = 0; k < inputs.Length; k++)
                gradients[k] = g[k / Used.Length * stride + k % Used.Length];
            return (energies, gradients);
        }
    }

    sealed class InSingle(ElementNetwork[] networks, double[] inputs) : ISingleUser<(double[], double[])>
    {
        public (double[], double[]) Use<W>()
            where W : struct, IWide<W, float>
        {
            using var kernel = new CommitteeNetworkKernel<W, float>(PackedCommittee<float>.Of<W>(networks, Used));
            int rows = inputs.Length / Used.Length, stride = kernel.Columns;
            float[] x = new float[rows * stride], g = new float[rows * stride], energies = new float[rows];
            var gradients = new double[inputs.Length];
            for (var k = 0; k < inputs.Length; k++)
                x[k / Used.Length * stride + k % Used.Length] = (float)inputs[k];
            fixed (float* px = x, pg = g, pe = energies)
                kernel.Evaluate(px, rows, stride, pe, pg);
            for (var k = 0; k < inputs.Length; k++)
                gradients[k] = g[k / Used.Length * stride + k % Used.Length];
            return ([.. energies.Select(e => (double)e)], gradients);
        }
    }

    static (double[] Energies, double[] Gradients) Double(ElementNetwork[] networks, double[] inputs) =>
        Widths.Double<InDouble, (double[], double[])>(new InDouble(networks, inputs));

    static void Near((double[] Energies, double[] Gradients) expected, (double[] Energies, double[] Gradients) got, double tolerance)
    {
        for (var k = 0; k < expected.Energies.Length; k++)
            Assert.Equal(expected.Energies[k], got.Energies[k], tolerance);
        for (var k = 0; k < expected.Gradients.Length; k++)
            Assert.Equal(expected.Gradients[k], got.Gradients[k], tolerance);
    }

    [Fact]
    public void TheMeanIsThatOfTheMembersForAnyNumberOfRows()
    {
        var networks = Networks(Activation.Celu, 70, 33, 40);
        for (var rows = 1; rows <= 40; rows++)
        {
            var inputs = Numbers(rows * Used.Length, rows);
            Near(Expected(networks, inputs), Double(networks, inputs), 1e-13);
        }
    }

    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Logistic)]
    [InlineData(Activation.Softplus)]
    [InlineData(Activation.Rectifier)]
    [InlineData(Activation.Gaussian)]
    [InlineData(Activation.Cosine)]
    [InlineData(Activation.ReversedLogistic)]
    [InlineData(Activation.Decay)]
    [InlineData(Activation.Square)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Celu)]
    public void EveryActivationIsFollowed(Activation activation)
    {
        var networks = Networks(activation, 20, 17);
        var inputs = Numbers(9 * Used.Length, 2);
        Near(Expected(networks, inputs), Double(networks, inputs), 1e-12);
        Near(Expected(networks, inputs), Widths.Single<InSingle, (double[], double[])>(new InSingle(networks, inputs)), 1e-5);
    }

    [Fact]
    public void AnOutputMayHaveAnActivationAndANetworkNoHiddenLayer()
    {
        foreach (var hidden in new int[][] { [], [12] })
        {
            ElementNetwork[] networks = [.. Networks(Activation.Tanh, hidden).Select(n =>
                new ElementNetwork(n.Sizes, [.. n.Activations.SkipLast(1), Activation.Softplus], n.Parameters))];
            var inputs = Numbers(19 * Used.Length, 4);
            Near(Expected(networks, inputs), Double(networks, inputs), 1e-13);
        }
    }

    [Fact]
    public void OneLaneAgreesWithManyToRounding()
    {
        var networks = Networks(Activation.Celu, 70, 33, 40);
        var inputs = Numbers(11 * Used.Length, 6);
        var wide = Double(networks, inputs);
        foreach (var bits in new[] { 0, 128, 256 })
        {
            using (Widths.Limit(bits))
                Near(wide, Double(networks, inputs), 1e-14);
        }
    }

    [Fact]
    public void ARowIsTheSameBitsInAnyCompany()
    {
        var networks = Networks(Activation.Celu, 70, 33, 40);
        const int Rows = 205; // More than go at once.
        var inputs = Numbers(Rows * Used.Length, 7);
        var (energies, gradients) = Double(networks, inputs);
        foreach (var (from, to) in new[] { (0, 1), (3, 5), (90, 103), (100, 205) })
        {
            var (some, slopes) = Double(networks, inputs[(from * Used.Length)..(to * Used.Length)]);
            Assert.Equal(energies[from..to], some);
            Assert.Equal(gradients[(from * Used.Length)..(to * Used.Length)], slopes);
        }
    }

    [Fact]
    public void GradientIsThatOfTheValue()
    {
        var networks = Networks(Activation.Silu, 31, 40);
        var inputs = Numbers(5 * Used.Length, 8);
        var gradients = Double(networks, inputs).Gradients;
        for (var k = 0; k < inputs.Length; k += 7)
        {
            var moved = (double[])inputs.Clone();
            moved[k] += 1e-5;
            var up = Double(networks, moved).Energies[k / Used.Length];
            moved[k] -= 2e-5;
            var down = Double(networks, moved).Energies[k / Used.Length];
            Assert.Equal((up - down) / 2e-5, gradients[k], 1e-9);
        }
    }

    [Fact]
    public void NetworksOfOtherLayersAreRefused() =>
        Assert.Throws<PotentialException>(() => PackedCommittee<double>.Of<F64x1>([ElementNetwork.Random(3, [4], 1), ElementNetwork.Random(3, [5], 1)], [0, 1, 2]));
}
