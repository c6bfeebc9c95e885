using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Builds one block: own atoms, ghosts (whatever lies within reach of the box around them), and neighbour lists. One builder serves one thread and keeps
/// its scratch memory.
/// </summary>
/// <remarks>
/// Some ghosts are in no list: those beside a corner or a hollow of the block, about one in ten. To find them out and renumber the others would take as
/// long as it takes to make the lists, to save a tenth of what placing ghosts costs in a step.
/// </remarks>
sealed unsafe class BlockBuilder : IDisposable
{
    /// <summary>Two atoms nearer than this (Å) are a mistake in the file, not a structure.</summary>
    const float Coincident = 1e-3f;

    /// <summary>Distances are compared in single precision on coordinates local to the block; this margin (Å) covers its rounding.</summary>
    const double RoundingMargin = 1e-4;

    readonly AlignedBuffer<float> _local = new();
    readonly CandidateBoxes _candidates = new();
    Vec3 _low, _high;

    /// <summary>Fills <paramref name="block"/>, whose own range is set.</summary>
    /// <typeparam name="W">Lanes are candidates, or boxes of sixteen of them.</typeparam>
    internal void Build<W>(Neighbours system, NeighbourBlock block, double reach)
        where W : struct, IWide<W, float>
    {
        PlaceOwn(system, block);
        CollectGhosts(system, block, reach);
        block.FindGhostRuns();
        if (block.LocalCount >= ushort.MaxValue)
        {
            throw new AtomsException(
                $"{block.LocalCount} atoms lie within {reach:0.##} Å of one block of {block.OwnCount}: more than the {ushort.MaxValue - 1} a block can hold. The cutoff is too long for so dense a structure; are the positions in Å?");
        }
        _candidates.Arrange(_local.Pointer, block.LocalCount);
        Search<W>(block, reach);
    }

    /// <summary>Local coordinates of own atoms, measured from the middle of their box.</summary>
    void PlaceOwn(Neighbours system, NeighbourBlock block)
    {
        var own = system.SortedPositions.Slice(block.OwnStart, block.OwnCount);
        Vec3 low = own[0], high = own[0];
        foreach (var r in own)
        {
            low = new Vec3(Math.Min(low.X, r.X), Math.Min(low.Y, r.Y), Math.Min(low.Z, r.Z));
            high = new Vec3(Math.Max(high.X, r.X), Math.Max(high.Y, r.Y), Math.Max(high.Z, r.Z));
        }
        block.Origin = 0.5 * (low + high);
        (_low, _high) = (low - block.Origin, high - block.Origin);
        var local = _local.Require(4 * (own.Length + 1));
        for (var i = 0; i < own.Length; i++)
        {
            var r = own[i] - block.Origin;
            Vector128.Create((float)r.X, (float)r.Y, (float)r.Z, 0).Store(local + 4 * i);
        }
    }

    /// <summary>Every atom and image within reach of the box of own atoms, bin by bin, so that neighbours in space are neighbours in memory.</summary>
    void CollectGhosts(Neighbours system, NeighbourBlock block, double reach)
    {
        var grid = system.Grid;
        var (low, high) = FractionalBounds(system, block, reach);
        var (a0, a1) = grid.Range(low.X, high.X, 0);
        var (b0, b1) = grid.Range(low.Y, high.Y, 1);
        var (c0, c1) = grid.Range(low.Z, high.Z, 2);
        block.GhostCount = 0;
        for (var a = a0; a <= a1; a++)
        {
            var wa = Fold(a, grid.Size[0], out var sa);
            for (var b = b0; b <= b1; b++)
            {
                var wb = Fold(b, grid.Size[1], out var sb);
                for (var c = c0; c <= c1; c++)
                {
                    var wc = Fold(c, grid.Size[2], out var sc);
                    var bin = grid.BinIndex(wa, wb, wc);
                    var count = grid.Start[bin + 1] - grid.Start[bin];
                    if (count == 0)
                        continue;
                    // Bins belong to blocks as a whole.
                    var first = grid.FirstSorted[bin];
                    var shift = new LatticeShift(sa, sb, sc);
                    if (!shift.IsZero || (uint)(first - block.OwnStart) >= (uint)block.OwnCount)
                        AddGhosts(system, block, first, count, shift, reach);
                }
            }
        }
    }

