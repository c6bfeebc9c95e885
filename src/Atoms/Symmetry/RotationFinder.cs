using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Finds the operations of a crystal: for each rotation of the primitive lattice the translation that puts every atom on another of its kind.</summary>
static class RotationFinder
{
    /// <returns>Translations, and one operation for each rotation, in fractional coordinates of the crystal's own cell, with the images of its atoms; null where what holds within the tolerance is no group.</returns>
    internal static (CrystalTranslations Translations, IReadOnlyList<(Mat3 Rotation, Vec3 Translation, int[] Images)> Operations)? Find(Structure structure, double tolerance)
    {
        var kinds = Kinds(structure);
        var rarest = kinds.GroupBy(k => k).OrderBy(g => g.Count()).ThenBy(g => g.Key).First().Key;
        if (TranslationFinder.Find(structure, kinds, rarest, tolerance) is not { } translations)
            return null;
        // A primitive crystal keeps its cell, which need not be reduced.
        var cell = translations.Cell.Reduced(Periodicity.All);
        var multiples = TranslationFinder.Rounded(structure.Cell!.Vectors * cell.Inverse);
        Vec3[] sites = [.. translations.Sites.Select(cell.ToFractional)];
        int[] siteKinds = [.. translations.Members.Select(m => kinds[m[0]])];
        var atoms = new AtomSites(cell, sites, siteKinds);
        var (ways, images) = (new Vec3[sites.Length], new int[sites.Length]);
        int[] candidates = [.. Enumerable.Range(0, sites.Length).Where(i => siteKinds[i] == rarest)];

        var found = new List<(Mat3 Rotation, Vec3 Translation)>();
        foreach (var rotation in LatticeSymmetry.Of(cell, tolerance))
        {
            foreach (var candidate in candidates)
            {
                if (atoms.Translation(rotation, sites[candidate] - rotation * sites[candidates[0]], tolerance, ways, images) is { } translation && images.Distinct().Count() == images.Length)
                {
                    found.Add((rotation, rotation == Mat3.Identity ? Vec3.Zero : translation));
                    break;
                }
            }
        }
        if (!IsGroup(found.Select(f => f.Rotation)))
            return null;
        return InOwnCell(structure, kinds, multiples, found, tolerance) is { } operations ? (translations, operations) : null;
    }

    /// <summary>In the crystal's own cell, whose lattice not every rotation of the primitive one keeps.</summary>
    static List<(Mat3 Rotation, Vec3 Translation, int[] Images)>? InOwnCell(Structure structure, int[] kinds, Mat3 multiples, List<(Mat3 Rotation, Vec3 Translation)> found, double tolerance)
    {
        var own = structure.Cell!;
        Vec3[] sites = [.. structure.Positions.Select(own.ToFractional)];
        var atoms = new AtomSites(own, sites, kinds);
        // Fractional columns go from the own cell to the primitive one by Mᵀ.
        var (to, from) = (multiples.Transposed, multiples.Inverse().Transposed);
        var operations = new List<(Mat3, Vec3, int[])>();
        foreach (var (rotation, translation) in found)
        {
            var exact = from * rotation * to;
            var whole = TranslationFinder.Rounded(exact);
            if (Largest(exact - whole) > 1e-6)
                continue;
            var shift = from * translation;
            var (images, taken) = (new int[sites.Length], new bool[sites.Length]);
            for (var i = 0; i < sites.Length; i++)
            {
                // Off by its own noise, by that of its image, and by that of the means the translation was made of.
                var image = atoms.Find(whole * sites[i] + shift, kinds[i], 4 * tolerance, out _);
                if (image < 0 || taken[image])
                    return null;
                (images[i], taken[image]) = (image, true);
            }
            operations.Add((whole, shift, images));
        }
        return operations;
    }

    static bool IsGroup(IEnumerable<Mat3> rotations)
    {
        var all = rotations.ToHashSet();
        return all.All(a => all.All(b => all.Contains(TranslationFinder.Rounded(a * b))));
    }

    static int[] Kinds(Structure structure)
    {
        var known = new Dictionary<(Element, double), int>();
        var kinds = new int[structure.Count];
        for (var i = 0; i < kinds.Length; i++)
        {
            var key = (structure.Elements[i], structure.MassOf(i));
            if (!known.TryGetValue(key, out kinds[i]))
                known[key] = kinds[i] = known.Count;
        }
        return kinds;
    }

    static double Largest(Mat3 m) => Enumerable.Range(0, 9).Max(k => Math.Abs(m[k / 3, k % 3]));
}
