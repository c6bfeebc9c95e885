using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>How many neighbours atoms have, near ones counted more.</summary>
static class Crowding
{
    /// <summary>Structures looked at.</summary>
    const int Samples = 50;

    /// <summary>Mean over atoms of Σ_j (1 − (r_ij/rc)²)³: with it the components A_lm are of the order of one, and so are their products.</summary>
    internal static double Of(IReadOnlyList<Structure> seen, double cutoff)
    {
        double sum = 0, atoms = 0;
        using var neighbours = new Neighbours(cutoff, 0);
        for (var k = 0; k < seen.Count; k += Math.Max(1, seen.Count / Samples))
        {
            neighbours.Forget();
            neighbours.Update(seen[k], Team.Single);
            atoms += seen[k].Count;
            for (var b = 0; b < neighbours.BlockCount; b++)
                sum += Of(neighbours, neighbours[b], seen[k].Cell?.Vectors ?? Mat3.Identity, cutoff);
        }
        return sum / Math.Max(1, atoms);
    }

    static unsafe double Of(Neighbours neighbours, NeighbourBlock block, Mat3 vectors, double cutoff)
    {
        var sum = 0.0;
        var positions = neighbours.SortedPositions[block.OwnStart..];
        for (var i = 0; i < block.OwnCount; i++)
        {
            for (var e = block.EdgeStart[i]; e < block.EdgeStart[i] + block.EdgeCount[i]; e++)
            {
                var other = neighbours.LocalPosition(block, block.Edges[e], vectors, out _);
                var u = (other - positions[i]).LengthSquared / (cutoff * cutoff);
                sum += u < 1 ? (1 - u) * (1 - u) * (1 - u) : 0;
            }
        }
        return sum;
    }
}
