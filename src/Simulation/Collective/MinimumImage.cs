using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>The shortest of the edges between two atoms of a structure that repeats.</summary>
static class MinimumImage
{
    /// <summary>r_j − r_i, Å.</summary>
    internal static Vec3 Edge(Structure structure, int i, int j) => Shortest(structure, structure.Positions[j] - structure.Positions[i]);

    /// <summary>Exact in cells of any shape: fractions are rounded, and where that leaves an edge longer than half the lowest height, which is as far as rounding can be trusted, the neighbouring images are tried.</summary>
    internal static Vec3 Shortest(Structure structure, Vec3 edge)
    {
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return edge;
        var periodic = structure.Periodic;
        var s = cell.ToFractional(edge);
        var near = edge - cell.ToCartesian(new Vec3(periodic.A ? Math.Round(s.X) : 0, periodic.B ? Math.Round(s.Y) : 0, periodic.C ? Math.Round(s.Z) : 0));
        var height = Math.Min(periodic.A ? cell.Heights.X : double.MaxValue, Math.Min(periodic.B ? cell.Heights.Y : double.MaxValue, periodic.C ? cell.Heights.Z : double.MaxValue));
        if (near.LengthSquared <= 0.25 * height * height)
            return near;
        var best = near;
        for (var a = periodic.A ? -1 : 0; a <= (periodic.A ? 1 : 0); a++)
        {
            for (var b = periodic.B ? -1 : 0; b <= (periodic.B ? 1 : 0); b++)
            {
                for (var c = periodic.C ? -1 : 0; c <= (periodic.C ? 1 : 0); c++)
                {
                    var other = near + cell.ToCartesian(new Vec3(a, b, c));
                    if (other.LengthSquared < best.LengthSquared)
                        best = other;
                }
            }
        }
        return best;
    }

    /// <summary>Atoms of a molecule that the cell may cut: each at the image nearest to the one before it in the list, the first at the origin.</summary>
    internal static void Whole(Structure structure, ReadOnlySpan<int> atoms, Span<Vec3> places)
    {
        places[0] = Vec3.Zero;
        for (var k = 1; k < atoms.Length; k++)
            places[k] = places[k - 1] + Edge(structure, atoms[k - 1], atoms[k]);
    }
}
