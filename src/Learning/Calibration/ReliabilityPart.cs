using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>Whether the error bars of one quantity hold what they promise, and how wide they are.</summary>
public sealed class ReliabilityPart
{
    readonly long[] _within = new long[ErrorLevels.All.Length];
    readonly List<double> _widths = [], _errors = [];
    double _squares, _width;

    /// <summary>Errors judged.</summary>
    public long Count { get; private set; }

    public double Rmse => Math.Sqrt(_squares / Count);

    /// <summary>Mean half width that is to hold 68.3 % (sharpness), in the unit of the errors.</summary>
    public double MeanWidth => _width / Count;

    /// <summary>Those half widths, in the order of <see cref="Errors"/>: of atoms the length of the vector.</summary>
    public IReadOnlyList<double> Widths => _widths;

    /// <summary>Sizes of errors; of atoms the length of the vector.</summary>
    public IReadOnlyList<double> Errors => _errors;

    /// <summary>Rank correlation of <see cref="Widths"/> and <see cref="Errors"/>.</summary>
    public double Spearman => RankCorrelation.Spearman(_widths, _errors);

    /// <summary>The share of errors within the intervals that were to hold as much as the level says; NaN where there are none.</summary>
    public double Within(double level) => (double)_within[ErrorLevels.IndexOf(level)] / Count;

    /// <param name="halfWidths">By level (<see cref="ErrorLevels.All"/>).</param>
    internal void Add(double error, ReadOnlySpan<double> halfWidths)
    {
        Count++;
        _squares += error * error;
        _width += halfWidths[ErrorLevels.IndexOf(ErrorLevels.Usual)];
        for (var k = 0; k < _within.Length; k++)
            _within[k] += Math.Abs(error) <= halfWidths[k] ? 1 : 0;
    }

    internal void AddPair(double width, double error)
    {
        _widths.Add(width);
        _errors.Add(error);
    }
}
