using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Activation of the hidden layer: y = w silu(g), its slope and its curvature. A lane is a hidden unit.</summary>
static unsafe class ReadoutLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>silu(g) = g σ(g) and its slope σ (1 + g (1 − σ)).</summary>
    [MethodImpl(Law)]
    internal static void Activate(int width, S* g, S* values, S* slopes)
    {
        for (var k = 0; k < width; k += W.Lanes)
        {
            W x = W.Load(ref g[k], 0), s = W.Inverse(W.Exp(-x) + W.One);
            W.Store(x * s, ref values[k], 0);
            W.Store(s * W.Fma(x, W.One - s, W.One), ref slopes[k], 0);
        }
    }

    /// <summary>Tangents of both: slope ġ and σ (1 − σ) (2 + g (1 − 2σ)) ġ.</summary>
    [MethodImpl(Law)]
    internal static void ActivateTangent(int width, S* g, S* tangent, S* valueTangents, S* slopeTangents)
    {
        for (var k = 0; k < width; k += W.Lanes)
        {
            W x = W.Load(ref g[k], 0), d = W.Load(ref tangent[k], 0), s = W.Inverse(W.Exp(-x) + W.One), rest = W.One - s;
            W.Store(s * W.Fma(x, rest, W.One) * d, ref valueTangents[k], 0);
            W.Store(s * rest * W.Fma(x, rest - s, W.Const(2)) * d, ref slopeTangents[k], 0);
        }
    }
}

