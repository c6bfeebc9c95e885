using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// A function of the process's feature space: ε = û·A û for an atom of a species, and an energy of each atom. Squares of dot products make it so: Σ_m w_m (û·ŝ_m)² is that with A = Σ_m w_m ŝ_m ŝ_mᵀ (as Vandermause et al., Nat. Commun. 13, 5183
/// (2022) map theirs), and costs no more for many sparse surroundings than for few.
/// </summary>
/// <param name="Matrices">A by species, symmetric, [width, width], eV.</param>
/// <param name="AtomEnergies">By species, eV.</param>
sealed record QuadraticForms(double[][] Matrices, double[] AtomEnergies)
{
    /// <summary>That of the weights of the sparse surroundings of all species.</summary>
    internal static QuadraticForms Of(SparseSurroundings sparse, ReadOnlySpan<double> weights, double[] atomEnergies)
    {
        var forms = new QuadraticForms([.. atomEnergies.Select(_ => new double[sparse.Form.Width * sparse.Form.Width])], [.. atomEnergies]);
        forms.Add(sparse, weights);
        return forms;
    }

    /// <summary>A += Σ_m w_m ŝ_m ŝ_mᵀ.</summary>
    internal void Add(SparseSurroundings sparse, ReadOnlySpan<double> weights)
    {
        var width = sparse.Form.Width;
        for (var s = 0; s < Matrices.Length; s++)
        {
            var count = sparse.CountOf(s);
            var scaled = sparse.Points(s).ToArray();
            for (var k = 0; k < scaled.Length; k++)
                scaled[k] *= weights[sparse.Starts[s] + k / width];
            if (count > 0)
                Gemm.Multiply(sparse.Points(s).AsMatrix(count, width).Transposed, scaled.AsMatrix(count, width), Matrices[s].AsMatrix(width, width), beta: 1);
        }
    }

    /// <summary>ε, and what is of it in each of the sparse surroundings.</summary>
    internal double[] At(SparseSurroundings sparse)
    {
        var width = sparse.Form.Width;
        var values = new double[sparse.Count];
        for (var s = 0; s < Matrices.Length; s++)
        {
            var count = sparse.CountOf(s);
            var product = new double[count * width];
            if (count > 0)
                Gemm.Multiply(sparse.Points(s).AsMatrix(count, width), Matrices[s].AsMatrix(width, width), product.AsMatrix(count, width));
            for (var m = 0; m < count; m++)
                values[sparse.Starts[s] + m] = Vectors.Dot(product.AsSpan(m * width, width), sparse.Points(s).Slice(m * width, width));
        }
        return values;
    }

    internal QuadraticForms Plus(double factor, QuadraticForms other) => new(
        [.. Matrices.Zip(other.Matrices, (a, b) => Sum(a, factor, b))],
        Sum(AtomEnergies, factor, other.AtomEnergies));

    static double[] Sum(double[] a, double factor, double[] b)
    {
        double[] sum = [.. a];
        Vectors.AddScaled(factor, b, sum);
        return sum;
    }
}
