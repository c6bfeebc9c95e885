using Athanor.Atoms;

namespace Athanor.Potentials.Electrostatics;

/// <summary>
/// How Ewald's method divides 1/r: erfc(αr)/r is summed over pairs nearer than <see cref="PairCutoff"/>, the smooth rest over wave vectors shorter than
/// <see cref="WaveCutoff"/>. (Ewald, Ann. Phys. 369, 253 (1921).)
/// </summary>
/// <param name="Alpha">α, 1/Å.</param>
/// <param name="PairCutoff">Å.</param>
/// <param name="WaveCutoff">1/Å, with wave vectors that contain the 2π.</param>
public sealed record EwaldSplit(double Alpha, double PairCutoff, double WaveCutoff)
{
    /// <summary>What is left out of either sum is about this fraction of what neighbours one Å apart do to one another.</summary>
    public const double DefaultAccuracy = 1e-10;

    /// <summary>For a given pair cutoff (Å): both sums end where their terms have fallen to the accuracy wanted, e^(−s²) = accuracy at r = s/α and at k = 2sα.</summary>
    public static EwaldSplit ForCutoff(double pairCutoff, double accuracy = DefaultAccuracy)
    {
        if (!(pairCutoff > 0) || !(accuracy is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(accuracy), "A pair cutoff is positive, and an accuracy between 0 and 0.5.");
        var s = Math.Sqrt(-Math.Log(accuracy));
        return new EwaldSplit(s / pairCutoff, pairCutoff, 2 * s * s / pairCutoff);
    }

    /// <summary>With the pair cutoff that makes both sums of a periodic structure cost about the same (a pair takes as long as eight wave vectors of one atom).</summary>
    /// <exception cref="ArgumentException">The structure has no cell.</exception>
    public static EwaldSplit For(Structure structure, double accuracy = DefaultAccuracy)
    {
        if (structure.Cell is not { } cell)
            throw new ArgumentException("A structure without a cell needs no Ewald sum.", nameof(structure));
        var s = Math.Sqrt(-Math.Log(accuracy));
        var balanced = s * Math.Pow(cell.Volume * cell.Volume / Math.Max(1, structure.Count) / (16 * Math.Pow(Math.PI, 3)), 1.0 / 6);
        return ForCutoff(Math.Clamp(balanced, 2, 20), accuracy);
    }
}
