namespace Athanor.Learning;

/// <summary>How far a root mean square error might have come out otherwise with other frames from the same source (Efron and Tibshirani, 1993, §13.3).</summary>
internal static class Bootstrap
{
    const int Resamples = 1000;

    /// <summary>The 2.5 % and 97.5 % quantiles of the error over resampled frames. Frames are drawn whole, because errors within one are alike.</summary>
    /// <param name="frames">For each frame the sum of its squared errors and their number.</param>
    /// <returns>NaN with fewer than two frames.</returns>
    public static (double Low, double High) OfRmse(IReadOnlyList<(double Squares, int Count)> frames, ulong seed)
    {
        if (frames.Count < 2)
            return (double.NaN, double.NaN);
        var random = new SeededSequence(seed);
        var values = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            double squares = 0;
            long count = 0;
            for (var k = 0; k < frames.Count; k++)
            {
                var frame = frames[random.Below(frames.Count)];
                squares += frame.Squares;
                count += frame.Count;
            }
            values[r] = Math.Sqrt(squares / count);
        }
        return (Sample.Quantile(values, 0.025), Sample.Quantile(values, 0.975));
    }
}
