using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The inner loops of electron repulsion.</summary>
internal static class CoulombKernels
{
    /// <summary>Runs the steps of <see cref="CoulombSteps"/>. A lane is a pair of charges: one bra primitive pair with one ket primitive pair (or nucleus).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Recur<W>(ref int steps, ref double factors, int count, ref double separation, ref double rows, int used)
        where W : struct, IWide<W, double>
    {
        for (var k = 0; k < count; k++)
        {
            ref var step = ref Unsafe.Add(ref steps, 4 * k);
            nint made = step * CoulombSteps.Chunk, once = Unsafe.Add(ref step, 1) * CoulombSteps.Chunk, axis = Unsafe.Add(ref step, 3) * CoulombSteps.Chunk;
            var second = Unsafe.Add(ref step, 2);
            if (second < 0)
            {
                for (nint i = 0; i < used; i += W.Lanes)
                    W.Store(W.Load(ref separation, axis + i) * W.Load(ref rows, once + i), ref rows, made + i);
            }
            else
            {
                nint twice = second * CoulombSteps.Chunk;
                var factor = W.Broadcast(Unsafe.Add(ref factors, k));
                for (nint i = 0; i < used; i += W.Lanes)
                    W.Store(W.Fma(W.Load(ref separation, axis + i), W.Load(ref rows, once + i), factor * W.Load(ref rows, twice + i)), ref rows, made + i);
            }
        }
    }

    /// <summary>
    /// sums[h, c] += Σ_{q,k} R[h + k][q] ket[q, k, c]: the potential of a chunk of ket primitive pairs at the bra's Hermite Gaussians. A lane is a product of two ket functions, c.
    /// </summary>
    /// <param name="rows">R, by rows of <see cref="CoulombSteps.Chunk"/>.</param>
    /// <param name="table">Where the row of h + k begins, [bra Hermites, ket Hermites].</param>
    /// <param name="ket">[pair, ket Hermite, product], from the chunk's first pair on.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Attract<W>(ref double rows, ref int table, ref double ket, int pairs, int braHermites, int ketHermites, int stride, ref double sums)
        where W : struct, IWide<W, double>
    {
        for (nint c = 0; c < stride; c += W.Lanes)
        {
            var h = 0;
            for (; h + 4 <= braHermites; h += 4)
            {
                ref var t0 = ref Unsafe.Add(ref table, h * ketHermites);
                ref var t1 = ref Unsafe.Add(ref t0, ketHermites);
                ref var t2 = ref Unsafe.Add(ref t1, ketHermites);
                ref var t3 = ref Unsafe.Add(ref t2, ketHermites);
                nint at = (nint)h * stride + c;
                var s0 = W.Load(ref sums, at);
                var s1 = W.Load(ref sums, at + stride);
                var s2 = W.Load(ref sums, at + 2 * stride);
                var s3 = W.Load(ref sums, at + 3 * stride);
                var from = c;
                for (var q = 0; q < pairs; q++)
                {
                    for (var k = 0; k < ketHermites; k++)
                    {
                        var e = W.Load(ref ket, from);
                        from += stride;
                        s0 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t0, k) + q))), e, s0);
                        s1 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t1, k) + q))), e, s1);
                        s2 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t2, k) + q))), e, s2);
                        s3 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t3, k) + q))), e, s3);
                    }
                }
                W.Store(s0, ref sums, at);
                W.Store(s1, ref sums, at + stride);
                W.Store(s2, ref sums, at + 2 * stride);
                W.Store(s3, ref sums, at + 3 * stride);
            }
            for (; h < braHermites; h++)
            {
                ref var t0 = ref Unsafe.Add(ref table, h * ketHermites);
                nint at = (nint)h * stride + c;
                var s0 = W.Load(ref sums, at);
                var from = c;
                for (var q = 0; q < pairs; q++)
                {
                    for (var k = 0; k < ketHermites; k++)
                    {
                        s0 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t0, k) + q))), W.Load(ref ket, from), s0);
                        from += stride;
                    }
                }
                W.Store(s0, ref sums, at);
            }
        }
    }

    /// <summary>integrals[ab, c] = Σ_k bra[k, ab] sums[k, c], k running over primitive pairs and Hermite Gaussians of the bra. A lane is a product of two ket functions, c.</summary>
    /// <param name="products">Products of bra functions.</param>
    /// <param name="braStride">Distance of rows of <paramref name="bra"/>, a multiple of four that is at least <paramref name="products"/>.</param>
    /// <param name="integrals">Room for <paramref name="braStride"/> rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Close<W>(ref double bra, ref double sums, int depth, int products, int braStride, int stride, ref double integrals)
        where W : struct, IWide<W, double>
    {
        for (nint c = 0; c < stride; c += W.Lanes)
        {
            for (nint ab = 0; ab < products; ab += 4)
            {
                W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                for (nint k = 0; k < depth; k++)
                {
                    var v = W.Load(ref sums, k * stride + c);
                    ref var b = ref Unsafe.Add(ref bra, k * braStride + ab);
                    s0 = W.Fma(W.Broadcast(b), v, s0);
                    s1 = W.Fma(W.Broadcast(Unsafe.Add(ref b, 1)), v, s1);
                    s2 = W.Fma(W.Broadcast(Unsafe.Add(ref b, 2)), v, s2);
                    s3 = W.Fma(W.Broadcast(Unsafe.Add(ref b, 3)), v, s3);
                }
                var at = ab * stride + c;
                W.Store(s0, ref integrals, at);
                W.Store(s1, ref integrals, at + stride);
                W.Store(s2, ref integrals, at + 2 * stride);
                W.Store(s3, ref integrals, at + 3 * stride);
            }
        }
    }

    /// <summary>into[k, ab] = Σ_cd ket[k, cd] weights[cd, ab], k running over primitive pairs and Hermite Gaussians of the ket. A lane is a product of two bra functions, ab.</summary>
    /// <param name="count">Rows of <paramref name="ket"/>; they are made by fours, the last ones several times where their number is no multiple.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Spread<W>(ref double ket, ref double weights, int count, int products, int ketStride, int stride, ref double into)
        where W : struct, IWide<W, double>
    {
        for (nint c = 0; c < stride; c += W.Lanes)
        {
            for (nint k = 0; k < count; k += 4)
            {
                // The last rows once more where four are no longer left.
                nint r1 = Math.Min(1, count - 1 - (int)k), r2 = Math.Min(2, count - 1 - (int)k), r3 = Math.Min(3, count - 1 - (int)k);
                ref var k0 = ref Unsafe.Add(ref ket, k * ketStride);
                ref var k1 = ref Unsafe.Add(ref k0, r1 * ketStride);
                ref var k2 = ref Unsafe.Add(ref k0, r2 * ketStride);
                ref var k3 = ref Unsafe.Add(ref k0, r3 * ketStride);
                W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
                for (nint p = 0; p < products; p++)
                {
                    var v = W.Load(ref weights, p * stride + c);
                    s0 = W.Fma(W.Broadcast(Unsafe.Add(ref k0, p)), v, s0);
                    s1 = W.Fma(W.Broadcast(Unsafe.Add(ref k1, p)), v, s1);
                    s2 = W.Fma(W.Broadcast(Unsafe.Add(ref k2, p)), v, s2);
                    s3 = W.Fma(W.Broadcast(Unsafe.Add(ref k3, p)), v, s3);
                }
                W.Store(s0, ref into, k * stride + c);
                W.Store(s1, ref into, (k + r1) * stride + c);
                W.Store(s2, ref into, (k + r2) * stride + c);
                W.Store(s3, ref into, (k + r3) * stride + c);
            }
        }
    }
}
