using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The pure translations of a crystal: shorter than its cell's vectors where that cell is not primitive.</summary>
/// <param name="Cell">The primitive cell, Minkowski-reduced; the crystal's own where nothing is shorter.</param>
/// <param name="Multiples">The crystal's lattice vectors in whole numbers of it.</param>
/// <param name="Cosets">Its translations modulo the crystal's cell.</param>
/// <param name="Orbit">By atom: the number of the atom of the primitive cell that it is an image of.</param>
/// <param name="Label">By atom: the number of the translation that takes the first of its orbit to it.</param>
/// <param name="Members">By orbit and translation: the atom.</param>
/// <param name="Sites">By orbit: the mean position, Å, near the first atom's.</param>
sealed record CrystalTranslations(Cell Cell, Mat3 Multiples, LatticeCosets Cosets, int[] Orbit, int[] Label, int[][] Members, Vec3[] Sites);

/// <summary>Finds the primitive lattice: translations between atoms of the rarest kind that map the crystal onto itself, each snapped to the fraction of the lattice that it must be, until they generate all others.</summary>
static class TranslationFinder
{
    /// <returns>Null where what holds within the tolerance is no group.</returns>
    internal static CrystalTranslations? Find(Structure structure, int[] kinds, int rarest, double tolerance)
    {
        var own = structure.Cell!;
        Vec3[] sites = [.. structure.Positions.Select(own.ToFractional)];
        var atoms = new AtomSites(own, sites, kinds);
        int[] candidates = [.. Enumerable.Range(0, kinds.Length).Where(i => kinds[i] == rarest)];
        // The lattice as found up to now, its vectors in fractions of the crystal's own.
        var lattice = Mat3.Identity;
        var ways = new Vec3[sites.Length];
        foreach (var other in candidates.Skip(1))
        {
            var guess = sites[other] - sites[candidates[0]];
            if (InLattice(guess))
                continue;
            if (atoms.Translation(Mat3.Identity, guess, tolerance, ways) is not { } translation)
                continue;
            if (Extended(translation) is not { } extended)
                return null;
            lattice = extended;
        }
        var cell = lattice == Mat3.Identity ? own : new Cell(lattice * own.Vectors).Reduced(Periodicity.All);
        var multiples = Rounded(own.Vectors * cell.Inverse);
        var cosets = new LatticeCosets(multiples);
        return Orbits();

        bool InLattice(Vec3 t) => own.ToCartesian(AtomSites.Nearest(t * lattice.Inverse()) * lattice).LengthSquared < 4 * tolerance * tolerance;

        // The smallest multiple of a translation that is a vector of the lattice says which fraction it is.
        Mat3? Extended(Vec3 t)
        {
            var inLattice = t * lattice.Inverse();
            for (var order = 2; order <= candidates.Length; order++)
            {
                var missing = AtomSites.Nearest(order * inLattice);
                if (own.ToCartesian(missing * lattice).Length > order * tolerance)
                    continue;
                var rows = LatticeCosets.Triangular([[order, 0, 0], [0, order, 0], [0, 0, order], LatticeCosets.Whole(order * inLattice)]);
                Vec3 Row(int k) => new Vec3(rows[k][0], rows[k][1], rows[k][2]) / order;
                return Mat3.FromRows(Row(0), Row(1), Row(2)) * lattice;
            }
            return null;
        }

        CrystalTranslations? Orbits()
        {
            var (orbit, label, members, means) = (new int[sites.Length], new int[sites.Length], new List<int[]>(), new List<Vec3>());
            Array.Fill(orbit, -1);
            Vec3[] shifts = [.. Enumerable.Range(0, cosets.Count).Select(k => own.ToFractional(cell.ToCartesian(cosets.Vector(k))))];
            for (var i = 0; i < sites.Length; i++)
            {
                if (orbit[i] >= 0)
                    continue;
                var images = new int[cosets.Count];
                var sum = Vec3.Zero;
                for (var k = 0; k < images.Length; k++)
                {
                    images[k] = atoms.Find(sites[i] + shifts[k], kinds[i], 2 * tolerance, out var way);
                    if (images[k] < 0 || orbit[images[k]] >= 0)
                        return null;
                    (orbit[images[k]], label[images[k]]) = (members.Count, k);
                    sum += way;
                }
                means.Add(cosets.Count == 1 ? structure.Positions[i] : structure.Positions[i] + own.ToCartesian(sum / images.Length));
                members.Add(images);
            }
            return new CrystalTranslations(cell, multiples, cosets, orbit, label, [.. members], [.. means]);
        }
    }

    internal static Mat3 Rounded(Mat3 m) => new(
        Whole(m.XX), Whole(m.XY), Whole(m.XZ), Whole(m.YX), Whole(m.YY), Whole(m.YZ), Whole(m.ZX), Whole(m.ZY), Whole(m.ZZ));

    // Zero has no sign here, so that equal matrices are equal.
    static double Whole(double value) => Math.Round(value) + 0.0;
}
