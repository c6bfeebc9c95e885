using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The few neighbours within a short cutoff, for kernels of which a lane is an atom: gathered slot by slot across the lanes of a group. A lane with fewer neighbours than the fullest has its other slots beyond the cutoff.
/// The first three planes of a slot hold the edge; what else is in it is the kernel's.
/// </summary>
/// <param name="cutoff">Å.</param>
/// <param name="planes">Planes of a slot.</param>
sealed unsafe class NeighbourSlots<T, W>(double cutoff, int planes) : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    const int X = 0, Y = 1, Z = 2;

    readonly AlignedBuffer<T> _slots = new();
    readonly AlignedBuffer<T> _edge = new();
    readonly AlignedBuffer<ushort> _target = new();
    readonly AlignedBuffer<int> _filled = new();

    /// <summary>The first slot's first plane.</summary>
    internal T* Pointer => _slots.Pointer;

    /// <summary>Local index of the neighbour in each lane of each slot; the sentinel's where there is none.</summary>
    internal ushort* Target => _target.Pointer;

    /// <summary>Writes each lane's close neighbours into its slots; returns how many slots the fullest lane has.</summary>
    /// <param name="plane">Entries of a plane: as many as there are lanes, or twice that where a tangent stands behind each value.</param>
    [MethodImpl(Law)]
    internal int Fill(in AtomBlock<T> block, int first, int lanes, int plane)
    {
        var stride = planes * plane;
        var longest = 0;
        for (var lane = 0; lane < lanes; lane++)
            longest = Math.Max(longest, block.EdgeCount[first + lane]);
        _edge.Require(3 * W.Lanes);
        _filled.Require(W.Lanes);
        var slots = _slots.Require((longest + 1) * stride);
        var target = _target.Require((longest + 1) * W.Lanes);
        T* x = _edge.Pointer, y = x + W.Lanes, z = y + W.Lanes;
        var limit = W.Const(cutoff * cutoff);
        var most = 0;
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            var n = 0;
            if (lane < lanes)
            {
                var own = block.Positions + 4 * (first + lane);
                W x0 = W.Broadcast(own[0]), y0 = W.Broadcast(own[1]), z0 = W.Broadcast(own[2]);
                var edges = block.Edges + block.EdgeStart[first + lane];
                var count = block.EdgeCount[first + lane];
                for (var k = 0; k < count; k += W.Lanes)
                {
                    Points.Load<T, W>(block.Positions, edges + k, out var dx, out var dy, out var dz);
                    dx -= x0;
                    dy -= y0;
                    dz -= z0;
                    var bits = W.Bits(W.Less(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), limit));
                    if (bits == 0)
                        continue;
                    W.Store(dx, ref *x, 0);
                    W.Store(dy, ref *y, 0);
                    W.Store(dz, ref *z, 0);
                    for (; bits != 0; bits &= bits - 1)
                    {
                        var e = BitOperations.TrailingZeroCount(bits);
                        var slot = slots + n * stride + lane;
                        slot[X * plane] = x[e];
                        slot[Y * plane] = y[e];
                        slot[Z * plane] = z[e];
                        target[n * W.Lanes + lane] = edges[k + e];
                        n++;
                    }
                }
            }
            _filled.Pointer[lane] = n;
            most = Math.Max(most, n);
        }
        var beyond = T.CreateChecked(2 * cutoff);
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            for (var n = _filled.Pointer[lane]; n < most; n++)
            {
                var slot = slots + n * stride + lane;
                slot[X * plane] = beyond;
                slot[Y * plane] = T.Zero;
                slot[Z * plane] = T.Zero;
                target[n * W.Lanes + lane] = (ushort)block.LocalCount;
            }
        }
        return most;
    }

    /// <summary>How each slot's edge moves, behind the edge; slots that are not filled stand.</summary>
    [MethodImpl(Law)]
    internal void FillMotion(in AtomBlock<T> block, int first, int slots)
    {
        for (var n = 0; n < slots; n++)
        {
            for (var lane = 0; lane < W.Lanes; lane++)
            {
                var slot = _slots.Pointer + (n * planes * 2 + 1) * W.Lanes + lane;
                var filled = n < _filled.Pointer[lane];
                var own = block.Directions + 4 * (filled ? first + lane : block.LocalCount);
                var other = block.Directions + 4 * _target.Pointer[n * W.Lanes + lane];
                slot[X * 2 * W.Lanes] = other[0] - own[0];
                slot[Y * 2 * W.Lanes] = other[1] - own[1];
                slot[Z * 2 * W.Lanes] = other[2] - own[2];
            }
        }
    }

    /// <summary>F_i += Σ g_ij, F_j −= g_ij.</summary>
    /// <param name="from">The first slot's first plane, or its tangent's.</param>
    /// <param name="gradient">The first of three planes that hold g_ij, or its tangent.</param>
    /// <param name="plane">As for <see cref="Fill"/>.</param>
    [MethodImpl(Law)]
    internal void Scatter(in AtomBlock<T> block, int first, int lanes, T* from, int gradient, int plane)
    {
        var target = _target.Pointer;
        for (var lane = 0; lane < lanes; lane++)
        {
            T fx = T.Zero, fy = T.Zero, fz = T.Zero;
            for (var n = 0; n < _filled.Pointer[lane]; n++)
            {
                var slot = from + (n * planes + gradient) * plane + lane;
                T gx = slot[0], gy = slot[plane], gz = slot[2 * plane];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = block.Forces + 4 * target[n * W.Lanes + lane];
                f[0] -= gx;
                f[1] -= gy;
                f[2] -= gz;
                if (block.AtomVirials is not null)
                    EdgeVirials.AddOne(block, first + lane, target[n * W.Lanes + lane], gx, gy, gz);
            }
            var own = block.Forces + 4 * (first + lane);
            own[0] += fx;
            own[1] += fy;
            own[2] += fz;
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _edge.Dispose();
        _target.Dispose();
        _filled.Dispose();
    }
}
