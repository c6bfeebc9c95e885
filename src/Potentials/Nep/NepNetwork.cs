namespace Athanor.Potentials.Nep;

/// <summary>
/// The network of one element (of all, in NEP3): U = Σ_h w1_h tanh(Σ_d w0_hd y_d − b0_h) − bias, with y the scaled descriptor. Immutable.
/// </summary>
public sealed class NepNetwork
{
    readonly double[] _weights, _biases, _output, _charge;

    /// <param name="weights">w0: neurons × descriptor, row-major.</param>
    /// <param name="biases">b0, subtracted.</param>
    /// <param name="output">w1, to the energy in eV.</param>
    /// <param name="charge">wq, to the charge in e; empty where the model has none.</param>
    /// <param name="bias">The element's own energy, subtracted, eV (NEP5).</param>
    public NepNetwork(ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, ReadOnlySpan<double> output, ReadOnlySpan<double> charge = default, double bias = 0)
    {
        if (biases.Length == 0 || output.Length != biases.Length || weights.Length % biases.Length != 0 || (charge.Length != 0 && charge.Length != biases.Length))
            throw new PotentialException($"A network of {biases.Length} neurons cannot have {weights.Length} weights, {output.Length} to the energy and {charge.Length} to the charge.");
        (_weights, _biases, _output, _charge, Bias) = (weights.ToArray(), biases.ToArray(), output.ToArray(), charge.ToArray(), bias);
    }

    public int Neurons => _biases.Length;

    public int Inputs => _weights.Length / _biases.Length;

    /// <summary>w0: neurons × inputs, row-major.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>b0, subtracted from the neurons' sums.</summary>
    public ReadOnlySpan<double> Biases => _biases;

    /// <summary>w1, eV.</summary>
    public ReadOnlySpan<double> Output => _output;

    /// <summary>wq, e; empty where the model has no charges.</summary>
    public ReadOnlySpan<double> Charge => _charge;

    /// <summary>Subtracted from the energy, eV.</summary>
    public double Bias { get; }
}
