namespace Athanor.Potentials.Ace;

/// <summary>Elements as a few numbers each, so that what is computed and fitted does not grow with their number. Immutable.</summary>
public sealed class AceEmbedding
{
    readonly double[] _values;

    /// <param name="width">Numbers of an element.</param>
    /// <param name="values">e, [species, d].</param>
    /// <exception cref="PotentialException">There are no whole rows of finite numbers.</exception>
    public AceEmbedding(int width, double[] values)
    {
        if (width < 1 || values.Length == 0 || values.Length % width != 0 || !values.All(double.IsFinite))
            throw new PotentialException($"Elements are embedded as rows of {width} finite numbers; there are {values.Length}.");
        (Width, _values) = (width, [.. values]);
    }

    /// <summary>Numbers of an element.</summary>
    public int Width { get; }

    public int Elements => _values.Length / Width;

    /// <summary>e, [species, d].</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The numbers of one element.</summary>
    public ReadOnlySpan<double> Of(int species) => _values.AsSpan(species * Width, Width);

    /// <summary>Σ_d e[species, d] x[d], the x being rows of one length that follow one another.</summary>
    public double[] Combine(int species, ReadOnlySpan<double> rows)
    {
        var row = new double[rows.Length / Width];
        for (var d = 0; d < Width; d++)
        {
            for (var k = 0; k < row.Length; k++)
                row[k] += _values[species * Width + d] * rows[d * row.Length + k];
        }
        return row;
    }
}
