using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Ace;

/// <summary>
/// What a model of the atomic cluster expansion sees of an atom's surroundings: A_{klm} = Σ_j R_kl(r_ij) Y_lm(r̂_ij) with R_kl = Σ_b c_{b,l,k} φ_b by the elements of both atoms, and the products of these of a
/// <see cref="ProductPlan"/>, channel k by channel k. Y_lm are real with Σ_m Y_lm² = 2l + 1. Immutable.
/// </summary>
public sealed class AceForm
{
    /// <summary>Channels come in such multiples: the lanes of the widest vector.</summary>
    public const int Lanes = 16;

    /// <summary>Degrees at most: couplings of four tensors of degree 6 take a second to find, and soon minutes beyond.</summary>
    const int HighestDegree = 6;

    /// <param name="elements">In the order of species.</param>
    /// <param name="degrees">Highest l of the A in products of order 1, 2, …: as many as there are orders, four at most, none larger than the first, nor than 6.</param>
    /// <param name="channels">A multiple of <see cref="Lanes"/>.</param>
    /// <param name="mixing">c, [species of the centre, of the neighbour, b, l, k]; where elements are embedded [d, b, l, k], and c of a neighbour is Σ_d e_d c_d, whatever the centre.</param>
    /// <param name="odd">Highest l of the A in pseudoscalars of order 1, 2, …, of which each two are multiplied to further invariants (orders 1 and 2 have none); null for no such products.</param>
    /// <param name="embedding">e of every element; null where each pair of elements has a mixing of its own.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public AceForm(IEnumerable<Element> elements, RadialBasis basis, IReadOnlyList<int> degrees, int channels, double[] mixing, IReadOnlyList<int>? odd = null, AceEmbedding? embedding = null)
    {
        Odd = odd is null ? [] : [.. odd];
        foreach (var list in (IReadOnlyList<int>[])[degrees, .. odd is null ? [] : new[] { odd }])
        {
            if (list.Count is < 1 or > 4 || list.Any(d => d < 0 || d > degrees[0] || d > HighestDegree))
                throw new PotentialException($"Products are of order 1 to 4, of degrees that exceed neither the first nor {HighestDegree}: not {string.Join(' ', list)}.");
        }
        var plan = new ProductPlan(degrees, 0, odd: odd);
        (Elements, Basis, Plan, Channels, Mixing, Embedding) = ([.. elements], basis, plan, channels, mixing, embedding);
        ScalarPaths = [.. plan.Paths.Where(p => p.Degree == 0).Select(p => p.First)];
        if (channels < Lanes || channels % Lanes != 0)
            throw new PotentialException($"Channels come in multiples of {Lanes}, not {channels}.");
        if (!(basis.Cutoff > 0 && basis.Scale > 0 && basis.Count > 0))
            throw new PotentialException($"A radial basis has functions, a cutoff and a scale above zero: not {basis}.");
        if (embedding is not null && embedding.Elements != Elements.Length)
            throw new PotentialException($"{Elements.Length} elements cannot be embedded by {embedding.Elements} rows of numbers.");
        var rows = embedding?.Width ?? Elements.Length * Elements.Length;
        if (mixing.Length != rows * PairSize)
            throw new PotentialException($"{Elements.Length} elements, {basis.Count} radial functions, {Degrees} degrees and {channels} channels want {rows * PairSize} mixing coefficients, not {mixing.Length}.");
    }

    public ImmutableArray<Element> Elements { get; }

    public RadialBasis Basis { get; }

    internal ProductPlan Plan { get; }

    /// <summary>Highest degrees of the factors of pseudoscalars, by order; empty where products of these are not among the invariants.</summary>
    public ImmutableArray<int> Odd { get; }

    public int Channels { get; }

    /// <summary>What elements are embedded by; null where each pair of them has a mixing of its own.</summary>
    public AceEmbedding? Embedding { get; }

    internal double[] Mixing { get; }

    /// <summary>c of a pair of species, [b, l, k].</summary>
    internal double[] MixingOf(int centre, int neighbour) => Embedding is { } e ? e.Combine(neighbour, Mixing) : Mixing[((centre * Elements.Length + neighbour) * PairSize)..((centre * Elements.Length + neighbour + 1) * PairSize)];

    /// <summary>Values of l, 0 included.</summary>
    internal int Degrees => Plan.Degrees[0] + 1;

    /// <summary>Mixing coefficients of one ordered pair of species.</summary>
    internal int PairSize => Basis.Count * Degrees * Channels;

    /// <summary>Invariants of one atom: paths of degree 0 by channels.</summary>
    public int Invariants => ScalarPaths.Length * Channels;

    /// <summary>
    /// Invariants by which it is judged whether surroundings are within the training's, in paths: the first, of order 1 and 2. Those of higher order have so long a tail, powers of what is within, that some one of hundreds is always
    /// beyond what a few hundred frames have shown.
    /// </summary>
    internal int JudgedPaths => Plan.Paths.Count(p => p.Degree == 0 && p.Order <= 2);

    /// <summary>Planes of the invariant tensors.</summary>
    internal int[] ScalarPaths { get; }
}
