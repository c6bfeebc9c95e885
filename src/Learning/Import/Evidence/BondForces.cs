using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Whether forces act against the stretching of bonds, as they must: for each atom and its nearest neighbour the force along the bond,
/// ½ (F_j − F_i) · r̂_ij (positive pushes apart), against the bond's length, both relative to the medians of bonds of the same kind.
/// The ratio is minus a mean stiffness, eV/Å².
/// </summary>
/// <param name="Ratio">Push over stretch. Negative for forces; gradients make it positive.</param>
/// <param name="Strength">Stiffness × length², eV: about 50 for bonds of molecules, 10 to 50 for metals; always positive.</param>
/// <param name="Covalent">Nearly all of these bonds are covalent ones between non-metals.</param>
internal sealed record BondForces(RatioEvidence Ratio, double Strength, bool Covalent)
{
    const int FewestOfAKind = 6, Fewest = 30;

    // Stiffness × length² of covalent bonds: H–C 37, C–C 66, N≡N 173 eV, if nothing else moves; the environment adds and takes some.
    const double WeakestCovalent = 12, Strongest = 250;

    static readonly HashSet<int> NonMetals = [1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 34, 35, 53];

    /// <summary>Enough bonds, which agree.</summary>
    public bool IsConclusive => Ratio.Count >= Fewest && Math.Abs(Ratio.Correlation) > 0.4;

    public bool Attract => IsConclusive && Ratio.Correlation < 0;

    public bool Repel => IsConclusive && Ratio.Correlation > 0;

    /// <summary>Whether bonds are as stiff as bonds are, if forces are in units of so many eV/Å.</summary>
    public bool Allows(double forceFactor) => !IsConclusive
        || (Strength * forceFactor < Strongest && (!Covalent || Strength * forceFactor > WeakestCovalent));

    /// <summary>What forces from somewhere (the label, or a column that may be one) say.</summary>
    /// <param name="forces">eV/Å, one per atom; null for a frame without.</param>
    public static BondForces Of(InspectedData data, Func<Frame, Vec3[]?> forces)
    {
        var bonds = new Dictionary<(string, int, int), List<(double Length, double Push)>>();
        var frames = data.Frames;
        var alike = frames.GroupBy(f => f.Structure.Formula).ToDictionary(g => g.Key, g => g.Count());
        int covalent = 0, all = 0;
        for (var k = 0; k < frames.Count; k++)
        {
            if (forces(frames[k]) is not { } f || !f.All(v => v.IsFinite))
                continue;
            var near = data.Contacts(k);
            var s = frames[k].Structure;
            // In a molecule seen many times the same two atoms are the same bond; elsewhere all bonds between two elements count as alike.
            var formula = s.Formula;
            var known = !s.Periodic.Any && alike[formula] >= FewestOfAKind;
            for (var i = 0; i < s.Count; i++)
            {
                var j = near.Partner[i];
                if (j < 0 || j == i || (near.Partner[j] == i && j < i))
                    continue;
                Element ei = s.Elements[i], ej = s.Elements[j];
                var (a, b) = known ? (i, j) : (ei.AtomicNumber, ej.AtomicNumber);
                var kind = (known ? formula : "", Math.Min(a, b), Math.Max(a, b));
                if (!bonds.TryGetValue(kind, out var list))
                    bonds[kind] = list = [];
                list.Add((near.Distance[i], 0.5 * Vec3.Dot(f[j] - f[i], near.ToPartner[i]) / near.Distance[i]));
                all++;
                covalent += NonMetals.Contains(ei.AtomicNumber) && NonMetals.Contains(ej.AtomicNumber)
                    && near.Distance[i] < 1.25 * (ei.CovalentRadius + ej.CovalentRadius) ? 1 : 0;
            }
        }
        return Of(bonds.Values.Where(l => l.Count >= FewestOfAKind), all > 0 && covalent > 0.9 * all);
    }

    static BondForces Of(IEnumerable<List<(double Length, double Push)>> kinds, bool covalent)
    {
        var stretch = new List<double>();
        var pushes = new List<double>();
        var lengths = new List<double>();
        foreach (var list in kinds)
        {
            var length = Sample.Median([.. list.Select(b => b.Length)]);
            var push = Sample.Median([.. list.Select(b => b.Push)]);
            lengths.AddRange(list.Select(b => b.Length));
            stretch.AddRange(list.Select(b => b.Length - length));
            pushes.AddRange(list.Select(b => b.Push - push));
        }
        var ratio = RatioEvidence.Of(stretch, pushes);
        var typical = Sample.Median([.. lengths]);
        return new BondForces(ratio, Math.Abs(ratio.Ratio) * typical * typical, covalent);
    }
}
