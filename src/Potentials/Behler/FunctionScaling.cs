namespace Athanor.Potentials.Behler;

/// <summary>
/// What turns symmetry functions of one species into inputs of its network, input = (G − Shift) Factor, and the range they had in the training data. One entry
/// per function.
/// </summary>
public sealed class FunctionScaling
{
    /// <param name="minimum">Smallest value in the training data; minus infinity where not known.</param>
    /// <param name="maximum">Largest; infinity where not known.</param>
    /// <exception cref="PotentialException">Lengths differ, or a shift or factor is not a number.</exception>
    public FunctionScaling(double[] shift, double[] factor, double[] minimum, double[] maximum)
    {
        if (factor.Length != shift.Length || minimum.Length != shift.Length || maximum.Length != shift.Length)
            throw new PotentialException("The scaling of symmetry functions has arrays of different lengths.");
        for (var m = 0; m < shift.Length; m++)
        {
            if (!double.IsFinite(shift[m]) || !double.IsFinite(factor[m]))
                throw new PotentialException($"The scaling of symmetry function {m + 1} is not finite; a function that never varies in the training data cannot be scaled by its range. Leave it out.");
        }
        (Shift, Factor, Minimum, Maximum) = ([.. shift], [.. factor], [.. minimum], [.. maximum]);
    }

    public IReadOnlyList<double> Shift { get; }

    public IReadOnlyList<double> Factor { get; }

    public IReadOnlyList<double> Minimum { get; }

    public IReadOnlyList<double> Maximum { get; }

    public int Count => Shift.Count;

    /// <summary>Inputs are the functions themselves.</summary>
    public static FunctionScaling Identity(int count) => new(
        new double[count],
        [.. Enumerable.Repeat(1.0, count)],
        [.. Enumerable.Repeat(double.NegativeInfinity, count)],
        [.. Enumerable.Repeat(double.PositiveInfinity, count)]);

    /// <summary>Mean 0 and standard deviation 1 over the given values; a function that does not vary gets the factor 0.</summary>
    /// <param name="values">Atoms × count, row-major.</param>
    public static FunctionScaling Standard(ReadOnlySpan<double> values, int count)
    {
        double[] shift = new double[count], factor = new double[count], minimum = new double[count], maximum = new double[count];
        var atoms = count == 0 ? 0 : values.Length / count;
        for (var m = 0; m < count; m++)
        {
            double sum = 0, square = 0;
            (minimum[m], maximum[m]) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = 0; i < atoms; i++)
            {
                var g = values[i * count + m];
                sum += g;
                minimum[m] = Math.Min(minimum[m], g);
                maximum[m] = Math.Max(maximum[m], g);
            }
            shift[m] = atoms == 0 ? 0 : sum / atoms;
            for (var i = 0; i < atoms; i++)
                square += (values[i * count + m] - shift[m]) * (values[i * count + m] - shift[m]);
            var sigma = atoms == 0 ? 0 : Math.Sqrt(square / atoms);
            // Below this the spread is rounding.
            factor[m] = sigma > 1e-9 * Math.Max(1, Math.Abs(shift[m])) ? 1 / sigma : 0;
        }
        return new FunctionScaling(shift, factor, minimum, maximum);
    }
}
