using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Nep;

/// <summary>
/// What the head of a <c>nep.txt</c> says: which functions of an atom's surroundings the model sees, and how large its network is. Immutable.
/// </summary>
/// <remarks>Z. Fan et al., Phys. Rev. B 104, 104309 (2021); J. Chem. Phys. 157, 114801 (2022) for NEP3; K. Song et al., Nat. Commun. 15, 10208 (2024) for NEP4.</remarks>
public sealed record NepForm
{
    /// <summary>3: one network for all elements; 4: one for each; 5: and an energy for each.</summary>
    public required int Version { get; init; }

    /// <summary>0, or the kind of electrostatics (1: Ewald sum; 2: its reciprocal part; 3: cut off in real space) of a model that has charges.</summary>
    public int ChargeMode { get; init; }

    /// <summary>In the order of the file, which is the order of species.</summary>
    public required ImmutableArray<Element> Elements { get; init; }

    /// <summary>The repulsion of nuclei underneath; null where none.</summary>
    public NepZbl? Zbl { get; init; }

    /// <summary>By species, Å. A pair has the mean of both; a model with charges has the largest for all pairs.</summary>
    public required ImmutableArray<double> RadialCutoffs { get; init; }

    /// <inheritdoc cref="RadialCutoffs"/>
    public required ImmutableArray<double> AngularCutoffs { get; init; }

    /// <summary>Radial channels, n_max + 1.</summary>
    public required int RadialChannels { get; init; }

    /// <summary>Angular channels, n_max + 1.</summary>
    public required int AngularChannels { get; init; }

    /// <summary>Chebyshev functions in a radial channel, basis_size + 1.</summary>
    public required int RadialBasis { get; init; }

    /// <summary>Chebyshev functions in an angular channel, basis_size + 1.</summary>
    public required int AngularBasis { get; init; }

    /// <summary>Largest l of the three-body invariants, 0 to 8.</summary>
    public required int LMax { get; init; }

    /// <summary>Invariants of higher order.</summary>
    public NepInvariants Invariants { get; init; }

    /// <summary>Neurons of the hidden layer.</summary>
    public required int Neurons { get; init; }

    /// <summary>Neighbours that GPUMD makes room for, radial and angular. They have no effect on values.</summary>
    public (int Radial, int Angular) NeighbourRoom { get; init; }

    public int Species => Elements.Length;

    public bool HasCharges => ChargeMode > 0;

    /// <summary>Invariants of every angular channel: l = 1 … L and those of higher order.</summary>
    public int InvariantCount => LMax + int.PopCount((int)Invariants);

    /// <summary>Length of an atom's descriptor: radial channels, then for every invariant its angular channels.</summary>
    public int DescriptorLength => RadialChannels + AngularChannels * InvariantCount;

    /// <summary>Networks with weights of their own.</summary>
    public int NetworkCount => Version == 3 ? 1 : Species;

    /// <summary>Numbers of the file that belong to one network.</summary>
    internal long NetworkLength => (DescriptorLength + (HasCharges ? 3L : 2L)) * Neurons + (Version == 5 ? 1 : 0);

    internal long RadialCoefficientCount => (long)Species * Species * RadialChannels * RadialBasis;

    internal long AngularCoefficientCount => (long)Species * Species * AngularChannels * AngularBasis;

    /// <summary>Numbers after the head of the file.</summary>
    internal long NumberCount => NetworkCount * NetworkLength + (HasCharges ? 1 : 0) + 1 + RadialCoefficientCount + AngularCoefficientCount + DescriptorLength +
        (Zbl is { IsFlexible: true } ? NepZbl.NumbersPerPair * Species * (Species + 1L) / 2 : 0);

    /// <summary>Weights, biases, expansion coefficients and scalers: what was trained.</summary>
    public long ParameterCount => NumberCount;

    /// <summary>Å; of the radial channels between two species.</summary>
    public double RadialCutoff(int first, int second) => Between(RadialCutoffs, first, second);

    /// <summary>Å; of the angular channels between two species.</summary>
    public double AngularCutoff(int first, int second) => Between(AngularCutoffs, first, second);

    double Between(ImmutableArray<double> cutoffs, int first, int second)
    {
        if (!HasCharges)
            return 0.5 * (cutoffs[first] + cutoffs[second]);
        // Kernels ask, and Max() would allocate.
        var longest = 0.0;
        foreach (var cutoff in cutoffs)
            longest = Math.Max(longest, cutoff);
        return longest;
    }
}
