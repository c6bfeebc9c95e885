using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// A crystal's primitive cell many times over, cell by cell: atom j of the supercell is basis atom j mod b of the cell j / b, b atoms in the primitive cell. The first cell is the one at the origin.
/// </summary>
public sealed class LatticeSupercell
{
    /// <summary>Å within which images of an atom count as equally near.</summary>
    const double Near = 1e-5;

    /// <summary>Of the nearest image's distance: where the second is not farther than this, an atom is at the border.</summary>
    const double Beside = 1.15;

    readonly Vec3[] _fractional;
    readonly Vec3[] _translations;
    readonly Dictionary<(long, long, long), int> _cells = [];
    readonly Mat3 _adjugate;
    readonly long _count;
    readonly Vec3[] _images;

    /// <param name="primitive">The cell that is repeated; periodic in all three directions.</param>
    /// <param name="matrix">Whole numbers; row i is supercell vector i in primitive lattice vectors.</param>
    /// <exception cref="AtomsException">No crystal, or a matrix that is not of whole numbers, or singular.</exception>
    public LatticeSupercell(Structure primitive, Mat3 matrix)
    {
        PrimitiveCrystal.RefuseOther(primitive);
        var cell = primitive.Cell!;
        for (var k = 0; k < 9; k++)
        {
            if (Math.Abs(matrix[k / 3, k % 3] - Math.Round(matrix[k / 3, k % 3])) > 1e-6)
                throw new AtomsException($"A supercell is made of whole numbers of lattice vectors; {matrix} are none.");
        }
        if (Math.Round(matrix.Determinant) is var determinant && determinant == 0)
            throw new AtomsException("The supercell's vectors lie in one plane.");
        if (determinant < 0)
            matrix = -1 * matrix;
        (Primitive, Matrix, _count) = (primitive, matrix, (long)Math.Abs(determinant));
        _adjugate = Rounded(_count * matrix.Inverse());
        _fractional = [.. primitive.Positions.Select(cell.ToFractional)];
        _translations = Translations();
        for (var t = 0; t < _translations.Length; t++)
            _cells.Add(Key(_translations[t]), t);
        var vectors = matrix * cell.Vectors;
        var images = new Cell(vectors).Reduced(Periodicity.All).Vectors * cell.Inverse;
        _images = [.. from x in Enumerable.Range(-1, 3) from y in Enumerable.Range(-1, 3) from z in Enumerable.Range(-1, 3) select Rounded(new Vec3(x, y, z) * images)];
        Structure = Build(vectors);
    }

    public Structure Primitive { get; }

    /// <summary>Row i: supercell vector i in primitive lattice vectors.</summary>
    public Mat3 Matrix { get; }

    /// <summary>The whole supercell.</summary>
    public Structure Structure { get; }

    /// <summary>Primitive cells in it.</summary>
    public int Cells => _translations.Length;

    /// <summary>Atoms of the primitive cell, b.</summary>
    public int Basis => _fractional.Length;

    /// <summary>The basis atom that an atom of the supercell is an image of.</summary>
    public int BasisOf(int atom) => atom % Basis;

    /// <summary>The primitive cell it is in: whole numbers of primitive lattice vectors.</summary>
    public Vec3 TranslationOf(int atom) => _translations[atom / Basis];

    /// <summary>Fractional coordinates of a basis atom in the primitive cell, not wrapped.</summary>
    public Vec3 Fractional(int basis) => _fractional[basis];

    /// <summary>The atom of the supercell at a basis site of any primitive cell.</summary>
    /// <param name="translation">Whole numbers.</param>
    public int AtomAt(int basis, Vec3 translation) => _cells[Key(translation)] * Basis + basis;

    /// <summary>From a basis atom to the nearest of an atom's periodic images, in primitive lattice vectors: several where they are equally near.</summary>
    public Vec3[] ShortestSeparations(int basis, int atom)
    {
        var (around, lengths) = Images(basis, atom);
        var least = lengths.Min();
        return [.. around.Where((_, k) => lengths[k] < least + Near)];
    }

    /// <summary>Whether the second image of an atom is hardly farther from a basis atom than the nearest, so that a force constant between the two may be the sum of several.</summary>
    public bool IsAtBorder(int basis, int atom)
    {
        var (_, lengths) = Images(basis, atom);
        var least = lengths.Min();
        return lengths.Count(d => d < Beside * least + Near) > 1;
    }

    // Of the cell around the origin, and its neighbours.
    (Vec3[] Around, double[] Lengths) Images(int basis, int atom)
    {
        var from = TranslationOf(atom) + _fractional[BasisOf(atom)] - _fractional[basis];
        Vec3[] around = [.. _images.Select(i => from + i - Wrap(from))];
        return (around, [.. around.Select(s => Primitive.Cell!.ToCartesian(s).Length)]);
    }

    // Whole supercell vectors (reduced) nearest to a separation.
    Vec3 Wrap(Vec3 separation)
    {
        // Columns of the three reduced vectors: images 22, 16 and 14 are (1,0,0), (0,1,0), (0,0,1).
        var reduced = Mat3.FromRows(_images[22], _images[16], _images[14]);
        return Rounded(Rounded(separation * reduced.Inverse()) * reduced);
    }

    Structure Build(Mat3 vectors)
    {
        var cell = Primitive.Cell!;
        var elements = new Element[Cells * Basis];
        var positions = new Vec3[elements.Length];
        for (var j = 0; j < elements.Length; j++)
            (elements[j], positions[j]) = (Primitive.Elements[BasisOf(j)], cell.ToCartesian(TranslationOf(j)) + Primitive.Positions[BasisOf(j)]);
        return new Structure(elements, positions, new Cell(vectors), Periodicity.All)
        {
            Masses = Primitive.Masses is { } m ? [.. Enumerable.Range(0, elements.Length).Select(j => m[BasisOf(j)])] : null,
            Charge = Primitive.Charge * Cells,
        };
    }

    Vec3[] Translations()
    {
        Vec3[] corners = [.. from x in Enumerable.Range(0, 2) from y in Enumerable.Range(0, 2) from z in Enumerable.Range(0, 2) select new Vec3(x, y, z) * Matrix];
        int Low(int d) => (int)Math.Round(corners.Min(c => c[d]));
        int Span(int d) => (int)Math.Round(corners.Max(c => c[d])) - Low(d) + 1;
        var found = from x in Enumerable.Range(Low(0), Span(0))
                    from y in Enumerable.Range(Low(1), Span(1))
                    from z in Enumerable.Range(Low(2), Span(2))
                    let at = new Vec3(x, y, z)
                    let inside = at * _adjugate
                    where Enumerable.Range(0, 3).All(d => inside[d] >= 0 && inside[d] < _count)
                    orderby at == Vec3.Zero ? 0 : 1
                    select at;
        return [.. found];
    }

    // The residue modulo the supercell, exactly: coordinates in supercell vectors times the number of cells are whole.
    (long, long, long) Key(Vec3 translation)
    {
        var at = translation * _adjugate;
        return (Modulo(at.X), Modulo(at.Y), Modulo(at.Z));
    }

    long Modulo(double x) => (((long)Math.Round(x) % _count) + _count) % _count;

    internal static Vec3 Rounded(Vec3 v) => new(Math.Round(v.X), Math.Round(v.Y), Math.Round(v.Z));

    internal static Mat3 Rounded(Mat3 m) => Mat3.FromRows(Rounded(m.Row(0)), Rounded(m.Row(1)), Rounded(m.Row(2)));
}
