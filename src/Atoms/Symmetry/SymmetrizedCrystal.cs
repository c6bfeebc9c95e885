using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A crystal made exactly as symmetric as it nearly is.</summary>
static class SymmetrizedCrystal
{
    const int MostRoots = 20;

    internal static Structure Of(SpaceGroup group, CrystalTranslations translations)
    {
        var (structure, own) = (group.Structure, group.Structure.Cell!);
        Vec3[] sites = [.. structure.Positions.Select(own.ToFractional)];
        var moves = new Vec3[sites.Length];
        for (var k = 0; k < group.Representatives.Count; k++)
        {
            var operation = group.Representatives[k];
            for (var i = 0; i < sites.Length; i++)
            {
                var image = group.Image(k * group.Translations.Count, i);
                moves[image] += AtomSites.Nearest(operation.Apply(sites[i]) - sites[image]) / group.Representatives.Count;
            }
        }
        var placed = new Vec3[sites.Length];
        foreach (var members in translations.Members)
        {
            // Where the first of the orbit is, said by all of them.
            Vec3 first = sites[members[0]] + moves[members[0]], mean = Vec3.Zero;
            foreach (var m in members)
                mean += AtomSites.Nearest(sites[m] + moves[m] - first - group.Translations[translations.Label[m]]) / members.Length;
            foreach (var m in members)
                placed[m] = sites[m] + AtomSites.Nearest(first + mean + group.Translations[translations.Label[m]] - sites[m]);
        }
        var cell = new Cell(own.Vectors * Stretch(group));
        return structure.With(cell, [.. placed.Select(cell.ToCartesian)]);
    }

    /// <summary>The symmetric matrix F near one for which lattice vectors A F have the mean metric Σ Wᵀ A Aᵀ W: F F = A⁻¹ G A⁻ᵀ, whose root Newton's iteration finds.</summary>
    static Mat3 Stretch(SpaceGroup group)
    {
        var own = group.Structure.Cell!;
        var metric = own.Vectors * own.Vectors.Transposed;
        var mean = Mat3.Zero;
        foreach (var operation in group.Representatives)
            mean += 1.0 / group.Representatives.Count * (operation.Rotation.Transposed * metric * operation.Rotation);
        var square = (own.Inverse * mean * own.Inverse.Transposed).Symmetrized;
        var root = Mat3.Identity;
        for (var k = 0; k < MostRoots; k++)
        {
            var next = (0.5 * (root + root.Inverse() * square)).Symmetrized;
            var change = next - root;
            root = next;
            if ((change * change.Transposed).Trace < 1e-31)
                break;
        }
        return root;
    }
}
