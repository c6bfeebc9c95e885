namespace Athanor.Reports;

/// <summary>One curve of a <see cref="LineChart"/>. A value that is not finite leaves a gap in the line.</summary>
public sealed record LineSeries
{
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException($"Series '{name}' has {x.Count} x and {y.Count} y values; there must be as many of both.");
        (Name, X, Y) = (name, x, y);
    }

    public string Name { get; }

    public IReadOnlyList<double> X { get; }

    public IReadOnlyList<double> Y { get; }

    /// <summary>Lower and upper edge of a shaded band, as long as Y; null for none. A band is drawn where both edges are finite.</summary>
    public (IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)? Band { get; init; }

    /// <summary>A line of its own through the points, in their colour, such as a fit; null for none.</summary>
    public (IReadOnlyList<double> X, IReadOnlyList<double> Y)? Trend { get; init; }

    /// <summary>Draws a dot at every point as well.</summary>
    public bool Dots { get; init; }

    /// <summary>Joins the points; without it a series is dots alone.</summary>
    public bool Joined { get; init; } = true;

    public bool Dashed { get; init; }

    /// <summary>Dots twice as large, for the few points that matter among many.</summary>
    public bool Large { get; init; }

    /// <summary>Values that are not finite are meant: pieces with nothing between them. They are not counted in a note.</summary>
    public bool Broken { get; init; }
}
