using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Combinations X of basis functions with XᵀSX = 1, in columns: canonical ones (Löwdin, Adv. Quantum Chem. 5, 185 (1970)).</summary>
/// <param name="X">[function, combination], row-major.</param>
/// <param name="Count">Combinations; fewer than functions where dependent ones were dropped.</param>
internal sealed record OrthogonalBasis(double[] X, int Count)
{
    /// <exception cref="PotentialException">Functions are linearly dependent and may not be dropped.</exception>
    public static OrthogonalBasis Of(double[] overlap, int n, ScfOptions options)
    {
        var (values, vectors) = SquareMatrices.Eigen(overlap, n);
        var dropped = values.Count(v => !(v > options.LinearDependence));
        if (dropped > 0 && !options.DropDependent)
            throw new PotentialException(
                $"The basis functions are nearly linearly dependent: the overlap matrix has {dropped} eigenvalue(s) below {options.LinearDependence:G3}, the smallest being {values[0]:G3}. Check that no atoms are too close, or choose a set without diffuse functions.");
        var count = n - dropped;
        var x = new double[n * count];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < count; k++)
                x[i * count + k] = vectors[i * n + dropped + k] / Math.Sqrt(values[dropped + k]);
        }
        return new(x, count);
    }
}
