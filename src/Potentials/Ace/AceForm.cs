using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Ace;

/// <summary>
/// What a model of the atomic cluster expansion sees of an atom's surroundings: A_{klm} = Σ_j R_kl(r_ij) Y_lm(r̂_ij) with R_kl = Σ_b c_{b,l,k} φ_b by the elements of both atoms, and the products of these of a
/// <see cref="ProductPlan"/>, channel k by channel k. Y_lm are real with Σ_m Y_lm² = 2l + 1. Immutable.
/// </summary>
sealed class AceForm
{
    /// <summary>Channels come in such multiples: the lanes of the widest vector.</summary>
    internal const int Lanes = 16;

    /// <param name="elements">In the order of species.</param>
    /// <param name="mixing">c, [species of the centre, of the neighbour, b, l, k].</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    internal AceForm(IEnumerable<Element> elements, RadialBasis basis, ProductPlan plan, int channels, double[] mixing)
    {
        (Elements, Basis, Plan, Channels, Mixing) = ([.. elements], basis, plan, channels, mixing);
        ScalarPaths = [.. plan.Paths.Where(p => p.Degree == 0).Select(p => p.First)];
        if (channels < Lanes || channels % Lanes != 0)
            throw new PotentialException($"Channels come in multiples of {Lanes}, not {channels}.");
        if (mixing.Length != Elements.Length * Elements.Length * PairSize)
            throw new PotentialException($"{Elements.Length} elements, {basis.Count} radial functions, {Degrees} degrees and {channels} channels want {Elements.Length * Elements.Length * PairSize} mixing coefficients, not {mixing.Length}.");
    }

    internal ImmutableArray<Element> Elements { get; }

    internal RadialBasis Basis { get; }

    internal ProductPlan Plan { get; }

    internal int Channels { get; }

    internal double[] Mixing { get; }

    /// <summary>Values of l, 0 included.</summary>
    internal int Degrees => Plan.Degrees[0] + 1;

    /// <summary>Mixing coefficients of one ordered pair of species.</summary>
    internal int PairSize => Basis.Count * Degrees * Channels;

    /// <summary>Invariants of one atom: paths of degree 0 by channels.</summary>
    internal int Invariants => ScalarPaths.Length * Channels;

    /// <summary>Planes of the invariant tensors.</summary>
    internal int[] ScalarPaths { get; }
}
