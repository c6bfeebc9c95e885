using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Channels of edges to several elements. A lane is an edge of one centre atom; its coefficients are picked out of rows by its slot (<see cref="NepMixture{W, S}"/>).
/// </summary>
static unsafe class NepMixtureLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>q_n = Σ_e Σ_k c[n, k](slot) fc T_k, channel by channel.</summary>
    [MethodImpl(Law)]
    internal static void Sums(int count, int stride, int channels, int functions, S* rows, S* slots, S* value, S* q)
    {
        for (var n = 0; n < channels; n++, rows += functions * W.Lanes)
        {
            // Two sums, since one would wait for itself.
            W even = W.Zero, odd = W.Zero;
            for (var e = 0; e < count; e += W.Lanes)
            {
                var slot = W.Load(ref slots[e], 0);
                S* v = value + e, row = rows;
                var k = 0;
                for (; k + 1 < functions; k += 2, v += 2 * stride, row += 2 * W.Lanes)
                {
                    even = W.Fma(Pick(row, slot), W.Load(ref v[0], 0), even);
                    odd = W.Fma(Pick(row + W.Lanes, slot), W.Load(ref v[stride], 0), odd);
                }
                if (k < functions)
                    even = W.Fma(Pick(row, slot), W.Load(ref v[0], 0), even);
            }
            q[n] = W.Sum(even + odd);
        }
    }

    /// <summary>along += Σ_k c_k(slot) (fc T_k)′.</summary>
    [MethodImpl(Law)]
    internal static void Slopes(int count, int stride, int functions, S* rows, S* slots, S* slope, S* along)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W slot = W.Load(ref slots[e], 0), sum = W.Load(ref along[e], 0);
            S* s = slope + e, row = rows;
            for (var k = 0; k < functions; k++, s += stride, row += W.Lanes)
                sum = W.Fma(Pick(row, slot), W.Load(ref s[0], 0), sum);
            W.Store(sum, ref along[e], 0);
        }
    }

    /// <summary>g_n = Σ_k c[k, n](slot) fc T_k and its slope for four channels n at a time.</summary>
    [MethodImpl(Law)]
    internal static void Channels(int count, int channels, int functions, int stride, S* rows, S* slots, S* value, S* slope, S* g, S* gSlope)
    {
        for (var n = 0; n < channels; n += 4, rows += 4 * functions * W.Lanes)
        {
            for (var e = 0; e < count; e += W.Lanes)
            {
                W g0 = W.Zero, g1 = W.Zero, g2 = W.Zero, g3 = W.Zero, s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                var slot = W.Load(ref slots[e], 0);
                S* v = value + e, s = slope + e, row = rows;
                for (var k = 0; k < functions; k++, v += stride, s += stride, row += 4 * W.Lanes)
                {
                    W t = W.Load(ref v[0], 0), u = W.Load(ref s[0], 0);
                    W c0 = Pick(row, slot), c1 = Pick(row + W.Lanes, slot), c2 = Pick(row + 2 * W.Lanes, slot), c3 = Pick(row + 3 * W.Lanes, slot);
                    g0 = W.Fma(c0, t, g0);
                    s0 = W.Fma(c0, u, s0);
                    g1 = W.Fma(c1, t, g1);
                    s1 = W.Fma(c1, u, s1);
                    g2 = W.Fma(c2, t, g2);
                    s2 = W.Fma(c2, u, s2);
                    g3 = W.Fma(c3, t, g3);
                    s3 = W.Fma(c3, u, s3);
                }
                S* to = g + n * stride + e, toSlope = gSlope + n * stride + e;
                W.Store(g0, ref to[0], 0);
                W.Store(g1, ref to[stride], 0);
                W.Store(g2, ref to[2 * stride], 0);
                W.Store(g3, ref to[3 * stride], 0);
                W.Store(s0, ref toSlope[0], 0);
                W.Store(s1, ref toSlope[stride], 0);
                W.Store(s2, ref toSlope[2 * stride], 0);
                W.Store(s3, ref toSlope[3 * stride], 0);
            }
        }
    }

    /// <summary>Lane k is row[slot of lane k]; slots are whole numbers in the lanes' bits. As <see cref="Points.LookUp{T, W}"/>, whose slots are numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Pick(S* row, W slot)
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<float>, W>(Avx512F.PermuteVar16x32(Vector512.Load((float*)row), Unsafe.BitCast<W, Vector512<int>>(slot)));
        if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<double>, W>(Avx512F.PermuteVar8x64(Vector512.Load((double*)row), Unsafe.BitCast<W, Vector512<long>>(slot)));
        if (typeof(W) == typeof(F32x8) && Avx2.IsSupported)
            return Unsafe.BitCast<Vector256<float>, W>(Avx2.PermuteVar8x32(Vector256.Load((float*)row), Unsafe.BitCast<W, Vector256<int>>(slot)));
        return slot; // Never asked: NepMixture is not active at other widths.
    }
}
