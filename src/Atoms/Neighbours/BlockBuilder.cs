using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Builds one block: own atoms, candidates from all bins and images within reach of them, neighbour lists by distance, and the
/// ghosts that some list really uses. One builder serves one thread and keeps its scratch memory.
/// </summary>
sealed unsafe class BlockBuilder : IDisposable
{
    /// <summary>Two atoms nearer than this (Å) are a mistake in the file, not a structure.</summary>
    const float Coincident = 1e-3f;

    /// <summary>Distances are compared in single precision on coordinates local to the block; this margin (Å) covers its rounding.</summary>
    const double RoundingMargin = 1e-4;

    readonly AlignedBuffer<float> _x = new(), _y = new(), _z = new();
    readonly AlignedBuffer<int> _atom = new();
    readonly AlignedBuffer<LatticeShift> _shift = new();
    readonly AlignedBuffer<int> _ghostIndex = new();
    int _candidates;

    /// <summary>Fills <paramref name="block"/>, whose own range is set.</summary>
    /// <typeparam name="W">Lanes are candidates.</typeparam>
    internal void Build<W>(Neighbours system, NeighbourBlock block, double reach)
        where W : struct, IWide<W, float>
    {
        Collect(system, block, reach);
        Search<W>(block, reach);
        KeepUsedGhosts(system, block);
    }

    /// <summary>Own atoms first, then everything within a box <paramref name="reach"/> wider than theirs.</summary>
    void Collect(Neighbours system, NeighbourBlock block, double reach)
    {
        var grid = system.Grid;
        var sorted = system.SortedPositions;
        int first = block.OwnStart, own = block.OwnCount;
        Span<double> low = [double.MaxValue, double.MaxValue, double.MaxValue];
        Span<double> high = [double.MinValue, double.MinValue, double.MinValue];
        for (var i = first; i < first + own; i++)
        {
            var f = sorted[i] * grid.Inverse;
            for (var d = 0; d < 3; d++)
            {
                low[d] = Math.Min(low[d], f[d]);
                high[d] = Math.Max(high[d], f[d]);
            }
        }
        var middle = new Vec3(0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), 0.5 * (low[2] + high[2]));
        block.Origin = middle * grid.Vectors;
        for (var d = 0; d < 3; d++)
        {
            var margin = (reach + RoundingMargin) / grid.Heights[d];
            low[d] -= margin;
            high[d] += margin;
        }

