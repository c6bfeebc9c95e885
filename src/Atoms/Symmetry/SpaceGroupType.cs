using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Which of the 230 kinds a space group is of.</summary>
/// <param name="Number">In the International Tables, 1 to 230.</param>
/// <param name="Symbol">Short Hermann–Mauguin symbol of the standard setting, "Fd-3m", "P2_1/c".</param>
/// <remarks>
/// In conventional axes the rotations tell most; where translations must, the question is whether some origin p makes them those of the tables, t + (W − 1) p ≡ t₀ modulo the lattice: linear equations in whole numbers, which elimination by
/// rows answers exactly (Grosse-Kunstleve, Acta Cryst. A55, 383 (1999)). What other axes the tables might mean is tried: permuted, turned, or other vectors of the monoclinic plane; never mirrored, so that P4₁ stays P4₁.
/// </remarks>
public sealed record SpaceGroupType(int Number, string Symbol)
{
    /// <summary>Of a translation that should be a multiple of 1/6 or 1/4, fractional.</summary>
    const double Near = 0.02;

    static readonly Lazy<IReadOnlyList<(HallSymbol Hall, int Order)>> Groups = new(() =>
        [.. SpaceGroupTable.All.Select(row => HallSymbol.Parse(row.Hall)).Select(h => (h, SymmetryOperation.Group(h.Generators).Select(o => o.Rotation).Distinct().Count()))]);

    /// <returns>Null where no kind fits, which noise near the tolerance could do.</returns>
    public static SpaceGroupType? Of(SpaceGroup group)
    {
        if (group.Translations.Count > 1)
            group = SpaceGroup.Of(group.Primitive.Structure, group.Tolerance);
        var conventional = ConventionalCell.Of(group);
        var own = group.Structure.Cell!;
        var multiples = TranslationFinder.Rounded(conventional.Vectors * own.Inverse);
        var found = group.Representatives.ToDictionary(o => o.Rotation, o => o.Translation);
        var changes = Changes(conventional.System);
        var (from, to) = Numbers(conventional.System);
        for (var number = from; number <= to; number++)
        {
            var (hall, order) = Groups.Value[number - 1];
            if (order == found.Count && hall.Centring.Count == (int)Math.Round(multiples.Determinant) && changes.Any(q => Fits(hall, q * multiples, found)))
                return new SpaceGroupType(number, SpaceGroupTable.All[number - 1].Symbol);
        }
        return null;
    }

    public override string ToString() => $"{Symbol} ({Number})";

    /// <param name="axes">Rows: the vectors of the tables' cell in whole numbers of the primitive ones.</param>
    static bool Fits(HallSymbol hall, Mat3 axes, Dictionary<Mat3, Vec3> found)
    {
        // Fractional columns of the tables' cell become those of the primitive one by Kᵀ.
        var (down, up) = (axes.Transposed, axes.Inverse().Transposed);
        if (!hall.Centring.All(c => AtomSites.Nearest(down * c).Length < 1e-6))
            return false;
        var equations = new List<(long[] Left, double Right)>();
        foreach (var generator in hall.Generators)
        {
            var rotation = down * generator.Rotation * up;
            if (!found.TryGetValue(TranslationFinder.Rounded(rotation), out var translation) || Largest(rotation - TranslationFinder.Rounded(rotation)) > 1e-6)
                return false;
            var right = down * generator.Translation - translation;
            for (var row = 0; row < 3; row++)
                equations.Add((LatticeCosets.Whole((rotation - Mat3.Identity).Row(row)), right[row]));
        }
        return HaveOrigin(equations);
    }

    /// <summary>Whether A p ≡ r modulo whole numbers has a solution: once elimination has made rows of zeros, their right sides must be whole. What is left is triangular, and has one.</summary>
    static bool HaveOrigin(List<(long[] Left, double Right)> equations)
    {
        for (var column = 0; column < 3; column++)
        {
            while (true)
            {
                var pivot = equations.Where(e => e.Left[column] != 0).OrderBy(e => Math.Abs(e.Left[column])).FirstOrDefault();
                if (pivot.Left is null)
                    break;
                var others = false;
                for (var k = 0; k < equations.Count; k++)
                {
                    var (left, right) = equations[k];
                    if (left == pivot.Left || left[column] == 0)
                        continue;
                    var times = left[column] / pivot.Left[column];
                    equations[k] = ([left[0] - times * pivot.Left[0], left[1] - times * pivot.Left[1], left[2] - times * pivot.Left[2]], right - times * pivot.Right);
                    others |= equations[k].Left[column] != 0;
                }
                if (others)
                    continue;
                equations.RemoveAll(e => e.Left == pivot.Left);
                break;
            }
        }
        return equations.All(e => Math.Abs(e.Right - Math.Round(e.Right)) < Near);
    }

    static (int From, int To) Numbers(CrystalSystem system) => system switch
    {
        CrystalSystem.Triclinic => (1, 2),
        CrystalSystem.Monoclinic => (3, 15),
        CrystalSystem.Orthorhombic => (16, 74),
        CrystalSystem.Tetragonal => (75, 142),
        CrystalSystem.Trigonal => (143, 167),
        CrystalSystem.Hexagonal => (168, 194),
        _ => (195, 230),
    };

    /// <summary>Other axes, as rows of whole numbers of the conventional ones, right-handed.</summary>
    static IReadOnlyList<Mat3> Changes(CrystalSystem system)
    {
        if (system == CrystalSystem.Triclinic)
            return [Mat3.Identity];
        if (system == CrystalSystem.Monoclinic)
            return [.. Plane()];
        Mat3 quarter = new(0, 1, 0, -1, 0, 0, 0, 0, 1), half = Mat3.Diagonal(1, -1, -1), third = new(0, 1, 0, 0, 0, 1, 1, 0, 0), sixth = new(1, 1, 0, -1, 0, 0, 0, 0, 1), flip = new(1, 0, 0, -1, -1, 0, 0, 0, -1);
        return system switch
        {
            CrystalSystem.Tetragonal => Generated(quarter, half),
            CrystalSystem.Trigonal or CrystalSystem.Hexagonal => Generated(sixth, flip),
            _ => Generated(quarter, half, third),
        };
    }

    static IEnumerable<Mat3> Plane()
    {
        for (var k = 0; k < 625; k++)
        {
            int p = k % 5 - 2, q = k / 5 % 5 - 2, r = k / 25 % 5 - 2, s = k / 125 - 2;
            if (p * s - q * r is 1 or -1)
                yield return new Mat3(p, 0, q, 0, p * s - q * r, 0, r, 0, s);
        }
    }

    static List<Mat3> Generated(params Mat3[] generators)
    {
        var all = new List<Mat3> { Mat3.Identity };
        for (var k = 0; k < all.Count; k++)
        {
            foreach (var g in generators)
            {
                var next = TranslationFinder.Rounded(g * all[k]);
                if (!all.Contains(next))
                    all.Add(next);
            }
        }
        return all;
    }

    static double Largest(Mat3 m) => Enumerable.Range(0, 9).Max(k => Math.Abs(m[k / 3, k % 3]));
}
