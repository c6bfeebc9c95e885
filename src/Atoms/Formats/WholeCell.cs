using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>For formats in which a structure always repeats in three directions.</summary>
static class WholeCell
{
    /// <summary>The cell of a structure, if it can stand for one that repeats everywhere.</summary>
    /// <exception cref="AtomsException">There is none, or atoms reach beyond it where it does not repeat.</exception>
    public static Cell Of(Structure structure, string format)
    {
        var cell = structure.Cell ?? throw new AtomsException($"{structure.Formula} has no cell, and {format} files need one; give it a Lattice with room around the molecule, or write extxyz.");
        for (var d = 0; d < 3; d++)
        {
            if (structure.Periodic[d] || structure.Count == 0)
                continue;
            var along = structure.Positions.Select(r => cell.ToFractional(r)[d]).ToArray();
            if (along.Max() - along.Min() >= 1)
                throw new AtomsException($"{structure.Formula} reaches beyond its cell along lattice vector {"abc"[d]}, where it does not repeat, but in {format} files everything repeats; make the cell larger, or write extxyz.");
        }
        return cell;
    }

    /// <summary>
    /// The same lattice with right-handed vectors: all three turned round where they were left-handed, which changes no atom's place.
    /// </summary>
    public static Mat3 RightHanded(Mat3 vectors) => vectors.Determinant < 0 ? Mat3.Zero - vectors : vectors;

    /// <summary>The only frame of a file that holds one.</summary>
    /// <exception cref="AtomsException">There are none or several.</exception>
    public static Frame Single(IEnumerable<Frame> frames, string format)
    {
        Frame? single = null;
        foreach (var frame in frames)
            single = single is null ? frame : throw new AtomsException($"A {format} file holds one structure, but there are several to write; write extxyz, or one file each.");
        return single ?? throw new AtomsException("There is no structure to write.");
    }
}
