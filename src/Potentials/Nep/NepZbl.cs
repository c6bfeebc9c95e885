using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The screened repulsion of nuclei under a model (Ziegler, Biersack, Littmark 1985), switched off by a half cosine between two distances; with constants as NEP has
/// them. Universal, with distances that follow from covalent radii, or with a screening fitted pair by pair. Immutable.
/// </summary>
public sealed record NepZbl
{
    /// <summary>Inner and outer distance, then four weights and rates alternating.</summary>
    internal const int NumbersPerPair = 10;

    /// <summary>e²/4πε₀, eV Å, as NEP has it.</summary>
    internal const double Coulomb = 14.399645;

    /// <summary>Inverse screening length of (Z₁^0.23 + Z₂^0.23), 1/Å, as NEP has it.</summary>
    internal const double PerLength = 2.134563;

    static readonly double[] Universal = [0.18175, 3.1998, 0.50986, 0.94229, 0.28022, 0.4029, 0.02817, 0.20162];

    // Covalent radii of Pyykkö and Atsumi (Chem. Eur. J. 15, 186, 2009), metals less a tenth, as DFT-D3 has them; pm, from H on.
    static ReadOnlySpan<byte> Radii =>
    [
        32, 46, 120, 94, 77, 75, 71, 63, 64, 67, 140, 125, 113, 104, 110, 102, 99, 96, 176, 154, 133, 122, 121, 110, 107, 104, 100, 99, 101, 109, 112, 109, 115, 110, 114, 117, 189, 167, 147,
        139, 132, 124, 115, 113, 113, 108, 115, 123, 128, 126, 126, 123, 132, 131, 209, 176, 162, 147, 158, 157, 156, 155, 151, 152, 151, 150, 149, 149, 148, 153, 146, 137, 131, 123, 118,
        116, 111, 112, 113, 132, 130, 130, 136, 131, 138, 142, 201, 181, 167, 158, 152, 153, 154, 155,
    ];

    /// <summary>Å; zero, as <see cref="Outer"/>, where every pair has its own.</summary>
    public required double Inner { get; init; }

    /// <summary>Å.</summary>
    public required double Outer { get; init; }

    /// <summary>Where given, a pair's repulsion is switched off from 0 to this times the sum of covalent radii (but not beyond <see cref="Outer"/>).</summary>
    public double? RadiusFactor { get; init; }

    /// <summary>Where the screening is fitted: ten numbers for every pair of species a ≤ b, (0,0), (0,1) … (1,1) …; empty otherwise.</summary>
    public ImmutableArray<double> Pairs { get; init; } = [];

    /// <summary>Whether every pair has distances and screening of its own.</summary>
    public bool IsFlexible => Inner == 0 && Outer == 0;

    /// <summary>The number of elements that have a radius: H to Pu.</summary>
    internal static int ElementCount => Radii.Length;

    /// <summary>Inner and outer distance (Å), four weights and rates alternating (rates by d (Z₁^0.23 + Z₂^0.23) <see cref="PerLength"/>) of a pair of species.</summary>
    internal void Pair(IReadOnlyList<Element> elements, int first, int second, Span<double> numbers)
    {
        if (IsFlexible)
        {
            Pairs.AsSpan().Slice(NumbersPerPair * PairIndex(elements.Count, first, second), NumbersPerPair).CopyTo(numbers);
            return;
        }
        (numbers[0], numbers[1]) = (Inner, Outer);
        if (RadiusFactor is { } factor)
            (numbers[0], numbers[1]) = (0, Math.Min(factor * (Radius(elements[first]) + Radius(elements[second])), Outer));
        Universal.CopyTo(numbers[2..]);
    }

    /// <summary>Å; where the repulsion of two species ends.</summary>
    internal double OuterOf(IReadOnlyList<Element> elements, int first, int second)
    {
        Span<double> numbers = stackalloc double[NumbersPerPair];
        Pair(elements, first, second, numbers);
        return numbers[1];
    }

    static int PairIndex(int species, int first, int second)
    {
        var (a, b) = (Math.Min(first, second), Math.Max(first, second));
        return a * species - a * (a - 1) / 2 + (b - a);
    }

    /// <summary>4/3 of the tabulated radius, Å, to six digits: NEP's own table is rounded so, which shows in the tenth digit of energies.</summary>
    static double Radius(Element element)
    {
        var exact = 4.0 / 3.0 * Radii[element.AtomicNumber - 1] / 100;
        return Math.Round(exact, exact < 1 ? 6 : 5);
    }

    public bool Equals(NepZbl? other) =>
        other is not null && Inner == other.Inner && Outer == other.Outer && RadiusFactor == other.RadiusFactor && Pairs.SequenceEqual(other.Pairs);

    public override int GetHashCode() => HashCode.Combine(Inner, Outer, RadiusFactor, Pairs.Length);
}
