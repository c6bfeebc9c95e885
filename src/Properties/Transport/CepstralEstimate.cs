using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The spectral density of a stationary series at zero frequency, from the mean of its periodograms: the logarithm of that is a smooth function and white noise of known variance, and the smooth function has few
/// Fourier coefficients (Ercole, Marcolongo and Baroni, Sci. Rep. 7, 15835 (2017)).
/// </summary>
/// <remarks>
/// Akaike's criterion, which that paper takes for their number, asks for a good spectrum everywhere: where a narrow peak stands at zero, as that of slow phonons does, it drops many small coefficients that add up there (of two
/// relaxations, one ten times as slow, a quarter of the value, and the truth lay within the error in 17 of 100 cases). Here as many are kept as the value at zero itself needs to stand still (after Lepskii, Theory Probab. Appl. 35,
/// 454 (1991)), and the error comes from spectra drawn from the fit and fitted again, which covers the truth in 60 to 80 of 100 (of one relaxation,
/// of none, of two whose slower one lasts a fiftieth to a hundredth of a run); values are biased down by up to a fifteenth. Asking beyond four times as many finds a reason to keep more by chance, and trebles the error.
/// </remarks>
/// <param name="Density">S(0) = ∫ ⟨x(t) x(0)⟩ dt over all times, square of the series' unit times fs.</param>
/// <param name="Error">Its standard deviation; from 50 spectra drawn from the fit and fitted again.</param>
/// <param name="Coefficients">How many were kept.</param>
/// <param name="Frequencies">THz, of <paramref name="Periodogram"/>, up to the cut.</param>
/// <param name="Periodogram">The mean of the series' periodograms.</param>
/// <param name="Smooth">What the kept coefficients say of it.</param>
public sealed record CepstralEstimate(double Density, double Error, int Coefficients, IReadOnlyList<double> Frequencies, IReadOnlyList<double> Periodogram, IReadOnlyList<double> Smooth)
{
    /// <summary>
    /// Part of its value at zero to which a spectrum falls where it is cut, if nobody says where: above are the peaks of atoms that swing to and fro without carrying anything, and orders of magnitude that would cost coefficients for nothing.
    /// </summary>
    const double Fallen = 0.05;

    /// <summary>Squares that are averaged to say what a spectrum is somewhere.</summary>
    const double Squares = 48;

    const double Trust = 1;

    const int FewestFrequencies = 64, Draws = 50, Seed = 1;

    /// <param name="series">Independent ones of the same process and length (runs, directions), values at equal distances in time.</param>
    /// <param name="interval">fs between values.</param>
    /// <param name="cut">THz up to which the spectrum is looked at; where it has fallen to a twentieth of what it is at zero, if null.</param>
    /// <exception cref="ArgumentException">No series, lengths that differ, or fewer than 64 values.</exception>
    public static CepstralEstimate Of(IReadOnlyList<double[]> series, double interval, double? cut = null)
    {
        if (series.Count == 0 || series.Any(s => s.Length != series[0].Length) || series[0].Length < 2 * FewestFrequencies)
            throw new ArgumentException($"The estimate wants series of one length, {2 * FewestFrequencies} values or more.", nameof(series));
        var length = series[0].Length;
        var mean = MeanPeriodogram(series, interval);
        var half = Math.Clamp(Cut(mean, series.Count, cut is { } f ? f * 1e-3 * length * interval : null), FewestFrequencies, mean.Length - 1);
        // A power of two where there are as many, for the transforms' sake.
        half = BitOperations.RoundUpToPowerOf2((uint)half) is var rounded && cut is null && rounded < mean.Length ? (int)rounded : half;
        var transform = new FourierTransform(2 * half);
        var fit = Fit(mean.AsSpan(0, half + 1), series.Count, 2 * half == length, transform);
        // What the criterion lets through varies too, which no formula knows: spectra are drawn from the fit and fitted again.
        var random = new Random(Seed);
        var drawn = new double[half + 1];
        double[] logarithms = new double[Draws];
        for (var b = 0; b < Draws; b++)
        {
            for (var k = 0; k <= half; k++)
                drawn[k] = fit.Smooth[k] * (k == 0 || (2 * k == length) ? ChiSquare(random, series.Count) : Gamma(random, series.Count));
            logarithms[b] = Fit(drawn, series.Count, 2 * half == length, transform).Logarithm;
        }
        var density = Math.Exp(fit.Logarithm);
        var error = density * Math.Max(MemberSpread.Deviation(logarithms), Math.Sqrt(SpecialValues.Trigamma(series.Count) * (4 * fit.Kept - 2) / (2 * half)));
        return new CepstralEstimate(density, error, fit.Kept, [.. Enumerable.Range(0, half + 1).Select(k => 1e3 * k / (length * interval))], mean[..(half + 1)], fit.Smooth);
    }

