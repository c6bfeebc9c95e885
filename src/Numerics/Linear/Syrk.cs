namespace Athanor.Numerics;

/// <summary>Normal matrices: C += AᵀA from a tall A, the lower triangle alone. Same bits on any number of threads and any vector width.</summary>
public static unsafe class Syrk
{
    /// <summary>Adds alpha AᵀA to the lower triangle of <paramref name="c"/>; what is above the diagonal is left as it is.</summary>
    /// <param name="a">rows × n.</param>
    /// <param name="c">n × n.</param>
    /// <param name="alpha">A scale, for example the weight of these rows.</param>
    /// <param name="team">Who shares the work; the calling thread alone where null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void AddLower(ReadOnlyMatrixSpan<double> a, MatrixSpan<double> c, double alpha = 1, Team? team = null) =>
        Gemm.MultiplyLower(a.Transposed, a, c, alpha, add: true, team);

    /// <summary>
    /// Adds AᵀA of float rows to a double matrix: blocks of 256 rows are summed in float, the blocks in double. The error of an entry is that of 256
    /// terms however many rows there are, at twice the speed of double.
    /// </summary>
    /// <inheritdoc cref="AddLower(ReadOnlyMatrixSpan{double}, MatrixSpan{double}, double, Team?)"/>
    public static void AddLower(ReadOnlyMatrixSpan<float> a, MatrixSpan<double> c, Team? team = null)
    {
        if (c.Rows != a.Columns || c.Columns != a.Columns)
            throw new ArgumentException($"The normal matrix of {a.Columns} columns is not {c.Rows} × {c.Columns}.");
        fixed (float* pa = &a.Origin)
        fixed (double* pc = &c.Origin)
        {
            var task = new GemmTask<float>
            {
                M = c.Rows, N = c.Columns, K = a.Rows, A = pa, B = pa, DoubleC = pc,
                ARow = a.ColumnStride, AColumn = a.RowStride, BRow = a.RowStride, BColumn = a.ColumnStride, CRow = c.Stride,
                Alpha = 1, Add = true, Lower = true,
            };
            Widths.Single<Gemm.InSingle, int>(new Gemm.InSingle(task, team));
        }
    }

    /// <summary>Copies the lower triangle onto the upper one.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static void MirrorLower(MatrixSpan<double> c)
    {
        if (c.Rows != c.Columns)
            throw new ArgumentException($"A {c.Rows} × {c.Columns} matrix has no two halves to mirror.");
        const int Tile = 32;
        for (var i0 = 0; i0 < c.Rows; i0 += Tile)
        {
            for (var j0 = 0; j0 <= i0; j0 += Tile)
            {
                for (var i = i0; i < Math.Min(i0 + Tile, c.Rows); i++)
                {
                    for (var j = j0; j < Math.Min(j0 + Tile, i); j++)
                        c[j, i] = c[i, j];
                }
            }
        }
    }
}
