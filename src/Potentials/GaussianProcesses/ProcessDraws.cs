using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// Draws from the posterior of a sparse Gaussian process, as functions and not only as weights: a draw from the prior, which for this kernel is a random quadratic form, corrected on the sparse surroundings to a draw from what the fit knows of
/// them (Matheron's rule; Wilson et al., ICML 2020, arXiv:2002.09309). So members spread as the predictive variance says also where no sparse surroundings are near.
/// </summary>
static class ProcessDraws
{
    /// <summary>By how much each member differs from the mean; over all members they sum to nothing.</summary>
    internal static QuadraticForms[] Of(SparseSurroundings sparse, GaussianPosterior posterior)
    {
        var random = new Random(posterior.Seed);
        var draws = new QuadraticForms[posterior.Members];
        for (var d = 0; d < draws.Length; d++)
            draws[d] = Draw(sparse, posterior, random);
        var mean = draws[0];
        for (var d = 1; d < draws.Length; d++)
            mean = mean.Plus(1, draws[d]);
        for (var d = 0; d < draws.Length; d++)
            draws[d] = draws[d].Plus(-1.0 / draws.Length, mean);
        return draws;
    }

    static QuadraticForms Draw(SparseSurroundings sparse, GaussianPosterior posterior, Random random)
    {
        int width = sparse.Form.Width, species = sparse.Form.Invariants.Elements.Length;
        var deviations = posterior.Draw(random);
        var prior = new QuadraticForms([.. Enumerable.Range(0, species).Select(_ => RandomForm(width, Math.Sqrt(posterior.Variance), random))], deviations[sparse.Count..]);
        // K⁻¹ of what the draw says of the sparse surroundings goes, L⁻ᵀ v comes.
        var weights = prior.At(sparse);
        for (var s = 0; s < species; s++)
        {
            if (sparse.CountOf(s) > 0)
                Triangular.SolveLower(sparse.Factor(s), weights.AsSpan(sparse.Starts[s]..sparse.Starts[s + 1]));
        }
        for (var m = 0; m < weights.Length; m++)
            weights[m] = deviations[m] - weights[m];
        prior.Add(sparse, sparse.WeightsOf(weights));
        return prior;
    }

    /// <summary>ε = û·A û with A_ab independent has the covariance (û·û')²; only the symmetric part of A is seen.</summary>
    static double[] RandomForm(int width, double size, Random random)
    {
        var matrix = new double[width * width];
        foreach (ref var x in matrix.AsSpan())
            x = size * GaussianPosterior.Normal(random);
        for (var a = 0; a < width; a++)
        {
            for (var b = 0; b < a; b++)
                matrix[a * width + b] = matrix[b * width + a] = 0.5 * (matrix[a * width + b] + matrix[b * width + a]);
        }
        return matrix;
    }
}
