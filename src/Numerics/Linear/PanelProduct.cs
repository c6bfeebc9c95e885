using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Athanor.Numerics;

/// <summary>
/// Y = Y₀ + X B for a matrix B that is packed once and multiplied often, with few rows on the left: the layers of a network. <see cref="Gemm"/> would
/// pack B again in every call. A lane is a column of B.
/// </summary>
/// <remarks>
/// B lies in panels of two registers of columns, each panel row after row, zeros beyond the last column. With less than a dozen rows a product is bound by
/// reading B from the outer caches, so that a panel passes once and meets all rows. Each entry of Y sums over the depth one after the other, whatever the
/// number of rows or lanes: the same bits for a row in any company.
/// While strips of rows are at work on a panel, the next one, which is expected to follow it in memory, is fetched. Otherwise the machine waits for memory in the
/// first strip, and memory for the machine in the others: 38 MB of networks over 60 atoms take 2.6 ms without and 2.0 with, of which 1.4 are multiplication.
/// </remarks>
public static unsafe class PanelProduct<T, TScalar>
    where T : struct, IWide<T, TScalar>
    where TScalar : unmanaged
{
    /// <summary>Columns of a panel.</summary>
    public static int Width => 2 * T.Lanes;

    /// <summary>Rows of the tallest tile: sixteen accumulators of thirty-two registers with AVX-512, twelve of sixteen with AVX2.</summary>
    static int Tallest => T.Lanes * sizeof(TScalar) == 64 ? 8 : 6;

    /// <summary>Columns rounded up to whole panels.</summary>
    public static int Padded(int columns) => (columns + Width - 1) / Width * Width;

    /// <summary>Y = Y₀ + X B.</summary>
    /// <param name="rows">Of X and Y.</param>
    /// <param name="depth">Columns of X, rows of B.</param>
    /// <param name="x">Row-major, <paramref name="xStride"/> from row to row.</param>
    /// <param name="panel">One packed panel of B.</param>
    /// <param name="start">Y₀; may be <paramref name="y"/>.</param>
    /// <param name="startStride">From row to row; 0 where all rows start from the same, as from biases.</param>
    /// <param name="y">Out: <see cref="Width"/> columns of each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int rows, nint depth, TScalar* x, nint xStride, TScalar* panel, TScalar* start, nint startStride, TScalar* y, nint yStride)
    {
        // Strips of nearly equal height: 31 rows are 8 + 8 + 8 + 7.
        var strips = (rows + Tallest - 1) / Tallest;
        for (var s = 0; s < strips; s++)
        {
            var height = (rows + strips - 1 - s) / strips;
            // Each strip asks for its share of what follows the panel. A single one reads as fast as memory gives, which the machine foresees by itself: asking 32 rows
            // ahead as well takes 5 % from products in memory and adds 5 % to those in the third cache.
            var ahead = strips == 1 ? panel : panel + depth * Width + depth * Width * s / strips;
            Strip(height, depth, x, xStride, panel, start, startStride, y, yStride, ahead, strips == 1 ? 0 : Width / strips);
            x += height * xStride;
            start += height * startStride;
            y += height * yStride;
        }
    }

    static void Strip(int height, nint depth, TScalar* x, nint xStride, TScalar* panel, TScalar* start, nint startStride, TScalar* y, nint yStride, TScalar* ahead, nint aheadStep)
    {
        switch (height)
        {
            case 1:
                Tile<OneRow>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 2:
                Tile<TwoRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 3:
                Tile<ThreeRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 4:
                Tile<FourRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 5:
                Tile<FiveRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 6:
                Tile<SixRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            case 7:
                Tile<SevenRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
            default:
                Tile<EightRows>(depth, x, xStride, panel, start, startStride, y, yStride, ahead, aheadStep);
                break;
        }
    }

    /// <summary>One tile. The height is a constant to the JIT, which drops the rows there are not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Tile<THeight>(nint depth, TScalar* x, nint xStride, TScalar* panel, TScalar* start, nint startStride, TScalar* y, nint yStride, TScalar* ahead, nint aheadStep)
        where THeight : struct, ITileHeight
    {
        T a0 = T.Zero, a1 = T.Zero, a2 = T.Zero, a3 = T.Zero, a4 = T.Zero, a5 = T.Zero, a6 = T.Zero, a7 = T.Zero;
        T b0 = T.Zero, b1 = T.Zero, b2 = T.Zero, b3 = T.Zero, b4 = T.Zero, b5 = T.Zero, b6 = T.Zero, b7 = T.Zero;
        Get(start, out a0, out b0);
        if (THeight.Rows > 1)
            Get(start + startStride, out a1, out b1);
        if (THeight.Rows > 2)
            Get(start + 2 * startStride, out a2, out b2);
        if (THeight.Rows > 3)
            Get(start + 3 * startStride, out a3, out b3);
        if (THeight.Rows > 4)
            Get(start + 4 * startStride, out a4, out b4);
        if (THeight.Rows > 5)
            Get(start + 5 * startStride, out a5, out b5);
        if (THeight.Rows > 6)
            Get(start + 6 * startStride, out a6, out b6);
        if (THeight.Rows > 7)
            Get(start + 7 * startStride, out a7, out b7);
        // Two pointers and strides of one to three rows reach all of them by the machine's own addressing.
        var x4 = x + 4 * xStride;
        for (nint k = 0; k < depth; k++)
        {
            var p = T.Load(ref *panel, 0);
            var q = T.Load(ref *panel, T.Lanes);
            panel += 2 * T.Lanes;
            if (Sse.IsSupported)
                Sse.Prefetch1(ahead);
            ahead += aheadStep;
            Add(x[k], p, q, ref a0, ref b0);
            if (THeight.Rows > 1)
                Add(x[k + xStride], p, q, ref a1, ref b1);
            if (THeight.Rows > 2)
                Add(x[k + 2 * xStride], p, q, ref a2, ref b2);
            if (THeight.Rows > 3)
                Add(x[k + 3 * xStride], p, q, ref a3, ref b3);
            if (THeight.Rows > 4)
                Add(x4[k], p, q, ref a4, ref b4);
            if (THeight.Rows > 5)
                Add(x4[k + xStride], p, q, ref a5, ref b5);
            if (THeight.Rows > 6)
                Add(x4[k + 2 * xStride], p, q, ref a6, ref b6);
            if (THeight.Rows > 7)
                Add(x4[k + 3 * xStride], p, q, ref a7, ref b7);
        }
        Put(y, a0, b0);
        if (THeight.Rows > 1)
            Put(y + yStride, a1, b1);
        if (THeight.Rows > 2)
            Put(y + 2 * yStride, a2, b2);
        if (THeight.Rows > 3)
            Put(y + 3 * yStride, a3, b3);
        if (THeight.Rows > 4)
            Put(y + 4 * yStride, a4, b4);
        if (THeight.Rows > 5)
            Put(y + 5 * yStride, a5, b5);
        if (THeight.Rows > 6)
            Put(y + 6 * yStride, a6, b6);
        if (THeight.Rows > 7)
            Put(y + 7 * yStride, a7, b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Get(TScalar* from, out T a, out T b)
    {
        a = T.Load(ref *from, 0);
        b = T.Load(ref *from, T.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(TScalar x, T p, T q, ref T a, ref T b)
    {
        var wide = T.Broadcast(x);
        a = T.Fma(wide, p, a);
        b = T.Fma(wide, q, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(TScalar* to, T a, T b)
    {
        T.Store(a, ref *to, 0);
        T.Store(b, ref *to, T.Lanes);
    }
}
