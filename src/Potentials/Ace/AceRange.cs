using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Ace;

/// <summary>The values that invariants had in the training data, by species.</summary>
public sealed class AceRange
{
    readonly double[][] _minimum, _maximum;

    /// <summary>Nothing seen yet.</summary>
    public AceRange(AceForm form)
        : this(Filled(form, double.PositiveInfinity), Filled(form, double.NegativeInfinity))
    {
    }

    internal AceRange(double[][] minimum, double[][] maximum) => (_minimum, _maximum) = (minimum, maximum);

    static double[][] Filled(AceForm form, double value) => [.. form.Elements.Select(_ => Enumerable.Repeat(value, form.Invariants).ToArray())];

    /// <summary>Whether it has species and invariants as a form does.</summary>
    internal bool IsOf(AceForm form) =>
        _minimum.Length == form.Elements.Length && _maximum.Length == form.Elements.Length && _minimum.Concat(_maximum).All(values => values.Length == form.Invariants);

    public double[] Minimum(int species) => [.. _minimum[species]];

    public double[] Maximum(int species) => [.. _maximum[species]];

    /// <summary>Takes in one atom's invariants.</summary>
    internal void Add(int species, ReadOnlySpan<double> values)
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
    public void Add(AceRange other)
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
