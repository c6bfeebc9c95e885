namespace Athanor.Properties;

/// <summary>The power of the number of atoms with which time grows, t = A Nᵖ, fitted to the larger sizes.</summary>
/// <param name="Exponent">p.</param>
/// <param name="Error">One standard deviation.</param>
/// <param name="Prefactor">A, s.</param>
/// <param name="Points">The largest so many sizes were fitted.</param>
public sealed record ScalingFit(double Exponent, double Error, double Prefactor, int Points)
{
    /// <summary>Sizes from this fraction of the largest on count as large.</summary>
    const double Large = 0.2;

    const int Fewest = 3;

    /// <summary>
    /// A weighted straight line through log t over log N. Its error is that of the timings, or where points scatter about the line by more than that, that of the scatter.
    /// </summary>
    /// <param name="points">In ascending size.</param>
    /// <returns>Null where there are fewer than three sizes: two points make a line whatever they are.</returns>
    public static ScalingFit? Of(IReadOnlyList<ScalingPoint> points)
    {
        if (points.Count < Fewest)
            return null;
        var largest = points[^1].Atoms;
        var chosen = points.Where((p, i) => p.Atoms >= Large * largest || i >= points.Count - Fewest).ToArray();
        double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
        foreach (var p in chosen)
        {
            var (x, y, weight) = Logarithms(p);
            (w, wx, wy, wxx, wxy) = (w + weight, wx + weight * x, wy + weight * y, wxx + weight * x * x, wxy + weight * x * y);
        }
        var determinant = w * wxx - wx * wx;
        var exponent = (w * wxy - wx * wy) / determinant;
        var offset = (wxx * wy - wx * wxy) / determinant;
        var scatter = 0.0;
        foreach (var p in chosen)
        {
            var (x, y, weight) = Logarithms(p);
            scatter += weight * (y - offset - exponent * x) * (y - offset - exponent * x);
        }
        var error = Math.Sqrt(w / determinant * Math.Max(1, scatter / (chosen.Length - 2)));
        return new(exponent, error, Math.Exp(offset), chosen.Length);
    }

    /// <summary>s, of so many atoms.</summary>
    public double At(double atoms) => Prefactor * Math.Pow(atoms, Exponent);

    static (double X, double Y, double Weight) Logarithms(ScalingPoint p)
    {
        var relative = p.Error / p.Seconds;
        return (Math.Log(p.Atoms), Math.Log(p.Seconds), 1 / (relative * relative));
    }
}
