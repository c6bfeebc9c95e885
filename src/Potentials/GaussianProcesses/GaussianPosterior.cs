using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// What a fit knows of the numbers v of <see cref="GaussianRows"/>, energies of atoms after them: a Gaussian about its mean whose precision is C Cᵀ. With the prior's variance δ² it says how uncertain any energy or force is (the "deterministic training
/// conditional" of Quiñonero-Candela and Rasmussen, JMLR 6, 1939 (2005)): δ² (k** − r·r) + |C⁻¹ r|², k** being the prior's covariance of what is asked with itself. Immutable.
/// </summary>
public sealed class GaussianPosterior
{
    readonly double[] _factor;

    /// <param name="variance">δ², eV².</param>
    /// <param name="factor">C, lower, [row, column] without gaps; what is above the diagonal means nothing.</param>
    /// <param name="members">How many are drawn, at least two.</param>
    /// <exception cref="PotentialException">A number is not finite, a variance not above zero, or there are fewer than two members.</exception>
    public GaussianPosterior(double variance, double[] factor, int members, int seed)
    {
        (Variance, _factor, Members, Seed) = (variance, factor, members, seed);
        Count = (int)Math.Round(Math.Sqrt(factor.Length));
        if (Count * Count != factor.Length)
            throw new PotentialException($"A factor of {factor.Length} numbers is not square.");
        if (!(variance > 0 && double.IsFinite(variance)) || members < 2)
            throw new PotentialException("A posterior has a variance above zero, and two or more members are drawn of it.");
        for (var i = 0; i < Count; i++)
        {
            if (!(factor[i * Count + i] > 0) || !Array.TrueForAll(factor[(i * Count)..(i * Count + i + 1)], double.IsFinite))
                throw new PotentialException($"Row {i} of a posterior's factor is not that of a positive matrix.");
        }
    }

    /// <summary>δ², the prior's variance of the energy of an atom, eV².</summary>
    public double Variance { get; }

    /// <summary>How many numbers it is about.</summary>
    public int Count { get; }

    /// <summary>Members that are drawn of it.</summary>
    public int Members { get; }

    public int Seed { get; }

    internal ReadOnlyMatrixSpan<double> Factor => _factor.AsMatrix(Count, Count);

    /// <summary>rᵀ Σ r, eV² for an energy.</summary>
    /// <param name="row">Of <see cref="GaussianRows.Columns"/>; overwritten.</param>
    internal double VarianceOf(Span<double> row)
    {
        Triangular.SolveLower(Factor, row);
        return Vectors.Dot(row, row);
    }

    /// <summary>Deviations from the mean, C⁻ᵀ z; over all members they do not sum to nothing yet.</summary>
    internal double[] Draw(Random random)
    {
        var draw = new double[Count];
        foreach (ref var x in draw.AsSpan())
            x = Normal(random);
        Triangular.SolveLowerTransposed(Factor, draw);
        return draw;
    }

    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
