using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>
/// All faces of a layered model on a run of atoms, step by step: features, messages and energies, cotangents, gradients of edges; and of whole structures the tangent sweep that training needs. One thread's.
/// </summary>
/// <remarks>
/// Between steps all atoms' features and cotangents must be there: <see cref="Features"/> of all before <see cref="Energies"/> of any, and those before <see cref="Gradients"/>.
/// Training differentiates e · E + Ė, Ė being the change of the energy along a direction of the edges: what is linear in it, forces and stress, is what the loss depends on (DESIGN of the four faces: docs/layered.md).
/// </remarks>
sealed unsafe class LayeredPass<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly LayeredWeights<S> _weights;
    readonly LayeredLayout _layout;
    readonly LayeredForm _form;
    readonly MomentBlock<W, S> _momentBlock;
    readonly ProductBlock<W, S> _productBlock;
    readonly MessageBlock<W, S>? _messageBlock;
    readonly ProductBlock<W, S>? _messageProductBlock;
    readonly ReadoutBlock<W, S> _readoutBlock;
    readonly Arena _arena = new();
    int _first, _count;
    int* _start, _target;
    byte[] _neighbours = [];
    Tensors<S> _moments, _inputs, _products, _messages, _messageInputs, _messageProducts, _scalars;
    Tensors<S> _pushedMoments, _pushedInputs, _pushedProducts, _pushed, _pushedMessages, _pushedMessageInputs, _pushedMessageProducts, _pushedScalars;
    Tensors<S> _scalarBars, _messageProductBars, _messageInputBars, _productBars, _inputBars, _momentBars;

    internal LayeredPass(LayeredWeights<S> weights)
    {
        (_weights, _layout, _form) = (weights, weights.Layout, weights.Form);
        Sheet = new EdgeSheet<W, S>(_form);
        _momentBlock = new(weights, Sheet);
        _productBlock = new(weights.Products);
        _readoutBlock = new(weights);
        if (_form.HasMessages)
            (_messageBlock, _messageProductBlock) = (new(weights, Sheet), new(weights.MessageProducts!));
    }

    /// <summary>The run's edges.</summary>
    internal EdgeSheet<W, S> Sheet { get; }

    internal Readout<S> Own => _readoutBlock.Own;

    int Degree => _form.Degrees[0];

    int MessageDegree => _form.MessageDegrees[0];

    internal static int FeatureSize(LayeredForm form, int atoms) => Tensors<S>.Size(form.FeatureDegree, atoms, form.Channels);

    internal static int MessageSize(LayeredForm form, int atoms) => form.HasMessages ? Tensors<S>.Size(form.MessageDegrees[0], atoms, form.Channels) : 0;

    Tensors<S> Rent(int degree, int width) => new((nint)_arena.RentPointer<S>(Tensors<S>.Size(degree, _count, width)), _count, width);

    /// <summary>Takes a run of atoms; species are those of all atoms.</summary>
    internal void Take(EdgeSet list, int first, int count, ReadOnlySpan<byte> species)
    {
        (_first, _count) = (first, count);
        _start = list.Start + first;
        _target = list.Target + list.Start[first];
        var edges = list.Start[first + count] - list.Start[first];
        Sheet.Take(list.Vector + list.Start[first], edges);
        if (_neighbours.Length < edges)
            _neighbours = new byte[edges + edges / 4];
        for (var e = 0; e < edges; e++)
            _neighbours[e] = species[_target[e]];
        _arena.Reset();
        _pushed = default;
    }

    /// <summary>The first layer: features of the run among those of all atoms.</summary>
    internal void Features(ReadOnlySpan<byte> species, in Tensors<S> features)
    {
        Inputs();
        _products = Rent(_form.FeatureDegree, _form.Channels);
        for (var a = 0; a < _count; a++)
            _productBlock.Value(a, _inputs, _weights[_layout.Products, species[_first + a]], _products);
        for (var l = 0; l <= _form.FeatureDegree; l++)
            Linear(false, (2 * l + 1) * _count, _products.Of(l), _weights[_layout.Features, l], features.Of(l, _first));
    }

    void Inputs()
    {
        (_moments, _inputs) = (Rent(Degree, _form.RadialWidth), Rent(Degree, _form.Channels));
        _momentBlock.Value(_start, _neighbours, _moments);
        for (var l = 0; l <= Degree; l++)
            Mix(l, _moments, _inputs);
    }

    void Mix(int l, in Tensors<S> moments, in Tensors<S> inputs) => RowLaws<W, S>.Multiply(
        false, moments.Rows(l), _form.Radials, _form.Channels, moments.Of(l), _form.RadialWidth, 1, _weights[_layout.Mixing, l], _form.Channels, inputs.Of(l), _form.Channels);

    void Linear(bool more, int rows, S* x, S* matrix, S* y) => RowLaws<W, S>.Multiply(more, rows, _form.Channels, _form.Channels, x, _form.Channels, 1, matrix, _form.Channels, y, _form.Channels);

    /// <summary>
    /// The second layer and the readout: energies of the run's atoms (eV, without those of atoms by themselves), and their cotangents as far as features and messages. Those of features of degree 0 are set, of others cleared.
    /// </summary>
    internal void Energies(ReadOnlySpan<byte> species, in Tensors<S> features, Span<double> energies, in Tensors<S> featureBars, in Tensors<S> messageBars)
    {
        Read(species, features, energies);
        PullEnergies(species, Own, featureBars, messageBars);
    }

    /// <summary>The first half of <see cref="Energies"/>: energies alone.</summary>
    internal void Read(ReadOnlySpan<byte> species, in Tensors<S> features, Span<double> energies)
    {
        var own = species.Slice(_first, _count);
        var first = features.Of(0, _first);
        if (!_form.HasMessages)
        {
            _readoutBlock.Value(_count, own, first, first, energies);
            return;
        }
        (_messages, _messageInputs) = (Rent(MessageDegree, _form.Channels), Rent(MessageDegree, _form.Channels));
        (_messageProducts, _scalars) = (Rent(0, _form.Channels), Rent(0, _form.Channels));
        _messages.Clear(MessageDegree);
        _messageBlock!.Value(_start, _target, features, _messages);
        for (var l = 0; l <= MessageDegree; l++)
            Linear(false, _messages.Rows(l), _messages.Of(l), _weights[_layout.MessageMixing, l], _messageInputs.Of(l));
        for (var a = 0; a < _count; a++)
        {
            _messageProductBlock!.Value(a, _messageInputs, _weights[_layout.MessageProducts, own[a]], _messageProducts);
            ChannelLaws<W, S>.Spread(false, 1, _form.Channels, _weights[_layout.Residual, own[a]], first + a * _form.Channels, 0, _scalars.Of(0, a), 0);
        }
        Linear(true, _count, _messageProducts.Of(0), _weights[_layout.MessageFeatures], _scalars.Of(0));
        _readoutBlock.Value(_count, own, first, _scalars.Of(0), energies);
        (_scalarBars, _messageProductBars, _messageInputBars) = (Rent(0, _form.Channels), Rent(0, _form.Channels), Rent(MessageDegree, _form.Channels));
    }

    /// <summary>After <see cref="Read"/>: energies of the run's atoms by a head, eV, and their cotangents as far as features and messages.</summary>
    internal void Head(ReadOnlySpan<byte> species, in Readout<S> head, in Tensors<S> features, Span<double> energies, in Tensors<S> featureBars, in Tensors<S> messageBars)
    {
        var first = features.Of(0, _first);
        _readoutBlock.Energies(_count, species.Slice(_first, _count), head, first, _form.HasMessages ? _scalars.Of(0) : first, energies);
        PullEnergies(species, head, featureBars, messageBars);
    }

    void PullEnergies(ReadOnlySpan<byte> species, in Readout<S> by, in Tensors<S> featureBars, in Tensors<S> messageBars)
    {
        var own = species.Slice(_first, _count);
        for (var l = 0; l <= _form.FeatureDegree; l++)
            new Span<S>(featureBars.Of(l, _first), (2 * l + 1) * _count * _form.Channels).Clear();
        var firstBar = featureBars.Of(0, _first);
        if (!_form.HasMessages)
        {
            _readoutBlock.Pull(_count, own, by, firstBar, firstBar);
            return;
        }
        _readoutBlock.Pull(_count, own, by, firstBar, _scalarBars.Of(0));
        Linear(false, _count, _scalarBars.Of(0), _weights.Transposed(_layout.MessageFeatures), _messageProductBars.Of(0));
        for (var a = 0; a < _count; a++)
        {
            ChannelLaws<W, S>.Spread(true, 1, _form.Channels, _weights[_layout.Residual, own[a]], _scalarBars.Of(0, a), 0, firstBar + a * _form.Channels, 0);
            _messageProductBlock!.Pull(a, _messageInputs, _weights[_layout.MessageProducts, own[a]], _messageProductBars, _messageInputBars);
        }
        for (var l = 0; l <= MessageDegree; l++)
            Linear(false, _messageInputBars.Rows(l), _messageInputBars.Of(l), _weights.Transposed(_layout.MessageMixing, l), messageBars.Of(l, _first));
    }

    /// <summary>∂E/∂r of the run's edges, into the sheet: what they do to the first layer of their centre, and to the messages that it sends along them.</summary>
    /// <param name="again">True where another run has been taken since <see cref="Features"/>.</param>
    internal void Gradients(ReadOnlySpan<byte> species, bool again, in Tensors<S> features, in Tensors<S> featureBars, in Tensors<S> messageBars)
    {
        if (again)
            Inputs();
        (_productBars, _inputBars, _momentBars) = (Rent(_form.FeatureDegree, _form.Channels), Rent(Degree, _form.Channels), Rent(Degree, _form.RadialWidth));
        MoreGradients(species, features, featureBars, messageBars);
    }

    /// <summary>After <see cref="Gradients"/>: the same by other cotangents.</summary>
    internal void MoreGradients(ReadOnlySpan<byte> species, in Tensors<S> features, in Tensors<S> featureBars, in Tensors<S> messageBars)
    {
        Sheet.ClearBars();
        _messageBlock?.Pull(_start, _target, _first, _count, features, messageBars, featureBars);
        for (var l = 0; l <= _form.FeatureDegree; l++)
            Linear(false, (2 * l + 1) * _count, featureBars.Of(l, _first), _weights.Transposed(_layout.Features, l), _productBars.Of(l));
        for (var a = 0; a < _count; a++)
            _productBlock.Pull(a, _inputs, _weights[_layout.Products, species[_first + a]], _productBars, _inputBars);
        for (var l = 0; l <= Degree; l++)
            Unmix(l, _inputBars, _momentBars);
        _momentBlock.Pull(_start, _neighbours, _momentBars);
        Sheet.Pull();
    }

    void Unmix(int l, in Tensors<S> inputBars, in Tensors<S> momentBars) => RowLaws<W, S>.Multiply(
        false, inputBars.Rows(l), _form.Channels, _form.RadialWidth, inputBars.Of(l), _form.Channels, 1, _weights.Transposed(_layout.Mixing, l), _form.RadialWidth, momentBars.Of(l), _form.RadialWidth);

    /// <summary>
    /// After all steps on a run that is a whole structure: adds ∂/∂θ (energy · E + Ė), Ė along the sheet's directions, to the gradient by the parameters.
    /// </summary>
    /// <param name="by">What the last steps read energies off by: <see cref="Own"/>, or a head, whose weights stand in the gradient where those of its own would.</param>
    internal void AddParameterGradient(ReadOnlySpan<byte> species, in Readout<S> by, S energy, in Tensors<S> features, in Tensors<S> featureBars, in Tensors<S> messageBars, S* gradient)
    {
        var channels = _form.Channels;
        Tensors<S> moments = Rent(Degree, _form.RadialWidth), inputs = Rent(Degree, channels), products = Rent(_form.FeatureDegree, channels), tangents = Rent(_form.FeatureDegree, channels);
        var barTangents = Rent(_form.FeatureDegree, channels);
        Push(species, moments, inputs, products, tangents);
        barTangents.Clear(_form.FeatureDegree);
        if (_form.HasMessages)
            AddMessageGradient(species, by, energy, features, tangents, messageBars, barTangents, gradient);
        else
            _readoutBlock.PullPush(_count, species, by, energy, features.Of(0), tangents.Of(0), features.Of(0), tangents.Of(0), barTangents.Of(0), barTangents.Of(0), gradient);

        Tensors<S> productBarTangents = Rent(_form.FeatureDegree, channels), inputBarTangents = Rent(Degree, channels);
        for (var l = 0; l <= _form.FeatureDegree; l++)
        {
            Linear(false, barTangents.Rows(l), barTangents.Of(l), _weights.Transposed(_layout.Features, l), productBarTangents.Of(l));
            Outer(_products.Rows(l), _products.Of(l), barTangents.Of(l), products.Of(l), featureBars.Of(l), Gradient(gradient, _layout.Features, l));
        }
        for (var a = 0; a < _count; a++)
            _productBlock.PullPush(a, _inputs, inputs, _weights[_layout.Products, species[a]], _productBars, productBarTangents, inputBarTangents, Gradient(gradient, _layout.Products, species[a]));
        for (var l = 0; l <= Degree; l++)
        {
            var to = Gradient(gradient, _layout.Mixing, l);
            RowLaws<W, S>.Multiply(true, _form.Radials, _moments.Rows(l), channels, _moments.Of(l), 1, _form.RadialWidth, inputBarTangents.Of(l), channels, to, channels);
            RowLaws<W, S>.Multiply(true, _form.Radials, moments.Rows(l), channels, moments.Of(l), 1, _form.RadialWidth, _inputBars.Of(l), channels, to, channels);
        }
        if (_form.EmbedsByElement)
            return;
        var momentBarTangents = Rent(Degree, _form.RadialWidth);
        for (var l = 0; l <= Degree; l++)
            Unmix(l, inputBarTangents, momentBarTangents);
        _momentBlock.PullPush(_start, _neighbours, _momentBars, momentBarTangents, gradient + _layout.Embedding.Start);
    }

    /// <summary>Tangents of the first layer along the sheet's directions.</summary>
    void Push(ReadOnlySpan<byte> species, in Tensors<S> moments, in Tensors<S> inputs, in Tensors<S> products, in Tensors<S> tangents)
    {
        Sheet.Push();
        _momentBlock.Push(_start, _neighbours, moments);
        for (var l = 0; l <= Degree; l++)
            Mix(l, moments, inputs);
        for (var a = 0; a < _count; a++)
            _productBlock.Push(a, _inputs, inputs, _weights[_layout.Products, species[a]], products);
        for (var l = 0; l <= _form.FeatureDegree; l++)
            Linear(false, products.Rows(l), products.Of(l), _weights[_layout.Features, l], tangents.Of(l));
    }

    /// <summary>Tangents of the second layer, from those of features.</summary>
    void PushMessages(ReadOnlySpan<byte> species, in Tensors<S> features, in Tensors<S> featureTangents, in Tensors<S> messages, in Tensors<S> inputs, in Tensors<S> products, in Tensors<S> scalars)
    {
        var channels = _form.Channels;
        messages.Clear(MessageDegree);
        _messageBlock!.Push(_start, _target, features, featureTangents, messages);
        for (var l = 0; l <= MessageDegree; l++)
            Linear(false, messages.Rows(l), messages.Of(l), _weights[_layout.MessageMixing, l], inputs.Of(l));
        for (var a = 0; a < _count; a++)
        {
            _messageProductBlock!.Push(a, _messageInputs, inputs, _weights[_layout.MessageProducts, species[a]], products);
            ChannelLaws<W, S>.Spread(false, 1, channels, _weights[_layout.Residual, species[a]], featureTangents.Of(0, a), 0, scalars.Of(0, a), 0);
        }
        Linear(true, _count, products.Of(0), _weights[_layout.MessageFeatures], scalars.Of(0));
    }

    /// <summary>After all steps on a run that is a whole structure, as often as directions are asked about: adds ∂/∂(head parameter) of energy · E + Ė to the gradient by the parameters.</summary>
    internal void AddHeadGradient(ReadOnlySpan<byte> species, S energy, in Tensors<S> features, S* gradient)
    {
        var channels = _form.Channels;
        if (_pushed.Atoms != _count)
        {
            (_pushedMoments, _pushedInputs, _pushedProducts, _pushed) = (Rent(Degree, _form.RadialWidth), Rent(Degree, channels), Rent(_form.FeatureDegree, channels), Rent(_form.FeatureDegree, channels));
            if (_form.HasMessages)
                (_pushedMessages, _pushedMessageInputs, _pushedMessageProducts, _pushedScalars) = (Rent(MessageDegree, channels), Rent(MessageDegree, channels), Rent(0, channels), Rent(0, channels));
        }
        Push(species, _pushedMoments, _pushedInputs, _pushedProducts, _pushed);
        if (_form.HasMessages)
            PushMessages(species, features, _pushed, _pushedMessages, _pushedMessageInputs, _pushedMessageProducts, _pushedScalars);
        var (last, lastTangents) = _form.HasMessages ? (_scalars, _pushedScalars) : (features, _pushed);
        _readoutBlock.HeadGradient(_count, species, energy, features.Of(0), _pushed.Of(0), last.Of(0), lastTangents.Of(0), gradient);
    }

    void AddMessageGradient(
        ReadOnlySpan<byte> species, in Readout<S> by, S energy, in Tensors<S> features, in Tensors<S> featureTangents, in Tensors<S> messageBars, in Tensors<S> featureBarTangents, S* gradient)
    {
        var channels = _form.Channels;
        Tensors<S> messages = Rent(MessageDegree, channels), inputs = Rent(MessageDegree, channels), products = Rent(0, channels), scalars = Rent(0, channels);
        PushMessages(species, features, featureTangents, messages, inputs, products, scalars);

        Tensors<S> scalarBars = Rent(0, channels), productBars = Rent(0, channels), inputBars = Rent(MessageDegree, channels), barTangents = Rent(MessageDegree, channels);
        _readoutBlock.PullPush(_count, species, by, energy, features.Of(0), featureTangents.Of(0), _scalars.Of(0), scalars.Of(0), featureBarTangents.Of(0), scalarBars.Of(0), gradient);
        Outer(_count, _messageProducts.Of(0), scalarBars.Of(0), products.Of(0), _scalarBars.Of(0), Gradient(gradient, _layout.MessageFeatures));
        Linear(false, _count, scalarBars.Of(0), _weights.Transposed(_layout.MessageFeatures), productBars.Of(0));
        for (var a = 0; a < _count; a++)
        {
            ChannelLaws<W, S>.Spread(true, 1, channels, _weights[_layout.Residual, species[a]], scalarBars.Of(0, a), 0, featureBarTangents.Of(0, a), 0);
            ChannelLaws<W, S>.Spread(
                true, 1, channels, _scalarBars.Of(0, a), featureTangents.Of(0, a), 0, scalarBars.Of(0, a), features.Of(0, a), 0, Gradient(gradient, _layout.Residual, species[a]), 0);
            _messageProductBlock!.PullPush(
                a, _messageInputs, inputs, _weights[_layout.MessageProducts, species[a]], _messageProductBars, productBars, inputBars, Gradient(gradient, _layout.MessageProducts, species[a]));
        }
        for (var l = 0; l <= MessageDegree; l++)
        {
            Outer(_messages.Rows(l), _messages.Of(l), inputBars.Of(l), messages.Of(l), _messageInputBars.Of(l), Gradient(gradient, _layout.MessageMixing, l));
            Linear(false, inputBars.Rows(l), inputBars.Of(l), _weights.Transposed(_layout.MessageMixing, l), barTangents.Of(l));
        }
        _messageBlock!.PullPush(_start, _target, features, featureTangents, messageBars, barTangents, featureBarTangents, Gradient(gradient, _layout.Radial));
    }

    static S* Gradient(S* gradient, ParameterRun run, int index = 0) => gradient + run.Start + (nint)index * run.Rows * run.Columns;

    /// <summary>Of a linear layer: adds Σ over rows of x ⊗ ȳ̇ + ẋ ⊗ ȳ.</summary>
    void Outer(int rows, S* x, S* barTangents, S* tangents, S* bars, S* gradient)
    {
        var channels = _form.Channels;
        RowLaws<W, S>.Multiply(true, channels, rows, channels, x, 1, channels, barTangents, channels, gradient, channels);
        RowLaws<W, S>.Multiply(true, channels, rows, channels, tangents, 1, channels, bars, channels, gradient, channels);
    }

    public void Dispose()
    {
        Sheet.Dispose();
        _momentBlock.Dispose();
        _productBlock.Dispose();
        _messageBlock?.Dispose();
        _messageProductBlock?.Dispose();
        _readoutBlock.Dispose();
        _arena.Dispose();
    }
}
