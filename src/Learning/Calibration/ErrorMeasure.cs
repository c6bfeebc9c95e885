namespace Athanor.Learning;

/// <summary>The size of errors, and how well it is known. All in the unit of the errors.</summary>
/// <param name="Count">Errors.</param>
/// <param name="Low">Lower end of the 95 % interval of <paramref name="Rmse"/>; NaN with fewer than two frames.</param>
/// <param name="High">Upper end.</param>
/// <param name="Worst">The largest magnitude.</param>
public sealed record ErrorMeasure(int Frames, int Count, double Rmse, double Low, double High, double Mae, double Worst)
{
    const ulong Seed = 20260; // Any; fixed, so that a report can be made twice.

    /// <param name="byFrame">The errors of each frame; frames without any are passed over.</param>
    public static ErrorMeasure Of(IEnumerable<IReadOnlyList<double>> byFrame)
    {
        var frames = byFrame.Where(f => f.Count > 0).ToArray();
        var sums = frames.Select(f => (Squares: f.Sum(e => e * e), f.Count)).ToArray();
        var count = sums.Sum(s => s.Count);
        var (low, high) = Bootstrap.OfRmse(sums, Seed);
        return new ErrorMeasure(frames.Length, count, Math.Sqrt(sums.Sum(s => s.Squares) / count), low, high,
            frames.Sum(f => f.Sum(Math.Abs)) / count, frames.Select(f => f.Max(Math.Abs)).DefaultIfEmpty(double.NaN).Max());
    }
}
