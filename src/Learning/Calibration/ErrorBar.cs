namespace Athanor.Learning;

/// <summary>What a potential's error bar of one kind must be, from held-out frames, and how well that holds on frames it was not taken from.</summary>
/// <param name="Scale">
/// Makes ±σ hold 68.3 % of errors. Where the potential gave standard deviations, the factor to multiply them by; elsewhere σ itself: eV per √atom for
/// energies, eV/Å for force components. Infinite where too few frames are there to say.
/// </param>
/// <param name="WideScale">The same for 95.4 %; twice <paramref name="Scale"/> where errors are normal, more where some are large.</param>
/// <param name="ScalesGiven">True where the potential gave standard deviations.</param>
/// <param name="Measure">Of the errors themselves: energies eV per atom, forces eV/Å.</param>
/// <param name="Coverage">Each half of the frames under the scale of the other half, so that no error judges itself.</param>
public sealed record ErrorBar(double Scale, double WideScale, bool ScalesGiven, ErrorMeasure Measure, Coverage Coverage)
{
    /// <param name="frames">For each frame the errors and, where the potential gave them, σ; else 1 in the unit of the scale.</param>
    internal static ErrorBar Of(IReadOnlyList<(double[] Errors, double[] Scores)> frames, bool scalesGiven)
    {
        var scores = frames.Select(f => f.Scores).ToArray();
        var even = scores.Where((_, k) => k % 2 == 0).ToArray();
        var odd = scores.Where((_, k) => k % 2 == 1).ToArray();
        return new ErrorBar(
            Conformal.Scale(scores.SelectMany(s => s)),
            scores.Sum(s => s.Length) == 0 ? double.NaN : Conformal.Quantile(scores.SelectMany(s => s), StandardNormal.Within(2)),
            scalesGiven,
            ErrorMeasure.Of(frames.Select(f => f.Errors)),
            Coverage.Of([.. Under(even, odd), .. Under(odd, even)]));
    }

    static IEnumerable<double> Under(double[][] judged, double[][] from)
    {
        var scale = Conformal.Scale(from.SelectMany(s => s));
        return double.IsNaN(scale) ? [] : judged.SelectMany(s => s).Select(s => s == 0 ? 0 : s / scale);
    }
}
