namespace Athanor.Potentials.Behler;

/// <summary>What a neuron does with the sum x it receives. The letters are those of RuNNer and n2p2 input files.</summary>
public enum Activation
{
    /// <summary>x (letter l).</summary>
    Linear,

    /// <summary>tanh x (t).</summary>
    Tanh,

    /// <summary>1/(1 + e⁻ˣ) (s).</summary>
    Logistic,

    /// <summary>ln(1 + eˣ) (p).</summary>
    Softplus,

    /// <summary>max(0, x) (r).</summary>
    Rectified,

    /// <summary>exp(−x²/2) (g).</summary>
    Gaussian,

    /// <summary>cos x (c).</summary>
    Cosine,

    /// <summary>1 − 1/(1 + e⁻ˣ) (S).</summary>
    ReverseLogistic,

    /// <summary>e⁻ˣ (e).</summary>
    Exponential,

    /// <summary>x² (h).</summary>
    Harmonic,
}