/// <summary>
/// The energy of each atom from its scalars: E = first_z · h0 + last_z · s + w · silu(s D + b) + e_z, in units of the form's scale. Where there is one layer, s and h0 are the same scalars.
/// </summary>
sealed unsafe class ReadoutBlock<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly LayeredWeights<S> _weights;
    readonly LayeredLayout _layout;
    readonly int _channels, _hidden;
    readonly AlignedBuffer<S> _memory = new();
    S* _g, _values, _slopes, _bars, _tangents, _valueTangents, _slopeTangents, _barTangents;

    internal ReadoutBlock(LayeredWeights<S> weights) => (_weights, _layout, _channels, _hidden) = (weights, weights.Layout, weights.Form.Channels, weights.Form.Hidden);

    S Scale => S.CreateTruncating(_weights.Form.Scale);

    /// <summary>The model's own weights.</summary>
    internal Readout<S> Own => new(
        _layout.FirstReadout.Size > 0 ? (nint)_weights[_layout.FirstReadout] : 0, (nint)_weights[_layout.Readout], (nint)_weights[_layout.HiddenReadout], (nint)_weights[_layout.AtomEnergies]);

    /// <summary>Energies by atom, without those of atoms by themselves, eV.</summary>
    internal void Value(int atoms, ReadOnlySpan<byte> species, S* first, S* last, Span<double> energies)
    {
        var size = atoms * _hidden;
        _g = _memory.Require(8 * size);
        _values = _g + size;
        _slopes = _g + 2 * size;
        _bars = _g + 3 * size;
        _tangents = _g + 4 * size;
        _valueTangents = _g + 5 * size;
        _slopeTangents = _g + 6 * size;
        _barTangents = _g + 7 * size;
        var bias = new ReadOnlySpan<S>(_weights[_layout.HiddenBias], _hidden);
        for (var a = 0; a < atoms; a++)
            bias.CopyTo(new Span<S>(_g + a * _hidden, _hidden));
        RowLaws<W, S>.Multiply(true, atoms, _channels, _hidden, last, _channels, 1, _weights[_layout.HiddenWeights], _hidden, _g, _hidden);
        ReadoutLaws<W, S>.Activate(size, _g, _values, _slopes);
        Energies(atoms, species, Own, first, last, energies);
    }

    /// <summary>Energies by other weights, of the scalars that <see cref="Value"/> was given.</summary>
    internal void Energies(int atoms, ReadOnlySpan<byte> species, in Readout<S> by, S* first, S* last, Span<double> energies)
    {
        for (var a = 0; a < atoms; a++)
        {
            var own = species[a] * _channels;
            var sum = Dot(by.Of(by.Last) + own, last + a * _channels, _channels) + Dot(by.Of(by.Hidden), _values + a * _hidden, _hidden);
            if (first != last)
                sum += Dot(by.Of(by.First) + own, first + a * _channels, _channels);
            energies[a] = _weights.Form.Scale * (sum + double.CreateTruncating(by.Of(by.Atoms)[species[a]]));
        }
    }

    double Dot(S* a, S* b, int count)
    {
        double sum = 0;
        for (var k = 0; k < count; k += W.Lanes)
            sum += W.SumInDouble(W.Load(ref a[k], 0) * W.Load(ref b[k], 0));
        return sum;
    }

    /// <summary>Cotangents of the scalars of a sum of all energies; <paramref name="firstBar"/> is not touched where there is one layer.</summary>
    internal void Pull(int atoms, ReadOnlySpan<byte> species, in Readout<S> by, S* firstBar, S* lastBar)
    {
        var w = by.Of(by.Hidden);
        var scale = Scale;
        for (var a = 0; a < atoms; a++)
        {
            for (var k = 0; k < _hidden; k++)
                _bars[a * _hidden + k] = scale * w[k] * _slopes[a * _hidden + k];
            Seed(scale, by.Of(by.Last) + species[a] * _channels, lastBar + a * _channels);
            if (firstBar != lastBar)
                Seed(scale, by.Of(by.First) + species[a] * _channels, firstBar + a * _channels);
        }
        RowLaws<W, S>.Multiply(true, atoms, _hidden, _channels, _bars, _hidden, 1, _weights.Transposed(_layout.HiddenWeights), _channels, lastBar, _channels);
    }

    void Seed(S size, S* from, S* bar)
    {
        for (var k = 0; k < _channels; k++)
            bar[k] = size * from[k];
    }

    /// <summary>
    /// Adds ∂/∂(head parameter) of energy · E + Ė, the tangents of the scalars being given: what <see cref="PullPush"/> adds of it, without the rest.
    /// </summary>
    internal void HeadGradient(int atoms, ReadOnlySpan<byte> species, S energy, S* first, S* firstTangent, S* last, S* lastTangent, S* gradient)
    {
        PushHidden(atoms, lastTangent);
        for (var a = 0; a < atoms; a++)
            CountHead(a, species[a], energy, first, firstTangent, last, lastTangent, gradient);
    }

    void PushHidden(int atoms, S* lastTangent)
    {
        RowLaws<W, S>.Multiply(false, atoms, _channels, _hidden, lastTangent, _channels, 1, _weights[_layout.HiddenWeights], _hidden, _tangents, _hidden);
        ReadoutLaws<W, S>.ActivateTangent(atoms * _hidden, _g, _tangents, _valueTangents, _slopeTangents);
    }

    void CountHead(int a, int species, S energy, S* first, S* firstTangent, S* last, S* lastTangent, S* gradient)
    {
        var scale = Scale;
        var output = gradient + _layout.HiddenReadout.Start;
        for (int k = 0, n = a * _hidden; k < _hidden; k++, n++)
            output[k] += scale * (energy * _values[n] + _valueTangents[n]);
        Count(scale, energy, last + a * _channels, lastTangent + a * _channels, gradient + _layout.Readout.Start + species * _channels);
        gradient[_layout.AtomEnergies.Start + species] += scale * energy;
        if (first != last)
            Count(scale, energy, first + a * _channels, firstTangent + a * _channels, gradient + _layout.FirstReadout.Start + species * _channels);
    }

    /// <summary>
    /// Tangents of the cotangents where that of every energy is <paramref name="energy"/>, and the gradient by the weights of energy · E + Ė, added.
    /// </summary>
    internal void PullPush(int atoms, ReadOnlySpan<byte> species, in Readout<S> by, S energy, S* first, S* firstTangent, S* last, S* lastTangent, S* firstBarTangent, S* lastBarTangent, S* gradient)
    {
        PushHidden(atoms, lastTangent);
        S* w = by.Of(by.Hidden), bias = gradient + _layout.HiddenBias.Start;
        var scale = Scale;
        for (var a = 0; a < atoms; a++)
        {
            for (int k = 0, n = a * _hidden; k < _hidden; k++, n++)
            {
                _barTangents[n] = scale * w[k] * (_slopeTangents[n] + energy * _slopes[n]);
                bias[k] += _barTangents[n];
            }
            CountHead(a, species[a], energy, first, firstTangent, last, lastTangent, gradient);
            Seed(scale * energy, by.Of(by.Last) + species[a] * _channels, lastBarTangent + a * _channels);
            if (first != last)
                Seed(scale * energy, by.Of(by.First) + species[a] * _channels, firstBarTangent + a * _channels);
        }
        RowLaws<W, S>.Multiply(true, atoms, _hidden, _channels, _barTangents, _hidden, 1, _weights.Transposed(_layout.HiddenWeights), _channels, lastBarTangent, _channels);
        var hidden = gradient + _layout.HiddenWeights.Start;
        RowLaws<W, S>.Multiply(true, _channels, atoms, _hidden, last, 1, _channels, _barTangents, _hidden, hidden, _hidden);
        RowLaws<W, S>.Multiply(true, _channels, atoms, _hidden, lastTangent, 1, _channels, _bars, _hidden, hidden, _hidden);
    }

    void Count(S scale, S energy, S* value, S* tangent, S* gradient)
    {
        for (var k = 0; k < _channels; k++)
            gradient[k] += scale * (energy * value[k] + tangent[k]);
    }

    public void Dispose() => _memory.Dispose();
}
