namespace Athanor.Learning;

/// <summary>How many errors lie within k σ, beside how many would if they were normal.</summary>
/// <param name="Width">k.</param>
/// <param name="Expected">Fraction of a normal distribution, 0 to 1.</param>
/// <param name="Observed">Fraction of the errors, 0 to 1.</param>
public readonly record struct CoveragePoint(double Width, double Expected, double Observed);

/// <summary>Whether error bars hold what they promise, at several widths.</summary>
/// <param name="Count">Errors looked at.</param>
public sealed record Coverage(IReadOnlyList<CoveragePoint> Points, int Count)
{
    static readonly double[] Widths = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];

    /// <param name="scores">|error|/σ; NaN are passed over.</param>
    public static Coverage Of(IEnumerable<double> scores)
    {
        var used = scores.Where(s => !double.IsNaN(s)).ToArray();
        return new Coverage([.. Widths.Select(k => new CoveragePoint(k, StandardNormal.Within(k), used.Length == 0 ? double.NaN : (double)used.Count(s => s <= k) / used.Length))], used.Length);
    }

    /// <summary>The fraction within so many σ, one of the widths in <see cref="Points"/>.</summary>
    public double Within(double width) => Points.First(p => p.Width == width).Observed;
}
