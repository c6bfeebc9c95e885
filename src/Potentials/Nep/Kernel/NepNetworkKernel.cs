using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Evaluates one network for one atom at a time, with the derivatives by the unscaled descriptor. The scalers are in its weights, which are kept twice, by input and by
/// neuron, so that both directions run along rows.
/// </summary>
sealed unsafe class NepNetworkKernel<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly int _inputs, _neurons, _paddedInputs, _paddedNeurons;
    readonly AlignedBuffer<S> _forward = new(), _backward = new(), _bias = new(), _output = new(), _charge = new(), _sums = new(), _slope = new();

    internal NepNetworkKernel(NepNetwork network, ReadOnlySpan<double> scaler)
    {
        (_inputs, _neurons) = (network.Inputs, network.Neurons);
        (_paddedInputs, _paddedNeurons) = (Padded(_inputs), Padded(_neurons));
        S* forward = Cleared(_forward, _inputs * _paddedNeurons), backward = Cleared(_backward, _neurons * _paddedInputs);
        for (var h = 0; h < _neurons; h++)
        {
            for (var d = 0; d < _inputs; d++)
                forward[d * _paddedNeurons + h] = backward[h * _paddedInputs + d] = S.CreateChecked(network.Weights[h * _inputs + d] * scaler[d]);
        }
        Copy(network.Biases, _bias, -1);
        Copy(network.Output, _output, 1);
        if (network.Charge.Length > 0)
            Copy(network.Charge, _charge, 1);
        Cleared(_sums, _paddedNeurons);
        Cleared(_slope, _paddedNeurons);
    }

    /// <summary>Room for the derivatives by the inputs: whole vectors.</summary>
    internal int PaddedInputs => _paddedInputs;

    /// <summary>The energy of the network (eV, without its bias).</summary>
    /// <param name="q">The unscaled descriptor.</param>
    /// <param name="pull">Out: ∂U/∂q, <see cref="PaddedInputs"/> entries.</param>
    internal S Energy(S* q, S* pull)
    {
        Hidden(q);
        var energy = NepMatrixLaws<W, S>.Output(_paddedNeurons, _sums.Pointer, _output.Pointer, _slope.Pointer);
        PullSlopes(pull);
        return energy;
    }

    /// <summary>The energy (eV), and the derivatives of U + weight · Q, where Q is the charge that the network gives too.</summary>
    internal S Energy(S* q, S weight, S* pull)
    {
        Hidden(q);
        var energy = NepMatrixLaws<W, S>.Output(_paddedNeurons, _sums.Pointer, _output.Pointer, _slope.Pointer);
        NepMatrixLaws<W, S>.AddSlopes(_paddedNeurons, _sums.Pointer, _charge.Pointer, weight, _slope.Pointer);
        PullSlopes(pull);
        return energy;
    }

    /// <summary>The charge (e, before the structure is made neutral).</summary>
    internal S Charge(S* q)
    {
        Hidden(q);
        return NepMatrixLaws<W, S>.Output(_paddedNeurons, _sums.Pointer, _charge.Pointer, _slope.Pointer);
    }

    /// <summary>The charge and its derivatives.</summary>
    internal S Charge(S* q, S* pull)
    {
        var charge = Charge(q);
        PullSlopes(pull);
        return charge;
    }

    void Hidden(S* q)
    {
        new ReadOnlySpan<S>(_bias.Pointer, _paddedNeurons).CopyTo(new Span<S>(_sums.Pointer, _paddedNeurons));
        NepMatrixLaws<W, S>.AddProduct(_inputs, _paddedNeurons, q, _forward.Pointer, _sums.Pointer);
        NepMatrixLaws<W, S>.Tanh(_paddedNeurons, _sums.Pointer);
    }

    void PullSlopes(S* pull)
    {
        new Span<S>(pull, _paddedInputs).Clear();
        NepMatrixLaws<W, S>.AddProduct(_neurons, _paddedInputs, _slope.Pointer, _backward.Pointer, pull);
    }

    static int Padded(int count) => (count + W.Lanes - 1) / W.Lanes * W.Lanes;

    void Copy(ReadOnlySpan<double> from, AlignedBuffer<S> to, double sign)
    {
        var p = Cleared(to, _paddedNeurons);
        for (var h = 0; h < from.Length; h++)
            p[h] = S.CreateChecked(sign * from[h]);
    }

    static S* Cleared(AlignedBuffer<S> buffer, int count)
    {
        var p = buffer.Require(count);
        buffer.Span.Clear();
        return p;
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _forward, _backward, _bias, _output, _charge, _sums, _slope })
            buffer.Dispose();
    }
}