    /// <summary>χ²_2n/2n.</summary>
    static double Gamma(Random random, int n)
    {
        // A product of uniform numbers has the sum of their logarithms, 64 at a time without leaving the range.
        double sum = 0;
        for (var first = 0; first < n; first += 64)
        {
            var product = 1.0;
            for (var k = first; k < Math.Min(n, first + 64); k++)
                product *= 1 - random.NextDouble();
            sum -= Math.Log(Math.Max(product, double.Epsilon));
        }
        return sum / n;
    }

    /// <summary>χ²_n/n.</summary>
    static double ChiSquare(Random random, int n)
    {
        double sum = 0;
        for (var k = 0; k < n; k++)
        {
            var x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            sum += x * x;
        }
        return sum / n;
    }

    /// <param name="periodogram">Mean of <paramref name="count"/> at 0 … half.</param>
    /// <param name="real">Whether the last is the square of one number, as the first is, not of two.</param>
    static (double Logarithm, int Kept, double[] Smooth) Fit(ReadOnlySpan<double> periodogram, int count, bool real, FourierTransform transform)
    {
        var half = periodogram.Length - 1;
        // The spectrum at −half … half, as if the series had been measured less often.
        var points = 2 * half;
        var work = new Complex[points];
        var (bias, realBias) = (Bias(count), Bias(0.5 * count));
        for (var k = 0; k <= half; k++)
        {
            work[k] = Math.Log(Math.Max(periodogram[k], 1e-300)) - (k == 0 || (real && k == half) ? realBias : bias);
            if (k > 0 && k < half)
                work[points - k] = work[k];
        }
        transform.Forward(work);
        double[] c = [.. work.Take(half + 1).Select(x => x.Real / points)];
        var kept = Kept(c, SpecialValues.Trigamma(count), points);
        // The kept ones back to frequencies.
        Array.Clear(work);
        for (var n = 0; n < kept; n++)
        {
            work[n] = c[n];
            if (n > 0)
                work[points - n] = c[n];
        }
        transform.Forward(work);
        return (work[0].Real, kept, [.. work.Take(half + 1).Select(x => Math.Exp(x.Real))]);
    }

    /// <summary>(Δ/N) |Σ x e^(−iωt)|², the mean over the series, at the frequencies 0 … half of all.</summary>
    static double[] MeanPeriodogram(IReadOnlyList<double[]> series, double interval)
    {
        var length = series[0].Length;
        var transform = new FourierTransform(length);
        var work = new Complex[length];
        var mean = new double[length / 2 + 1];
        foreach (var values in series)
        {
            for (var n = 0; n < length; n++)
                work[n] = values[n];
            transform.Forward(work);
            for (var k = 0; k < mean.Length; k++)
                mean[k] += (work[k].Real * work[k].Real + work[k].Imaginary * work[k].Imaginary) * interval / (length * series.Count);
        }
        return mean;
    }

    static int Cut(double[] mean, int count, double? asked)
    {
        if (asked is { } at)
            return (int)Math.Min(at, mean.Length - 1);
        var width = (int)Math.Ceiling(Squares / count);
        double Around(int k) => mean.AsSpan(k, width).ToArray().Average();
        for (var k = 1 + width; k + width <= mean.Length; k += width)
        {
            if (Around(k) < Fallen * Around(1))
                return k + width - 1;
        }
        return mean.Length - 1;
    }

    /// <summary>⟨ln (χ²/ν)⟩ of ν = 2 n degrees of freedom.</summary>
    static double Bias(double n) => SpecialValues.Digamma(n) - Math.Log(n);

    /// <summary>The fewest after which what is left out could as well be noise: for twice and four times as many the logarithm at zero moves by no more than <see cref="Trust"/> standard deviations of that move.</summary>
    static int Kept(double[] c, double variance, int points)
    {
        var sums = new double[c.Length];
        for (var n = 1; n < c.Length; n++)
            sums[n] = (n == 1 ? c[0] : sums[n - 1] + 2 * c[n - 1]);
        bool Suffices(int kept)
        {
            for (var more = 2 * kept; more < sums.Length && more <= 4 * kept; more *= 2)
            {
                if (Math.Abs(sums[more] - sums[kept]) > Trust * 2 * Math.Sqrt(variance * (more - kept) / points))
                    return false;
            }
            return true;
        }
        var found = 1;
        while (2 * found < sums.Length && !Suffices(found))
            found = Math.Max(found + 1, found * 5 / 4);
        return found;
    }
}
