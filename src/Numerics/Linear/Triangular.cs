namespace Athanor.Numerics;

/// <summary>
/// Solutions with triangular matrices, in place; only the triangle named is read. Many right-hand sides are solved by recursive halving, so that nearly all
/// of the work is matrix products.
/// </summary>
/// <remarks>A zero on the diagonal gives infinities and NaN, not an exception: the factorisations that make triangles look at them.</remarks>
public static class Triangular
{
    const int Smallest = 16;

    /// <summary>L x = b.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveLower(ReadOnlyMatrixSpan<double> l, Span<double> b)
    {
        Check(l, b.Length);
        for (var i = 0; i < b.Length; i++)
            b[i] = (b[i] - Vectors.Dot(Row(l, i, 0, i), b[..i])) / l[i, i];
    }

    /// <summary>Lᵀ x = b.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveLowerTransposed(ReadOnlyMatrixSpan<double> l, Span<double> b)
    {
        Check(l, b.Length);
        for (var i = b.Length - 1; i >= 0; i--)
        {
            b[i] /= l[i, i];
            Vectors.AddScaled(-b[i], Row(l, i, 0, i), b[..i]);
        }
    }

    /// <summary>U x = b, U upper.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveUpper(ReadOnlyMatrixSpan<double> u, Span<double> b)
    {
        Check(u, b.Length);
        for (var i = b.Length - 1; i >= 0; i--)
        {
            var rest = b[(i + 1)..];
            b[i] = (b[i] - Vectors.Dot(Row(u, i, i + 1, rest.Length), rest)) / u[i, i];
        }
    }

    /// <summary>L X = B for the columns of B.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveLower(ReadOnlyMatrixSpan<double> l, MatrixSpan<double> b, Team? team = null)
    {
        Check(l, b.Rows);
        if (b.Rows <= Smallest)
        {
            for (var i = 0; i < b.Rows; i++)
            {
                for (var k = 0; k < i; k++)
                    Vectors.AddScaled(-l[i, k], b.Row(k), b.Row(i));
                Divide(b.Row(i), l[i, i]);
            }
            return;
        }
        var half = Half(b.Rows, Smallest);
        var rest = b.Rows - half;
        MatrixSpan<double> b1 = b.Block(0, 0, half, b.Columns), b2 = b.Block(half, 0, rest, b.Columns);
        SolveLower(l.Block(0, 0, half, half), b1, team);
        Gemm.Multiply(l.Block(half, 0, rest, half), b1, b2, -1, 1, team);
        SolveLower(l.Block(half, half, rest, rest), b2, team);
    }

    /// <summary>Lᵀ X = B for the columns of B.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveLowerTransposed(ReadOnlyMatrixSpan<double> l, MatrixSpan<double> b, Team? team = null) => SolveUpper(l.Transposed, b, team);

    /// <summary>U X = B for the columns of B, U upper.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveUpper(ReadOnlyMatrixSpan<double> u, MatrixSpan<double> b, Team? team = null)
    {
        Check(u, b.Rows);
        if (b.Rows <= Smallest)
        {
            for (var i = b.Rows - 1; i >= 0; i--)
            {
                for (var k = i + 1; k < b.Rows; k++)
                    Vectors.AddScaled(-u[i, k], b.Row(k), b.Row(i));
                Divide(b.Row(i), u[i, i]);
            }
            return;
        }
        var half = Half(b.Rows, Smallest);
        var rest = b.Rows - half;
        MatrixSpan<double> b1 = b.Block(0, 0, half, b.Columns), b2 = b.Block(half, 0, rest, b.Columns);
        SolveUpper(u.Block(half, half, rest, rest), b2, team);
        Gemm.Multiply(u.Block(0, half, half, rest), b2, b1, -1, 1, team);
        SolveUpper(u.Block(0, 0, half, half), b1, team);
    }

    /// <summary>X Lᵀ = B for the rows of B (m × n), L lower, n × n.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void SolveRightTransposed(ReadOnlyMatrixSpan<double> l, MatrixSpan<double> b, Team? team = null)
    {
        Check(l, b.Columns);
        if (b.Columns <= Smallest)
        {
            RowSolver.OfThisThread.Solve(l, b, team ?? Team.Single);
            return;
        }
        var half = Half(b.Columns, Smallest);
        var rest = b.Columns - half;
        MatrixSpan<double> b1 = b.Block(0, 0, b.Rows, half), b2 = b.Block(0, half, b.Rows, rest);
        SolveRightTransposed(l.Block(0, 0, half, half), b1, team);
        Gemm.Multiply(b1, l.Block(half, 0, rest, half).Transposed, b2, -1, 1, team);
        SolveRightTransposed(l.Block(half, half, rest, rest), b2, team);
    }

    /// <summary>About half of n, whole blocks of <paramref name="block"/>.</summary>
    internal static int Half(int n, int block) => (n / 2 + block - 1) / block * block;

    // L as a factorisation leaves it: rows without gaps between entries.
    static ReadOnlySpan<double> Row(ReadOnlyMatrixSpan<double> l, int row, int from, int count)
    {
        if (l.ColumnStride != 1)
            throw new ArgumentException("A single right-hand side is solved with a row-major triangle; take the transposed solve instead of the transposed matrix.");
        return count == 0 ? default : System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in l[row, from], count);
    }

    static void Divide(Span<double> row, double by)
    {
        foreach (ref var x in row)
            x /= by;
    }

    static void Check(ReadOnlyMatrixSpan<double> l, int size)
    {
        if (l.Rows != l.Columns || l.Rows != size)
            throw new ArgumentException($"A triangle of {l.Rows} × {l.Columns} does not solve for {size} unknowns.");
    }
}
