using System.Collections.Immutable;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>
/// The feed-forward network of one element: from the scaled symmetry functions of an atom to one number, its energy. Immutable.
/// </summary>
/// <remarks>
/// Parameters lie in one flat array, layer after layer: first the weights with the neuron of the layer before as the outer index and the neuron of this layer as the
/// inner one (w[in × Sizes[l+1] + out]), then the biases of this layer. It is the order of n2p2's weight files and of <see cref="Dense{TScalar}"/>.
/// </remarks>
public sealed class ElementNetwork
{
    readonly double[] _parameters;

    /// <param name="sizes">Neurons by layer: inputs first, then hidden layers; the last is 1.</param>
    /// <param name="activations">One for each layer after the inputs.</param>
    /// <param name="parameters">In the order described above.</param>
    /// <exception cref="PotentialException">Sizes, activations and number of parameters do not belong together.</exception>
    public ElementNetwork(IReadOnlyList<int> sizes, IReadOnlyList<Activation> activations, ReadOnlySpan<double> parameters)
    {
        if (sizes.Count < 2 || sizes[^1] != 1 || sizes.Any(s => s < 1))
            throw new PotentialException($"A network goes from inputs over hidden layers to one neuron; {string.Join("-", sizes)} is no such thing.");
        if (activations.Count != sizes.Count - 1)
            throw new PotentialException($"A network of {sizes.Count - 1} layers has as many activations, not {activations.Count}.");
        Sizes = [.. sizes];
        Activations = [.. activations];
        if (parameters.Length != CountParameters(sizes))
            throw new PotentialException($"A network {string.Join("-", sizes)} has {CountParameters(sizes)} weights and biases, not {parameters.Length}.");
        _parameters = parameters.ToArray();
    }

    /// <summary>Neurons by layer, inputs first.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>Of each layer after the inputs.</summary>
    public ImmutableArray<Activation> Activations { get; }

    /// <summary>Layers with parameters.</summary>
    public int Layers => Activations.Length;

    public int Inputs => Sizes[0];

    /// <summary>All weights and biases, in the order described above.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>The same network with other weights and biases.</summary>
    public ElementNetwork With(ReadOnlySpan<double> parameters) => new(Sizes, Activations, parameters);

    /// <summary>Where the weights of layer <paramref name="layer"/> (0 = the first after the inputs) begin among <see cref="Parameters"/>.</summary>
    public int WeightsStart(int layer)
    {
        var at = 0;
        for (var l = 0; l < layer; l++)
            at += (Sizes[l] + 1) * Sizes[l + 1];
        return at;
    }

    /// <summary>Where its biases begin.</summary>
    public int BiasesStart(int layer) => WeightsStart(layer) + Sizes[layer] * Sizes[layer + 1];

    /// <summary>Weights and biases of a network of these layer sizes.</summary>
    public static int CountParameters(IReadOnlyList<int> sizes)
    {
        var count = 0;
        for (var l = 0; l + 1 < sizes.Count; l++)
            count += (sizes[l] + 1) * sizes[l + 1];
        return count;
    }

    /// <summary>Its layers as blocks with four faces, whose parameters lie as those here.</summary>
    internal Chain<double> Chain()
    {
        var builder = new ChainBuilder();
        for (var l = 0; l < Layers; l++)
        {
            builder.Blocks.Add(new Dense<double>(Sizes[l], Sizes[l + 1]));
            builder.Channels = Sizes[l + 1];
            if (Activations[l] != Activation.Linear)
                ActivationTypes.Use(Activations[l], ref builder);
        }
        return new Chain<double>(builder.Blocks);
    }

    struct ChainBuilder() : IActivationUser
    {
        public readonly List<IBlock<double>> Blocks = [];
        public int Channels;

        public readonly void Use<TLaw>()
            where TLaw : struct, IActivation => Blocks.Add(new Activation<TLaw, double>(Channels));
    }

    /// <summary>
    /// A fresh network for inputs of mean 0 and variance about 1: tanh (or what is asked) hidden layers and a linear output, weights normal with variance 1/inputs
    /// of the neuron (LeCun et al. 1998), biases zero.
    /// </summary>
    /// <param name="hidden">Neurons by hidden layer.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static ElementNetwork Random(int inputs, IReadOnlyList<int> hidden, int seed, Activation activation = Activation.Tanh)
    {
        int[] sizes = [inputs, .. hidden, 1];
        var activations = hidden.Select(_ => activation).Append(Activation.Linear).ToArray();
        var parameters = new double[CountParameters(sizes)];
        var random = new Random(seed);
        var at = 0;
        for (var l = 0; l + 1 < sizes.Length; l++)
        {
            var sigma = 1 / Math.Sqrt(sizes[l]);
            for (var w = 0; w < sizes[l] * sizes[l + 1]; w++)
                parameters[at++] = sigma * Normal(random);
            at += sizes[l + 1];
        }
        return new ElementNetwork(sizes, activations, parameters);
    }

    /// <summary>Box and Muller (1958).</summary>
    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
