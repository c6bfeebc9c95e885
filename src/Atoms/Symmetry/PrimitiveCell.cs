using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A crystal in its smallest cell, and where its atoms were in the cell it came in.</summary>
/// <param name="Structure">
/// The primitive cell, Minkowski-reduced, in the orientation of the crystal it came from; each position is the mean over the atoms that it stands for, near the first of them. A crystal that was primitive already
/// keeps its own cell and positions.
/// </param>
/// <param name="Multiples">Rows: the lattice vectors of the cell it came in, in whole numbers of the primitive ones.</param>
/// <param name="AtomOf">By atom of the cell it came in: the atom of the primitive cell that it is an image of.</param>
public sealed record PrimitiveCell(Structure Structure, Mat3 Multiples, IReadOnlyList<int> AtomOf)
{
    /// <summary>How many primitive cells the cell it came in holds.</summary>
    public int Copies => AtomOf.Count / Structure.Count;

    /// <summary>The primitive cell of a crystal.</summary>
    /// <param name="tolerance">Å that an atom may be from where a translation wants it.</param>
    /// <exception cref="AtomsException">The structure does not repeat in three directions, or has no atoms.</exception>
    public static PrimitiveCell Of(Structure structure, double tolerance = SpaceGroup.DefaultTolerance) => SpaceGroup.Of(structure, tolerance).Primitive;
}
