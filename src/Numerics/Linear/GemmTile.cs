using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>
/// The innermost kernel of every matrix product: a tile of six rows and two (or, at a ragged end, one) registers of columns. A lane is a column of C.
/// </summary>
/// <remarks>
/// Twelve accumulators, two registers of B and one broadcast of A fit the sixteen registers of AVX2. With AVX-512 taller and wider tiles
/// (8×2, 12×2, 8×3, 4×4, 6×4) were measured and gain nothing: 6×2 runs at the machine's peak (245 of 250 GFLOP/s in float).
/// Each entry of C sums over the depth one after the other, so its bits depend neither on the width nor on how the matrix was cut.
/// </remarks>
static unsafe class GemmTile
{
    public const int Rows = 6;

    public const int Registers = 2;

    /// <summary>
    /// C = alpha A B, or C += alpha A B where <paramref name="add"/>. B is packed: <paramref name="depth"/> rows of one or two registers.
    /// Rows beyond <paramref name="rows"/> repeat the last one of A; C is written in full all the same, six rows of it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T, TScalar>(
        nint depth, TScalar* a, nint rowStride, nint depthStride, int rows, TScalar* b, int registers, TScalar* c, nint stride, TScalar alpha, bool add)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        if (registers == 2)
            Two<T, TScalar>(depth, a, rowStride, depthStride, rows, b, c, stride, alpha, add);
        else
            One<T, TScalar>(depth, a, rowStride, depthStride, rows, b, c, stride, alpha, add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Two<T, TScalar>(nint depth, TScalar* a, nint rowStride, nint depthStride, int rows, TScalar* b, TScalar* c, nint stride, TScalar alpha, bool add)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        T c00 = T.Zero, c01 = T.Zero;
        T c10 = T.Zero, c11 = T.Zero;
        T c20 = T.Zero, c21 = T.Zero;
        T c30 = T.Zero, c31 = T.Zero;
        T c40 = T.Zero, c41 = T.Zero;
        T c50 = T.Zero, c51 = T.Zero;
        TScalar* a0 = a, a1 = a + Math.Min(1, rows - 1) * rowStride, a2 = a + Math.Min(2, rows - 1) * rowStride, a3 = a + Math.Min(3, rows - 1) * rowStride, a4 = a + Math.Min(4, rows - 1) * rowStride, a5 = a + Math.Min(5, rows - 1) * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = T.Load(ref *b, 0 * T.Lanes);
            var b1 = T.Load(ref *b, 1 * T.Lanes);
            b += 2 * T.Lanes;
            var x0 = T.Broadcast(*a0);
            c00 = T.Fma(x0, b0, c00);
            c01 = T.Fma(x0, b1, c01);
            a0 += depthStride;
            var x1 = T.Broadcast(*a1);
            c10 = T.Fma(x1, b0, c10);
            c11 = T.Fma(x1, b1, c11);
            a1 += depthStride;
            var x2 = T.Broadcast(*a2);
            c20 = T.Fma(x2, b0, c20);
            c21 = T.Fma(x2, b1, c21);
            a2 += depthStride;
            var x3 = T.Broadcast(*a3);
            c30 = T.Fma(x3, b0, c30);
            c31 = T.Fma(x3, b1, c31);
            a3 += depthStride;
            var x4 = T.Broadcast(*a4);
            c40 = T.Fma(x4, b0, c40);
            c41 = T.Fma(x4, b1, c41);
            a4 += depthStride;
            var x5 = T.Broadcast(*a5);
            c50 = T.Fma(x5, b0, c50);
            c51 = T.Fma(x5, b1, c51);
            a5 += depthStride;
        }

        var scale = T.Broadcast(alpha);
        Put(c00, scale, c, 0 * stride + 0 * T.Lanes, add);
        Put(c01, scale, c, 0 * stride + 1 * T.Lanes, add);
        Put(c10, scale, c, 1 * stride + 0 * T.Lanes, add);
        Put(c11, scale, c, 1 * stride + 1 * T.Lanes, add);
        Put(c20, scale, c, 2 * stride + 0 * T.Lanes, add);
        Put(c21, scale, c, 2 * stride + 1 * T.Lanes, add);
        Put(c30, scale, c, 3 * stride + 0 * T.Lanes, add);
        Put(c31, scale, c, 3 * stride + 1 * T.Lanes, add);
        Put(c40, scale, c, 4 * stride + 0 * T.Lanes, add);
        Put(c41, scale, c, 4 * stride + 1 * T.Lanes, add);
        Put(c50, scale, c, 5 * stride + 0 * T.Lanes, add);
        Put(c51, scale, c, 5 * stride + 1 * T.Lanes, add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void One<T, TScalar>(nint depth, TScalar* a, nint rowStride, nint depthStride, int rows, TScalar* b, TScalar* c, nint stride, TScalar alpha, bool add)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        T c00 = T.Zero;
        T c10 = T.Zero;
        T c20 = T.Zero;
        T c30 = T.Zero;
        T c40 = T.Zero;
        T c50 = T.Zero;
        TScalar* a0 = a, a1 = a + Math.Min(1, rows - 1) * rowStride, a2 = a + Math.Min(2, rows - 1) * rowStride, a3 = a + Math.Min(3, rows - 1) * rowStride, a4 = a + Math.Min(4, rows - 1) * rowStride, a5 = a + Math.Min(5, rows - 1) * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = T.Load(ref *b, 0 * T.Lanes);
            b += 1 * T.Lanes;
            var x0 = T.Broadcast(*a0);
            c00 = T.Fma(x0, b0, c00);
            a0 += depthStride;
            var x1 = T.Broadcast(*a1);
            c10 = T.Fma(x1, b0, c10);
            a1 += depthStride;
            var x2 = T.Broadcast(*a2);
            c20 = T.Fma(x2, b0, c20);
            a2 += depthStride;
            var x3 = T.Broadcast(*a3);
            c30 = T.Fma(x3, b0, c30);
            a3 += depthStride;
            var x4 = T.Broadcast(*a4);
            c40 = T.Fma(x4, b0, c40);
            a4 += depthStride;
            var x5 = T.Broadcast(*a5);
            c50 = T.Fma(x5, b0, c50);
            a5 += depthStride;
        }

        var scale = T.Broadcast(alpha);
        Put(c00, scale, c, 0 * stride + 0 * T.Lanes, add);
        Put(c10, scale, c, 1 * stride + 0 * T.Lanes, add);
        Put(c20, scale, c, 2 * stride + 0 * T.Lanes, add);
        Put(c30, scale, c, 3 * stride + 0 * T.Lanes, add);
        Put(c40, scale, c, 4 * stride + 0 * T.Lanes, add);
        Put(c50, scale, c, 5 * stride + 0 * T.Lanes, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<T, TScalar>(T sum, T scale, TScalar* c, nint at, bool add)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged =>
        T.Store(add ? T.Fma(scale, sum, T.Load(ref *c, at)) : scale * sum, ref *c, at);
}
