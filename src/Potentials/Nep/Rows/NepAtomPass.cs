using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// One atom under a fit's parameters: descriptor, energy, cotangents of accumulators, and the gradient of its energy by every edge. What <see cref="NepRowKernel{W, S}"/> differentiates further. Holds scratch memory; serves one thread.
/// </summary>
sealed unsafe class NepAtomPass<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepRowWeights<S> _weights;
    readonly NepParameters _parameters;
    readonly NepForm _form;
    readonly AlignedBuffer<S> _accumulators = new(), _cotangents = new(), _pulls = new(), _radial = new(), _channels = new(), _edgePulls = new(), _slopes = new();
    readonly double[] _input, _pull;

    internal NepAtomPass(NepRowWeights<S> weights)
    {
        _weights = weights;
        _parameters = weights.Parameters;
        _form = _parameters.Form;
        Moments = new NepMoments<W, S>(_parameters);
        Invariants = new NepInvariantTangents<W, S>(_form);
        RadialRow = NepRowSizes.Padded(_form.RadialChannels, Math.Max(4, W.Lanes));
        _accumulators.Require(Math.Max(1, Moments.Functions * Invariants.Row));
        _pulls.Require(Math.Max(1, Moments.Functions * Invariants.Row));
        _cotangents.Require(Math.Max(1, Invariants.Invariants * Invariants.Row));
        _radial.Require(RadialRow);
        (_input, _pull) = (new double[_parameters.Inputs], new double[_parameters.Inputs]);
        (Activations, Steps) = (new double[_form.Neurons], new double[_form.Neurons]);
    }

    internal NepMoments<W, S> Moments { get; }

    internal NepInvariantTangents<W, S> Invariants { get; }

    /// <summary>Rows of coefficients by radial channel begin this far apart.</summary>
    internal int RadialRow { get; }

    /// <summary>A: [lm, channel].</summary>
    internal S* Accumulators => _accumulators.Pointer;

    /// <summary>∂U/∂A: [lm, channel].</summary>
    internal S* Pulls => _pulls.Pointer;

    /// <summary>g_n of every edge: [channel, edge].</summary>
    internal S* Channels => _channels.Pointer;

    internal S* ChannelSlopes => Channels + _form.AngularChannels * Moments.Count;

    internal S* RadialSlopes => ChannelSlopes + _form.AngularChannels * Moments.Count;

    /// <summary>Σ over lm of ∂U/∂A Y_lm: [channel, edge].</summary>
    internal S* EdgePulls => _edgePulls.Pointer;

    /// <summary>Σ over lm of ∂U/∂A ∂Y_lm/∂r: [channel, axis, edge].</summary>
    internal S* EdgePullGradients => EdgePulls + _form.AngularChannels * Moments.Count;

    /// <summary>∂U/∂r: [axis, edge].</summary>
    internal S* Gradient => _slopes.Pointer;

    /// <summary>y, the shifted and scaled descriptor.</summary>
    internal ReadOnlySpan<double> Input => _input;

    /// <summary>∂U/∂y.</summary>
    internal ReadOnlySpan<double> Pull => _pull;

    /// <summary>By neuron, tanh.</summary>
    internal double[] Activations { get; }

    /// <summary>By neuron, ∂U/∂(argument of tanh).</summary>
    internal double[] Steps { get; }

    /// <summary>Descriptor and energy of an atom, eV; and what is pulled back to accumulators.</summary>
    internal double Energy(NepFrame frame, int atom)
    {
        Describe(frame, atom);
        var centre = frame.Species[atom];
        ReadOnlySpan<double> values = _weights.Values;
        var weights = values.Slice(_parameters.Network(centre), _form.Neurons * _parameters.Inputs);
        var energy = values[_parameters.Offset(centre)];
        Array.Clear(_pull);
        for (var h = 0; h < _form.Neurons; h++)
        {
            var own = weights.Slice(h * _parameters.Inputs, _parameters.Inputs);
            var argument = -values[_parameters.Biases(centre) + h];
            for (var d = 0; d < own.Length; d++)
                argument += own[d] * _input[d];
            var tanh = Math.Tanh(argument);
            var output = values[_parameters.Outputs(centre) + h];
            energy += output * tanh;
            (Activations[h], Steps[h]) = (tanh, output * (1 - tanh * tanh));
            for (var d = 0; d < own.Length; d++)
                _pull[d] += own[d] * Steps[h];
        }
        return energy;
    }

    /// <summary>The descriptor alone, unscaled, of an atom: [component].</summary>
    internal void Descriptor(NepFrame frame, int atom, Span<double> q)
    {
        Describe(frame, atom);
        for (var d = 0; d < q.Length; d++)
            q[d] = _input[d] / _parameters.Scaler[d] + _parameters.Shift[d];
    }

    void Describe(NepFrame frame, int atom)
    {
        Moments.Fill(frame, atom);
        var centre = frame.Species[atom];
        int row = Invariants.Row;
        new Span<S>(_radial.Pointer, RadialRow).Clear();
        for (var s = 0; s < _form.Species; s++)
        {
            NepProductLaws<W, S>.Product(Moments.Functions, _parameters.AngularFunctions, row, Moments.Sums(s), Moments.Row, 1, _weights.Angular(centre, s), row, Accumulators, row, add: s > 0);
            NepProductLaws<W, S>.Product(1, _parameters.RadialFunctions, RadialRow, Moments.RadialSums(s), 0, 1, _weights.Radial(centre, s), RadialRow, _radial.Pointer, RadialRow, add: true);
        }
        Invariants.Fill(Accumulators);
        for (var n = 0; n < _form.RadialChannels; n++)
            _input[n] = double.CreateTruncating(_radial.Pointer[n]);
        for (var i = 0; i < Invariants.Invariants; i++)
        {
            for (var n = 0; n < _form.AngularChannels; n++)
                _input[_form.RadialChannels + i * _form.AngularChannels + n] = double.CreateTruncating(Invariants.Values[i * row + n]);
        }
        for (var d = 0; d < _input.Length; d++)
            _input[d] = (_input[d] - _parameters.Shift[d]) * _parameters.Scaler[d];
    }

    /// <summary>∂U/∂A, after <see cref="Energy"/>; slopes of invariants are scaled as inputs are from here on.</summary>
    internal void PullBack(bool curved)
    {
        int row = Invariants.Row, functions = Moments.Functions;
        new Span<S>(Pulls, functions * row).Clear();
        for (var i = 0; i < Invariants.Invariants; i++)
        {
            S* cotangent = _cotangents.Pointer + i * row;
            for (var n = 0; n < _form.AngularChannels; n++)
            {
                var d = _form.RadialChannels + i * _form.AngularChannels + n;
                cotangent[n] = S.CreateTruncating(_pull[d] * _parameters.Scaler[d]);
            }
            NepRowLaws<W, S>.AddPlanes(functions, row, cotangent, Invariants.Slopes + i * functions * row, Pulls);
        }
        if (!curved)
            return;
        Invariants.Bend(Accumulators, _cotangents.Pointer);
        for (var i = 0; i < Invariants.Invariants; i++)
        {
            S* scale = _cotangents.Pointer + i * row;
            for (var n = 0; n < _form.AngularChannels; n++)
                scale[n] = S.CreateTruncating(_parameters.Scaler[_form.RadialChannels + i * _form.AngularChannels + n]);
            NepRowLaws<W, S>.ScalePlanes(functions, row, scale, Invariants.Slopes + i * functions * row);
        }
    }

    /// <summary>Radial functions of all channels on every edge, and the gradient of the energy by edges, after <see cref="PullBack"/>.</summary>
    internal void PullEdges(NepFrame frame, int atom)
    {
        int n = Moments.Count, channels = _form.AngularChannels, functions = Moments.Functions, row = Invariants.Row;
        var centre = frame.Species[atom];
        Moments.Differentiate();
        _channels.Require((2 * channels + _form.RadialChannels) * n);
        _edgePulls.Require(4 * channels * n);
        _slopes.Require(3 * n + n);
        var start = frame.Start(atom, 0);
        for (var s = 0; s < _form.Species; s++)
        {
            int first = frame.Start(atom, s) - start, count = frame.Start(atom, s + 1) - start - first;
            NepProductLaws<W, S>.Product(channels, _parameters.AngularFunctions, count, _weights.Angular(centre, s), 1, row, Moments.AngularPlanes + first, n, Channels + first, n, add: false);
            NepProductLaws<W, S>.Product(channels, _parameters.AngularFunctions, count, _weights.Angular(centre, s), 1, row, Moments.AngularSlopes + first, n, ChannelSlopes + first, n, add: false);
            NepProductLaws<W, S>.Product(_form.RadialChannels, _parameters.RadialFunctions, count, _weights.Radial(centre, s), 1, RadialRow, Moments.RadialSlopes + first, n, RadialSlopes + first, n, add: false);
        }
        NepProductLaws<W, S>.Product(channels, functions, n, Pulls, 1, row, Moments.Harmonic, n, EdgePulls, n, add: false);
        NepProductLaws<W, S>.Product(channels, functions, 3 * n, Pulls, 1, row, Moments.Gradients, 3 * n, EdgePullGradients, 3 * n, add: false);
        var along = Gradient + 3 * n;
        new Span<S>(Gradient, 4 * n).Clear();
        for (var c = 0; c < _form.RadialChannels; c++)
            NepProductLaws<W, S>.AddScaled(n, S.CreateTruncating(_pull[c] * _parameters.Scaler[c]), RadialSlopes + c * n, along);
        NepRowLaws<W, S>.Gradient(n, channels, Channels, ChannelSlopes, EdgePulls, EdgePullGradients, along, Moments.X, Gradient);
    }

    public void Dispose()
    {
        Moments.Dispose();
        Invariants.Dispose();
        foreach (var buffer in new[] { _accumulators, _cotangents, _pulls, _radial, _channels, _edgePulls, _slopes })
            buffer.Dispose();
    }
}
