using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// The symmetry of a crystal as it stands in a cell: all operations modulo the cell's own lattice vectors, which atom each takes to which place, and what follows. Of a supercell that is every operation of the crystal
/// that maps the supercell's lattice onto itself, pure translations among them. Atoms of one element and different masses are different.
/// </summary>
/// <remarks>
/// Translations first (they give the primitive cell), then the rotations of the primitive lattice, and for each the translation that puts every atom on another (Grosse-Kunstleve, Acta Cryst. A55, 383 (1999); Togo and
/// Tanaka, arXiv:1808.01590 (2018)). Operation k is translation k mod T after representative k / T, T the number of pure translations: a
/// supercell's operations are many and are composed when asked for.
/// </remarks>
public sealed class SpaceGroup
{
    /// <summary>Å.</summary>
    public const double DefaultTolerance = 1e-4;

    readonly CrystalTranslations _translations;
    readonly SymmetryOperation[] _representatives;
    readonly int[][] _images;
    readonly Vec3[] _shifts;
    readonly Mat3[] _cartesian;
    readonly int[] _equivalent;
    readonly Lazy<SpaceGroupType?> _type;

    SpaceGroup(Structure structure, double tolerance, CrystalTranslations translations, IReadOnlyList<(Mat3 Rotation, Vec3 Translation, int[] Images)> operations)
    {
        (Structure, Tolerance, _translations) = (structure, tolerance, translations);
        var cell = structure.Cell!;
        _shifts = [.. Enumerable.Range(0, translations.Cosets.Count).Select(k => cell.ToFractional(translations.Cell.ToCartesian(translations.Cosets.Vector(k))))];
        _representatives = [.. operations.Select(o => new SymmetryOperation(o.Rotation, o.Translation))];
        _images = [.. operations.Select(o => o.Images)];
        var (vectors, inverse) = (cell.Vectors.Transposed, cell.Inverse.Transposed);
        _cartesian = [.. operations.Select(o => vectors * o.Rotation * inverse)];
        _equivalent = Orbits();
        _type = new(() => SpaceGroupType.Of(this));
        Primitive = new PrimitiveCell(
            translations.Cosets.Count == 1
                ? structure
                : structure.Select([.. translations.Members.Select(m => m[0])]).With(translations.Cell, translations.Sites) is var one && structure.Charge == 0 ? one : Discharged(one, structure.Charge / translations.Cosets.Count),
            translations.Multiples, translations.Orbit);
    }

    /// <summary>The crystal that was looked at.</summary>
    public Structure Structure { get; }

    /// <summary>Å; less than was asked for where what holds within that is no group.</summary>
    public double Tolerance { get; }

    /// <summary>The crystal in its smallest cell.</summary>
    public PrimitiveCell Primitive { get; }

    /// <summary>Number and symbol in the International Tables; null where no kind fits.</summary>
    public SpaceGroupType? Type => _type.Value;

    /// <summary>Number of operations, modulo the lattice of the cell.</summary>
    public int Count => _representatives.Length * _shifts.Length;

    /// <summary>One operation for each rotation, the identity first.</summary>
    public IReadOnlyList<SymmetryOperation> Representatives => _representatives;

    /// <summary>Pure translations in fractional coordinates, none of them first; one alone where the cell is primitive.</summary>
    public IReadOnlyList<Vec3> Translations => _shifts;

    /// <summary>Rotations and mirrors on Cartesian column vectors, v → R v, by representative; orthogonal to within the tolerance.</summary>
    public IReadOnlyList<Mat3> Rotations => _cartesian;

    /// <summary>All operations, in the order of their numbers.</summary>
    public IEnumerable<SymmetryOperation> Operations => Enumerable.Range(0, Count).Select(Operation);

    /// <summary>By atom: the first atom that an operation takes to it.</summary>
    public IReadOnlyList<int> EquivalentAtoms => _equivalent;

    /// <summary>One atom of each kind that no operation takes to one another, the first in order.</summary>
    public IEnumerable<int> InequivalentAtoms => Enumerable.Range(0, _equivalent.Length).Where(i => _equivalent[i] == i);

