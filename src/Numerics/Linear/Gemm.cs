namespace Athanor.Numerics;

/// <summary>Products of matrices. Same bits on any number of threads and any vector width; nothing is allocated once a thread has warmed up.</summary>
public static unsafe class Gemm
{
    /// <summary>C = alpha A B + beta C.</summary>
    /// <param name="a">m × k; give <c>x.Transposed</c> for a transposed one.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n, in memory of its own; where <paramref name="beta"/> is zero it is overwritten unread, NaN included.</param>
    /// <param name="alpha">Scale of the product.</param>
    /// <param name="beta">Scale of what <paramref name="c"/> held.</param>
    /// <param name="team">Who shares the work; the calling thread alone where null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply(
        ReadOnlyMatrixSpan<double> a, ReadOnlyMatrixSpan<double> b, MatrixSpan<double> c, double alpha = 1, double beta = 0, Team? team = null)
    {
        CheckShapes(a.Rows, a.Columns, b.Rows, b.Columns, c.Rows, c.Columns);
        Scale(c, beta, a.Columns == 0);
        fixed (double* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var task = new GemmTask<double>
            {
                M = c.Rows, N = c.Columns, K = a.Columns, A = pa, B = pb, C = pc,
                ARow = a.RowStride, AColumn = a.ColumnStride, BRow = b.RowStride, BColumn = b.ColumnStride, CRow = c.Stride,
                Alpha = alpha, Add = beta != 0,
            };
            Widths.Double<InDouble, int>(new InDouble(task, team));
        }
    }

    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{double}, ReadOnlyMatrixSpan{double}, MatrixSpan{double}, double, double, Team?)"/>
    public static void Multiply(
        ReadOnlyMatrixSpan<float> a, ReadOnlyMatrixSpan<float> b, MatrixSpan<float> c, float alpha = 1, float beta = 0, Team? team = null)
    {
        CheckShapes(a.Rows, a.Columns, b.Rows, b.Columns, c.Rows, c.Columns);
        Scale(c, beta, a.Columns == 0);
        fixed (float* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var task = new GemmTask<float>
            {
                M = c.Rows, N = c.Columns, K = a.Columns, A = pa, B = pb, C = pc,
                ARow = a.RowStride, AColumn = a.ColumnStride, BRow = b.RowStride, BColumn = b.ColumnStride, CRow = c.Stride,
                Alpha = alpha, Add = beta != 0,
            };
            Widths.Single<InSingle, int>(new InSingle(task, team));
        }
    }

    /// <summary>C = A B, or C += A B, at a width that the caller has already chosen, on the calling thread; for kernels.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T, TScalar>(ReadOnlyMatrixSpan<TScalar> a, ReadOnlyMatrixSpan<TScalar> b, MatrixSpan<TScalar> c, bool add)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        CheckShapes(a.Rows, a.Columns, b.Rows, b.Columns, c.Rows, c.Columns);
        fixed (TScalar* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            new GemmTask<TScalar>
            {
                M = c.Rows, N = c.Columns, K = a.Columns, A = pa, B = pb, C = pc,
                ARow = a.RowStride, AColumn = a.ColumnStride, BRow = b.RowStride, BColumn = b.ColumnStride, CRow = c.Stride,
                Alpha = T.Lane(T.One, 0), Add = add,
            }.Run<T>(null);
        }
    }

    /// <summary>C = alpha A B (+ C where <paramref name="add"/>) on and below the diagonal of C; what is above is neither read nor written.</summary>
    internal static void MultiplyLower(
        ReadOnlyMatrixSpan<double> a, ReadOnlyMatrixSpan<double> b, MatrixSpan<double> c, double alpha, bool add, Team? team)
    {
        CheckShapes(a.Rows, a.Columns, b.Rows, b.Columns, c.Rows, c.Columns);
        fixed (double* pa = &a.Origin, pb = &b.Origin, pc = &c.Origin)
        {
            var task = new GemmTask<double>
            {
                M = c.Rows, N = c.Columns, K = a.Columns, A = pa, B = pb, C = pc,
                ARow = a.RowStride, AColumn = a.ColumnStride, BRow = b.RowStride, BColumn = b.ColumnStride, CRow = c.Stride,
                Alpha = alpha, Add = add, Lower = true,
            };
            Widths.Double<InDouble, int>(new InDouble(task, team));
        }
    }

    static void CheckShapes(int aRows, int aColumns, int bRows, int bColumns, int cRows, int cColumns)
    {
        if (aColumns != bRows || aRows != cRows || bColumns != cColumns)
            throw new ArgumentException($"A product of {aRows} × {aColumns} and {bRows} × {bColumns} is not {cRows} × {cColumns}.");
    }

    // Zero and one are seen to by the product itself, unless there is nothing to sum.
    static void Scale<TScalar>(MatrixSpan<TScalar> c, TScalar beta, bool empty)
        where TScalar : unmanaged, System.Numerics.INumber<TScalar>
    {
        var isZero = TScalar.IsZero(beta);
        if (beta == TScalar.One || (isZero && !empty))
            return;
        for (var i = 0; i < c.Rows; i++)
        {
            if (isZero)
                c.Row(i).Clear();
            else
            {
                foreach (ref var x in c.Row(i))
                    x *= beta;
            }
        }
    }

    internal readonly struct InDouble(GemmTask<double> task, Team? team) : IDoubleUser<int>
    {
        public int Use<T>()
            where T : struct, IWide<T, double>
        {
            task.Run<T>(team);
            return 0;
        }
    }

    internal readonly struct InSingle(GemmTask<float> task, Team? team) : ISingleUser<int>
    {
        public int Use<T>()
            where T : struct, IWide<T, float>
        {
            task.Run<T>(team);
            return 0;
        }
    }
}
