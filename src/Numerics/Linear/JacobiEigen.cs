namespace Athanor.Numerics;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub and Van Loan, §8.5), in place and without allocation; for n up to a hundred or so. <see cref="SymmetricEigen"/> is faster where n is more than a few.</summary>
public static class JacobiEigen
{
    const int MostSweeps = 60;

    /// <param name="a">n × n, row-major, symmetric; destroyed.</param>
    /// <param name="vectors">n × n; column k is the unit eigenvector of value k.</param>
    /// <param name="values">n, in no particular order.</param>
    public static void Solve(Span<double> a, Span<double> vectors, Span<double> values)
    {
        var n = values.Length;
        vectors.Clear();
        for (var i = 0; i < n; i++)
            vectors[i * n + i] = 1;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            double off = 0, diagonal = 0;
            for (var i = 0; i < n; i++)
            {
                diagonal += a[i * n + i] * a[i * n + i];
                for (var j = 0; j < i; j++)
                    off += a[i * n + j] * a[i * n + j];
            }
            if (!(off > 1e-30 * diagonal))
                break;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                    Rotate(a, vectors, n, p, q);
            }
        }
        for (var i = 0; i < n; i++)
            values[i] = a[i * n + i];
    }

    static void Rotate(Span<double> a, Span<double> v, int n, int p, int q)
    {
        var apq = a[p * n + q];
        if (apq == 0)
            return;
        var theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(1 + theta * theta));
        var c = 1 / Math.Sqrt(1 + t * t);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            double akp = a[k * n + p], akq = a[k * n + q];
            a[k * n + p] = c * akp - s * akq;
            a[k * n + q] = s * akp + c * akq;
        }
        for (var k = 0; k < n; k++)
        {
            double apk = a[p * n + k], aqk = a[q * n + k];
            a[p * n + k] = c * apk - s * aqk;
            a[q * n + k] = s * apk + c * aqk;
            double vkp = v[k * n + p], vkq = v[k * n + q];
            v[k * n + p] = c * vkp - s * vkq;
            v[k * n + q] = s * vkp + c * vkq;
        }
    }
}