        _candidates = 0;
        for (var i = 0; i < own; i++)
            Add(sorted[first + i] - block.Origin, first + i, default);
        var (a0, a1) = grid.Range(low[0], high[0], 0);
        var (b0, b1) = grid.Range(low[1], high[1], 1);
        var (c0, c1) = grid.Range(low[2], high[2], 2);
        for (var a = a0; a <= a1; a++)
        {
            var wa = Fold(a, grid.Size[0], out var sa);
            for (var b = b0; b <= b1; b++)
            {
                var wb = Fold(b, grid.Size[1], out var sb);
                for (var c = c0; c <= c1; c++)
                {
                    var wc = Fold(c, grid.Size[2], out var sc);
                    var shift = new LatticeShift(sa, sb, sc);
                    var offset = shift.In(grid.Vectors);
                    var bin = grid.BinIndex(wa, wb, wc);
                    for (var m = grid.Start[bin]; m < grid.Start[bin + 1]; m++)
                    {
                        var atom = system.SortedIndexOf(grid.Members[m]);
                        if (shift.IsZero && (uint)(atom - first) < (uint)own)
                            continue;
                        var r = sorted[atom] + offset;
                        var f = r * grid.Inverse;
                        if (f.X >= low[0] && f.X <= high[0] && f.Y >= low[1] && f.Y <= high[1] && f.Z >= low[2] && f.Z <= high[2])
                            Add(r - block.Origin, atom, shift);
                    }
                }
            }
        }
        // Whole vectors of far-away candidates to the end.
        for (var pad = 0; pad < NeighbourBlock.Padding; pad++)
        {
            Require(_candidates + pad + 1);
            _x.Pointer[_candidates + pad] = 1e9f;
            _y.Pointer[_candidates + pad] = 1e9f;
            _z.Pointer[_candidates + pad] = 1e9f;
        }
    }

    static int Fold(int bin, int size, out short image)
    {
        var whole = bin >= 0 ? bin / size : -((size - 1 - bin) / size);
        image = checked((short)whole);
        return bin - whole * size;
    }

    void Require(int count)
    {
        _x.Require(count, keep: true);
        _y.Require(count, keep: true);
        _z.Require(count, keep: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Add(Vec3 local, int atom, LatticeShift shift)
    {
        var k = _candidates++;
        if (k >= _atom.Capacity)
        {
            Require(k + 1);
            _atom.Require(k + 1, keep: true);
            _shift.Require(k + 1, keep: true);
        }
        _x.Require(k + 1, keep: true)[k] = (float)local.X;
        _y.Require(k + 1, keep: true)[k] = (float)local.Y;
        _z.Require(k + 1, keep: true)[k] = (float)local.Z;
        _atom.Pointer[k] = atom;
        _shift.Pointer[k] = shift;
    }

    void Search<W>(NeighbourBlock block, double reach)
        where W : struct, IWide<W, float>
    {
        if (_candidates >= ushort.MaxValue)
        {
            throw new AtomsException(
                $"{_candidates} atoms lie within {reach:0.##} Å of one block of {block.OwnCount}: more than the {ushort.MaxValue - 1} a block can hold. The cutoff is too long for so dense a structure; are the positions in Å?");
        }
        block.RequireOwn(block.OwnCount);
        var squared = (float)((reach + RoundingMargin) * (reach + RoundingMargin));
        var length = 0;
        for (var i = 0; i < block.OwnCount; i++)
        {
            // Room for every candidate and the padding, so that the inner loop need not ask.
            var edges = block.RequireEdges(length + _candidates + 2 * NeighbourBlock.Padding);
            block.EdgeStart[i] = length;
            var found = Within<W>(ref _x.Pointer[0], ref _y.Pointer[0], ref _z.Pointer[0], _candidates, i, squared, ref edges[length], out var nearest);
            if (nearest < Coincident * Coincident)
                ReportCoincident(i);
            block.EdgeCount[i] = found;
            length += (found + NeighbourBlock.Padding - 1) / NeighbourBlock.Padding * NeighbourBlock.Padding;
        }
        block.EdgeStart[block.OwnCount] = length;
        block.PaddedEdgeCount = length;
    }

    /// <summary>Lists the candidates within reach of candidate <paramref name="self"/>, itself left out. A lane is a candidate.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static int Within<W>(ref float x, ref float y, ref float z, int count, int self, float squared, ref ushort found, out float nearest)
        where W : struct, IWide<W, float>
    {
        W x0 = W.Broadcast(Unsafe.Add(ref x, self)), y0 = W.Broadcast(Unsafe.Add(ref y, self)), z0 = W.Broadcast(Unsafe.Add(ref z, self));
        W limit = W.Broadcast(squared), tiny = W.Broadcast(Coincident * Coincident);
        var n = 0;
        uint coincident = 0;
        for (var k = 0; k < count; k += W.Lanes)
        {
            W dx = W.Load(ref x, k) - x0, dy = W.Load(ref y, k) - y0, dz = W.Load(ref z, k) - z0;
            var d2 = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var bits = W.Bits(W.Less(d2, limit));
            if (bits == 0)
                continue;
            if ((uint)(self - k) < (uint)W.Lanes)
            {
                bits &= ~(1u << (self - k));
                coincident |= W.Bits(W.Less(d2, tiny)) & ~(1u << (self - k));
            }
            else
            {
                coincident |= W.Bits(W.Less(d2, tiny));
            }
            while (bits != 0)
            {
                Unsafe.Add(ref found, n++) = (ushort)(k + BitOperations.TrailingZeroCount(bits));
                bits &= bits - 1;
            }
        }
        nearest = coincident != 0 ? 0 : float.MaxValue;
        return n;
    }

    void ReportCoincident(int self)
    {
        for (var k = 0; k < _candidates; k++)
        {
            float dx = _x.Pointer[k] - _x.Pointer[self], dy = _y.Pointer[k] - _y.Pointer[self], dz = _z.Pointer[k] - _z.Pointer[self];
            if (k != self && dx * dx + dy * dy + dz * dz < Coincident * Coincident)
                throw new CoincidentAtomsException(_atom.Pointer[self], _atom.Pointer[k]);
        }
    }

    /// <summary>Numbers the candidates that occur in some list as ghosts and rewrites the lists in local indices.</summary>
    void KeepUsedGhosts(Neighbours system, NeighbourBlock block)
    {
        const int Unused = -1;
        int own = block.OwnCount, ghosts = 0;
        var number = _ghostIndex.Require(_candidates);
        new Span<int>(number, _candidates).Fill(Unused);
        var edges = block.Edges;
        for (var i = 0; i < own; i++)
        {
            int start = block.EdgeStart[i], end = start + block.EdgeCount[i];
            for (var e = start; e < end; e++)
                number[edges[e]] = 0;
        }
        // Ghosts are numbered in candidate order, so that neighbours in space stay neighbours in memory.
        for (var k = own; k < _candidates; k++)
        {
            if (number[k] != Unused)
                number[k] = own + ghosts++;
        }
        block.RequireGhosts(ghosts);
        block.GhostCount = ghosts;
        for (var k = own; k < _candidates; k++)
        {
            if (number[k] == Unused)
                continue;
            block.GhostAtom[number[k] - own] = _atom.Pointer[k];
            block.GhostShift[number[k] - own] = _shift.Pointer[k];
        }
        var sentinel = (ushort)block.LocalCount;
        for (var i = 0; i < own; i++)
        {
            int start = block.EdgeStart[i], end = start + block.EdgeCount[i];
            for (var e = start; e < end; e++)
            {
                if (edges[e] >= own)
                    edges[e] = (ushort)number[edges[e]];
            }
            for (var e = end; e < block.EdgeStart[i + 1]; e++)
                edges[e] = sentinel;
        }
    }

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
        _atom.Dispose();
        _shift.Dispose();
        _ghostIndex.Dispose();
    }
}