    /// <param name="tolerance">Å that an atom may be from where an operation, at its best, wants it.</param>
    /// <exception cref="AtomsException">The structure does not repeat in three directions, has no atoms, or two of the same kind stand at one place.</exception>
    public static SpaceGroup Of(Structure structure, double tolerance = DefaultTolerance)
    {
        if (!structure.Periodic.IsBulk)
            throw new AtomsException($"{structure} does not repeat in three directions; a space group is found of crystals alone.");
        if (structure.Count == 0)
            throw new AtomsException("A cell without atoms has no space group.");
        if (!(tolerance > 0))
            throw new AtomsException($"The tolerance of a space group is a length above zero, not {tolerance} Å.");
        // Within a tolerance, "the same" need not be transitive: then less is tolerated, until the operations are a group. The identity alone always is one.
        for (var within = tolerance; within > 1e-4 * tolerance; within *= 0.6)
        {
            if (RotationFinder.Find(structure, within) is var (translations, operations))
                return new SpaceGroup(structure, within, translations, operations);
        }
        throw new AtomsException($"No tolerance below {tolerance} Å gives {structure} a symmetry that is a group; do two atoms stand at one place?");
    }

    /// <summary>An operation on fractional coordinates of the cell.</summary>
    public SymmetryOperation Operation(int operation)
    {
        var one = _representatives[operation / _shifts.Length];
        return new SymmetryOperation(one.Rotation, one.Translation + _shifts[operation % _shifts.Length]);
    }

    /// <summary>The rotation of an operation on Cartesian column vectors, v → R v.</summary>
    public Mat3 Rotation(int operation) => _cartesian[operation / _shifts.Length];

    /// <summary>The atom on whose place an operation puts an atom.</summary>
    public int Image(int operation, int atom)
    {
        var (one, shift) = Math.DivRem(operation, _shifts.Length);
        var image = _images[one][atom];
        return shift == 0 ? image : _translations.Members[_translations.Orbit[image]][_translations.Cosets.Sum(_translations.Label[image], shift)];
    }

    /// <summary>By atom, where an operation puts it.</summary>
    public int[] Permutation(int operation) => [.. Enumerable.Range(0, Structure.Count).Select(i => Image(operation, i))];

    /// <summary>The operations that leave an atom where it is (modulo the cell's lattice), the identity first. Their <see cref="Rotation(int)"/>s are its site symmetry.</summary>
    public IReadOnlyList<int> SiteSymmetry(int atom) => [.. Between(atom, atom)];

    /// <summary>The operations that put one atom on another's place; none where the two are not equivalent.</summary>
    public IEnumerable<int> Between(int from, int to)
    {
        var cosets = _translations.Cosets;
        for (var one = 0; one < _images.Length; one++)
        {
            var image = _images[one][from];
            if (_translations.Orbit[image] == _translations.Orbit[to])
                yield return one * _shifts.Length + cosets.Sum(_translations.Label[to], cosets.Minus(_translations.Label[image]));
        }
    }

    /// <summary>
    /// The crystal made exactly symmetric: each position the mean of what the operations say, the cell with the mean of its metrics under the rotations; no atom goes farther than about the tolerance. Positions are symmetric exactly, up to
    /// one shift of all, although the operations' translations carry noise: that is the same for every atom in the mean.
    /// </summary>
    public Structure Symmetrized() => SymmetrizedCrystal.Of(this, _translations);

    int[] Orbits()
    {
        // Atoms that translations join are joined already; the representatives join their orbits.
        var first = new int[_translations.Members.Length];
        Array.Fill(first, -1);
        for (var p = 0; p < first.Length; p++)
        {
            if (first[p] >= 0)
                continue;
            foreach (var images in _images)
                first[_translations.Orbit[images[_translations.Members[p][0]]]] = p;
        }
        return [.. _translations.Orbit.Select(p => _translations.Members[first[p]][0])];
    }

    static Structure Discharged(Structure structure, double charge)
    {
        structure.Charge = charge;
        return structure;
    }
}
