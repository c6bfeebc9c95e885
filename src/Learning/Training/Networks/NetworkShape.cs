using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Learning;

/// <summary>
/// Layers of one network: inputs, hidden layers with tanh, one linear output. Its parameters stand in one span, layer by layer: weights [out, in] row-major, then biases.
/// </summary>
sealed record NetworkShape(int Inputs, int[] Hidden)
{
    internal int Layers => Hidden.Length;

    internal int ParameterCount => WeightOffset(Layers) + Width(Layers - 1) + 1;

    /// <summary>Width of hidden layer ℓ; of the inputs for ℓ = −1.</summary>
    internal int Width(int layer) => layer < 0 ? Inputs : Hidden[layer];

    /// <summary>First weight of layer ℓ; ℓ = Layers is the output.</summary>
    internal int WeightOffset(int layer)
    {
        var offset = 0;
        for (var l = 0; l < layer; l++)
            offset += (Width(l - 1) + 1) * Width(l);
        return offset;
    }

    /// <summary>First bias of layer ℓ.</summary>
    internal int BiasOffset(int layer) => WeightOffset(layer) + Width(layer - 1) * (layer < Layers ? Width(layer) : 1);

    /// <summary>The model's network with these parameters; there weights go [in, out].</summary>
    internal ElementNetwork ToNetwork(ReadOnlySpan<double> parameters)
    {
        int[] sizes = [Inputs, .. Hidden, 1];
        var theirs = new double[ParameterCount];
        for (var l = 0; l <= Layers; l++)
        {
            int start = WeightOffset(l), inputs = sizes[l], outputs = sizes[l + 1];
            for (var o = 0; o < outputs; o++)
            {
                for (var i = 0; i < inputs; i++)
                    theirs[start + i * outputs + o] = parameters[start + o * inputs + i];
            }
            parameters.Slice(BiasOffset(l), outputs).CopyTo(theirs.AsSpan(BiasOffset(l)));
        }
        return new ElementNetwork(sizes, [.. Hidden.Select(_ => Activation.Tanh), Activation.Linear], theirs);
    }

    public override string ToString() => $"{Inputs}-{string.Join('-', Hidden)}-1";
}
