using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>An operation of a crystal's space group as it acts on a supercell: basis atom b of the cell at L goes to basis atom Images[b] of the cell at R L + Shifts[b].</summary>
/// <param name="Rotation">R, whole numbers, on columns of primitive fractional coordinates.</param>
/// <param name="Cartesian">The same on Cartesian columns; orthogonal.</param>
/// <param name="Images">By basis atom.</param>
/// <param name="Shifts">By basis atom, whole numbers.</param>
sealed record LatticeOperation(Mat3 Rotation, Mat3 Cartesian, int[] Images, Vec3[] Shifts)
{
    internal static LatticeOperation Identity(int basis) => new(Mat3.Identity, Mat3.Identity, [.. Enumerable.Range(0, basis)], new Vec3[basis]);

    /// <summary>By atom of the supercell, where it goes when the operation is followed by the translation that brings the image of <paramref name="fixedBasis"/> (in the first cell) into the first cell.</summary>
    internal int[] Permutation(LatticeSupercell lattice, int fixedBasis)
    {
        var back = Shifts[fixedBasis];
        var images = new int[lattice.Structure.Count];
        for (var j = 0; j < images.Length; j++)
        {
            var b = lattice.BasisOf(j);
            images[j] = lattice.AtomAt(Images[b], LatticeSupercell.Rounded(Rotation * lattice.TranslationOf(j)) + Shifts[b] - back);
        }
        return images;
    }
}
