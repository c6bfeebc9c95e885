using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Slabs and wires as some programs write them: with zeros for the lattice vectors that do not repeat.</summary>
static class OpenCell
{
    /// <summary>Gives every zero row that does not repeat a direction at right angles to the others, 1 Å long; all else stays as it is.</summary>
    public static Mat3 Complete(Mat3 vectors, Periodicity periodic)
    {
        Vec3[] rows = [vectors.Row(0), vectors.Row(1), vectors.Row(2)];
        for (var d = 0; d < 3; d++)
        {
            if (periodic[d] || rows[d] != Vec3.Zero)
                continue;
            Vec3 u = rows[(d + 1) % 3], v = rows[(d + 2) % 3];
            var normal = Vec3.Cross(u, v);
            if (normal == Vec3.Zero)
            {
                // Only one of them stands yet: anything at right angles to it, found from the axis it leans on least.
                var w = u == Vec3.Zero ? v : u;
                if (w == Vec3.Zero)
                    continue;
                var least = Math.Abs(w.X) <= Math.Abs(w.Y) && Math.Abs(w.X) <= Math.Abs(w.Z) ? new Vec3(1, 0, 0) : Math.Abs(w.Y) <= Math.Abs(w.Z) ? new Vec3(0, 1, 0) : new Vec3(0, 0, 1);
                normal = Vec3.Cross(w, least);
            }
            rows[d] = normal / normal.Length;
        }
        return Mat3.FromRows(rows[0], rows[1], rows[2]);
    }
}
