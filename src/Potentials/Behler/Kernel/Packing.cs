using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Lanes under a mask to consecutive memory and back. AVX-512 has instructions for it; narrower registers shuffle by a table with one row for every mask.
/// </summary>
/// <remarks>Of the pairs of neighbours within a cutoff, half are too far from each other for a narrow angular function; packed, they cost nothing further.</remarks>
static class Packing<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    // One row of 32-bit indices for each mask of up to eight lanes.
    static readonly int[] PackRows = MakeRows(pack: true);
    static readonly int[] UnpackRows = MakeRows(pack: false);

    /// <summary>Writes the lanes where the mask is true to <paramref name="to"/> on, in order. A whole vector is written; what lies beyond the lanes is arbitrary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Pack(W mask, W v, ref S to)
    {
        if (typeof(W) == typeof(F32x16))
        {
            var packed = Avx512F.Compress(Vector512<float>.Zero, Unsafe.BitCast<W, Vector512<float>>(mask), Unsafe.BitCast<W, Vector512<float>>(v));
            W.Store(Unsafe.BitCast<Vector512<float>, W>(packed), ref to, 0);
        }
        else if (typeof(W) == typeof(F64x8))
        {
            var packed = Avx512F.Compress(Vector512<double>.Zero, Unsafe.BitCast<W, Vector512<double>>(mask), Unsafe.BitCast<W, Vector512<double>>(v));
            W.Store(Unsafe.BitCast<Vector512<double>, W>(packed), ref to, 0);
        }
        else
        {
            W.Store(W.Lanes == 1 ? v : Shuffle(v, ref MemoryMarshal.GetArrayDataReference(PackRows), W.Bits(mask)), ref to, 0);
        }
    }

    /// <summary>The lanes where the mask is true take consecutive numbers from <paramref name="from"/> on; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static W Unpack(W mask, ref S from)
    {
        var v = W.Load(ref from, 0);
        if (typeof(W) == typeof(F32x16))
            return Unsafe.BitCast<Vector512<float>, W>(Avx512F.Expand(Vector512<float>.Zero, Unsafe.BitCast<W, Vector512<float>>(mask), Unsafe.BitCast<W, Vector512<float>>(v)));
        if (typeof(W) == typeof(F64x8))
            return Unsafe.BitCast<Vector512<double>, W>(Avx512F.Expand(Vector512<double>.Zero, Unsafe.BitCast<W, Vector512<double>>(mask), Unsafe.BitCast<W, Vector512<double>>(v)));
        return W.And(mask, W.Lanes == 1 ? v : Shuffle(v, ref MemoryMarshal.GetArrayDataReference(UnpackRows), W.Bits(mask)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Shuffle(W v, ref int rows, uint bits)
    {
        if (Unsafe.SizeOf<W>() == 32)
        {
            var row = Vector256.LoadUnsafe(ref rows, 8 * bits);
            return Unsafe.BitCast<Vector256<int>, W>(Vector256.ShuffleNative(Unsafe.BitCast<W, Vector256<int>>(v), row));
        }
        else
        {
            var row = Vector128.LoadUnsafe(ref rows, 4 * bits);
            return Unsafe.BitCast<Vector128<int>, W>(Vector128.ShuffleNative(Unsafe.BitCast<W, Vector128<int>>(v), row));
        }
    }

    static int[] MakeRows(bool pack)
    {
        if (W.Lanes is 1 or > 8 || Unsafe.SizeOf<W>() > 32)
            return [];
        int lanes = W.Lanes, words = Unsafe.SizeOf<S>() / 4;
        var rows = new int[(1 << lanes) * lanes * words];
        for (var bits = 0; bits < 1 << lanes; bits++)
        {
            var next = 0;
            for (var lane = 0; lane < lanes; lane++)
            {
                if ((bits >> lane & 1) == 0)
                    continue;
                var (to, from) = pack ? (next, lane) : (lane, next);
                for (var w = 0; w < words; w++)
                    rows[(bits * lanes + to) * words + w] = from * words + w;
                next++;
            }
        }
        return rows;
    }
}
