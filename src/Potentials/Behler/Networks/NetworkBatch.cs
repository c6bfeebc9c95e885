using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// One element's network over a batch of atoms, in double, with everything that training on energies and forces needs. Call <see cref="Value"/> first, then the
/// others for the same batch. Keeps its memory; serves one thread. Rows are atoms, row-major, unscaled by anything but what the caller did.
/// </summary>
/// <remarks>
/// With y = ∂E/∂G from <see cref="Gradient"/>, forces are linear in y through the cached ∂G/∂r. So the gradient of any loss of energies and forces is that of
/// Σ_i (ē_i E_i + Ė_i), Ė_i = y_i · Ġ_i, where ē = ∂L/∂E and Ġ_i = Σ (∂G_i/∂r)·(∂L/∂ of what y was multiplied into): one <see cref="Push"/>
/// along Ġ and one <see cref="PullPush"/> (forward over reverse; Pearlmutter 1994).
/// </remarks>
public abstract class NetworkBatch : IDisposable
{
    private protected NetworkBatch(ElementNetwork network) => Network = network;

    /// <summary>Gives sizes and activations; its parameters are those at opening.</summary>
    public ElementNetwork Network { get; }

    /// <summary>Opens a batch with the parameters of <paramref name="network"/>.</summary>
    public static NetworkBatch Open(ElementNetwork network) => Widths.Double<Door, NetworkBatch>(new Door(network));

    readonly struct Door(ElementNetwork network) : IDoubleUser<NetworkBatch>
    {
        public NetworkBatch Use<W>()
            where W : struct, IWide<W, double> => new NetworkBatch<W>(network);
    }

    /// <summary>Takes new weights and biases, in the order of <see cref="ElementNetwork.Parameters"/>.</summary>
    public abstract void SetParameters(ReadOnlySpan<double> parameters);

    /// <summary>E_i of every atom.</summary>
    /// <param name="inputs">Atoms × Inputs.</param>
    /// <param name="energies">Out, one per atom; its length is the size of the batch.</param>
    public abstract void Value(ReadOnlySpan<double> inputs, Span<double> energies);

    /// <summary>y = ∂E_i/∂G_i, atoms × Inputs.</summary>
    public abstract void Gradient(Span<double> gradients);

    /// <summary>Ė_i = y_i · Ġ_i, and the tangents that <see cref="PullPush"/> needs.</summary>
    /// <param name="tangents">Ġ, atoms × Inputs.</param>
    public abstract void Push(ReadOnlySpan<double> tangents, Span<double> energyTangents);

    /// <summary>θ̄ += ∂/∂θ Σ_i ē_i E_i. Needs no <see cref="Push"/>.</summary>
    public abstract void Pull(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient);

    /// <summary>θ̄ += ∂/∂θ Σ_i (ē_i E_i + ε_i Ė_i), for the Ġ of the last <see cref="Push"/>.</summary>
    public abstract void PullPush(ReadOnlySpan<double> energyCotangents, ReadOnlySpan<double> tangentCotangents, Span<double> parameterGradient);

    public abstract void Dispose();
}