    /// <summary>Fractional coordinates between which anything within reach of the own atoms lies.</summary>
    static (Vec3 Low, Vec3 High) FractionalBounds(Neighbours system, NeighbourBlock block, double reach)
    {
        var grid = system.Grid;
        Vec3 low = new(double.MaxValue, double.MaxValue, double.MaxValue), high = -low;
        foreach (var r in system.SortedPositions.Slice(block.OwnStart, block.OwnCount))
        {
            var f = r * grid.Inverse;
            low = new Vec3(Math.Min(low.X, f.X), Math.Min(low.Y, f.Y), Math.Min(low.Z, f.Z));
            high = new Vec3(Math.Max(high.X, f.X), Math.Max(high.Y, f.Y), Math.Max(high.Z, f.Z));
        }
        var margin = new Vec3(1 / grid.Heights.X, 1 / grid.Heights.Y, 1 / grid.Heights.Z) * (reach + RoundingMargin);
        return (low - margin, high + margin);
    }

    /// <summary>Those of a run of sorted atoms, displaced by whole lattice vectors, that are within reach of the own atoms' box.</summary>
    void AddGhosts(Neighbours system, NeighbourBlock block, int first, int count, LatticeShift shift, double reach)
    {
        var ghosts = block.GhostCount;
        block.RequireGhosts(ghosts + count);
        var local = _local.Require(4 * (block.OwnCount + ghosts + count), keep: true) + 4 * block.OwnCount;
        var atom = block.GhostAtom;
        var image = block.GhostShift;
        var offset = shift.In(system.Grid.Vectors) - block.Origin;
        var limit = (reach + RoundingMargin) * (reach + RoundingMargin);
        var run = system.SortedPositions.Slice(first, count);
        for (var k = 0; k < run.Length; k++)
        {
            var r = run[k] + offset;
            var x = Math.Max(0, Math.Max(_low.X - r.X, r.X - _high.X));
            var y = Math.Max(0, Math.Max(_low.Y - r.Y, r.Y - _high.Y));
            var z = Math.Max(0, Math.Max(_low.Z - r.Z, r.Z - _high.Z));
            // Written always, kept only if near: no branch to mispredict.
            Vector128.Create((float)r.X, (float)r.Y, (float)r.Z, 0).Store(local + 4 * ghosts);
            atom[ghosts] = first + k;
            image[ghosts] = shift;
            ghosts += x * x + y * y + z * z <= limit ? 1 : 0;
        }
        block.GhostCount = ghosts;
    }

    static int Fold(int bin, int size, out short image)
    {
        var whole = bin >= 0 ? bin / size : -((size - 1 - bin) / size);
        image = checked((short)whole);
        return bin - whole * size;
    }

    void Search<W>(NeighbourBlock block, double reach)
        where W : struct, IWide<W, float>
    {
        block.RequireOwn(block.OwnCount);
        var length = 0;
        for (var i = 0; i < block.OwnCount; i++)
        {
            List<W>(block, _candidates, i, i, block.LocalCount, reach, ref length, out var coincident);
            if (coincident)
                ReportCoincident(block, i);
        }
        block.EdgeStart[block.OwnCount] = length;
        block.PaddedEdgeCount = length;
    }

    /// <summary>Appends the padded list of own atom <paramref name="atom"/>, who is point <paramref name="self"/> of the candidates; returns its number of neighbours.</summary>
    /// <param name="points">Candidates there are.</param>
    /// <param name="length">Of all lists so far.</param>
    internal static int List<W>(NeighbourBlock block, CandidateBoxes candidates, int atom, int self, int points, double reach, ref int length, out bool coincident)
        where W : struct, IWide<W, float>
    {
        // Room for every candidate and the padding, so that the search need not ask.
        var edges = block.RequireEdges(length + points + 3 * NeighbourBlock.Padding);
        block.EdgeStart[atom] = length;
        var found = candidates.Within<W>(self, (float)((reach + RoundingMargin) * (reach + RoundingMargin)), Coincident * Coincident, edges + length, out coincident);
        block.EdgeCount[atom] = found;
        new Span<ushort>(edges + length + found, NeighbourBlock.Padding).Fill((ushort)block.LocalCount);
        length += (found + NeighbourBlock.Padding - 1) / NeighbourBlock.Padding * NeighbourBlock.Padding;
        return found;
    }

    void ReportCoincident(NeighbourBlock block, int self)
    {
        var local = _local.Pointer;
        int Sorted(int k) => k < block.OwnCount ? block.OwnStart + k : block.GhostAtom[k - block.OwnCount];
        for (var k = 0; k < block.LocalCount; k++)
        {
            float dx = local[4 * k] - local[4 * self], dy = local[4 * k + 1] - local[4 * self + 1], dz = local[4 * k + 2] - local[4 * self + 2];
            if (k != self && dx * dx + dy * dy + dz * dz < Coincident * Coincident)
                throw new CoincidentAtomsException(Sorted(self), Sorted(k));
        }
    }

    public void Dispose()
    {
        _local.Dispose();
        _candidates.Dispose();
    }
}
