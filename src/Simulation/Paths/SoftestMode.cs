using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// The direction along which the energy curves upward least, found by Lanczos' method from the one of the step before: a space of directions to which what is left of the best one so far, H v − λ v, is added until little is left
/// (Malek and Mousseau, Phys. Rev. E 62, 7723 (2000)). Rigid motions, and atoms that are fixed, are kept out.
/// </summary>
sealed class SoftestMode(int atoms)
{
    const double Least = 1e-4; // eV/Å²

    internal const int MostFirst = 30, MostLater = 6;

    readonly List<Vec3[]> _basis = [], _products = [];

    /// <summary>Of length one.</summary>
    internal Vec3[] Direction { get; } = new Vec3[atoms];

    /// <summary>eV/Å².</summary>
    internal double Curvature { get; private set; }

    internal void Begin(IReadOnlyList<Vec3> direction)
    {
        for (var i = 0; i < atoms; i++)
            Direction[i] = direction[i];
    }

    /// <param name="little">Done when what is left is this fraction of the curvature, which is then right to about its square.</param>
    /// <param name="keep">Whether what is most like the direction so far is wanted, rather than the softest.</param>
    internal void Find(Structure structure, ReadOnlySpan<Vec3> forces, HessianProduct hessian, RigidMotion rigid, int most, double little, bool keep)
    {
        _basis.Clear();
        _products.Clear();
        Vec3[] next = [.. Direction];
        var left = new Vec3[atoms];
        for (var k = 0; k < most && Orthogonalize(next, rigid); k++)
        {
            var product = new Vec3[atoms];
            hessian.Of(structure, forces, next, product);
            rigid.Remove(product);
            _basis.Add([.. next]);
            _products.Add(product);
            var (value, weights) = Ritz(keep);
            Curvature = value;
            Combine(_basis, weights, Direction);
            Combine(_products, weights, left);
            double rest = 0;
            for (var i = 0; i < atoms; i++)
            {
                left[i] -= value * Direction[i];
                rest += left[i].LengthSquared;
            }
            if (Math.Sqrt(rest) < Math.Max(Least, little * Math.Abs(value)))
                return;
            left.CopyTo(next, 0);
        }
    }

    /// <summary>The lowest eigenvalue in the space so far, or the one whose vector is most like the first, and its vector.</summary>
    (double Value, double[] Weights) Ritz(bool keep)
    {
        var n = _basis.Count;
        var matrix = new double[n * n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
                matrix[a * n + b] = 0.5 * (Dot(_basis[a], _products[b]) + Dot(_basis[b], _products[a]));
        }
        double[] values = new double[n], vectors = new double[n * n];
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(matrix, n, n), values, new MatrixSpan<double>(vectors, n, n));
        var chosen = keep ? Enumerable.Range(0, n).MaxBy(k => Math.Abs(vectors[k])) : 0;
        var sign = vectors[chosen] < 0 ? -1 : 1;
        return (values[chosen], [.. Enumerable.Range(0, n).Select(a => sign * vectors[a * n + chosen])]);
    }

    /// <summary>False where nothing new is left of it.</summary>
    bool Orthogonalize(Vec3[] next, RigidMotion rigid)
    {
        var before = Math.Sqrt(Dot(next, next));
        // Twice is enough.
        for (var pass = 0; pass < 2; pass++)
        {
            rigid.Remove(next);
            foreach (var v in _basis)
            {
                var dot = Dot(v, next);
                for (var i = 0; i < atoms; i++)
                    next[i] -= dot * v[i];
            }
        }
        var length = Math.Sqrt(Dot(next, next));
        if (!(length > 1e-6 * before))
            return false;
        for (var i = 0; i < atoms; i++)
            next[i] /= length;
        return true;
    }

    void Combine(List<Vec3[]> vectors, double[] weights, Vec3[] sum)
    {
        Array.Clear(sum);
        for (var k = 0; k < vectors.Count; k++)
        {
            for (var i = 0; i < atoms; i++)
                sum[i] += weights[k] * vectors[k][i];
        }
    }

    internal static double Dot(ReadOnlySpan<Vec3> a, ReadOnlySpan<Vec3> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Vec3.Dot(a[i], b[i]);
        return sum;
    }
}
