using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials;

/// <summary>
/// What a fingerprint measures of an atom's surroundings. It has no parameters but the cutoff: neighbours enter by A_znlm = Σ_j φ_n(r_ij) Y_lm(r̂_ij) over those of element z, one channel for each element and each of
/// <see cref="RadialFunctions"/> radial functions, and what is compared are their invariants. Immutable.
/// </summary>
/// <remarks>
/// True invariants, in this order: of each channel the products of order 1 to 3 with l ≤ 3 that are independent (<see cref="ProductPlan"/>), then Σ_m A_clm A_dlm of each two channels, l = 1 … 3.
/// Pseudoscalars, on request: of each channel products of order 3 with l ≤ 4 and of order 4 with l ≤ 3, then the signed volumes a · (b × c) of the vectors l = 1 of each three channels.
/// An invariant of order ν is divided by (1 + Σ A²)^((ν − 1)/2), the sum over all channels and l ≤ 3: all are of the size of an A then.
/// </remarks>
public sealed class FingerprintForm
{
    public const int RadialFunctions = 3;

    public const double UsualCutoff = 5;

    const int Highest = 3, HighestOfPseudo = 4;

    static readonly ProductPlan Plan = new([Highest, Highest, Highest], 0);
    static readonly ProductPlan PseudoPlan = new([HighestOfPseudo, HighestOfPseudo, HighestOfPseudo, Highest], 0, pseudo: true);

    readonly int[] _species = new int[Element.All.Count() + 1];

    /// <param name="elements">All that occur among neighbours; doubles and order do not matter.</param>
    /// <param name="cutoff">Å.</param>
    /// <param name="chirality">Pseudoscalars besides.</param>
    /// <exception cref="PotentialException">The cutoff is not between 0.5 and 50 Å.</exception>
    public FingerprintForm(IEnumerable<Element> elements, double cutoff = UsualCutoff, bool chirality = false)
    {
        if (!(cutoff is >= 0.5 and <= 50))
            throw new PotentialException(FormattableString.Invariant($"The cutoff of fingerprints is between 0.5 and 50 Å, not {cutoff}."));
        (Elements, Cutoff, Chirality) = ([.. elements.Distinct().Order()], cutoff, chirality);
        Array.Fill(_species, -1);
        for (var s = 0; s < Elements.Length; s++)
            _species[Elements[s].AtomicNumber] = s;
        Basis = new RadialBasis(RadialFunctions, cutoff, cutoff / 4);
        (Names, PseudoNames) = ([.. NamesOf(Plan, "").Concat(PairNames())], chirality ? [.. NamesOf(PseudoPlan, "±").Concat(VolumeNames())] : []);
    }

    public ImmutableArray<Element> Elements { get; }

    /// <summary>Å.</summary>
    public double Cutoff { get; }

    public bool Chirality { get; }

    /// <summary>Of the true invariants: <c>O1·H0 l=2</c> couples oxygens by radial function 1 with hydrogens by radial function 0.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Of the pseudoscalars; none where they are not asked for.</summary>
    public ImmutableArray<string> PseudoNames { get; }

    internal RadialBasis Basis { get; }

    internal int Channels => RadialFunctions * Elements.Length;

    internal int Degree => Chirality ? HighestOfPseudo : Highest;

    /// <summary>Components A_lm of a channel.</summary>
    internal int Components => (Degree + 1) * (Degree + 1);

    internal int SpeciesOf(Element element) => _species[element.AtomicNumber] is >= 0 and var s ? s
        : throw new PotentialException($"{element} is not among the elements of these fingerprints ({string.Join(' ', Elements)}): make their form of the elements of all structures that are compared.");

    string Channel(int c) => $"{Elements[c / RadialFunctions]}{c % RadialFunctions}";

    IEnumerable<string> NamesOf(ProductPlan plan, string mark) => Enumerable.Range(0, Channels).SelectMany(c => plan.Paths
        .GroupBy(p => p.Order).SelectMany(g => g.Select((p, k) => p.Order == 1 ? Channel(c) : $"{Channel(c)}{NumberOf(p.Order)}{mark} #{k + 1}")));

    static char NumberOf(int order) => order switch { 2 => '²', 3 => '³', _ => '⁴' };

    IEnumerable<string> PairNames()
    {
        for (var c = 0; c < Channels; c++)
        {
            for (var d = c + 1; d < Channels; d++)
            {
                for (var l = 1; l <= Highest; l++)
                    yield return $"{Channel(c)}·{Channel(d)} l={l}";
            }
        }
    }

    IEnumerable<string> VolumeNames()
    {
        for (var c = 0; c < Channels; c++)
        {
            for (var d = c + 1; d < Channels; d++)
            {
                for (var e = d + 1; e < Channels; e++)
                    yield return $"{Channel(c)}·({Channel(d)}×{Channel(e)})";
            }
        }
    }

    /// <summary>The invariants of A, [channel, l² + l + m].</summary>
    internal (double[] True, double[] Pseudo) InvariantsOf(double[] a)
    {
        var size = 1.0;
        for (var c = 0; c < Channels; c++)
        {
            foreach (var x in Of(a, c)[..Plan.Inputs])
                size += x * x;
        }
        size = Math.Sqrt(size);
        double[] invariants = new double[Names.Length], pseudo = new double[PseudoNames.Length];
        var at = Products(Plan, a, size, invariants);
        for (var c = 0; c < Channels; c++)
        {
            for (var d = c + 1; d < Channels; d++)
            {
                for (var l = 1; l <= Highest; l++, at++)
                {
                    ReadOnlySpan<double> x = Of(a, c)[(l * l)..((l + 1) * (l + 1))], y = Of(a, d)[(l * l)..((l + 1) * (l + 1))];
                    for (var m = 0; m < x.Length; m++)
                        invariants[at] += x[m] * y[m] / size;
                }
            }
        }
        if (!Chirality)
            return (invariants, pseudo);
        at = Products(PseudoPlan, a, size, pseudo);
        for (var c = 0; c < Channels; c++)
        {
            for (var d = c + 1; d < Channels; d++)
            {
                for (var e = d + 1; e < Channels; e++)
                    pseudo[at++] = Vec3.Dot(VectorOf(a, c), Vec3.Cross(VectorOf(a, d), VectorOf(a, e))) / (size * size);
            }
        }
        return (invariants, pseudo);
    }

    int Products(ProductPlan plan, double[] a, double size, double[] into)
    {
        var planes = new double[plan.Planes];
        var at = 0;
        for (var c = 0; c < Channels; c++)
        {
            Of(a, c)[..plan.Inputs].CopyTo(planes);
            for (var p = plan.Inputs; p < plan.Planes; p++)
            {
                planes[p] = 0;
                for (var t = plan.TermStart[p - plan.Inputs]; t < plan.TermStart[p - plan.Inputs + 1]; t++)
                    planes[p] += plan.Coefficients[t] * planes[plan.Terms[t].A] * planes[plan.Terms[t].B];
            }
            foreach (var path in plan.Paths)
                into[at++] = planes[path.First] / Math.Pow(size, path.Order - 1);
        }
        return at;
    }

    ReadOnlySpan<double> Of(double[] a, int channel) => a.AsSpan(channel * Components, Components);

    // m = −1, 0, 1 are y, z, x.
    Vec3 VectorOf(double[] a, int channel)
    {
        var v = Of(a, channel);
        return new(v[3], v[1], v[2]);
    }
}
