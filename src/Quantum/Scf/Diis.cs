using MathNet.Numerics.LinearAlgebra.Double;

namespace Athanor.Quantum;

/// <summary>Direct inversion in the iterative subspace (Pulay, J. Comput. Chem. 3, 556 (1982)): the combination of past Fock matrices whose error is least.</summary>
internal sealed class Diis
{
    const int Length = 8;

    readonly List<(double[][] Fock, double[][] Error)> _past = [];

    /// <summary>Notes a step and returns the Fock matrices to go on with.</summary>
    public double[][] Next(double[][] fock, double[][] error)
    {
        _past.Add((fock, error));
        if (_past.Count > Length)
            _past.RemoveAt(0);
        var weights = Weights();
        return [.. fock.Select((f, s) =>
        {
            var sum = new double[f.Length];
            for (var k = 0; k < weights.Length; k++)
            {
                var past = _past[k].Fock[s];
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += weights[k] * past[i];
            }
            return sum;
        })];
    }

    double[] Weights()
    {
        while (true)
        {
            var m = _past.Count;
            var b = new DenseMatrix(m + 1, m + 1);
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < m; j++)
                    b[i, j] = Dot(_past[i].Error, _past[j].Error);
                b[i, m] = b[m, i] = -1;
            }
            // Errors shrink by orders of magnitude: with a diagonal of about one the equations stay solvable.
            var scale = Enumerable.Range(0, m).Select(i => 1 / Math.Sqrt(Math.Max(b[i, i], 1e-300))).ToArray();
            scale = [.. scale, 1 / scale.Max()];
            for (var i = 0; i <= m; i++)
            {
                for (var j = 0; j <= m; j++)
                    b[i, j] *= scale[i] * scale[j];
            }
            var right = new DenseVector(m + 1) { [m] = -scale[m] };
            var x = b.LU().Solve(right);
            var weights = Enumerable.Range(0, m).Select(i => x[i] * scale[i]).ToArray();
            if (m == 1 || weights.All(w => Math.Abs(w) < 1e4))
                return m == 1 ? [1] : weights;
            // Past errors have become dependent: the oldest goes.
            _past.RemoveAt(0);
        }
    }

    static double Dot(double[][] a, double[][] b)
    {
        var sum = 0.0;
        for (var s = 0; s < a.Length; s++)
            sum += SquareMatrices.Trace(a[s], b[s]);
        return sum;
    }
}
