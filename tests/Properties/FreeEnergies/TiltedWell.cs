namespace Athanor.Properties.Tests;

/// <summary>The double well U = h ((x/a)² − 1)² + c x under umbrellas ½ k (x − x_i)², exactly: densities by quadrature, samples by inversion of their integrals.</summary>
sealed class TiltedWell
{
    const int Points = 6000;
    const double Low = -2.6, High = 2.6;

    internal const double Temperature = 300, Height = 0.2, HalfDistance = 1, Tilt = 0.03, Stiffness = 2;

    internal static readonly double Energy = Temperature * Athanor.Atoms.Units.Boltzmann;

    internal static double[] Centres { get; } = [.. Enumerable.Range(0, 13).Select(k => -1.5 + 0.25 * k)];

    readonly double[][] _cumulative = [.. Centres.Select(c => Cumulative(x => U(x) + 0.5 * Stiffness * (x - c) * (x - c)))];

    internal static double U(double x)
    {
        var w = x * x / (HalfDistance * HalfDistance) - 1;
        return Height * w * w + Tilt * x;
    }

    /// <summary>Independent values of every window.</summary>
    internal UmbrellaWindow[] Sample(int each, int seed)
    {
        var random = new Random(seed);
        return [.. Centres.Select((c, k) => new UmbrellaWindow(c, Stiffness, [.. Enumerable.Range(0, each).Select(_ => Invert(_cumulative[k], random.NextDouble()))]))];
    }

    /// <summary>∫ exp(−U/kT) from one place to another.</summary>
    internal static double Integral(double from, double to)
    {
        const int n = 2000;
        double sum = 0, d = (to - from) / n;
        for (var i = 0; i < n; i++)
            sum += d * Math.Exp(-U(from + (i + 0.5) * d) / Energy);
        return sum;
    }

    static double[] Cumulative(Func<double, double> energy)
    {
        var sums = new double[Points + 1];
        const double d = (High - Low) / Points;
        for (var i = 0; i < Points; i++)
            sums[i + 1] = sums[i] + Math.Exp(-energy(Low + (i + 0.5) * d) / Energy);
        return [.. sums.Select(s => s / sums[^1])];
    }

    static double Invert(double[] cumulative, double u)
    {
        var at = Array.BinarySearch(cumulative, u);
        var cell = Math.Clamp(at >= 0 ? at : ~at - 1, 0, Points - 1);
        var part = (u - cumulative[cell]) / (cumulative[cell + 1] - cumulative[cell]);
        return Low + (High - Low) / Points * (cell + part);
    }
}
