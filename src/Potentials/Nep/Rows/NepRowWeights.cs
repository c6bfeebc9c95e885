using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Parameters laid out for <see cref="NepRowKernel{W, TScalar}"/>. Filled between passes, read by all.</summary>
public sealed unsafe class NepRowWeights<TScalar> : IDisposable
    where TScalar : unmanaged, IFloatingPointIeee754<TScalar>
{
    readonly AlignedBuffer<TScalar> _networks = new(), _radial = new(), _angular = new();
    readonly int _angularRow, _radialRow;

    /// <param name="lanes">Rows of coefficients by channel are filled up to whole vectors.</param>
    public NepRowWeights(NepParameters parameters, int lanes)
    {
        Parameters = parameters;
        Values = new double[parameters.Count];
        var form = parameters.Form;
        _angularRow = NepRowSizes.Padded(form.AngularChannels, Math.Max(4, lanes));
        _radialRow = NepRowSizes.Padded(form.RadialChannels, Math.Max(4, lanes));
        _networks.Require(form.Species * form.Neurons * parameters.Inputs);
        _angular.Require(form.Species * form.Species * parameters.AngularFunctions * _angularRow);
        _radial.Require(form.Species * form.Species * parameters.RadialFunctions * _radialRow);
        _angular.Span.Clear();
        _radial.Span.Clear();
    }

    public NepParameters Parameters { get; }

    /// <summary>The parameters as they were given.</summary>
    public double[] Values { get; }

    public void Set(ReadOnlySpan<double> values)
    {
        values.CopyTo(Values);
        var form = Parameters.Form;
        for (var s = 0; s < form.Species; s++)
        {
            for (var k = 0; k < form.Neurons * Parameters.Inputs; k++)
                Network(s)[k] = TScalar.CreateTruncating(values[Parameters.Network(s) + k]);
            for (var other = 0; other < form.Species; other++)
            {
                Lay(values[Parameters.Angular(s, other)..], form.AngularChannels, Parameters.AngularFunctions, Angular(s, other), _angularRow);
                Lay(values[Parameters.Radial(s, other)..], form.RadialChannels, Parameters.RadialFunctions, Radial(s, other), _radialRow);
            }
        }
    }

    /// <summary>[neuron, input].</summary>
    public TScalar* Network(int species) => _networks.Pointer + species * Parameters.Form.Neurons * Parameters.Inputs;

    /// <summary>[function, channel].</summary>
    public TScalar* Angular(int centre, int neighbour) => _angular.Pointer + (centre * Parameters.Form.Species + neighbour) * Parameters.AngularFunctions * _angularRow;

    /// <inheritdoc cref="Angular"/>
    public TScalar* Radial(int centre, int neighbour) => _radial.Pointer + (centre * Parameters.Form.Species + neighbour) * Parameters.RadialFunctions * _radialRow;

    static void Lay(ReadOnlySpan<double> values, int channels, int functions, TScalar* to, int row)
    {
        for (var n = 0; n < channels; n++)
        {
            for (var m = 0; m < functions; m++)
                to[m * row + n] = TScalar.CreateTruncating(values[n * functions + m]);
        }
    }

    public void Dispose()
    {
        _networks.Dispose();
        _radial.Dispose();
        _angular.Dispose();
    }
}
