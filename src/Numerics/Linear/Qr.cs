namespace Athanor.Numerics;

/// <summary>
/// A = Q R by Householder reflections, for tall A, in blocks: each block of columns is Q = I − V T Vᵀ (Schreiber and Van Loan 1989), so that all but narrow
/// panels is matrix products. Same bits on any number of threads and any vector width.
/// </summary>
/// <remarks>Squares of entries must neither overflow nor underflow: entries between 1e-150 and 1e150.</remarks>
public static class Qr
{
    /// <summary>Columns reflected together.</summary>
    internal const int Panel = 64;

    /// <summary>Length of the block factors T that go with a matrix of <paramref name="columns"/> columns.</summary>
    public static int FactorLength(int columns) => Panel * columns;

    /// <summary>
    /// Overwrites <paramref name="a"/> (m × n, m ≥ n): R on and above the diagonal, the reflection vectors (whose leading one is not stored) below;
    /// and <paramref name="t"/> with the block factors.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer rows than columns, or <paramref name="t"/> is shorter than <see cref="FactorLength"/>.</exception>
    public static void Factor(MatrixSpan<double> a, Span<double> t, Team? team = null)
    {
        CheckShapes(a.Rows, a.Columns, t.Length);
        using var arena = new Arena();
        for (var from = 0; from < a.Columns; from += Panel)
        {
            arena.Reset();
            int width = Math.Min(Panel, a.Columns - from), rows = a.Rows - from, rest = a.Columns - from - width;
            var vectors = arena.Rent<double>(checked(width * rows)).AsMatrix(width, rows);
            var block = t.Slice(Panel * from, width * width).AsMatrix(width, width);
            QrPanel.Factor(a.Block(from, from, rows, width), vectors, block, team);
            if (rest > 0)
                Reflect(vectors, block.Transposed, a.Block(from, from + width, rows, rest), arena, team);
        }
    }

    /// <summary>B becomes Qᵀ B, given what <see cref="Factor"/> left. B has as many rows as A.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void ApplyTransposed(ReadOnlyMatrixSpan<double> a, ReadOnlySpan<double> t, MatrixSpan<double> b, Team? team = null)
    {
        CheckShapes(a.Rows, a.Columns, t.Length, b.Rows);
        using var arena = new Arena();
        for (var from = 0; from < a.Columns; from += Panel)
            Apply(a, t, b, from, true, arena, team);
    }

    /// <summary>B becomes Q B; from the first n columns of an identity, the thin Q itself.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Apply(ReadOnlyMatrixSpan<double> a, ReadOnlySpan<double> t, MatrixSpan<double> b, Team? team = null)
    {
        CheckShapes(a.Rows, a.Columns, t.Length, b.Rows);
        using var arena = new Arena();
        for (var from = (a.Columns - 1) / Panel * Panel; from >= 0; from -= Panel)
            Apply(a, t, b, from, false, arena, team);
    }

    /// <summary>
    /// Least squares: the X (n × k) of smallest ‖A X − B‖ for each column of B (m × k). A and B are overwritten: A as by <see cref="Factor"/>, B by Qᵀ B, whose
    /// rows from n on hold the residual.
    /// </summary>
    /// <exception cref="ArithmeticException">A column of A depends on those before it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveLeastSquares(MatrixSpan<double> a, MatrixSpan<double> b, MatrixSpan<double> x, Team? team = null)
    {
        var n = a.Columns;
        if (x.Rows != n || x.Columns != b.Columns)
            throw new ArgumentException($"The solution for {n} unknowns and {b.Columns} right-hand sides is not {x.Rows} × {x.Columns}.");
        var t = new double[FactorLength(n)];
        Factor(a, t, team);
        double largest = 0;
        for (var i = 0; i < n; i++)
            largest = Math.Max(largest, Math.Abs(a[i, i]));
        for (var i = 0; i < n; i++)
        {
            if (!(Math.Abs(a[i, i]) > 1e-15 * a.Rows * largest))
            {
                throw new ArithmeticException(
                    $"Column {i} of {n}, counted from 0, depends linearly on those before it, so the fit has no single answer. Drop it, or fit with a ridge.");
            }
        }
        ApplyTransposed(a, t, b, team);
        for (var i = 0; i < n; i++)
            b.Row(i).CopyTo(x.Row(i));
        Triangular.SolveUpper(a.Block(0, 0, n, n), x, team);
    }

    static void Apply(ReadOnlyMatrixSpan<double> a, ReadOnlySpan<double> t, MatrixSpan<double> b, int from, bool transposed, Arena arena, Team? team)
    {
        arena.Reset();
        int width = Math.Min(Panel, a.Columns - from), rows = a.Rows - from;
        var vectors = arena.Rent<double>(checked(width * rows)).AsMatrix(width, rows);
        QrPanel.ReadVectors(a.Block(from, from, rows, width), vectors);
        var block = t.Slice(Panel * from, width * width).AsMatrix(width, width);
        Reflect(vectors, transposed ? block.Transposed : block, b.Block(from, 0, rows, b.Columns), arena, team);
    }

    // C -= V T (Vᵀ C); the reflection vectors are rows here.
    static void Reflect(ReadOnlyMatrixSpan<double> vectors, ReadOnlyMatrixSpan<double> t, MatrixSpan<double> c, Arena arena, Team? team)
    {
        var w = arena.Rent<double>(checked(vectors.Rows * c.Columns)).AsMatrix(vectors.Rows, c.Columns);
        var tw = arena.Rent<double>(checked(vectors.Rows * c.Columns)).AsMatrix(vectors.Rows, c.Columns);
        Gemm.Multiply(vectors, c, w, team: team);
        Gemm.Multiply(t, w, tw, team: team);
        Gemm.Multiply(vectors.Transposed, tw, c, -1, 1, team);
    }

    static void CheckShapes(int rows, int columns, int factors, int? otherRows = null)
    {
        if (rows < columns)
            throw new ArgumentException($"A {rows} × {columns} matrix has fewer rows than columns.");
        if (factors < FactorLength(columns))
            throw new ArgumentException($"The block factors of {columns} columns take {FactorLength(columns)} numbers; there is room for {factors}.");
        if (otherRows is { } other && other != rows)
            throw new ArgumentException($"A Q of {rows} rows does not act on {other} rows.");
    }
}
