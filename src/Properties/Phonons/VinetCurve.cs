using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The equation of state of Vinet, Ferrante, Rose and Smith (J. Phys. C 19, L467 (1986)): E(V) = E₀ + 9 B₀V₀/η² {1 − [1 − η(1 − x)] e^(η(1 − x))}, x = (V/V₀)^(1/3), η = 3/2 (B₀′ − 1).
/// </summary>
/// <param name="Energy">E₀, eV.</param>
/// <param name="Volume">V₀, Å³.</param>
/// <param name="BulkModulus">B₀, eV/Å³.</param>
/// <param name="Derivative">B₀′ = dB/dP; below 1 where a crystal stiffens as it expands, and the curve is what it is there too.</param>
readonly record struct VinetCurve(double Energy, double Volume, double BulkModulus, double Derivative)
{
    const int MostSteps = 100;

    internal double At(double volume)
    {
        var away = 1 - Math.Cbrt(volume / Volume);
        var y = 1.5 * (Derivative - 1) * away;
        // (1 − (1 − y) eʸ)/y², by its series where that would be a difference of equals.
        var bracket = Math.Abs(y) < 1e-3 ? 0.5 + y * (1.0 / 3 + y * (0.125 + y / 30)) : (1 - (1 - y) * Math.Exp(y)) / (y * y);
        return Energy + 9 * BulkModulus * Volume * away * away * bracket;
    }

    /// <summary>The curve with the least squares of deviations (Gauss, Newton, Marquardt), begun from a parabola.</summary>
    /// <returns>Null where the energies have no minimum to begin from.</returns>
    internal static VinetCurve? Fit(IReadOnlyList<double> volumes, IReadOnlyList<double> energies)
    {
        var parabola = Parabola(volumes, energies);
        if (!(parabola[2] > 0))
            return null;
        // E = a + b (V − V̄) + c (V − V̄)²: B = V · 2c.
        var mean = volumes.Average();
        var v0 = Math.Clamp(mean - parabola[1] / (2 * parabola[2]), volumes.Min(), volumes.Max());
        var curve = new VinetCurve(energies.Min(), v0, 2 * parabola[2] * v0, 4);
        var damping = 1e-3;
        for (var step = 0; step < MostSteps && damping < 1e12; step++)
        {
            if (curve.Improved(volumes, energies, damping) is not { } next)
            {
                damping *= 10;
                continue;
            }
            var gain = curve.Misfit(volumes, energies) - next.Misfit(volumes, energies);
            (curve, damping) = (next, damping / 10);
            if (gain < 1e-16 * curve.Misfit(volumes, energies) || damping < 1e-15)
                break;
        }
        return curve.Volume > 0 && curve.BulkModulus > 0 ? curve : null;
    }

    /// <summary>Root of the mean square of deviations, eV.</summary>
    internal double Residual(IReadOnlyList<double> volumes, IReadOnlyList<double> energies) => Math.Sqrt(Misfit(volumes, energies) / volumes.Count);

    double Misfit(IReadOnlyList<double> volumes, IReadOnlyList<double> energies)
    {
        var sum = 0.0;
        for (var k = 0; k < volumes.Count; k++)
            sum += (At(volumes[k]) - energies[k]) * (At(volumes[k]) - energies[k]);
        return sum;
    }

    // A damped step; null where it does not come down.
    VinetCurve? Improved(IReadOnlyList<double> volumes, IReadOnlyList<double> energies, double damping)
    {
        var (normal, right, slopes) = (new double[16], new double[4], new double[4]);
        double[] scales = [1e-3, 1e-5 * Volume, 1e-5 * BulkModulus, 1e-4];
        for (var k = 0; k < volumes.Count; k++)
        {
            for (var p = 0; p < 4; p++)
                slopes[p] = (Moved(p, scales[p]).At(volumes[k]) - Moved(p, -scales[p]).At(volumes[k])) / 2;
            var lack = energies[k] - At(volumes[k]);
            for (var p = 0; p < 4; p++)
            {
                right[p] += slopes[p] * lack;
                for (var q = 0; q < 4; q++)
                    normal[4 * p + q] += slopes[p] * slopes[q];
            }
        }
        for (var p = 0; p < 4; p++)
            normal[5 * p] *= 1 + damping;
        if (!Linear4.Solve(normal, right))
            return null;
        var next = new VinetCurve(Energy + right[0] * scales[0], Volume + right[1] * scales[1], BulkModulus + right[2] * scales[2], Derivative + right[3] * scales[3]);
        return next.Volume > 0 && next.Misfit(volumes, energies) <= Misfit(volumes, energies) ? next : null;
    }

    VinetCurve Moved(int parameter, double by) => parameter switch
    {
        0 => this with { Energy = Energy + by },
        1 => this with { Volume = Volume + by },
        2 => this with { BulkModulus = BulkModulus + by },
        _ => this with { Derivative = Derivative + by },
    };

    /// <summary>Coefficients of a least-squares polynomial of second degree in x − x̄.</summary>
    internal static double[] Parabola(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var mean = x.Average();
        var (normal, right) = (new double[9], new double[3]);
        for (var k = 0; k < x.Count; k++)
        {
            double[] powers = [1, x[k] - mean, (x[k] - mean) * (x[k] - mean)];
            for (var p = 0; p < 3; p++)
            {
                right[p] += powers[p] * y[k];
                for (var q = 0; q < 3; q++)
                    normal[3 * p + q] += powers[p] * powers[q];
            }
        }
        Linear4.Solve(normal, right);
        return right;
    }
}

/// <summary>A few linear equations by elimination with pivots.</summary>
static class Linear4
{
    /// <summary>Solves a x = b in place of b; false where a is singular.</summary>
    internal static bool Solve(double[] a, double[] b)
    {
        var n = b.Length;
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(a[r * n + c]));
            if (!(Math.Abs(a[pivot * n + c]) > 0))
                return false;
            for (var k = 0; k < n && pivot != c; k++)
                (a[c * n + k], a[pivot * n + k]) = (a[pivot * n + k], a[c * n + k]);
            (b[c], b[pivot]) = (b[pivot], b[c]);
            for (var r = 0; r < n; r++)
            {
                if (r == c)
                    continue;
                var factor = a[r * n + c] / a[c * n + c];
                for (var k = c; k < n; k++)
                    a[r * n + k] -= factor * a[c * n + k];
                b[r] -= factor * b[c];
            }
        }
        for (var r = 0; r < n; r++)
            b[r] /= a[r * n + r];
        return b.All(double.IsFinite);
    }
}
