using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The lowest eigenvalue of a symmetric matrix that is known by its products with vectors (Davidson, J. Comput. Phys. 17, 87 (1975)).</summary>
internal sealed class Davidson
{
    const int FirstVectors = 6, MostVectors = 40, Kept = 6;

    readonly double[] _diagonal;
    readonly Func<double[], double[]> _product;
    readonly List<double[]> _vectors = [];
    readonly List<double[]> _images = [];

    Davidson(double[] diagonal, Func<double[], double[]> product) => (_diagonal, _product) = (diagonal, product);

    /// <summary>Eigenvalue and eigenvector, and whether the residual came below the tolerance; the eigenvalue's error goes with its square.</summary>
    /// <param name="diagonal">About the matrix's own; at least one element.</param>
    public static (double Value, double[] Vector, bool Converged) Lowest(double[] diagonal, Func<double[], double[]> product, double tolerance = 1e-5, int mostProducts = 300) =>
        new Davidson(diagonal, product).Run(tolerance, mostProducts);

    (double Value, double[] Vector, bool Converged) Run(double tolerance, int mostProducts)
    {
        Begin();
        for (var products = _vectors.Count; ; products++)
        {
            var (values, ritz) = SquareMatrices.Eigen(Projected(), _vectors.Count);
            var vector = Combined(_vectors, ritz, 0);
            var residual = Combined(_images, ritz, 0);
            Vectors.AddScaled(-values[0], vector, residual);
            var length = Math.Sqrt(Vectors.Dot(residual, residual));
            if (length < tolerance || products >= mostProducts)
                return (values[0], vector, length < tolerance);
            if (_vectors.Count >= MostVectors)
                Restart(ritz);
            for (var i = 0; i < residual.Length; i++)
            {
                var gap = values[0] - _diagonal[i];
                residual[i] /= Math.Abs(gap) < 0.05 ? Math.CopySign(0.05, gap) : gap;
            }
            if (!Add(residual))
                return (values[0], vector, length < 10 * tolerance);
        }
    }

    // Where the diagonal is least; and one vector of all symmetries, so that none is missed.
    void Begin()
    {
        foreach (var i in Enumerable.Range(0, _diagonal.Length).OrderBy(i => _diagonal[i]).Take(FirstVectors))
        {
            var unit = new double[_diagonal.Length];
            unit[i] = 1;
            Add(unit);
        }
        var random = new Random(1);
        Add([.. _diagonal.Select(d => (random.NextDouble() - 0.5) / Math.Max(0.2, Math.Abs(d)))]);
    }

    bool Add(double[] vector)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            var scale = 1 / Math.Sqrt(Math.Max(1e-300, Vectors.Dot(vector, vector)));
            for (var i = 0; i < vector.Length; i++)
                vector[i] *= scale;
            // What is left of a unit vector after it was made orthogonal is rounding.
            if (pass > 0 && scale > 1e10)
                return false;
            if (pass == 2)
                break;
            foreach (var other in _vectors)
                Vectors.AddScaled(-Vectors.Dot(other, vector), other, vector);
        }
        _vectors.Add(vector);
        _images.Add(_product(vector));
        return true;
    }

    double[] Projected()
    {
        var n = _vectors.Count;
        var h = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                h[i * n + j] = h[j * n + i] = 0.5 * (Vectors.Dot(_vectors[i], _images[j]) + Vectors.Dot(_vectors[j], _images[i]));
        }
        return h;
    }

    void Restart(double[] ritz)
    {
        double[][] vectors = [.. Enumerable.Range(0, Kept).Select(k => Combined(_vectors, ritz, k))], images = [.. Enumerable.Range(0, Kept).Select(k => Combined(_images, ritz, k))];
        _vectors.Clear();
        _images.Clear();
        _vectors.AddRange(vectors);
        _images.AddRange(images);
    }

    double[] Combined(List<double[]> of, double[] ritz, int which)
    {
        var sum = new double[_diagonal.Length];
        for (var k = 0; k < of.Count; k++)
            Vectors.AddScaled(ritz[k * of.Count + which], of[k], sum);
        return sum;
    }
}
