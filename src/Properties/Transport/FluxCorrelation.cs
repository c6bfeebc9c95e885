using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Autocorrelation of the flux, mean over directions and runs, and its running integral, the textbook's way to a conductivity: right as long as the correlation stands out of the noise, and adrift
/// afterwards. <see cref="Cut"/> is where it does not any more (the first avalanche of Chen, Zhang and Li, Phys. Lett. A 374, 2392 (2010)).
/// </summary>
/// <param name="Times">fs.</param>
/// <param name="Correlation">⟨J(t) J(0)⟩ over that at 0.</param>
/// <param name="Integral">κ up to each time, W/m/K.</param>
/// <param name="Errors">Standard deviations of that mean over runs; NaN of a single run.</param>
/// <param name="Cut">Index of the time where the correlation is first less than its own error, smoothed over ten times; the last where that never happens.</param>
public sealed record FluxCorrelation(IReadOnlyList<double> Times, IReadOnlyList<double> Correlation, IReadOnlyList<double> Integral, IReadOnlyList<double> Errors, int Cut)
{
    const int Smoothing = 10;

    /// <summary>What the integral is at <see cref="Cut"/>, W/m/K.</summary>
    public Estimate Conductivity => new(Integral[Cut], "W/m/K", Errors[Cut]);

    /// <param name="runs">By run, direction and time.</param>
    /// <param name="factor">κ over ∫₀ ⟨J J⟩ dt of one direction.</param>
    internal static FluxCorrelation Of(IReadOnlyList<double[][]> runs, double interval, double factor)
    {
        var samples = runs[0][0].Length;
        var lags = samples / 4;
        double[][] each = [.. runs.Select(r => MeanOf([.. r.Select(series => Correlate(series, lags))], lags))];
        var mean = MeanOf(each, lags);
        double[][] integrals = [.. each.Select(c => Integrate(c, interval * factor))];
        var times = Enumerable.Range(0, lags).Select(n => n * interval).ToArray();
        return new FluxCorrelation(times, [.. mean.Select(c => c / mean[0])], MeanOf(integrals, lags), Deviations(integrals, lags), FirstAvalanche(each, mean));
    }

    /// <summary>(1/(N − n)) Σ x(t) x(t + n) by Fourier transform, the series padded with zeros so that ends do not meet.</summary>
    static double[] Correlate(double[] series, int lags)
    {
        var padded = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)(series.Length + lags))];
        for (var n = 0; n < series.Length; n++)
            padded[n] = series[n];
        var transform = new FourierTransform(padded.Length);
        transform.Forward(padded);
        for (var k = 0; k < padded.Length; k++)
            padded[k] = padded[k].Real * padded[k].Real + padded[k].Imaginary * padded[k].Imaginary;
        transform.Inverse(padded);
        return [.. Enumerable.Range(0, lags).Select(n => padded[n].Real / (series.Length - n))];
    }

    static double[] Integrate(double[] correlation, double step)
    {
        var integral = new double[correlation.Length];
        for (var n = 1; n < integral.Length; n++)
            integral[n] = integral[n - 1] + 0.5 * step * (correlation[n - 1] + correlation[n]);
        return integral;
    }

    static int FirstAvalanche(double[][] each, double[] mean)
    {
        if (each.Length == 1)
            return mean.Length - 1;
        var errors = Deviations(each, mean.Length);
        for (var n = Smoothing; n + Smoothing <= mean.Length; n++)
        {
            double signal = 0, noise = 0;
            for (var k = n; k < n + Smoothing; k++)
                (signal, noise) = (signal + mean[k], noise + errors[k]);
            if (Math.Abs(signal) < noise)
                return n + Smoothing / 2;
        }
        return mean.Length - 1;
    }

    static double[] MeanOf(double[][] of, int count) => [.. Enumerable.Range(0, count).Select(n => of.Average(x => x[n]))];

    static double[] Deviations(double[][] of, int count) =>
        [.. Enumerable.Range(0, count).Select(n => of.Length == 1 ? double.NaN : MemberSpread.Deviation([.. of.Select(x => x[n])]) / Math.Sqrt(of.Length))];
}
