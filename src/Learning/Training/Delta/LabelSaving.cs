using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>How many times fewer labels a fit on top of a cheap level needs for the error that a fit from scratch has with all of them.</summary>
/// <param name="Factor">Below 1 where the cheap level does harm.</param>
/// <param name="IsBound">Whether the fewest labels tried were enough, or too many: the factor is at least, or at most, this.</param>
/// <param name="ErrorRatio">Error on top of it over error from scratch, both with all labels.</param>
/// <param name="Law">1/(1 − ρ²): what is foreseen where errors fall as one over the root of the number of labels, and what is left is as hard to learn as the whole.</param>
/// <param name="Exponent">a of errors from scratch, which fall as one over the a-th power of the number of labels: least squares in logarithms.</param>
public sealed record LabelSaving(double Factor, bool IsBound, double ErrorRatio, double Law, double Exponent)
{
    /// <summary>(1 − ρ²)^(−1/2a): the law for errors that fall otherwise than by the root, and for what is left as for the whole.</summary>
    public double LawAsMeasured => Exponent > 0 ? Math.Pow(Law, 0.5 / Exponent) : double.PositiveInfinity;

    /// <summary>√(1 − ρ²): what is foreseen of <see cref="ErrorRatio"/> at any number of labels.</summary>
    public double LawRatio => Math.Sqrt(1 / Law);

    /// <param name="on">Frames, ascending, and errors on top of the cheap level.</param>
    /// <param name="scratch">Likewise from scratch, of the same frames.</param>
    /// <param name="left">1 − ρ².</param>
    internal static LabelSaving? Of(IReadOnlyList<(int Frames, double Error)> on, IReadOnlyList<(int Frames, double Error)> scratch, double left)
    {
        if (on.Count < 2 || scratch.Count != on.Count || on.Concat(scratch).Any(p => !(p.Error > 0)))
            return null;
        var (last, ours) = (scratch[^1], on[^1]);
        var (frames, bound) = ours.Error <= last.Error ? Reach(on, last.Error) : Reach(scratch, ours.Error);
        return new LabelSaving(ours.Error <= last.Error ? last.Frames / frames : frames / last.Frames, bound, ours.Error / last.Error, 1 / left, ExponentOf(scratch));
    }

    static double ExponentOf(IReadOnlyList<(int Frames, double Error)> curve) =>
        -StraightLine.Through([.. curve.Select(p => Math.Log(p.Frames))], [.. curve.Select(p => Math.Log(p.Error))]).Slope;

    /// <summary>Frames at which a curve comes down to an error, straight between points in logarithms of both; its first point, as a bound, where that is low enough.</summary>
    static (double Frames, bool IsBound) Reach(IReadOnlyList<(int Frames, double Error)> curve, double error)
    {
        if (curve[0].Error <= error)
            return (curve[0].Frames, true);
        for (var k = 1; k < curve.Count; k++)
        {
            var (a, b) = (curve[k - 1], curve[k]);
            if (b.Error <= error)
                return (a.Frames * Math.Pow((double)b.Frames / a.Frames, Math.Log(a.Error / error) / Math.Log(a.Error / b.Error)), false);
        }
        return (curve[^1].Frames, false);
    }
}
