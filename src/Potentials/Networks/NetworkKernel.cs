using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>
/// Evaluates one element's network for one atom at a time, with the derivative by its inputs. A lane is a neuron; layers are padded to whole vectors with neurons
/// whose weights are zero. With some fifty inputs and twenty-five neurons an atom costs a few hundred vector operations, nothing beside its symmetry functions, so
/// atoms are not gathered into batches here.
/// </summary>
sealed unsafe class NetworkKernel<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly ElementNetwork _network;
    readonly int[] _padded;
    readonly int[] _weights;
    readonly int[] _values;
    readonly AlignedBuffer<S> _parameters = new();
    readonly AlignedBuffer<S> _state = new();

    internal NetworkKernel(ElementNetwork network)
    {
        _network = network;
        _padded = [.. network.Sizes.Select(n => (n + W.Lanes - 1) / W.Lanes * W.Lanes)];
        _weights = new int[network.Layers + 1];
        _values = new int[network.Layers + 2];
        for (var l = 0; l < network.Layers; l++)
            _weights[l + 1] = _weights[l] + (network.Sizes[l] + 1) * _padded[l + 1];
        for (var l = 0; l <= network.Layers; l++)
            _values[l + 1] = _values[l] + _padded[l];
        Pack();
        _state.Require(3 * _values[^1]);
        _state.Span.Clear();
    }

    /// <summary>Weights w[in, out] with rows of whole vectors, the biases as one more row.</summary>
    void Pack()
    {
        var p = _parameters.Require(_weights[^1]);
        _parameters.Span.Clear();
        for (var l = 0; l < _network.Layers; l++)
        {
            var columns = _network.Sizes[l + 1];
            var from = _network.WeightsStart(l);
            for (var row = 0; row <= _network.Sizes[l]; row++)
            {
                for (var column = 0; column < columns; column++)
                    p[_weights[l] + row * _padded[l + 1] + column] = S.CreateChecked(_network.Parameters[from + row * columns + column]);
            }
        }
    }

    /// <summary>Where the caller puts the inputs.</summary>
    internal S* Inputs => _state.Pointer;

    /// <summary>∂/∂inputs, after <see cref="Evaluate"/>.</summary>
    internal S* Gradient => _state.Pointer + _values[^1];

    /// <summary>The network's output for <see cref="Inputs"/>; fills <see cref="Gradient"/>.</summary>
    internal S Evaluate()
    {
        S* values = _state.Pointer, gradients = values + _values[^1], slopes = gradients + _values[^1];
        for (var l = 0; l < _network.Layers; l++)
        {
            var next = _values[l + 1];
            Layer(_network.Sizes[l], _padded[l + 1], values + _values[l], _parameters.Pointer + _weights[l], values + next);
            ActivationLaws<W, S>.Apply(_network.Activations[l], 1, _padded[l + 1], values + next, slopes + next, 0);
        }
        var output = _values[_network.Layers];
        gradients[output] = S.One;
        for (var l = _network.Layers - 1; l >= 0; l--)
        {
            var next = _values[l + 1];
            Multiply(_padded[l + 1], gradients + next, slopes + next);
            LayerBack(_network.Sizes[l], _padded[l + 1], gradients + next, _parameters.Pointer + _weights[l], gradients + _values[l]);
        }
        return values[output];
    }

    /// <summary>y = Wᵀx + b, two vectors of neurons at a time where there are two.</summary>
    [MethodImpl(Law)]
    static void Layer(int inputs, int outputs, S* x, S* weights, S* y)
    {
        var o = 0;
        for (; o + W.Lanes < outputs; o += 2 * W.Lanes)
        {
            var p = weights + o;
            W one = W.Load(ref p[(long)inputs * outputs], 0), two = W.Load(ref p[(long)inputs * outputs + W.Lanes], 0);
            for (var i = 0; i < inputs; i++, p += outputs)
            {
                var xi = W.Broadcast(x[i]);
                one = W.Fma(xi, W.Load(ref p[0], 0), one);
                two = W.Fma(xi, W.Load(ref p[W.Lanes], 0), two);
            }
            W.Store(one, ref y[o], 0);
            W.Store(two, ref y[o + W.Lanes], 0);
        }
        if (o < outputs)
        {
            var p = weights + o;
            var one = W.Load(ref p[(long)inputs * outputs], 0);
            for (var i = 0; i < inputs; i++, p += outputs)
                one = W.Fma(W.Broadcast(x[i]), W.Load(ref p[0], 0), one);
            W.Store(one, ref y[o], 0);
        }
    }

    [MethodImpl(Law)]
    static void Multiply(int count, S* x, S* by)
    {
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(W.Load(ref x[k], 0) * W.Load(ref by[k], 0), ref x[k], 0);
    }

    /// <summary>x̄ = W ȳ: a sum over lanes for every input.</summary>
    [MethodImpl(Law)]
    static void LayerBack(int inputs, int outputs, S* y, S* weights, S* x)
    {
        for (var i = 0; i < inputs; i++, weights += outputs)
        {
            var sum = W.Zero;
            for (var o = 0; o < outputs; o += W.Lanes)
                sum = W.Fma(W.Load(ref weights[o], 0), W.Load(ref y[o], 0), sum);
            x[i] = W.Sum(sum);
        }
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _state.Dispose();
    }
}
