using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Shortest lattice vectors (Minkowski reduction; Nguyen and Stehlé, "Low-dimensional lattice basis reduction revisited", ACM Trans.
/// Algorithms 5, 46 (2009), the greedy algorithm for three dimensions). The crystal is the same; its cell becomes as square as it can.
/// </summary>
public static class LatticeReduction
{
    // A vector must become shorter by more than rounding, or two equally good choices would take turns for ever.
    const double Shorter = 1 - 1e-12;

    /// <summary>
    /// The reduced cell. Only directions that repeat are mixed, a lattice vector that does not repeat stays as it is; handedness is
    /// kept. In three dimensions, the vectors come out shortest first.
    /// </summary>
    public static Cell Reduced(this Cell cell, Periodicity periodic)
    {
        int[] slots = [.. Enumerable.Range(0, 3).Where(d => periodic[d])];
        Vec3[] rows = [cell.Vectors.Row(0), cell.Vectors.Row(1), cell.Vectors.Row(2)];
        Vec3[] lattice = [.. slots.Select(d => rows[d])];
        if (lattice.Length == 2)
            ReducePair(lattice, 0, 1);
        else if (lattice.Length == 3)
            ReduceTriple(lattice);
        for (var k = 0; k < slots.Length; k++)
            rows[slots[k]] = lattice[k];

        // Minus the last of two, or of three (of which any sign pattern is as short).
        if (slots.Length > 1 && Mat3.FromRows(rows[0], rows[1], rows[2]).Determinant * cell.Vectors.Determinant < 0)
            rows[slots[^1]] = -rows[slots[^1]];
        return new Cell(rows[0], rows[1], rows[2]);
    }

    /// <summary>The same atoms in the reduced cell, wrapped into it.</summary>
    public static Structure Reduced(this Structure structure) => structure.Cell is null
        ? structure.Clone()
        : structure.With(structure.Cell.Reduced(structure.Periodic), [.. structure.Positions]).Wrapped();

    // Lagrange and Gauss: afterwards |a| ≤ |b| ≤ |b ± a|.
    static void ReducePair(Vec3[] v, int a, int b)
    {
        while (true)
        {
            if (v[b].LengthSquared < v[a].LengthSquared)
                (v[a], v[b]) = (v[b], v[a]);
            var candidate = v[b] - Math.Round(Vec3.Dot(v[a], v[b]) / v[a].LengthSquared) * v[a];
            if (!(candidate.LengthSquared < Shorter * v[b].LengthSquared))
                return;
            v[b] = candidate;
        }
    }

    static void ReduceTriple(Vec3[] v)
    {
        while (true)
        {
            Array.Sort(v, (x, y) => x.LengthSquared.CompareTo(y.LengthSquared));
            ReducePair(v, 0, 1);
            var candidate = v[2] - NearestInPlane(v[0], v[1], v[2]);
            if (!(candidate.LengthSquared < Shorter * v[2].LengthSquared))
                return;
            v[2] = candidate;
        }
    }

    // The vector of the plane lattice (a, b), already reduced, that is closest to t: among the corners around t's projection.
    static Vec3 NearestInPlane(Vec3 a, Vec3 b, Vec3 t)
    {
        double aa = a.LengthSquared, bb = b.LengthSquared, ab = Vec3.Dot(a, b), at = Vec3.Dot(a, t), bt = Vec3.Dot(b, t);
        var det = aa * bb - ab * ab;
        double x = (bb * at - ab * bt) / det, y = (aa * bt - ab * at) / det;
        var best = Vec3.Zero;
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                var corner = (Math.Floor(x) + i) * a + (Math.Floor(y) + j) * b;
                if ((t - corner).LengthSquared < (t - best).LengthSquared)
                    best = corner;
            }
        }
        return best;
    }
}
