using Athanor.Atoms;

namespace Athanor.Potentials.Layered;

/// <summary>The values that the scalars of the first layer had in the training data, by species and channel.</summary>
public sealed class LayeredRange
{
    /// <summary>
    /// Part of a range's width that a scalar may be outside of it: of many scalars of third order some leave theirs again and again at the temperature of the data (acetylacetone at 300 K within 40 fs, by an eighth).
    /// </summary>
    const double Margin = 0.5;

    readonly double[][] _minimum, _maximum;

    /// <summary>Nothing seen yet.</summary>
    public LayeredRange(LayeredForm form)
        : this(Filled(form, double.PositiveInfinity), Filled(form, double.NegativeInfinity))
    {
    }

    internal LayeredRange(double[][] minimum, double[][] maximum) => (_minimum, _maximum) = (minimum, maximum);

    static double[][] Filled(LayeredForm form, double value) => [.. form.Elements.Select(_ => Enumerable.Repeat(value, form.Channels).ToArray())];

    /// <summary>What a model makes of structures; atoms alone, which have no surroundings, are left out.</summary>
    public static LayeredRange Of(LayeredModel model, IEnumerable<Structure> structures)
    {
        var range = new LayeredRange(model.Form);
        using var evaluator = (ILayeredRangeReader)model.Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        foreach (var structure in structures.Where(s => s.Count > 1))
            evaluator.AddTo(range, structure);
        return range;
    }

    internal bool IsOf(LayeredForm form) => _minimum.Length == form.Elements.Length && _maximum.Length == form.Elements.Length && _minimum.Concat(_maximum).All(values => values.Length == form.Channels);

    public double[] Minimum(int species) => [.. _minimum[species]];

    public double[] Maximum(int species) => [.. _maximum[species]];

    /// <summary>Whether any atom of a species has been seen.</summary>
    internal bool Knows(int species) => _minimum[species][0] <= _maximum[species][0];

    /// <summary>Takes in one atom's scalars.</summary>
    internal void Add(int species, ReadOnlySpan<double> values)
    {
        double[] low = _minimum[species], high = _maximum[species];
        for (var k = 0; k < values.Length; k++)
            (low[k], high[k]) = (Math.Min(low[k], values[k]), Math.Max(high[k], values[k]));
    }

    /// <summary>Takes in what another has seen.</summary>
    internal void Add(LayeredRange other)
    {
        for (var s = 0; s < _minimum.Length; s++)
        {
            Add(s, other._minimum[s]);
            Add(s, other._maximum[s]);
        }
    }

    /// <summary>How far the scalar that is farthest out lies outside, beyond the margin, as a fraction of the width of its range; 0 where all are within or nothing is known.</summary>
    internal double Excess(int species, ReadOnlySpan<double> values)
    {
        if (!Knows(species))
            return 0;
        double[] low = _minimum[species], high = _maximum[species];
        var worst = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            var width = Math.Max(high[k] - low[k], 1e-3 * Math.Max(Math.Abs(low[k]), Math.Abs(high[k])));
            worst = Math.Max(worst, Math.Max(low[k] - values[k], values[k] - high[k]) / width);
        }
        return Math.Max(0, worst - Margin);
    }
}
