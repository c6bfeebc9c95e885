using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Direct inversion in the iterative subspace (Pulay, J. Comput. Chem. 3, 556 (1982)): the combination of past Fock matrices whose error is least.</summary>
internal sealed class Diis
{
    const int Length = 8;

    readonly List<(double[][] Fock, double[][] Error)> _past = [];

    // Of each error with those before it and itself.
    readonly List<List<double>> _products = [];

    /// <summary>Notes a step and returns the Fock matrices to go on with. Both arrays are kept.</summary>
    public double[][] Next(double[][] fock, double[][] error)
    {
        _past.Add((fock, error));
        _products.Add([.. _past.Select(p => Dot(p.Error, error))]);
        if (_past.Count > Length)
            Forget();
        var weights = Weights();
        return [.. fock.Select((f, s) =>
        {
            var sum = new double[f.Length];
            for (var k = 0; k < weights.Length; k++)
                Vectors.AddScaled(weights[k], _past[k].Fock[s], sum);
            return sum;
        })];
    }

    double[] Weights()
    {
        while (true)
        {
            var m = _past.Count;
            if (m == 1)
                return [1];
            // Errors shrink by orders of magnitude: with a diagonal of about one the equations stay solvable.
            var scale = new double[m + 1];
            for (var i = 0; i < m; i++)
            {
                scale[i] = 1 / Math.Sqrt(Math.Max(_products[i][i], 1e-300));
                scale[m] = Math.Max(scale[m], scale[i]);
            }
            scale[m] = 1 / scale[m];
            var b = new double[m + 1, m + 2];
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j <= i; j++)
                    b[i, j] = b[j, i] = scale[i] * scale[j] * _products[i][j];
                b[i, m] = b[m, i] = -scale[i] * scale[m];
            }
            b[m, m + 1] = -scale[m];
            var weights = Solved(b, m + 1);
            var sound = true;
            for (var i = 0; i < m; i++)
            {
                weights[i] *= scale[i];
                sound &= Math.Abs(weights[i]) < 1e4;
            }
            if (sound)
                return weights[..m];
            // Past errors have become dependent: the oldest goes.
            Forget();
        }
    }

    void Forget()
    {
        _past.RemoveAt(0);
        _products.RemoveAt(0);
        foreach (var products in _products)
            products.RemoveAt(0);
    }

    // Gaussian elimination with pivots from the column; the right side is the last column. No numbers come of a singular matrix.
    static double[] Solved(double[,] a, int n)
    {
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                    pivot = i;
            }
            for (var j = k; j <= n; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j <= n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }
        var x = new double[n];
        for (var k = n - 1; k >= 0; k--)
        {
            var sum = a[k, n];
            for (var j = k + 1; j < n; j++)
                sum -= a[k, j] * x[j];
            x[k] = sum / a[k, k];
        }
        return x;
    }

    static double Dot(double[][] a, double[][] b)
    {
        var sum = 0.0;
        for (var s = 0; s < a.Length; s++)
            sum += Vectors.Dot(a[s], b[s]);
        return sum;
    }
}
