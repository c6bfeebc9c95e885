using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.App;

/// <summary>Structures as the molecule viewer takes them: plain numbers.</summary>
static class Coordinates
{
    /// <summary>x, y, z of each atom, Å.</summary>
    public static double[] Of(Structure structure) => Vec3.Flatten(structure.Positions.AsSpan()).ToArray();

    /// <summary>Nine numbers, Å; null without a cell.</summary>
    public static double[]? OfCell(Cell? cell) => cell is null ? null : [.. Enumerable.Range(0, 9).Select(k => cell.Vectors[k / 3, k % 3])];
}
