using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

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
    Rectifier,

    /// <summary>exp(−x²/2) (g).</summary>
    Gaussian,

    /// <summary>cos x (c).</summary>
    Cosine,

    /// <summary>1 − 1/(1 + e⁻ˣ) (S).</summary>
    ReversedLogistic,

    /// <summary>e⁻ˣ (e).</summary>
    Decay,

    /// <summary>x² (h).</summary>
    Square,

    /// <summary>x/(1 + e⁻ˣ).</summary>
    Silu,

    /// <summary>x above zero, 0.1 (e¹⁰ˣ − 1) below.</summary>
    Celu,
}

/// <summary>Work that wants an activation as a type.</summary>
interface IActivationUser
{
    void Use<TLaw>()
        where TLaw : struct, IActivation;
}

static class ActivationTypes
{
    internal static void Use<TUser>(Activation activation, ref TUser user)
        where TUser : struct, IActivationUser
    {
        switch (activation)
        {
            case Activation.Linear:
                user.Use<Linear>();
                break;
            case Activation.Tanh:
                user.Use<HyperbolicTangent>();
                break;
            case Activation.Logistic:
                user.Use<Logistic>();
                break;
            case Activation.Softplus:
                user.Use<Softplus>();
                break;
            case Activation.Rectifier:
                user.Use<Rectifier>();
                break;
            case Activation.Gaussian:
                user.Use<Gaussian>();
                break;
            case Activation.Cosine:
                user.Use<Cosine>();
                break;
            case Activation.ReversedLogistic:
                user.Use<ReversedLogistic>();
                break;
            case Activation.Decay:
                user.Use<Decay>();
                break;
            case Activation.Square:
                user.Use<Square>();
                break;
            case Activation.Silu:
                user.Use<Silu>();
                break;
            case Activation.Celu:
                user.Use<Celu>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }
}
