using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>A root mean square error on the frames held back, and where it lies by chance in 95 of 100 cases (bootstrap over frames).</summary>
public readonly record struct MeasuredError(double Rmse, double Low, double High)
{
    internal static MeasuredError Of(IEnumerable<(double Squares, int Count)> frames)
    {
        (double Squares, int Count)[] counted = [.. frames.Where(f => f.Count > 0)];
        if (counted.Length == 0)
            return new(double.NaN, double.NaN, double.NaN);
        var (low, high) = Bootstrap.OfRmse(counted, 1);
        return new(Math.Sqrt(counted.Sum(f => f.Squares) / counted.Sum(f => f.Count)), low, high);
    }

    /// <summary>In a unit of which one holds so many; ± is a standard deviation, a quarter of the interval.</summary>
    internal Quantity Times(double factor, string unit) => new(factor * Rmse, double.IsFinite(High - Low) ? factor * (High - Low) / 4 : null, unit);
}

/// <summary>How well a fit to so many frames does on those held back.</summary>
/// <param name="Frames">Learned from, isolated atoms not counted.</param>
/// <param name="Energy">eV per atom.</param>
/// <param name="Forces">eV/Å.</param>
public sealed record LearningPoint(int Frames, MeasuredError Energy, MeasuredError Forces)
{
    internal static LearningPoint Of(int frames, IReadOnlyList<FrameError> errors) => new(
        frames,
        MeasuredError.Of(errors.Where(e => double.IsFinite(e.Energy)).Select(e => (e.Energy * e.Energy, 1))),
        MeasuredError.Of(errors.Select(e => (e.Forces.Sum(f => f.LengthSquared), 3 * e.Forces.Length))));
}
