using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// The surroundings that a sparse Gaussian process is expressed by, and the Cholesky factor L of their covariances K (block by block, one an element, in units of the prior's variance). Immutable.
/// </summary>
public sealed class SparseSurroundings
{
    /// <summary>What is left of a variance of one when the others are known; below, surroundings say nothing new and only rounding is added.</summary>
    const double LeastVariance = 1e-10;

    readonly double[][] _points, _factors;

    /// <param name="points">û by species, [point, <see cref="GaussianForm.Width"/>].</param>
    /// <exception cref="PotentialException">They are not of the form's width, not of length one, or say the same as one another.</exception>
    public SparseSurroundings(GaussianForm form, IReadOnlyList<double[]> points)
    {
        if (points.Count != form.Invariants.Elements.Length || points.Any(p => p.Length % form.Width != 0))
            throw new PotentialException($"{form.Invariants.Elements.Length} elements want as many sets of surroundings, each of {form.Width} numbers.");
        (Form, _points) = (form, [.. points]);
        _factors = new double[points.Count][];
        Starts = new int[points.Count + 1];
        for (var s = 0; s < points.Count; s++)
        {
            var count = points[s].Length / form.Width;
            Starts[s + 1] = Starts[s] + count;
            var matrix = _factors[s] = new double[count * count];
            if (count == 0)
                continue;
            Gemm.Multiply(points[s].AsMatrix(count, form.Width), points[s].AsMatrix(count, form.Width).Transposed, matrix.AsMatrix(count, count));
            for (var k = 0; k < matrix.Length; k++)
                matrix[k] *= matrix[k];
            try
            {
                Cholesky.Factor(matrix.AsMatrix(count, count));
            }
            catch (NotPositiveDefiniteException e)
            {
                throw new PotentialException($"Surroundings of {form.Invariants.Elements[s]} that a Gaussian process is expressed by say the same as one another, or hold what is no number.", e);
            }
        }
    }

    public GaussianForm Form { get; }

    /// <summary>Of all elements.</summary>
    public int Count => Starts[^1];

    internal int[] Starts { get; }

    /// <summary>How many are of one species.</summary>
    public int CountOf(int species) => Starts[species + 1] - Starts[species];

    /// <summary>û of one species, [point, width].</summary>
    public ReadOnlySpan<double> Points(int species) => _points[species];

    /// <summary>L of one species, lower; the upper triangle means nothing.</summary>
    internal ReadOnlyMatrixSpan<double> Factor(int species) => _factors[species].AsMatrix(CountOf(species), CountOf(species));

    /// <summary>The weights w = L⁻ᵀ v of the numbers v that <see cref="GaussianRows"/> multiply, eV.</summary>
    public double[] WeightsOf(ReadOnlySpan<double> numbers)
    {
        var weights = numbers[..Count].ToArray();
        for (var s = 0; s < _points.Length; s++)
        {
            if (CountOf(s) > 0)
                Triangular.SolveLowerTransposed(Factor(s), weights.AsSpan(Starts[s]..Starts[s + 1]));
        }
        return weights;
    }

    /// <summary>Greedily: always that of the sample whose energy is known least from those taken before (a pivoted Cholesky factorisation of the sample's covariances), of all elements together.</summary>
    /// <param name="count">At most.</param>
    public static SparseSurroundings Choose(GaussianForm form, SurroundingsSample sample, int count)
    {
        var species = form.Invariants.Elements.Length;
        var searches = new GreedySearch[species];
        for (var s = 0; s < species; s++)
            searches[s] = new GreedySearch(form, s, sample.Of(s));
        var points = new List<double[]>[species];
        for (var s = 0; s < species; s++)
            points[s] = [];
        for (var k = 0; k < count; k++)
        {
            var best = 0;
            for (var s = 1; s < species; s++)
            {
                if (searches[s].Largest > searches[best].Largest)
                    best = s;
            }
            if (!(searches[best].Largest > LeastVariance))
                break;
            points[best].Add(searches[best].Take());
        }
        return new SparseSurroundings(form, [.. points.Select(p => p.SelectMany(x => x).ToArray())]);
    }
}
