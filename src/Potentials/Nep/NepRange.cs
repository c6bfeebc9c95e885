using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Nep;

/// <summary>The values that descriptors, not scaled, had in the training data, by species.</summary>
public sealed class NepRange
{
    readonly double[][] _minimum, _maximum;

    /// <summary>Nothing seen yet.</summary>
    public NepRange(NepForm form)
        : this(Filled(form, double.PositiveInfinity), Filled(form, double.NegativeInfinity))
    {
    }

    internal NepRange(double[][] minimum, double[][] maximum) => (_minimum, _maximum) = (minimum, maximum);

    static double[][] Filled(NepForm form, double value) => [.. form.Elements.Select(_ => Enumerable.Repeat(value, form.DescriptorLength).ToArray())];

    internal bool IsOf(NepForm form) =>
        _minimum.Length == form.Species && _maximum.Length == form.Species && _minimum.Concat(_maximum).All(values => values.Length == form.DescriptorLength);

    public double[] Minimum(int species) => [.. _minimum[species]];

    public double[] Maximum(int species) => [.. _maximum[species]];

    /// <summary>Takes in one atom's descriptor.</summary>
    public void Add(int species, ReadOnlySpan<double> values)
    {
        double[] low = _minimum[species], high = _maximum[species];
        for (var d = 0; d < values.Length; d++)
        {
            if (!double.IsFinite(values[d]))
                continue;
            low[d] = Math.Min(low[d], values[d]);
            high[d] = Math.Max(high[d], values[d]);
        }
    }

    /// <summary>Takes in what another has seen.</summary>
    public void Add(NepRange other)
    {
        for (var s = 0; s < _minimum.Length; s++)
        {
            Add(s, other._minimum[s]);
            Add(s, other._maximum[s]);
        }
    }

    internal FunctionRange ToFunctionRange(int species)
    {
        var count = _minimum[species].Length;
        return new FunctionRange(new FunctionScaling(new double[count], new double[count], _minimum[species], _maximum[species]));
    }
}
