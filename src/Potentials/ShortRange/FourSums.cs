using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Sums over the lanes of four numbers at once, which costs little more than one such sum.</summary>
static unsafe class FourSums<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    /// <summary>Writes the four sums to consecutive places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(W a, W b, W c, W d, S* to)
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
        {
            Vector512<float> p = Unsafe.BitCast<W, Vector512<float>>(a), q = Unsafe.BitCast<W, Vector512<float>>(b), r = Unsafe.BitCast<W, Vector512<float>>(c), s = Unsafe.BitCast<W, Vector512<float>>(d);
            var pq = Avx512F.UnpackLow(p, q) + Avx512F.UnpackHigh(p, q);
            var rs = Avx512F.UnpackLow(r, s) + Avx512F.UnpackHigh(r, s);
            var four = Avx512F.Shuffle(pq, rs, 0x44) + Avx512F.Shuffle(pq, rs, 0xEE);
            var two = four.GetLower() + four.GetUpper();
            (two.GetLower() + two.GetUpper()).Store((float*)to);
        }
        else if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
        {
            Vector512<double> p = Unsafe.BitCast<W, Vector512<double>>(a), q = Unsafe.BitCast<W, Vector512<double>>(b), r = Unsafe.BitCast<W, Vector512<double>>(c), s = Unsafe.BitCast<W, Vector512<double>>(d);
            var pq = Avx512F.UnpackLow(p, q) + Avx512F.UnpackHigh(p, q);
            var rs = Avx512F.UnpackLow(r, s) + Avx512F.UnpackHigh(r, s);
            Vector256<double> lower = pq.GetLower() + pq.GetUpper(), upper = rs.GetLower() + rs.GetUpper();
            (Avx.Permute2x128(lower, upper, 0x20) + Avx.Permute2x128(lower, upper, 0x31)).Store((double*)to);
        }
        else
        {
            to[0] = W.Sum(a);
            to[1] = W.Sum(b);
            to[2] = W.Sum(c);
            to[3] = W.Sum(d);
        }
    }
}
