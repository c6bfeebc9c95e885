using Athanor.Potentials.Behler;

namespace Athanor.Potentials;

/// <summary>The values that what a model sees of an atom had in the training data: smallest and largest of each number, by species.</summary>
public sealed class DescriptorRange
{
    readonly double[][] _minimum, _maximum;

    /// <summary>Nothing seen yet.</summary>
    /// <param name="count">Numbers of an atom.</param>
    public DescriptorRange(int species, int count)
        : this(Filled(species, count, double.PositiveInfinity), Filled(species, count, double.NegativeInfinity))
    {
    }

    internal DescriptorRange(double[][] minimum, double[][] maximum) => (_minimum, _maximum) = (minimum, maximum);

    static double[][] Filled(int species, int count, double value) => [.. Enumerable.Range(0, species).Select(_ => Enumerable.Repeat(value, count).ToArray())];

    /// <summary>Whether it is of so many species and numbers.</summary>
    internal bool IsOf(int species, int count) => _minimum.Length == species && _maximum.Length == species && _minimum.Concat(_maximum).All(values => values.Length == count);

    public double[] Minimum(int species) => [.. _minimum[species]];

    public double[] Maximum(int species) => [.. _maximum[species]];

    /// <summary>Takes in one atom's numbers; those that are not finite are left out.</summary>
    public void Add(int species, ReadOnlySpan<double> values)
    {
        double[] low = _minimum[species], high = _maximum[species];
        for (var k = 0; k < values.Length; k++)
        {
            if (!double.IsFinite(values[k]))
                continue;
            low[k] = Math.Min(low[k], values[k]);
            high[k] = Math.Max(high[k], values[k]);
        }
    }

    /// <summary>Takes in what another has seen.</summary>
    public void Add(DescriptorRange other)
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
