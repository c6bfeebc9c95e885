using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>
/// The shape of a model of one or two layers. The first: A_klm = Σ_j R_kl(r_ij) Y_lm(r̂_ij) by the neighbour's element, their products channel by channel (<see cref="ProductPlan"/>) up to tensors of degree <see cref="FeatureDegree"/>,
/// weighted by the element of the centre and mixed over channels: features h_kLM. The second gathers its neighbours' features, Σ_j R (Y ⊗ h_j), and makes products of these. Energies are read off the scalars of each layer
/// (Batatia et al., MACE, NeurIPS 2022; Bochkarev et al., Phys. Rev. X 14, 021036 (2024)). Immutable.
/// </summary>
public sealed record LayeredForm
{
    /// <summary>Channels and hidden units come in such multiples.</summary>
    public const int Lanes = 16;

    /// <summary>In the order of species.</summary>
    public required ImmutableArray<Element> Elements { get; init; }

    public required RadialBasis Basis { get; init; }

    /// <summary>Highest l of the A of the first layer in products of order 1, 2, …</summary>
    public required ImmutableArray<int> Degrees { get; init; }

    /// <summary>The same of the second layer; empty where there is none.</summary>
    public ImmutableArray<int> MessageDegrees { get; init; } = [];

    /// <summary>Highest degree of the features that neighbours receive; 0 where there is one layer.</summary>
    public int FeatureDegree { get; init; }

    public required int Channels { get; init; }

    /// <summary>Units of the hidden layer that reads the energy off the last layer's scalars.</summary>
    public int Hidden { get; init; } = 2 * Lanes;

    /// <summary>Channels that elements of neighbours are embedded in; the number of elements where every element has one of its own.</summary>
    public required int Embedding { get; init; }

    /// <summary>Typical Σ_j (1 − (r_ij/rc)²)³ of an atom: sums over neighbours are divided by its root.</summary>
    public required double Crowding { get; init; }

    /// <summary>eV: what a number of the order of one at the end is worth.</summary>
    public required double Scale { get; init; }

    public bool HasMessages => !MessageDegrees.IsEmpty;

    /// <summary>Whether the embedding is a choice of one channel and not learned.</summary>
    internal bool EmbedsByElement => Embedding == Elements.Length;

    /// <summary>Radial functions times embedding channels.</summary>
    internal int Radials => Embedding * Basis.Count;

    /// <summary><see cref="Radials"/> filled up to whole vectors.</summary>
    internal int RadialWidth => (Radials + Lanes - 1) / Lanes * Lanes;

    /// <summary>Highest degree of Y that anything needs.</summary>
    internal int AngularDegree => Math.Max(Degrees[0], HasMessages ? MessageDegrees[0] : 0);

    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public LayeredForm Checked()
    {
        if (Channels < Lanes || Channels % Lanes != 0 || Hidden < Lanes || Hidden % Lanes != 0)
            throw new PotentialException($"Channels and hidden units come in multiples of {Lanes}, not {Channels} and {Hidden}.");
        if (!(Basis.Cutoff > 0 && Basis.Scale > 0 && Basis.Count > 0))
            throw new PotentialException($"A radial basis has functions, a cutoff and a scale above zero: not {Basis}.");
        if (Degrees.Length is < 1 or > 4 || Degrees.Any(d => d < 0 || d > Degrees[0]) || Degrees[0] > 4 || MessageDegrees.Length > 4 || MessageDegrees.Any(d => d < 0 || d > MessageDegrees[0] || d > 4))
            throw new PotentialException($"Products are of order 1 to 4, of degrees that exceed neither the first nor 4: not {string.Join(' ', Degrees)} and {string.Join(' ', MessageDegrees)}.");
        if (FeatureDegree < 0 || FeatureDegree > Degrees[0] || (!HasMessages && FeatureDegree > 0))
            throw new PotentialException($"Features have degrees 0 to {Degrees[0]}, and 0 only without a second layer; not {FeatureDegree}.");
        if (Elements.IsEmpty || Embedding < 1 || Embedding > Elements.Length || !(Crowding > 0) || !(Scale > 0))
            throw new PotentialException("A model needs elements, at most as many embedding channels, and scales above zero.");
        return this;
    }
}
