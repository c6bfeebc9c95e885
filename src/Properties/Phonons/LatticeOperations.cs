using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The operations of a crystal's space group that a supercell of it keeps.</summary>
static class LatticeOperations
{
    internal static IReadOnlyList<LatticeOperation> Of(LatticeSupercell lattice)
    {
        var group = SpaceGroup.Of(lattice.Primitive);
        var inverse = lattice.Matrix.Inverse();
        var found = new List<LatticeOperation>();
        for (var k = 0; k < group.Count; k++)
        {
            var operation = group.Operation(k);
            // Columns of the transposed matrix are supercell vectors; turned, they must be whole numbers of themselves.
            var turned = (operation.Rotation * lattice.Matrix.Transposed).Transposed * inverse;
            if (!IsWhole(turned))
                continue;
            var images = group.Permutation(k);
            Vec3[] shifts = [.. images.Select((image, b) => LatticeSupercell.Rounded(operation.Apply(lattice.Fractional(b)) - lattice.Fractional(image)))];
            found.Add(new LatticeOperation(operation.Rotation, group.Rotation(k), images, shifts));
        }
        return found;
    }

    static bool IsWhole(Mat3 m) => ForceConstants.Largest(m - LatticeSupercell.Rounded(m)) < 1e-6;
}
