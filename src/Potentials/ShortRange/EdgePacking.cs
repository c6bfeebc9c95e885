using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials;

/// <summary>One atom's list as it stands in a block, filled up with sentinels to whole vectors.</summary>
readonly unsafe struct EdgeSource<S>(S* positions, ushort* edges, int count, S* centre)
    where S : unmanaged
{
    internal readonly S* Positions = positions, Centre = centre;

    internal readonly ushort* Edges = edges;

    internal readonly int Count = count;
}

/// <summary>
/// Out of a list, which reaches beyond the cutoffs, the edges that count, without gaps. A lane is a listed edge. Planes: x, y, z, squared length, the neighbour's local
/// index (a whole number in the low half of the lane), and its species where that is wanted.
/// </summary>
static unsafe class EdgePacking<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Edges nearer than one length, and apart from them those between it and another. Returns whether any is shorter than the contact.</summary>
    [MethodImpl(Law)]
    internal static bool PackShells(in EdgeSource<S> from, S contactSquared, S nearSquared, S reachSquared, int stride, S* near, S* rest, out int nearCount, out int restCount)
    {
        W x0 = W.Broadcast(from.Centre[0]), y0 = W.Broadcast(from.Centre[1]), z0 = W.Broadcast(from.Centre[2]);
        W limit = W.Broadcast(nearSquared), farthest = W.Broadcast(reachSquared), contact = W.Broadcast(contactSquared), contacts = W.Zero;
        int n = 0, m = 0;
        for (var k = 0; k < from.Count; k += W.Lanes)
        {
            Points.Load<S, W>(from.Positions, from.Edges + k, out var x, out var y, out var z);
            x -= x0;
            y -= y0;
            z -= z0;
            var squared = W.Fma(x, x, W.Fma(y, y, z * z));
            var within = W.Less(squared, farthest);
            if (W.Bits(within) == 0)
                continue;
            var target = Indices(from.Edges + k);
            contacts = W.Or(contacts, W.Less(squared, contact));
            var close = W.And(within, W.Less(squared, limit));
            Pack(close, x, y, z, squared, target, stride, near + n);
            n += BitOperations.PopCount(W.Bits(close));
            var apart = W.And(within, W.LessOrEqual(limit, squared));
            if (W.Bits(apart) == 0)
                continue;
            Pack(apart, x, y, z, squared, target, stride, rest + m);
            m += BitOperations.PopCount(W.Bits(apart));
        }
        (nearCount, restCount) = (n, m);
        return W.Bits(contacts) != 0;
    }

    /// <summary>Edges within one length, with their species. Returns whether any is shorter than the contact.</summary>
    [MethodImpl(Law)]
    internal static bool PackAll(in EdgeSource<S> from, S contactSquared, S reachSquared, int stride, S* to, out int count)
    {
        W x0 = W.Broadcast(from.Centre[0]), y0 = W.Broadcast(from.Centre[1]), z0 = W.Broadcast(from.Centre[2]);
        W farthest = W.Broadcast(reachSquared), contact = W.Broadcast(contactSquared), contacts = W.Zero;
        var n = 0;
        for (var k = 0; k < from.Count; k += W.Lanes)
        {
            Points.Load<S, W>(from.Positions, from.Edges + k, out var x, out var y, out var z, out var species);
            x -= x0;
            y -= y0;
            z -= z0;
            var squared = W.Fma(x, x, W.Fma(y, y, z * z));
            var within = W.Less(squared, farthest);
            if (W.Bits(within) == 0)
                continue;
            contacts = W.Or(contacts, W.Less(squared, contact));
            Pack(within, x, y, z, squared, Indices(from.Edges + k), stride, to + n);
            Packing<W, S>.Pack(within, species, ref to[5 * stride + n]);
            n += BitOperations.PopCount(W.Bits(within));
        }
        count = n;
        return W.Bits(contacts) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Pack(W mask, W x, W y, W z, W squared, W target, int stride, S* to)
    {
        Packing<W, S>.Pack(mask, x, ref to[0]);
        Packing<W, S>.Pack(mask, y, ref to[stride]);
        Packing<W, S>.Pack(mask, z, ref to[2 * stride]);
        Packing<W, S>.Pack(mask, squared, ref to[3 * stride]);
        Packing<W, S>.Pack(mask, target, ref to[4 * stride]);
    }

    /// <summary>Each index in the low half of its lane: no number, but moved about like one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Indices(ushort* edges)
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<int>, W>(Avx512F.ConvertToVector512Int32(Vector256.Load(edges)));
        if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<long>, W>(Avx512F.ConvertToVector512Int64(Vector128.Load(edges)));
        if (typeof(W) == typeof(F32x8) && Avx2.IsSupported)
            return Unsafe.BitCast<Vector256<int>, W>(Avx2.ConvertToVector256Int32(edges));
        if (typeof(W) == typeof(F64x4) && Avx2.IsSupported)
            return Unsafe.BitCast<Vector256<long>, W>(Avx2.ConvertToVector256Int64(edges));
        var w = W.Zero;
        for (var k = 0; k < W.Lanes; k++)
            Unsafe.As<S, int>(ref Unsafe.Add(ref Unsafe.As<W, S>(ref w), k)) = edges[k];
        return w;
    }
}
