using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>The fingerprints of all atoms of a structure, and which of them are alike.</summary>
public sealed class StructureFingerprint
{
    /// <summary>Relative distance up to which two atoms are alike: coordinates in files are rounded.</summary>
    public const double UsualTolerance = 1e-3;

    /// <summary>For sums over atoms, in which those that differ by rounding alone are taken together.</summary>
    const double Same = 1e-7;

    readonly Lazy<ImmutableArray<FingerprintSite>> _sites, _distinct;
    readonly Lazy<double> _withItself, _chirality;
    readonly Lazy<bool> _hasHand;
    readonly double _tolerance;

    StructureFingerprint(FingerprintForm form, ImmutableArray<AtomFingerprint> atoms, double tolerance)
    {
        (Form, Atoms, _tolerance) = (form, atoms, tolerance);
        _sites = new(() => Grouped(tolerance));
        _distinct = new(() => Grouped(Math.Min(Same, tolerance)));
        _withItself = new(() => MeanWith(this));
        _chirality = new(() => 1 - Similarity(Mirrored()));
        _hasHand = new(() => !IsLike(Mirrored(), 1 - _chirality.Value));
    }

    public FingerprintForm Form { get; }

    /// <summary>In the order of the structure.</summary>
    public ImmutableArray<AtomFingerprint> Atoms { get; }

    /// <summary>Atoms that are alike, in the order of their first.</summary>
    public ImmutableArray<FingerprintSite> Sites => _sites.Value;

    /// <param name="tolerance">Atoms of one element are one site where |p − q| is at most this share of their length.</param>
    /// <exception cref="PotentialException">An element is not of the form.</exception>
    /// <exception cref="AtomsException">The structure is broken.</exception>
    public static StructureFingerprint Of(Structure structure, FingerprintForm form, Team team, double tolerance = UsualTolerance) =>
        new(form, [.. new Surroundings(structure, form, team).Fingerprints(team)], tolerance);

    /// <summary>The fingerprint of the mirror image.</summary>
    public StructureFingerprint Mirrored() => new(Form, [.. Atoms.Select(a => a.Mirrored())], _tolerance);

    /// <summary>
    /// The mean of the atoms' similarity over all pairs of an atom here and an atom there, divided by the geometric mean of what each structure has with itself: 1 for copies (turned, moved, renumbered, repeated), never more; the
    /// cosine of the angle between two distributions of surroundings. Mirror images are copies unless the form has pseudoscalars.
    /// </summary>
    public double Similarity(StructureFingerprint other)
    {
        double mine = _withItself.Value, theirs = other._withItself.Value;
        return mine > 0 && theirs > 0 ? Math.Min(1, MeanWith(other) / Math.Sqrt(mine * theirs)) : mine == theirs ? 1 : 0;
    }

    /// <summary>Whether every atom here is like one there and every one there like one here, by the tolerance, and their similarity as near 1 as that of two atoms that are just alike.</summary>
    public bool IsLike(StructureFingerprint other) => IsLike(other, Similarity(other));

    /// <param name="similarity">Of the two, where it is known.</param>
    /// <inheritdoc cref="IsLike(StructureFingerprint)"/>
    public bool IsLike(StructureFingerprint other, double similarity) =>
        similarity >= Math.Exp(-0.5 * Math.Pow(_tolerance / AtomFingerprint.Width, 2)) && Covers(other) && other.Covers(this);

    bool Covers(StructureFingerprint other) => other.Sites.All(t => Sites.Any(s => s.Fingerprint.IsWithin(2 * _tolerance, t.Fingerprint)));

    /// <summary>Whether the structure differs from its mirror image by more than the tolerance; false where the form has no pseudoscalars.</summary>
    public bool HasHand => Form.Chirality && _hasHand.Value;

    /// <summary>1 − similarity to the mirror image: 0 where there is no handedness; null where the form has no pseudoscalars.</summary>
    public double? Chirality => Form.Chirality ? _chirality.Value : null;

    /// <summary>Pseudoscalars summed over the atoms of an element and divided by their number: opposite for mirror images, zero for what is its own.</summary>
    public double[] MeanPseudoscalars(Element element) => Mean(element, a => a.Pseudoscalars, Form.PseudoNames.Length);

    /// <summary>The same of true invariants.</summary>
    public double[] MeanInvariants(Element element) => Mean(element, a => a.Invariants, Form.Names.Length);

    double MeanWith(StructureFingerprint other)
    {
        var sum = 0.0;
        foreach (var a in _distinct.Value)
        {
            foreach (var b in other._distinct.Value)
                sum += (double)a.Count * b.Count * a.Fingerprint.Similarity(b.Fingerprint);
        }
        return Atoms.Length == 0 || other.Atoms.Length == 0 ? 0 : sum / Atoms.Length / other.Atoms.Length;
    }

    double[] Mean(Element element, Func<AtomFingerprint, ReadOnlySpan<double>> of, int count)
    {
        var mean = new double[count];
        var atoms = Atoms.Where(a => a.Element == element).ToArray();
        foreach (var atom in atoms)
        {
            var values = of(atom);
            for (var k = 0; k < count; k++)
                mean[k] += values[k] / atoms.Length;
        }
        return mean;
    }

    ImmutableArray<FingerprintSite> Grouped(double tolerance)
    {
        var groups = new List<(AtomFingerprint First, List<int> Atoms)>();
        for (var i = 0; i < Atoms.Length; i++)
        {
            var group = groups.Find(g => Atoms[i].IsWithin(tolerance, g.First));
            if (group.Atoms is null)
                groups.Add((Atoms[i], [i]));
            else
                group.Atoms.Add(i);
        }
        return [.. groups.Select(g => new FingerprintSite(g.First, [.. g.Atoms]))];
    }
}

/// <summary>Atoms with one fingerprint.</summary>
/// <param name="Fingerprint">That of the first.</param>
/// <param name="Atoms">Zero-based, ascending.</param>
public sealed record FingerprintSite(AtomFingerprint Fingerprint, ImmutableArray<int> Atoms)
{
    public int Count => Atoms.Length;
}
