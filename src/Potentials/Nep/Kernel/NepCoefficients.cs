using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The expansion coefficients as the kernel reads them. A channel is g = Σ_k c_k ½(T_k + 1) fc; here it is Σ_k c̃_k T_k fc, with the constant halves gathered in c̃_0.
/// </summary>
sealed unsafe class NepCoefficients<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly int _species, _radialByChannel, _radialByFunction, _angular;
    readonly AlignedBuffer<S> _byChannel = new(), _byFunction = new(), _blocks = new();

    /// <param name="lanes">Rows are filled up to whole vectors.</param>
    internal NepCoefficients(NepModel model, int lanes)
    {
        var form = model.Form;
        _species = form.Species;
        PaddedRadialChannels = Padded(form.RadialChannels, lanes);
        PaddedRadialBasis = Padded(form.RadialBasis, lanes);
        PaddedAngularChannels = Padded(form.AngularChannels, 4);
        _radialByChannel = form.RadialBasis * PaddedRadialChannels;
        _radialByFunction = form.RadialChannels * PaddedRadialBasis;
        _angular = form.AngularBasis * PaddedAngularChannels;
        var pairs = _species * _species;
        S* byChannel = Cleared(_byChannel, pairs * _radialByChannel), byFunction = Cleared(_byFunction, pairs * _radialByFunction), blocks = Cleared(_blocks, pairs * _angular);
        for (var p = 0; p < pairs; p++)
        {
            for (var n = 0; n < form.RadialChannels; n++)
            {
                for (var k = 0; k < form.RadialBasis; k++)
                {
                    var c = S.CreateChecked(Folded(model.RadialCoefficients, n, k, form.RadialBasis, p, pairs));
                    byChannel[p * _radialByChannel + k * PaddedRadialChannels + n] = c;
                    byFunction[p * _radialByFunction + n * PaddedRadialBasis + k] = c;
                }
            }
            for (var n = 0; n < form.AngularChannels; n++)
            {
                for (var k = 0; k < form.AngularBasis; k++)
                    blocks[p * _angular + (n / 4 * form.AngularBasis + k) * 4 + n % 4] = S.CreateChecked(Folded(model.AngularCoefficients, n, k, form.AngularBasis, p, pairs));
            }
        }
    }

    internal int PaddedRadialChannels { get; }

    internal int PaddedRadialBasis { get; }

    /// <summary>A multiple of four.</summary>
    internal int PaddedAngularChannels { get; }

    /// <summary>By function, a row of channels.</summary>
    internal S* RadialByFunction(int centre, int neighbour) => _byChannel.Pointer + (nint)(centre * _species + neighbour) * _radialByChannel;

    /// <summary>By channel, a row of functions.</summary>
    internal S* RadialByChannel(int centre, int neighbour) => _byFunction.Pointer + (nint)(centre * _species + neighbour) * _radialByFunction;

    /// <summary>Blocks of four channels, by function within.</summary>
    internal S* Angular(int centre, int neighbour) => _blocks.Pointer + (nint)(centre * _species + neighbour) * _angular;

    /// <summary>c̃_k of a channel and a pair of species.</summary>
    internal static double Folded(ReadOnlySpan<double> c, int n, int k, int functions, int pair, int pairs)
    {
        var value = 0.5 * c[(n * functions + k) * pairs + pair];
        for (var other = 0; k == 0 && other < functions; other++)
            value += 0.5 * c[(n * functions + other) * pairs + pair];
        return value;
    }

    static int Padded(int count, int to) => (count + to - 1) / to * to;

    static S* Cleared(AlignedBuffer<S> buffer, int count)
    {
        var p = buffer.Require(count);
        buffer.Span.Clear();
        return p;
    }

    public void Dispose()
    {
        _byChannel.Dispose();
        _byFunction.Dispose();
        _blocks.Dispose();
    }
}
