using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// A cell as LAMMPS wants it: a along x, b in the xy plane, right-handed, tilted by no more than half an edge; and the rotation that brings it there.
/// </summary>
static class LammpsBox
{
    // LAMMPS refuses boxes beyond 0.55; exactly one half, as in a hexagonal cell, must stay what it is in spite of rounding.
    const double LargestTilt = 0.5 + 1e-9;

    /// <summary>The turned lattice vectors and R with v → R v for positions and velocities; the identity where the cell lies so already.</summary>
    public static (Mat3 Vectors, Mat3 Rotation) Of(Mat3 vectors)
    {
        var v = WholeCell.RightHanded(vectors);
        if (v is { XY: 0, XZ: 0, YZ: 0, XX: > 0, YY: > 0, ZZ: > 0 })
            return (Upright(v), Mat3.Identity);
        Vec3 a = v.Row(0), b = v.Row(1), c = v.Row(2);
        var x = a / a.Length;
        var z = Vec3.Cross(a, b) / Vec3.Cross(a, b).Length;
        var y = Vec3.Cross(z, x);
        var turned = new Mat3(
            a.Length, 0, 0,
            Vec3.Dot(b, x), Vec3.Dot(b, y), 0,
            Vec3.Dot(c, x), Vec3.Dot(c, y), Vec3.Dot(c, z));
        return (Upright(turned), Mat3.FromRows(x, y, z));
    }

    // Whole lattice vectors taken off: another cell of the same crystal.
    static Mat3 Upright(Mat3 v)
    {
        Vec3 a = v.Row(0), b = v.Row(1), c = v.Row(2);
        b -= Steps(b.X, a.X) * a;
        c -= Steps(c.Y, b.Y) * b;
        c -= Steps(c.X, a.X) * a;
        return Mat3.FromRows(a, b, c);
    }

    static double Steps(double tilt, double edge) => Math.Abs(tilt) > LargestTilt * edge ? Math.Round(tilt / edge) : 0;
}
