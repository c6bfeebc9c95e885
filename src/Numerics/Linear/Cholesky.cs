namespace Athanor.Numerics;

/// <summary>
/// A = L Lᵀ for symmetric positive definite A, in place in the lower triangle, and solutions with L. Recursive halving (Gustavson 1997)
/// turns all but the smallest blocks into matrix products. Same bits on any number of threads and any vector width.
/// </summary>
public static class Cholesky
{
    const int Smallest = 16;

    /// <summary>Overwrites the lower triangle of <paramref name="a"/> (n × n) with L; what is above the diagonal is neither read nor written.</summary>
    /// <exception cref="NotPositiveDefiniteException">A pivot is not positive; A is then partly overwritten.</exception>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static void Factor(MatrixSpan<double> a, Team? team = null)
    {
        CheckSquare(a.Rows, a.Columns);
        Factor(a, 0, a.Rows, team);
    }

    /// <summary>Solves A x = b in place, given L.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Solve(ReadOnlyMatrixSpan<double> l, Span<double> b)
    {
        Triangular.SolveLower(l, b);
        Triangular.SolveLowerTransposed(l, b);
    }

    /// <summary>Solves A X = B in place for the columns of B (n × m), given L.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Solve(ReadOnlyMatrixSpan<double> l, MatrixSpan<double> b, Team? team = null)
    {
        Triangular.SolveLower(l, b, team);
        Triangular.SolveLowerTransposed(l, b, team);
    }

    /// <summary>ln det A = 2 Σ ln Lᵢᵢ.</summary>
    public static double LogDeterminant(ReadOnlyMatrixSpan<double> l)
    {
        double sum = 0;
        for (var i = 0; i < l.Rows; i++)
            sum += Math.Log(l[i, i]);
        return 2 * sum;
    }

    static void Factor(MatrixSpan<double> a, int first, int all, Team? team)
    {
        var n = a.Rows;
        if (n <= Smallest)
        {
            FactorSmallest(a, first, all);
            return;
        }
        var half = Triangular.Half(n, Smallest);
        MatrixSpan<double> a11 = a.Block(0, 0, half, half), a21 = a.Block(half, 0, n - half, half), a22 = a.Block(half, half, n - half, n - half);
        Factor(a11, first, all, team);
        Triangular.SolveRightTransposed(a11, a21, team);
        Gemm.MultiplyLower(a21, a21.Transposed, a22, -1, add: true, team);
        Factor(a22, first + half, all, team);
    }

    static void FactorSmallest(MatrixSpan<double> a, int first, int all)
    {
        for (var j = 0; j < a.Rows; j++)
        {
            var d = a[j, j];
            for (var k = 0; k < j; k++)
                d -= a[j, k] * a[j, k];
            if (!(d > 0) || double.IsPositiveInfinity(d))
                throw new NotPositiveDefiniteException(first + j, all, d);
            var root = Math.Sqrt(d);
            a[j, j] = root;
            for (var i = j + 1; i < a.Rows; i++)
            {
                var s = a[i, j];
                for (var k = 0; k < j; k++)
                    s -= a[i, k] * a[j, k];
                a[i, j] = s / root;
            }
        }
    }

    static void CheckSquare(int rows, int columns)
    {
        if (rows != columns)
            throw new ArgumentException($"A {rows} × {columns} matrix is not square, so it has no Cholesky factor.");
    }
}
