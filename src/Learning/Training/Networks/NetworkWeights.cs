using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// One network's parameters laid out for kernels: each hidden layer's weights both ways round, rows padded with zeros to whole vectors. Made anew whenever
/// parameters change, read by all threads.
/// </summary>
sealed unsafe class NetworkWeights : IDisposable
{
    readonly AlignedBuffer<float> _memory = new();
    readonly nint[] _forward;
    readonly nint[] _backward;
    readonly nint[] _bias;
    nint _output;

    internal NetworkWeights(NetworkShape shape)
    {
        Shape = shape;
        _forward = new nint[shape.Layers];
        _backward = new nint[shape.Layers];
        _bias = new nint[shape.Layers];
    }

    internal NetworkShape Shape { get; }

    /// <summary>Padded width of layer ℓ (−1: inputs).</summary>
    internal int Stride(int layer) => FrameFeatures.Padded(Shape.Width(layer));

    /// <summary>[in, out] of layer ℓ, rows of Stride(ℓ); as many rows as Stride(ℓ − 1), the last ones zero.</summary>
    internal float* Forward(int layer) => _memory.Pointer + _forward[layer];

    /// <summary>[out, in] of layer ℓ, rows of Stride(ℓ − 1); as many rows as Stride(ℓ), the last ones zero.</summary>
    internal float* Backward(int layer) => _memory.Pointer + _backward[layer];

    /// <summary>Biases of layer ℓ.</summary>
    internal float* Bias(int layer) => _memory.Pointer + _bias[layer];

    /// <summary>Weights of the output.</summary>
    internal float* Output => _memory.Pointer + _output;

    internal double OutputBias { get; private set; }

    internal void Set(ReadOnlySpan<double> parameters)
    {
        nint length = 0;
        for (var l = 0; l < Shape.Layers; l++)
        {
            var block = (nint)Stride(l) * Stride(l - 1);
            (_forward[l], _backward[l], _bias[l]) = (length, length + block, length + 2 * block);
            length += 2 * block + Stride(l);
        }
        _output = length;
        length += Stride(Shape.Layers - 1);
        var memory = new Span<float>(_memory.Require((int)length), (int)length);
        memory.Clear();
        for (var l = 0; l < Shape.Layers; l++)
        {
            int inputs = Shape.Width(l - 1), outputs = Shape.Width(l);
            var weights = parameters.Slice(Shape.WeightOffset(l), inputs * outputs);
            var bias = parameters.Slice(Shape.BiasOffset(l), outputs);
            for (var o = 0; o < outputs; o++)
            {
                Bias(l)[o] = (float)bias[o];
                for (var i = 0; i < inputs; i++)
                {
                    Forward(l)[i * Stride(l) + o] = (float)weights[o * inputs + i];
                    Backward(l)[o * Stride(l - 1) + i] = (float)weights[o * inputs + i];
                }
            }
        }
        var output = parameters.Slice(Shape.WeightOffset(Shape.Layers), Shape.Width(Shape.Layers - 1) + 1);
        for (var i = 0; i < output.Length - 1; i++)
            Output[i] = (float)output[i];
        OutputBias = output[^1];
    }

    public void Dispose() => _memory.Dispose();
}
