using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>
/// One network over a batch of inputs, in double: its value, then its gradient. Rows are atoms, row-major. Keeps its memory; serves one thread.
/// </summary>
public abstract class NetworkBatch : IDisposable
{
    private protected NetworkBatch(ElementNetwork network) => Network = network;

    /// <summary>Gives sizes and activations; its parameters are those at opening.</summary>
    public ElementNetwork Network { get; }

    /// <summary>Opens a batch with the parameters of <paramref name="network"/>.</summary>
    /// <param name="maximalAtoms">Atoms in the largest batch.</param>
    /// <param name="tangents">Whether to make room for <see cref="GradientTangent"/>.</param>
    public static NetworkBatch Open(ElementNetwork network, int maximalAtoms, bool tangents = false) =>
        Widths.Double<Door, NetworkBatch>(new Door(network, maximalAtoms, tangents ? 1 : 0));

    readonly struct Door(ElementNetwork network, int atoms, int tangents) : IDoubleUser<NetworkBatch>
    {
        public NetworkBatch Use<W>()
            where W : struct, IWide<W, double> => new NetworkBatch<W>(network, atoms, tangents);
    }

    /// <summary>Takes new weights and biases, in the order of <see cref="ElementNetwork.Parameters"/>.</summary>
    public abstract void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>E_i of every atom.</summary>
    /// <param name="inputs">Atoms × Inputs.</param>
    /// <param name="energies">Out, one per atom; its length is the size of the batch.</param>
    public abstract void Value(ReadOnlySpan<double> inputs, Span<double> energies);

    /// <summary>y = ∂E_i/∂G_i of the batch of the last <see cref="Value"/>.</summary>
    /// <param name="gradients">Out, atoms × Inputs.</param>
    public abstract void Gradient(Span<double> gradients);

    /// <summary>The derivative of <see cref="Gradient"/> along one direction of the inputs, of the batch of the last <see cref="Gradient"/>.</summary>
    /// <param name="direction">Atoms × Inputs.</param>
    /// <param name="tangents">Out, atoms × Inputs.</param>
    public abstract void GradientTangent(ReadOnlySpan<double> direction, Span<double> tangents);

    public abstract void Dispose();
}

/// <inheritdoc/>
sealed class NetworkBatch<W> : NetworkBatch
    where W : struct, IWide<W, double>
{
    readonly double[] _parameters;
    readonly ChainPass<double> _pass;
    readonly int _tangents;

    internal NetworkBatch(ElementNetwork network, int maximalAtoms, int tangents)
        : base(network)
    {
        _tangents = tangents;
        _parameters = network.Parameters.ToArray();
        _pass = network.Chain().CreatePass(maximalAtoms, tangents);
    }

    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != _parameters.Length)
            throw new ArgumentException($"The network has {_parameters.Length} parameters, not {parameters.Length}.", nameof(parameters));
        parameters.CopyTo(_parameters);
    }

    public override void Value(ReadOnlySpan<double> inputs, Span<double> energies)
    {
        _pass.Begin(energies.Length, _tangents);
        Copy(inputs, _pass.X);
        _pass.Value<W>(_parameters);
        _pass.Y.CopyTo(energies);
    }

    public override void Gradient(Span<double> gradients)
    {
        _pass.YBar.Fill(1);
        _pass.Pull<W>(_parameters, default);
        _pass.XBar.CopyTo(gradients);
    }

    public override void GradientTangent(ReadOnlySpan<double> direction, Span<double> tangents)
    {
        Copy(direction, _pass.XDot);
        _pass.Push<W>(_parameters, default);
        _pass.YBarDot.Clear();
        _pass.PullPush<W>(_parameters, default, default);
        _pass.XBarDot.CopyTo(tangents);
    }

    static void Copy(ReadOnlySpan<double> from, Span<double> to)
    {
        if (from.Length != to.Length)
            throw new ArgumentException($"The batch wants {to.Length} numbers, not {from.Length}.", nameof(from));
        from.CopyTo(to);
    }

    public override void Dispose() => _pass.Dispose();
}
