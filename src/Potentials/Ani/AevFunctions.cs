using System.Collections.Immutable;
using Athanor.Atoms;

namespace Athanor.Potentials.Ani;

/// <summary>
/// The functions of an ANI model's atomic environment vector (Smith, Isayev, Roitberg, Chem. Sci. 8, 3192, 2017), as its published programs have them: a radial one for
/// every element of a neighbour and centre of <see cref="RadialShifts"/>, an angular one for every pair of elements, centre of <see cref="AngularShifts"/> and angle of
/// <see cref="Angles"/>. Immutable.
/// </summary>
/// <remarks>
/// With fc(r; R) = ½ cos(πr/R) + ½: R_k = ¼ Σ_j exp(−η_R (r_ij − s_k)²) fc(r_ij; Rcr), and over unordered pairs of neighbours
/// A_pq = 2 Σ_jk ((1 + cos(θ − z_q))/2)^ζ exp(−η_A ((r_ij + r_ik)/2 − s_p)²) fc(r_ij; Rca) fc(r_ik; Rca), cos θ = 0.95 r_ij·r_ik / (r_ij r_ik). The ¼ and the 0.95 are not in
/// the paper, but every published model was trained with them.
/// </remarks>
public sealed class AevFunctions
{
    /// <summary>The factor on the cosine of an angle, which keeps θ away from 0 and π.</summary>
    internal const double CosineFactor = 0.95;

    /// <summary>The factor on radial functions.</summary>
    internal const double RadialFactor = 0.25;

    /// <exception cref="PotentialException">A list is empty, an element stands twice, or a number has no sense where it stands; <see cref="Fault"/> says which.</exception>
    public AevFunctions(
        IEnumerable<Element> elements,
        double radialCutoff,
        double angularCutoff,
        double radialEta,
        IEnumerable<double> radialShifts,
        double angularEta,
        IEnumerable<double> angularShifts,
        double zeta,
        IEnumerable<double> angles)
    {
        Elements = [.. elements];
        (RadialCutoff, AngularCutoff) = (radialCutoff, angularCutoff);
        (RadialEta, AngularEta, Zeta) = (radialEta, angularEta, zeta);
        (RadialShifts, AngularShifts, Angles) = ([.. radialShifts], [.. angularShifts], [.. angles]);
        if (Fault() is { } fault)
            throw new PotentialException(fault);
    }

    /// <summary>In the model's own order, which is that of species: H C N O S F Cl for ANI-2x.</summary>
    public ImmutableArray<Element> Elements { get; }

    /// <summary>Rcr, Å.</summary>
    public double RadialCutoff { get; }

    /// <summary>Rca, Å; at most <see cref="RadialCutoff"/>.</summary>
    public double AngularCutoff { get; }

    /// <summary>η_R, 1/Å².</summary>
    public double RadialEta { get; }

    /// <summary>s_k, Å.</summary>
    public ImmutableArray<double> RadialShifts { get; }

    /// <summary>η_A, 1/Å².</summary>
    public double AngularEta { get; }

    /// <summary>s_p, Å.</summary>
    public ImmutableArray<double> AngularShifts { get; }

    /// <summary>ζ.</summary>
    public double Zeta { get; }

    /// <summary>z_q, radians in 0 … π.</summary>
    public ImmutableArray<double> Angles { get; }

    /// <summary>Angular functions of one pair of elements: p·|Angles| + q.</summary>
    public int AngularCount => AngularShifts.Length * Angles.Length;

    /// <summary>Functions of all elements and pairs together: the inputs of the networks.</summary>
    public int Count => Length(Elements.Length);

    /// <summary>−1 where the model does not know the element.</summary>
    public int SpeciesOf(Element element) => Elements.IndexOf(element);

    /// <summary>Functions for this many elements.</summary>
    internal int Length(int elements) => elements * RadialShifts.Length + elements * (elements + 1) / 2 * AngularCount;

    /// <summary>Where the functions of one neighbour's element begin.</summary>
    internal int RadialStart(int species) => species * RadialShifts.Length;

    /// <summary>Where the functions of a pair of elements begin, for a model of <paramref name="elements"/> elements: radial ones first, then pairs by rows of the upper triangle.</summary>
    internal int AngularStart(int a, int b, int elements)
    {
        var (low, high) = a <= b ? (a, b) : (b, a);
        return elements * RadialShifts.Length + (low * elements - low * (low - 1) / 2 + high - low) * AngularCount;
    }

    /// <summary>
    /// Which functions are about these species alone, in the order they have in a model of them alone. All others are zero where no atom of another species is near.
    /// </summary>
    internal int[] Columns(ReadOnlySpan<int> present)
    {
        var columns = new int[Length(present.Length)];
        for (var a = 0; a < present.Length; a++)
        {
            for (var k = 0; k < RadialShifts.Length; k++)
                columns[RadialStart(a) + k] = RadialStart(present[a]) + k;
            for (var b = a; b < present.Length; b++)
            {
                for (var k = 0; k < AngularCount; k++)
                    columns[AngularStart(a, b, present.Length) + k] = AngularStart(present[a], present[b], Elements.Length) + k;
            }
        }
        return columns;
    }

    string? Fault()
    {
        const double Longest = 30;
        if (Elements.IsEmpty || Elements.Distinct().Count() != Elements.Length)
            return "A model has one element at least, and none twice.";
        if (!(AngularCutoff > 0 && AngularCutoff <= RadialCutoff && RadialCutoff <= Longest))
            return $"The cutoffs are {RadialCutoff} Å (Rcr) and {AngularCutoff} Å (Rca); they should be above zero, the angular one not beyond the radial one, and that at most {Longest} Å.";
        if (!(RadialEta > 0 && double.IsFinite(RadialEta) && AngularEta > 0 && double.IsFinite(AngularEta) && Zeta > 0 && Zeta <= 1e4))
            return $"EtaR = {RadialEta}, EtaA = {AngularEta} and Zeta = {Zeta} must be above zero (and Zeta at most 10000).";
        if (RadialShifts.IsEmpty || AngularShifts.IsEmpty || Angles.IsEmpty)
            return "ShfR, ShfA and ShfZ have one entry each at least.";
        if (RadialShifts.Concat(AngularShifts).Any(s => !(Math.Abs(s) <= 2 * Longest)))
            return $"An entry of ShfR or ShfA is no distance: all are between -{2 * Longest} and {2 * Longest} Å.";
        // Outside these limits the base of the power could vanish, whose logarithm is taken.
        if (Angles.Any(z => !(z is >= -1e-6 and <= Math.PI + 1e-6)))
            return "An entry of ShfZ is not an angle between 0 and pi.";
        return null;
    }
}
