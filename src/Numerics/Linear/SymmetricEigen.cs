using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>Eigenvalues and eigenvectors of symmetric matrices: reflections to tridiagonal form, then implicit QL (Martin, Wilkinson, Numer. Math. 12, 377 (1968)). Same bits at any vector width.</summary>
/// <remarks>About 10 n³ operations on rows of lanes; meant for n to about a thousand, where all lies in a cache. Errors of eigenvalues are a few rounding errors of the largest.</remarks>
public static class SymmetricEigen
{
    // Rows are a whole number of the widest lanes, and what is beyond the end stays zero.
    const int Padding = 8;

    /// <summary>A = V diag(values) Vᵀ.</summary>
    /// <param name="a">n × n, symmetric; only what is on and above the diagonal is read.</param>
    /// <param name="values">n eigenvalues, ascending.</param>
    /// <param name="vectors">n × n, eigenvectors of norm one in columns; may not be the memory of <paramref name="a"/>.</param>
    /// <remarks>Where an entry is no finite number, nothing of the answer is.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Decompose(ReadOnlyMatrixSpan<double> a, Span<double> values, MatrixSpan<double> vectors)
    {
        var n = a.Rows;
        if (a.Columns != n || values.Length != n || vectors.Rows != n || vectors.Columns != n)
            throw new ArgumentException($"A matrix of {n} × {a.Columns} does not have {values.Length} eigenvalues and {vectors.Rows} × {vectors.Columns} entries of eigenvectors.");
        if (n == 0)
            return;
        var stride = (n + Padding - 1) / Padding * Padding;
        var work = new double[n * stride];
        var largest = Copy(a, work, stride);
        if (!double.IsFinite(largest))
        {
            values.Fill(double.NaN);
            for (var i = 0; i < n; i++)
                vectors.Row(i).Fill(double.NaN);
            return;
        }
        // A power of two, so that no square overflows and no bit is lost.
        var scale = largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;
        foreach (ref var x in work.AsSpan())
            x *= scale;
        var (diagonal, beside) = (new double[n], new double[n]);
        var rows = Widths.Double<Work, double[]>(new(work, n, stride, diagonal, beside));
        Sort(diagonal, rows, n, stride, scale, values, vectors);
    }

    /// <summary>A = Σ_k values_k v_k v_kᵀ.</summary>
    /// <param name="a">Symmetric; only what is on and above the diagonal is read.</param>
    /// <returns>Eigenvalues, ascending, and as rows their eigenvectors, of norm one.</returns>
    public static (Vec3 Values, Mat3 Vectors) Decompose(Mat3 a)
    {
        Span<double> entries = [a.XX, a.XY, a.XZ, a.YX, a.YY, a.YZ, a.ZX, a.ZY, a.ZZ], values = stackalloc double[3], vectors = stackalloc double[9];
        Decompose(new ReadOnlyMatrixSpan<double>(entries, 3, 3), values, new MatrixSpan<double>(vectors, 3, 3));
        return (new Vec3(values[0], values[1], values[2]), Mat3.FromSpan(vectors).Transposed);
    }

    // Both halves from the upper one; returns the largest entry, or no number where one is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Copy(ReadOnlyMatrixSpan<double> a, double[] work, int stride)
    {
        var largest = 0.0;
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = i; j < a.Rows; j++)
            {
                var x = a[i, j];
                work[i * stride + j] = work[j * stride + i] = x;
                largest = double.IsFinite(x) ? Math.Max(largest, Math.Abs(x)) : double.NaN;
            }
        }
        return largest;
    }

    readonly struct Work(double[] a, int n, int stride, double[] diagonal, double[] beside) : IDoubleUser<double[]>
    {
        public double[] Use<T>()
            where T : struct, IWide<T, double>
        {
            var rows = Tridiagonal.Reduce<T>(a, n, stride, diagonal, beside);
            TridiagonalQl.Solve<T>(diagonal, beside, rows, stride);
            return rows;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Sort(double[] found, double[] rows, int n, int stride, double scale, Span<double> values, MatrixSpan<double> vectors)
    {
        var order = new int[n];
        for (var k = 0; k < n; k++)
            order[k] = k;
        Array.Sort((double[])found.Clone(), order);
        for (var k = 0; k < n; k++)
        {
            values[k] = found[order[k]] / scale;
            for (var i = 0; i < n; i++)
                vectors[i, k] = rows[order[k] * stride + i];
        }
    }
}
