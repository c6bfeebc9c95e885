using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// How fingerprints follow a deformation of the structure. Where an invariant has no slope, no energy that is a function of fingerprints has one: neither force nor shear stress.
/// </summary>
/// <param name="Sites">In the order of the fingerprint's sites, at most <see cref="MostSites"/>.</param>
/// <param name="Strains">What finite strains do.</param>
public sealed record FingerprintResponse(ImmutableArray<SiteResponse> Sites, ImmutableArray<StrainedFingerprint> Strains)
{
    /// <summary>So many sites are looked at, the first ones.</summary>
    public const int MostSites = 12;

    const double Step = 1e-4;

    /// <summary>Strains of one unit (their Frobenius norm): expansion, then five that keep the volume.</summary>
    static readonly Mat3[] Directions =
    [
        (1 / Math.Sqrt(3)) * Mat3.Identity,
        (1 / Math.Sqrt(6)) * Mat3.Diagonal(-1, -1, 2),
        (1 / Math.Sqrt(2)) * Mat3.Diagonal(1, -1, 0),
        Shear(yz: 1, xz: 0, xy: 0),
        Shear(yz: 0, xz: 1, xy: 0),
        Shear(yz: 0, xz: 0, xy: 1),
    ];

    static Mat3 Shear(double yz, double xz, double xy) => (1 / Math.Sqrt(2)) * new Mat3(0, xy, xz, xy, 0, yz, xz, yz, 0);

    /// <param name="fingerprint">Of the structure as it stands.</param>
    /// <param name="strain">Of the finite strains, by the Frobenius norm; above 0 and at most 0.5.</param>
    /// <exception cref="PotentialException">No such strain.</exception>
    public static FingerprintResponse Of(Structure structure, StructureFingerprint fingerprint, double strain, Team team, double tolerance = StructureFingerprint.UsualTolerance, CancellationToken cancellation = default)
    {
        if (!(strain is > 0 and <= 0.5))
            throw new PotentialException(FormattableString.Invariant($"A strain is above 0 and at most 0.5, not {strain}."));
        StructureFingerprint At(Structure changed)
        {
            cancellation.ThrowIfCancellationRequested();
            return StructureFingerprint.Of(changed, fingerprint.Form, team, tolerance);
        }
        var first = fingerprint.Sites.Take(MostSites).Select(s => s.Atoms[0]).ToArray();
        var slopes = Directions.Select(d => Slopes(h => At(structure.Strained(h * d)), first)).ToArray();
        var sites = first.Select((atom, k) => new SiteResponse(
            Over(slopes[0][k], fingerprint.Atoms[atom]),
            Over(Math.Sqrt(slopes[1..].Sum(s => s[k] * s[k])), fingerprint.Atoms[atom]),
            Moved(structure, fingerprint, atom, At))).ToImmutableArray();
        (string, Mat3)[] named = [("expansion", Directions[0]), ("stretch along z", Directions[1]), ("shear xy", Directions[5])];
        return new(sites, [.. named.Select(n => Strained(fingerprint, n.Item1, At(structure.Strained(strain * n.Item2))))]);
    }

    static StrainedFingerprint Strained(StructureFingerprint fingerprint, string name, StructureFingerprint strained)
    {
        var changes = fingerprint.Atoms.Zip(strained.Atoms, (a, b) => Math.Sqrt(a.SquareTo(b))).ToArray();
        return new(name, strained.Sites.Length, changes.DefaultIfEmpty(0).Min(), changes.DefaultIfEmpty(0).Max(), fingerprint.Similarity(strained));
    }

    /// <summary>|dp/dh| of these atoms.</summary>
    static double[] Slopes(Func<double, StructureFingerprint> at, int[] atoms)
    {
        StructureFingerprint plus = at(Step), minus = at(-Step);
        return [.. atoms.Select(i => Difference(plus.Atoms[i], minus.Atoms[i]) / (2 * Step))];
    }

    static double Difference(AtomFingerprint p, AtomFingerprint q)
    {
        var sum = 0.0;
        for (var k = 0; k < p.Invariants.Length; k++)
            sum += (p.Invariants[k] - q.Invariants[k]) * (p.Invariants[k] - q.Invariants[k]);
        return Math.Sqrt(sum);
    }

    static double Over(double slope, AtomFingerprint of) => of.Length > 0 ? slope / of.Length : 0;

    // An energy that sums a function of the invariants over atoms has one gradient of that function for all atoms of a site: where the site's sums have no slope, there is no force.
    static double Moved(Structure structure, StructureFingerprint fingerprint, int atom, Func<Structure, StructureFingerprint> at)
    {
        var square = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            var d = Step * new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            StructureFingerprint By(Vec3 by)
            {
                var moved = structure.Clone();
                moved.Positions[atom] += by;
                return at(moved);
            }
            StructureFingerprint plus = By(d), minus = By(-1.0 * d);
            foreach (var site in fingerprint.Sites)
            {
                for (var k = 0; k < fingerprint.Form.Names.Length; k++)
                {
                    var sum = 0.0;
                    foreach (var i in site.Atoms)
                        sum += (plus.Atoms[i].Invariants[k] - minus.Atoms[i].Invariants[k]) / (2 * Step);
                    square += sum * sum;
                }
            }
        }
        return Over(Math.Sqrt(square), fingerprint.Atoms[atom]);
    }
}

/// <summary>First-order responses of one site, each relative to the length of its fingerprint.</summary>
/// <param name="Expansion">Per unit of strain that changes the volume, alike in all directions.</param>
/// <param name="Shape">Per unit of strain that keeps the volume; zero where the site's symmetry is cubic.</param>
/// <param name="Displacement">Å⁻¹: of the invariants summed over the atoms of each site, when the atom (and its periodic images) moves. Zero where symmetry forbids any force.</param>
public sealed record SiteResponse(double Expansion, double Shape, double Displacement);

/// <summary>What a finite strain did.</summary>
/// <param name="Sites">Distinct ones after it.</param>
/// <param name="LeastChange">Relative distance between the fingerprints of an atom before and after: the smallest.</param>
/// <param name="MostChange">The largest.</param>
/// <param name="Similarity">Of the structures before and after.</param>
public sealed record StrainedFingerprint(string Name, int Sites, double LeastChange, double MostChange, double Similarity);
