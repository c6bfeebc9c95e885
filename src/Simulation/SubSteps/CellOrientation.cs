using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Which way a cell looks: the direction of its first lattice vector and the plane of the first two. Symmetric strains, one after the
/// other, turn a crystal slowly; this turns it back.
/// </summary>
static class CellOrientation
{
    /// <summary>The rotation R (of row vectors, v R) after which <paramref name="now"/> looks the way <paramref name="before"/> did.</summary>
    internal static Mat3 Back(Mat3 now, Mat3 before) => Frame(now).Transposed * Frame(before);

    /// <summary>The turned lattice vectors. A cell that was lower triangular stays so to the last bit, as some file formats want it.</summary>
    internal static Mat3 Turned(Mat3 vectors, Mat3 rotation, Mat3 before)
    {
        var turned = vectors * rotation;
        return before is { XY: 0, XZ: 0, YZ: 0 } ? turned with { XY = 0, XZ = 0, YZ = 0 } : turned;
    }

    /// <summary>Orthonormal rows: along a, in the plane of a and b, and across it.</summary>
    static Mat3 Frame(Mat3 vectors)
    {
        Vec3 a = vectors.Row(0), b = vectors.Row(1), c = vectors.Row(2);
        var x = a / a.Length;
        var y = b - Vec3.Dot(b, x) * x;
        y /= y.Length;
        var z = Vec3.Cross(x, y);
        return Mat3.FromRows(x, y, Vec3.Dot(z, c) < 0 ? -z : z);
    }
}