/// <inheritdoc/>
sealed unsafe class NetworkBatch<W> : NetworkBatch
    where W : struct, IWide<W, double>
{
    readonly int[] _padded;
    readonly AlignedBuffer<double>[] _weights, _transposed, _biases;
    readonly AlignedBuffer<double>[] _values, _sums, _slopes, _tangents, _sumTangents, _slopeTangents;
    readonly AlignedBuffer<double>[] _byValue, _byTangent;
    readonly AlignedBuffer<double> _weightGradient = new();
    int _count;

    internal NetworkBatch(ElementNetwork network)
        : base(network)
    {
        _padded = [.. network.Sizes.Select(n => (n + W.Lanes - 1) / W.Lanes * W.Lanes)];
        var layers = network.Sizes.Length;
        AlignedBuffer<double>[] Make() => [.. Enumerable.Range(0, layers).Select(_ => new AlignedBuffer<double>())];
        (_weights, _transposed, _biases) = (Make(), Make(), Make());
        (_values, _sums, _slopes) = (Make(), Make(), Make());
        (_tangents, _sumTangents, _slopeTangents) = (Make(), Make(), Make());
        (_byValue, _byTangent) = (Make(), Make());
        SetParameters(network.Parameters);
    }

    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != Network.Parameters.Length)
            throw new ArgumentException($"The network has {Network.Parameters.Length} parameters, not {parameters.Length}.", nameof(parameters));
        for (var l = 0; l < Network.Layers; l++)
        {
            int rows = Network.Sizes[l], columns = Network.Sizes[l + 1], start = Network.WeightsStart(l);
            var w = Cleared(_weights[l], rows * _padded[l + 1]);
            var t = Cleared(_transposed[l], columns * _padded[l]);
            var b = Cleared(_biases[l], _padded[l + 1]);
            for (var i = 0; i < rows; i++)
            {
                for (var o = 0; o < columns; o++)
                    w[i * _padded[l + 1] + o] = t[o * _padded[l] + i] = parameters[start + i * columns + o];
            }
            for (var o = 0; o < columns; o++)
                b[o] = parameters[start + rows * columns + o];
        }
    }

    static double* Cleared(AlignedBuffer<double> buffer, int count)
    {
        var p = buffer.Require(count);
        new Span<double>(p, count).Clear();
        return p;
    }

    public override void Value(ReadOnlySpan<double> inputs, Span<double> energies)
    {
        _count = energies.Length;
        var n = _count;
        TakeRows(inputs, _values[0]);
        for (var l = 0; l < Network.Layers; l++)
        {
            var size = n * _padded[l + 1];
            var z = _sums[l + 1].Require(size);
            for (var i = 0; i < n; i++)
                new ReadOnlySpan<double>(_biases[l].Pointer, _padded[l + 1]).CopyTo(new Span<double>(z + i * _padded[l + 1], _padded[l + 1]));
            RowLaws<W>.MultiplyAdd(n, Network.Sizes[l], _padded[l + 1], _values[l].Pointer, _padded[l], 1, _weights[l].Pointer, _padded[l + 1], z);
            ActivationLaws<W, double>.Apply(Network.Activations[l], size, z, _values[l + 1].Require(size), _slopes[l + 1].Require(size));
        }
        var last = Network.Layers;
        for (var i = 0; i < n; i++)
            energies[i] = _values[last].Pointer[i * _padded[last]];
    }

    public override void Gradient(Span<double> gradients)
    {
        Seed(_byTangent, default);
        for (var l = Network.Layers - 1; l >= 0; l--)
            StepBack(_byTangent, l);
        GiveRows(_byTangent[0], gradients);
    }

    public override void Push(ReadOnlySpan<double> tangents, Span<double> energyTangents)
    {
        var n = Require(energyTangents.Length);
        TakeRows(tangents, _tangents[0]);
        for (var l = 0; l < Network.Layers; l++)
        {
            var size = n * _padded[l + 1];
            var z = Cleared(_sumTangents[l + 1], size);
            RowLaws<W>.MultiplyAdd(n, Network.Sizes[l], _padded[l + 1], _tangents[l].Pointer, _padded[l], 1, _weights[l].Pointer, _padded[l + 1], z);
            ActivationLaws<W, double>.Push(
                Network.Activations[l], size, _sums[l + 1].Pointer, z, _tangents[l + 1].Require(size), _slopeTangents[l + 1].Require(size));
        }
        var last = Network.Layers;
        for (var i = 0; i < n; i++)
            energyTangents[i] = _tangents[last].Pointer[i * _padded[last]];
    }

    public override void Pull(ReadOnlySpan<double> energyCotangents, Span<double> parameterGradient)
    {
        Require(energyCotangents.Length);
        Seed(_byValue, energyCotangents);
        for (var l = Network.Layers - 1; l >= 0; l--)
        {
            Times(l, _byValue, _slopes);
            AddParameterGradient(l, parameterGradient, tangents: false);
            Back(_byValue, l);
        }
    }

    public override void PullPush(ReadOnlySpan<double> energyCotangents, ReadOnlySpan<double> tangentCotangents, Span<double> parameterGradient)
    {
        var n = Require(energyCotangents.Length);
        Require(tangentCotangents.Length);
        Seed(_byValue, energyCotangents);
        Seed(_byTangent, tangentCotangents);
        for (var l = Network.Layers - 1; l >= 0; l--)
        {
            var size = n * _padded[l + 1];
            // ∂/∂z = ᾱ φ′(z) + β̄ φ″(z) ż and ∂/∂ż = β̄ φ′(z).
            RowLaws<W>.ThroughActivation(
                size, _byValue[l + 1].Pointer, _byTangent[l + 1].Pointer, _slopes[l + 1].Pointer, _slopeTangents[l + 1].Pointer);
            AddParameterGradient(l, parameterGradient, tangents: true);
            Back(_byValue, l);
            Back(_byTangent, l);
        }
    }

    /// <summary>Adds what layer l's weights and biases receive from the cotangents of its sums.</summary>
    void AddParameterGradient(int l, Span<double> gradient, bool tangents)
    {
        int rows = Network.Sizes[l], columns = Network.Sizes[l + 1], stride = _padded[l + 1];
        var w = Cleared(_weightGradient, (rows + 1) * stride);
        RowLaws<W>.MultiplyAdd(rows, _count, stride, _values[l].Pointer, 1, _padded[l], _byValue[l + 1].Pointer, stride, w);
        if (tangents)
            RowLaws<W>.MultiplyAdd(rows, _count, stride, _tangents[l].Pointer, 1, _padded[l], _byTangent[l + 1].Pointer, stride, w);
        RowLaws<W>.SumRows(_count, stride, _byValue[l + 1].Pointer, w + rows * stride);
        var at = Network.WeightsStart(l);
        for (var i = 0; i <= rows; i++)
        {
            for (var o = 0; o < columns; o++)
                gradient[at++] += w[i * stride + o];
        }
    }

    /// <summary>Cotangents of the output: those given, or one each.</summary>
    void Seed(AlignedBuffer<double>[] to, ReadOnlySpan<double> cotangents)
    {
        var last = Network.Layers;
        var p = Cleared(to[last], _count * _padded[last]);
        for (var i = 0; i < _count; i++)
            p[i * _padded[last]] = cotangents.IsEmpty ? 1 : cotangents[i];
    }

    void StepBack(AlignedBuffer<double>[] cotangents, int l)
    {
        Times(l, cotangents, _slopes);
        Back(cotangents, l);
    }

    void Times(int l, AlignedBuffer<double>[] cotangents, AlignedBuffer<double>[] slopes) =>
        RowLaws<W>.Multiply(_count * _padded[l + 1], cotangents[l + 1].Pointer, slopes[l + 1].Pointer);

    void Back(AlignedBuffer<double>[] cotangents, int l)
    {
        var x = Cleared(cotangents[l], _count * _padded[l]);
        RowLaws<W>.MultiplyAdd(_count, Network.Sizes[l + 1], _padded[l], cotangents[l + 1].Pointer, _padded[l + 1], 1, _transposed[l].Pointer, _padded[l], x);
    }

    void TakeRows(ReadOnlySpan<double> rows, AlignedBuffer<double> to)
    {
        if (rows.Length != _count * Network.Inputs)
            throw new ArgumentException($"{_count} atoms with {Network.Inputs} inputs each are {_count * Network.Inputs} numbers, not {rows.Length}.", nameof(rows));
        var p = Cleared(to, _count * _padded[0]);
        for (var i = 0; i < _count; i++)
            rows.Slice(i * Network.Inputs, Network.Inputs).CopyTo(new Span<double>(p + i * _padded[0], Network.Inputs));
    }

    void GiveRows(AlignedBuffer<double> from, Span<double> rows)
    {
        for (var i = 0; i < _count; i++)
            new ReadOnlySpan<double>(from.Pointer + i * _padded[0], Network.Inputs).CopyTo(rows.Slice(i * Network.Inputs, Network.Inputs));
    }

    int Require(int count) => count == _count ? count : throw new ArgumentException($"The batch of the last Value has {_count} atoms, not {count}.", nameof(count));

    public override void Dispose()
    {
        foreach (var buffers in new[] { _weights, _transposed, _biases, _values, _sums, _slopes, _tangents, _sumTangents, _slopeTangents, _byValue, _byTangent })
        {
            foreach (var buffer in buffers)
                buffer.Dispose();
        }
        _weightGradient.Dispose();
    }
}
