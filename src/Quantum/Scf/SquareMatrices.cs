using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>What the field equations ask of row-major matrices.</summary>
internal static class SquareMatrices
{
    /// <summary>A B, A being m × k and B k × n.</summary>
    public static double[] Product(double[] a, double[] b, int m, int k, int n)
    {
        var c = new double[m * n];
        Gemm.Multiply(a.AsMatrix(m, k), b.AsMatrix(k, n), c.AsMatrix(m, n));
        return c;
    }

    /// <summary>Xᵀ A X, A being n × n and X n × m.</summary>
    public static double[] Transformed(double[] a, double[] x, int n, int m)
    {
        var ax = Product(a, x, n, n, m);
        var c = new double[m * m];
        ReadOnlyMatrixSpan<double> rows = x.AsMatrix(n, m);
        Gemm.Multiply(rows.Transposed, ax.AsMatrix(n, m), c.AsMatrix(m, m));
        return c;
    }

    /// <summary>Aᵀ, A being m × n.</summary>
    public static double[] Transposed(double[] a, int m, int n)
    {
        var t = new double[a.Length];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
                t[j * m + i] = a[i * n + j];
        }
        return t;
    }

    /// <summary>exp A of an n × n matrix: Taylor's series of A / 2^k, squared k times.</summary>
    public static double[] Exponential(double[] a, int n)
    {
        // Of the scaled matrix rows sum up to less than ½, so that 14 terms leave 1e-16.
        var norm = Enumerable.Range(0, n).Select(i => a.AsSpan(i * n, n).ToArray().Sum(Math.Abs)).DefaultIfEmpty().Max();
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(norm, 1e-300) / 0.5)));
        var scale = Math.Pow(2, -squarings);
        double[] scaled = [.. a.Select(x => scale * x)];
        var (sum, term) = (new double[a.Length], new double[a.Length]);
        for (var i = 0; i < n; i++)
            sum[i * (n + 1)] = term[i * (n + 1)] = 1;
        for (var k = 1; k <= 14; k++)
        {
            term = Product(term, scaled, n, n, n);
            for (var i = 0; i < term.Length; i++)
            {
                term[i] /= k;
                sum[i] += term[i];
            }
        }
        for (var k = 0; k < squarings; k++)
            sum = Product(sum, sum, n, n, n);
        return sum;
    }

    /// <summary>Σ_ij A_ij B_ij.</summary>
    public static double Trace(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Eigenvalues, ascending, and eigenvectors in columns, of a symmetric matrix.</summary>
    public static (double[] Values, double[] Vectors) Eigen(double[] a, int n)
    {
        var (values, vectors) = (new double[n], new double[n * n]);
        SymmetricEigen.Decompose(a.AsMatrix(n, n), values, vectors.AsMatrix(n, n));
        return (values, vectors);
    }
}
