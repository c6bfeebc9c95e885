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
    public static void Attract<W>(ref double rows, ref int table, ref double ket, int pairs, int braHermites, int ketHermites, int stride, ref double sums)
        where W : struct, IWide<W, double>
    {
        var whole = braHermites / 4 * 4;
        if (whole > 0)
            AttractFour<W>(ref rows, ref table, ref ket, pairs, whole, ketHermites, stride, ref sums);
        if (whole < braHermites)
            AttractOne<W>(ref rows, ref Unsafe.Add(ref table, whole * ketHermites), ref ket, pairs, braHermites - whole, ketHermites, stride, ref Unsafe.Add(ref sums, (nint)whole * stride));
    }

    // Four rows at a time, of two registers each where there are so many: what is loaded serves twice.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void AttractFour<W>(ref double rows, ref int table, ref double ket, int pairs, int braHermites, int ketHermites, int stride, ref double sums)
        where W : struct, IWide<W, double>
    {
        nint c = 0;
        for (; c + 2 * W.Lanes <= stride; c += 2 * W.Lanes)
        {
            for (var h = 0; h < braHermites; h += 4)
            {
                ref var t0 = ref Unsafe.Add(ref table, h * ketHermites);
                ref var t1 = ref Unsafe.Add(ref t0, ketHermites);
                ref var t2 = ref Unsafe.Add(ref t1, ketHermites);
                ref var t3 = ref Unsafe.Add(ref t2, ketHermites);
                ref var at = ref Unsafe.Add(ref sums, (nint)h * stride + c);
                W s0 = W.Load(ref at, 0), u0 = W.Load(ref at, W.Lanes);
                W s1 = W.Load(ref at, stride), u1 = W.Load(ref at, stride + W.Lanes);
                W s2 = W.Load(ref at, 2 * stride), u2 = W.Load(ref at, 2 * stride + W.Lanes);
                W s3 = W.Load(ref at, 3 * stride), u3 = W.Load(ref at, 3 * stride + W.Lanes);
                var from = c;
                for (var q = 0; q < pairs; q++)
                {
                    for (var k = 0; k < ketHermites; k++)
                    {
                        W e = W.Load(ref ket, from), g = W.Load(ref ket, from + W.Lanes);
                        from += stride;
                        var r = W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t0, k) + q)));
                        s0 = W.Fma(r, e, s0);
                        u0 = W.Fma(r, g, u0);
                        r = W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t1, k) + q)));
                        s1 = W.Fma(r, e, s1);
                        u1 = W.Fma(r, g, u1);
                        r = W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t2, k) + q)));
                        s2 = W.Fma(r, e, s2);
                        u2 = W.Fma(r, g, u2);
                        r = W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t3, k) + q)));
                        s3 = W.Fma(r, e, s3);
                        u3 = W.Fma(r, g, u3);
                    }
                }
                W.Store(s0, ref at, 0);
                W.Store(u0, ref at, W.Lanes);
                W.Store(s1, ref at, stride);
                W.Store(u1, ref at, stride + W.Lanes);
                W.Store(s2, ref at, 2 * stride);
                W.Store(u2, ref at, 2 * stride + W.Lanes);
                W.Store(s3, ref at, 3 * stride);
                W.Store(u3, ref at, 3 * stride + W.Lanes);
            }
        }
        for (; c < stride; c += W.Lanes)
        {
            for (var h = 0; h < braHermites; h += 4)
            {
                ref var t0 = ref Unsafe.Add(ref table, h * ketHermites);
                ref var t1 = ref Unsafe.Add(ref t0, ketHermites);
                ref var t2 = ref Unsafe.Add(ref t1, ketHermites);
                ref var t3 = ref Unsafe.Add(ref t2, ketHermites);
                ref var at = ref Unsafe.Add(ref sums, (nint)h * stride + c);
                W s0 = W.Load(ref at, 0), s1 = W.Load(ref at, stride), s2 = W.Load(ref at, 2 * stride), s3 = W.Load(ref at, 3 * stride);
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
                W.Store(s0, ref at, 0);
                W.Store(s1, ref at, stride);
                W.Store(s2, ref at, 2 * stride);
                W.Store(s3, ref at, 3 * stride);
            }
        }
    }

    // One row at a time, several registers abreast where there are so many: one alone would wait for itself.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void AttractOne<W>(ref double rows, ref int table, ref double ket, int pairs, int braHermites, int ketHermites, int stride, ref double sums)
        where W : struct, IWide<W, double>
    {
        for (var h = 0; h < braHermites; h++)
        {
            ref var t0 = ref Unsafe.Add(ref table, h * ketHermites);
            ref var at = ref Unsafe.Add(ref sums, (nint)h * stride);
            nint c = 0;
            for (; c + 3 * W.Lanes <= stride; c += 3 * W.Lanes)
            {
                W s0 = W.Load(ref at, c), s1 = W.Load(ref at, c + W.Lanes), s2 = W.Load(ref at, c + 2 * W.Lanes);
                var from = c;
                for (var q = 0; q < pairs; q++)
                {
                    for (var k = 0; k < ketHermites; k++)
                    {
                        var r = W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t0, k) + q)));
                        s0 = W.Fma(r, W.Load(ref ket, from), s0);
                        s1 = W.Fma(r, W.Load(ref ket, from + W.Lanes), s1);
                        s2 = W.Fma(r, W.Load(ref ket, from + 2 * W.Lanes), s2);
                        from += stride;
                    }
                }
                W.Store(s0, ref at, c);
                W.Store(s1, ref at, c + W.Lanes);
                W.Store(s2, ref at, c + 2 * W.Lanes);
            }
            for (; c < stride; c += W.Lanes)
            {
                var s0 = W.Load(ref at, c);
                var from = c;
                for (var q = 0; q < pairs; q++)
                {
                    for (var k = 0; k < ketHermites; k++)
                    {
                        s0 = W.Fma(W.Broadcast(Unsafe.Add(ref rows, (nint)(Unsafe.Add(ref t0, k) + q))), W.Load(ref ket, from), s0);
                        from += stride;
                    }
                }
                W.Store(s0, ref at, c);
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
