using System.Buffers.Binary;
using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// One element's network in a folder <c>networks</c>: <c>ANN-El.nnf</c> and, for every layer, weights (<c>.wparam</c>, W[out][in]) and biases (<c>.bparam</c>), raw
/// little-endian floats.
/// </summary>
static class NeuroChemNetwork
{
    internal static string Name(Element element) => $"ANN-{element.Symbol}.nnf";

    /// <param name="inputs">What the constants say that the network must take.</param>
    /// <exception cref="PotentialException">A file is missing or damaged, or they do not fit together.</exception>
    internal static ElementNetwork Read(string folder, Element element, int inputs)
    {
        var path = Path.Combine(folder, Name(element));
        var layers = File.Exists(path) ? NetworkDescription.Read(path, element, inputs) : FromSizes(path, inputs);
        // All sizes are compared before any memory is asked for.
        foreach (var layer in layers)
        {
            Require(path, Path.Combine(folder, layer.Weights), 4L * layer.Inputs * layer.Outputs);
            Require(path, Path.Combine(folder, layer.Biases), 4L * layer.Outputs);
        }
        int[] sizes = [inputs, .. layers.Select(l => l.Outputs)];
        var parameters = new double[ElementNetwork.CountParameters(sizes)];
        var activations = new Activation[layers.Length];
        var at = 0;
        for (var l = 0; l < layers.Length; l++)
        {
            var layer = layers[l];
            activations[l] = ActivationOf(path, l, layer.Activation);
            // exp(−x²) is this program's exp(−x²/2) of √2 x.
            var factor = layer.Activation == NetworkDescription.GaussianCode ? Math.Sqrt(2) : 1;
            var weights = Floats(Path.Combine(folder, layer.Weights));
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var i = 0; i < layer.Inputs; i++)
                    parameters[at + i * layer.Outputs + o] = factor * weights[o * layer.Inputs + i];
            }
            at += layer.Inputs * layer.Outputs;
            foreach (var bias in Floats(Path.Combine(folder, layer.Biases)))
                parameters[at++] = factor * bias;
        }
        return new ElementNetwork(sizes, activations, parameters);
    }

    static Activation ActivationOf(string path, int layer, int code) => code switch
    {
        NetworkDescription.GaussianCode => Activation.Gaussian,
        NetworkDescription.LinearCode => Activation.Linear,
        NetworkDescription.CeluCode => Activation.Celu,
        _ => throw new PotentialException($"{path}: layer {layer + 1} has activation {code}; known are {NetworkDescription.GaussianCode} (Gaussian), {NetworkDescription.LinearCode} (linear) and {NetworkDescription.CeluCode} (CELU)."),
    };

    /// <summary>Without a description the sizes of files tell those of layers; all published networks are CELU but for the last layer.</summary>
    static LayerDescription[] FromSizes(string path, int inputs)
    {
        var layers = new List<LayerDescription>();
        for (var l = 1; l <= 16 && new FileInfo($"{path}-l{l}.bparam") is { Exists: true } biases; l++)
        {
            if (biases.Length is 0 or > 4 << 18 || biases.Length % 4 != 0)
                throw new PotentialException($"{biases.FullName} has {biases.Length} bytes, which are not the biases of a layer, four bytes each.");
            var name = Path.GetFileName(path);
            layers.Add(new LayerDescription(inputs, (int)biases.Length / 4, NetworkDescription.CeluCode, $"{name}-l{l}.wparam", $"{name}-l{l}.bparam"));
            inputs = layers[^1].Outputs;
        }
        if (layers.Count == 0)
            throw new PotentialException($"{path} is missing, and there are no {Path.GetFileName(path)}-l1.bparam … either; each element of the constants has a network for every member.");
        if (layers[^1].Outputs != 1)
            throw new PotentialException($"{path}-l{layers.Count}.bparam is the last there is, but has {layers[^1].Outputs} biases where the last layer has one, of the energy. A file is missing.");
        layers[^1] = layers[^1] with { Activation = NetworkDescription.LinearCode };
        return [.. layers];
    }

    static void Require(string description, string path, long bytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new PotentialException($"{path} is missing; it belongs to {description}. Copy it from where the model came from.");
        if (file.Length != bytes)
            throw new PotentialException($"{path} has {file.Length} bytes, but its layer in {description} is {bytes} bytes of numbers; the file is damaged or of another network.");
    }

    static float[] Floats(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        var numbers = new float[bytes.Length / 4];
        for (var k = 0; k < numbers.Length; k++)
        {
            numbers[k] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * k));
            if (!float.IsFinite(numbers[k]))
                throw new PotentialException($"{path}: number {k + 1} is {numbers[k]}; the file is damaged.");
        }
        return numbers;
    }

    /// <summary>Writes what <see cref="Read"/> reads; parameters become floats.</summary>
    internal static void Write(string folder, Element element, ElementNetwork network)
    {
        var name = Name(element);
        var text = new System.Text.StringBuilder($"inputsize={network.Inputs};\natom_net {element.Symbol} $\n");
        for (var l = 0; l < network.Layers; l++)
        {
            int inputs = network.Sizes[l], outputs = network.Sizes[l + 1];
            var (code, factor) = network.Activations[l] switch
            {
                Activation.Gaussian => (NetworkDescription.GaussianCode, Math.Sqrt(2)),
                Activation.Linear => (NetworkDescription.LinearCode, 1),
                Activation.Celu => (NetworkDescription.CeluCode, 1.0),
                var other => throw new PotentialException($"The network of {element} has the activation {other}, for which the format has no code."),
            };
            text.Append($"layer [\nnodes={outputs};\nactivation={code};\ntype=0;\nblocksize={inputs};\nweights=FILE:{name}-l{l + 1}.wparam[{inputs * outputs}];\nbiases=FILE:{name}-l{l + 1}.bparam[{outputs}];\n]\n");
            var weights = network.Parameters.Slice(network.WeightsStart(l), inputs * outputs);
            var rows = new byte[4 * inputs * outputs];
            for (var o = 0; o < outputs; o++)
            {
                for (var i = 0; i < inputs; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(rows.AsSpan(4 * (o * inputs + i)), (float)(weights[i * outputs + o] / factor));
            }
            File.WriteAllBytes(Path.Combine(folder, $"{name}-l{l + 1}.wparam"), rows);
            var biases = new byte[4 * outputs];
            for (var o = 0; o < outputs; o++)
                BinaryPrimitives.WriteSingleLittleEndian(biases.AsSpan(4 * o), (float)(network.Parameters[network.BiasesStart(l) + o] / factor));
            File.WriteAllBytes(Path.Combine(folder, $"{name}-l{l + 1}.bparam"), biases);
        }
        File.WriteAllBytes(Path.Combine(folder, name), NetworkDescription.Pack(text.Append("$\n").ToString()));
    }
}
