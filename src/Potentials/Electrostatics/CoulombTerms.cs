using Athanor.Atoms;

namespace Athanor.Potentials.Electrostatics;

/// <summary>Which sums make a Coulomb energy, and with which constants; what Ewald's method prescribes, or what somebody's program does instead.</summary>
sealed record CoulombTerms
{
    /// <summary>K = e²/4πε₀, eV·Å.</summary>
    internal double Constant { get; init; } = Units.Coulomb;

    /// <summary>Over neighbours; null for none.</summary>
    internal PairScreening? Pairs { get; init; }

    /// <summary>Over wave vectors: α (1/Å) and the longest (1/Å); null for none. Asks for a structure that repeats in all directions.</summary>
    internal (double Alpha, double Cutoff)? Waves { get; init; }

    /// <summary>2π in the lengths and weights of wave vectors, which some programs round.</summary>
    internal double TwoPi { get; init; } = 2 * Math.PI;

    /// <summary>2π in phases. Rounded, an atom and its image are no longer the same.</summary>
    internal double PhaseTwoPi { get; init; } = 2 * Math.PI;

    /// <summary>The energy has −K · this · Σ Q² (1/Å).</summary>
    internal double Self { get; init; }

    /// <summary>The α of a uniform background that makes charged cells neutral, E = −K π (Σ Q)²/2α²V; null where charges must add up to nothing.</summary>
    internal double? Background { get; init; }

    /// <summary>Between all pairs of a structure that does not repeat, instead of all the above; null where the above holds for it too.</summary>
    internal PairScreening? Open { get; init; }

    /// <summary>As <see cref="Self"/>, for a structure that does not repeat.</summary>
    internal double OpenSelf { get; init; }

    /// <summary>Å; 0 where no neighbours are needed.</summary>
    internal double Range => Pairs?.Cutoff ?? 0;

    /// <summary>Coulomb's law. Molecules: the sum over all pairs. Crystals: Ewald's sum with conducting surroundings.</summary>
    internal static CoulombTerms Ewald(EwaldSplit split, bool background) => new()
    {
        Pairs = PairScreening.ShortPart(split.Alpha, split.PairCutoff),
        Waves = (split.Alpha, split.WaveCutoff),
        Self = split.Alpha / Math.Sqrt(Math.PI),
        Background = background ? split.Alpha : null,
        Open = PairScreening.Coulomb,
    };
}
