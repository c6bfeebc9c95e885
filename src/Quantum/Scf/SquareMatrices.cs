using Athanor.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

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
        // A symmetric matrix reads the same by rows and by columns.
        var evd = new DenseMatrix(n, n, [.. a]).Evd(Symmetricity.Symmetric);
        var (values, vectors) = (evd.EigenValues, evd.EigenVectors);
        var order = Enumerable.Range(0, n).OrderBy(i => values[i].Real).ToArray();
        var sorted = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
                sorted[i * n + k] = vectors[i, order[k]];
        }
        return ([.. order.Select(k => values[k].Real)], sorted);
    }
}
