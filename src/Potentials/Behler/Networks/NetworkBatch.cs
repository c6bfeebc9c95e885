using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// One element's network over a batch of atoms, in double, with everything that training on energies and forces needs. Call <see cref="Value"/> first, then
/// <see cref="Gradient"/>, then the others for the same batch. Rows are atoms, row-major. Keeps its memory; serves one thread.
/// </summary>
/// <remarks>
/// With y = ∂E/∂G from <see cref="Gradient"/>, forces are linear in y through the cached derivatives of <see cref="Descriptors"/>. So the gradient of any loss of
/// energies and forces is that of Σ_i (ē_i E_i + y_i · Ġ_i), where ē = ∂L/∂E and Ġ comes from <see cref="Descriptors.Tangents"/>: one <see cref="Push"/>
/// and one <see cref="PullPush"/> (forward over reverse; Pearlmutter 1994).
/// </remarks>
public abstract class NetworkBatch : IDisposable
{
    private protected NetworkBatch(ElementNetwork network) => Network = network;

    /// <summary>Gives sizes and activations; its parameters are those at opening.</summary>
    public ElementNetwork Network { get; }

    /// <summary>Opens a batch with the parameters of <paramref name="network"/>.</summary>
    /// <param name="maximalAtoms">Atoms in the largest batch.</param>
    /// <param name="maximalTangents">Directions in the largest <see cref="Push"/>.</param>
    public static NetworkBatch Open(ElementNetwork network, int maximalAtoms, int maximalTangents = 1) =>
        Widths.Double<Door, NetworkBatch>(new Door(network, maximalAtoms, maximalTangents));

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

    /// <summary>y = ∂E_i/∂G_i.</summary>
    /// <param name="gradients">Out, atoms × Inputs; empty where only the later calls want it.</param>
    public abstract void Gradient(Span<double> gradients);

    /// <summary>θ̄ += ∂/∂θ Σ_i ē_i E_i. Leaves what <see cref="Gradient"/> prepared spoilt.</summary>
    public abstract void Pull(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient);

    /// <summary>Ė_i = y_i · Ġ_i for each direction, and the tangents that <see cref="PullPush"/> needs.</summary>
    /// <param name="tangents">Ġ, directions × atoms × Inputs.</param>
    /// <param name="energyTangents">Out, directions × atoms.</param>
    public abstract void Push(ReadOnlySpan<double> tangents, Span<double> energyTangents);

    /// <summary>θ̄ += ∂/∂θ Σ_i (ē_i E_i + y_i · Ġ_i), for the one Ġ of the last <see cref="Push"/>, after <see cref="Gradient"/>.</summary>
    public abstract void PullPush(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient);

    public abstract void Dispose();
}

/// <inheritdoc/>
sealed class NetworkBatch<W> : NetworkBatch
    where W : struct, IWide<W, double>
{
    readonly double[] _parameters;
    readonly ChainPass<double> _pass;
    int _atoms;

    internal NetworkBatch(ElementNetwork network, int maximalAtoms, int maximalTangents)
        : base(network)
    {
        _parameters = network.Parameters.ToArray();
        _pass = network.Chain().CreatePass(maximalAtoms, maximalTangents);
    }

    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != _parameters.Length)
            throw new ArgumentException($"The network has {_parameters.Length} parameters, not {parameters.Length}.", nameof(parameters));
        parameters.CopyTo(_parameters);
    }

    public override void Value(ReadOnlySpan<double> inputs, Span<double> energies)
    {
        _atoms = energies.Length;
        _pass.Begin(_atoms);
        Copy(inputs, _pass.X);
        _pass.Value<W>(_parameters);
        _pass.Y.CopyTo(energies);
    }

    public override void Gradient(Span<double> gradients)
    {
        _pass.YBar.Fill(1);
        _pass.Pull<W>(_parameters, default);
        if (!gradients.IsEmpty)
            _pass.XBar.CopyTo(gradients);
    }

    public override void Pull(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient)
    {
        Copy(energyCotangents, _pass.YBar);
        _pass.Pull<W>(_parameters, parameterGradient);
    }

    public override void Push(ReadOnlySpan<double> tangents, Span<double> energyTangents)
    {
        _pass.Begin(_atoms, _atoms == 0 ? 1 : energyTangents.Length / _atoms);
        Copy(tangents, _pass.XDot);
        _pass.Push<W>(_parameters, default);
        _pass.YDot.CopyTo(energyTangents);
    }

    public override void PullPush(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient)
    {
        Copy(energyCotangents, _pass.YBarDot);
        _pass.PullPush<W>(_parameters, default, parameterGradient);
    }

    static void Copy(ReadOnlySpan<double> from, Span<double> to)
    {
        if (from.Length != to.Length)
            throw new ArgumentException($"The batch wants {to.Length} numbers, not {from.Length}.", nameof(from));
        from.CopyTo(to);
    }

    public override void Dispose() => _pass.Dispose();
}
