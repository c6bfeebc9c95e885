using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Athanor.Numerics;

/// <summary>Copies parts of matrices into the order in which <see cref="GemmTile"/> reads them, and its sums into double.</summary>
static unsafe class GemmPacking
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// A panel of B: <paramref name="depth"/> rows of <paramref name="registers"/> full registers, zeros beyond <paramref name="width"/>. A lane is a column.
    /// </summary>
    [MethodImpl(Kernel)]
    public static void Panel<T, TScalar>(TScalar* b, nint row, nint column, int depth, int width, int registers, TScalar* to)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        var stride = registers * T.Lanes;
        if (column == 1 && width == stride)
        {
            for (var k = 0; k < depth; k++)
            {
                for (var r = 0; r < registers; r++)
                    T.Store(T.Load(ref b[k * row], r * T.Lanes), ref *to, r * T.Lanes);
                to += stride;
            }
            return;
        }
        for (var j = 0; j < stride; j++)
        {
            var p = to + j;
            if (j >= width)
            {
                for (var k = 0; k < depth; k++, p += stride)
                    *p = default;
                continue;
            }
            var q = b + j * column;
            for (var k = 0; k < depth; k++, p += stride, q += row)
                *p = *q;
        }
    }

    /// <summary>Strips of A: for each <paramref name="height"/> rows, column after column; a ragged last strip repeats its last row.</summary>
    [MethodImpl(Kernel)]
    public static void Strips<TScalar>(TScalar* a, nint row, nint column, int depth, int rows, int height, TScalar* to)
        where TScalar : unmanaged
    {
        if (row == 1)
        {
            StripsOfTransposed(a, column, depth, rows, height, to);
            return;
        }
        for (var i = 0; i < rows; i += height, to += (nint)depth * height)
        {
            for (var r = 0; r < height; r++)
            {
                var q = a + Math.Min(i + r, rows - 1) * row;
                var p = to + r;
                for (var k = 0; k < depth; k++, p += height, q += column)
                    *p = *q;
            }
        }
    }

    // A transposed matrix lies in memory column by column: read it in that order, though it means writing all over.
    static void StripsOfTransposed<TScalar>(TScalar* a, nint column, int depth, int rows, int height, TScalar* to)
        where TScalar : unmanaged
    {
        for (var k = 0; k < depth; k++, a += column)
        {
            var p = to + (nint)k * height;
            var i = 0;
            for (; i + height <= rows; i += height, p += (nint)depth * height)
                Unsafe.CopyBlockUnaligned(p, a + i, (uint)(height * sizeof(TScalar)));
            for (var r = 0; i < rows && r < height; r++)
                p[r] = a[Math.Min(i + r, rows - 1)];
        }
    }

    /// <summary>to += from, in double.</summary>
    [MethodImpl(Kernel)]
    public static void AddInDouble(float* from, double* to, int count)
    {
        var j = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; j + 8 <= count; j += 8)
            {
                var (low, high) = Vector256.Widen(Vector256.Load(from + j));
                (Vector256.Load(to + j) + low).Store(to + j);
                (Vector256.Load(to + j + 4) + high).Store(to + j + 4);
            }
        }
        for (; j < count; j++)
            to[j] += from[j];
    }
}
