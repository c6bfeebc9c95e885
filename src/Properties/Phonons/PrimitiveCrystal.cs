using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The primitive cell that wave vectors refer to, and the cell a crystal came in as whole numbers of it. A crystal given in a primitive cell keeps that; one given in a centred cell gets the usual primitive vectors of
/// that centring, F: (b + c)/2, (a + c)/2, (a + b)/2; I: (−a + b + c)/2, (a − b + c)/2, (a + b − c)/2; C: (a − b)/2, (a + b)/2, c; else the reduced ones.
/// </summary>
/// <param name="Structure">The primitive cell, in the orientation of the crystal it came from; its atoms are the first of those they stand for.</param>
/// <param name="Multiples">Rows: the lattice vectors of the cell it came in, in primitive ones.</param>
/// <param name="Group">Of the primitive cell.</param>
public sealed record PrimitiveCrystal(Structure Structure, Mat3 Multiples, SpaceGroup Group)
{
    static readonly (char Centring, Vec3[] Shifts, Mat3 Primitive)[] Centrings =
    [
        ('F', [new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)], new Mat3(0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0)),
        ('I', [new(0.5, 0.5, 0.5)], new Mat3(-0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.5, 0.5, -0.5)),
        ('C', [new(0.5, 0.5, 0)], new Mat3(0.5, -0.5, 0, 0.5, 0.5, 0, 0, 0, 1)),
    ];

    /// <exception cref="AtomsException">No crystal.</exception>
    public static PrimitiveCrystal Of(Structure crystal, double tolerance = SpaceGroup.DefaultTolerance)
    {
        RefuseOther(crystal);
        var group = SpaceGroup.Of(crystal, tolerance);
        var given = crystal.Cell!;
        if (group.Translations.Count == 1)
            return new PrimitiveCrystal(Resting(crystal, given), Mat3.Identity, group);
        var cell = new Cell(Usual(group, given));
        int[] first = [.. Enumerable.Range(0, group.Primitive.Structure.Count).Select(p => Array.IndexOf([.. group.Primitive.AtomOf], p))];
        var one = Resting(crystal.Select(first), cell);
        one.Charge = crystal.Charge / group.Translations.Count;
        return new PrimitiveCrystal(one, LatticeSupercell.Rounded(given.Vectors * cell.Inverse), SpaceGroup.Of(one, tolerance));
    }

    /// <exception cref="AtomsException">No crystal.</exception>
    internal static void RefuseOther(Structure crystal)
    {
        if (!crystal.Periodic.IsBulk)
            throw new AtomsException($"{crystal} does not repeat in all three directions; phonons are of crystals ('vibrations' is for molecules).");
    }

    // In the axes of the given cell where those are the centred ones, else in the conventional axes of the crystal.
    static Mat3 Usual(SpaceGroup group, Cell given)
    {
        foreach (var (_, shifts, primitive) in Centrings)
        {
            if (group.Translations.Count == shifts.Length + 1 && shifts.All(s => group.Translations.Any(t => ForceConstants.Largest(t - s - LatticeSupercell.Rounded(t - s)) < 1e-3)))
                return primitive * given.Vectors;
        }
        var conventional = ConventionalCell.Of(group);
        return Centrings.FirstOrDefault(c => c.Centring == conventional.Centring) is { Shifts: not null } centred ? centred.Primitive * conventional.Vectors : group.Primitive.Structure.Cell!.Vectors;
    }

    static Structure Resting(Structure structure, Cell cell)
    {
        var result = structure.With(cell, [.. structure.Positions]);
        result.Velocities = null;
        return result;
    }

    /// <summary>The supercell that is so many of the cells it came in.</summary>
    /// <param name="repeats">Whole numbers; rows in vectors of the cell it came in.</param>
    public LatticeSupercell Supercell(Mat3 repeats) => new(Structure, LatticeSupercell.Rounded(repeats * Multiples));

    /// <summary>
    /// Repeats of the cell it came in so that a sphere of twice the range has room: atoms of potentials of many bodies move others up to two cutoffs away. At least 12 Å and at most 20 Å high, 10 Å where the potential has no
    /// cutoff and is dear.
    /// </summary>
    public Mat3 UsualRepeats(double? cutoff)
    {
        var height = cutoff is { } c ? Math.Clamp(4 * c, 12, 20) : 10;
        var heights = new Cell(Multiples * Structure.Cell!.Vectors).Heights;
        return Mat3.Diagonal(Math.Ceiling(height / heights.X - 1e-6), Math.Ceiling(height / heights.Y - 1e-6), Math.Ceiling(height / heights.Z - 1e-6));
    }
}
