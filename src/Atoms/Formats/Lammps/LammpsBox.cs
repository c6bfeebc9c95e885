using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A cell as LAMMPS wants it: a along x, b in the xy plane, right-handed; and the rotation that brings it there.</summary>
static class LammpsBox
{
    /// <summary>The turned lattice vectors and R with v → R v for positions and velocities; the identity where the cell lies so already.</summary>
    public static (Mat3 Vectors, Mat3 Rotation) Of(Mat3 vectors)
    {
        var v = WholeCell.RightHanded(vectors);
        if (v is { XY: 0, XZ: 0, YZ: 0, XX: > 0, YY: > 0, ZZ: > 0 })
            return (v, Mat3.Identity);
        Vec3 a = v.Row(0), b = v.Row(1), c = v.Row(2);
        var x = a / a.Length;
        var z = Vec3.Cross(a, b) / Vec3.Cross(a, b).Length;
        var y = Vec3.Cross(z, x);
        var turned = new Mat3(
            a.Length, 0, 0,
            Vec3.Dot(b, x), Vec3.Dot(b, y), 0,
            Vec3.Dot(c, x), Vec3.Dot(c, y), Vec3.Dot(c, z));
        return (turned, Mat3.FromRows(x, y, z));
    }
}
