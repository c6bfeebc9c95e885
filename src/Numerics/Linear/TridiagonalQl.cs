using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>Eigenvalues of a symmetric tridiagonal matrix by implicit QL with Wilkinson's shift.</summary>
static class TridiagonalQl
{
    const int Patience = 60;

    /// <summary>Leaves the eigenvalues in <paramref name="d"/>, in no order, and turns rows of <paramref name="vectors"/>, Qᵀ at first, into eigenvectors.</summary>
    /// <param name="e">e[i] is beside d[i] and d[i + 1]; is overwritten.</param>
    /// <exception cref="ArithmeticException">No convergence, which finite numbers do not do.</exception>
    public static void Solve<T>(double[] d, double[] e, double[] vectors, int stride)
        where T : struct, IWide<T, double>
    {
        var n = d.Length;
        double[] cosines = new double[n], sines = new double[n];
        // Rounding in the largest entries blurs all others: of a matrix of low rank the eigenvalues that should vanish would else chase each other for ever.
        var blur = 0.0;
        for (var i = 0; i < n; i++)
            blur = Math.Max(blur, 1.1e-16 * (Math.Abs(d[i]) + (i < n - 1 ? Math.Abs(e[i]) : 0)));
        for (var l = 0; l < n; l++)
        {
            for (var sweeps = 0; ; sweeps++)
            {
                var m = Block(d, e, l, blur);
                if (m == l)
                    break;
                if (sweeps == Patience)
                    throw new ArithmeticException($"Eigenvalue {l} of {n} was not found in {Patience} sweeps.");
                var first = Sweep(d, e, l, m, cosines, sines);
                EigenKernels.Rotate<T>(ref vectors[0], ref cosines[0], ref sines[0], first, m, stride);
            }
        }
    }

    // The end of the block that begins with l: where the entry beside the diagonal is nothing but rounding.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Block(double[] d, double[] e, int l, double blur)
    {
        for (var m = l; m < d.Length - 1; m++)
        {
            if (Math.Abs(e[m]) <= blur)
                return m;
        }
        return d.Length - 1;
    }

    // Chases the bulge from m up to l; returns where it ended, which is above l only where it vanished on the way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Sweep(double[] d, double[] e, int l, int m, double[] cosines, double[] sines)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = Math.Sqrt(g * g + 1);
        g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
        var (s, c, p) = (1.0, 1.0, 0.0);
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return i + 1;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            (cosines[i], sines[i]) = (c, s);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
        return l;
    }
}
