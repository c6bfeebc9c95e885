using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Velocity autocorrelation of an element's atoms, its integral, and its spectrum.</summary>
/// <param name="Times">fs.</param>
/// <param name="Values">⟨v(0)·v(t)⟩, Å²/fs².</param>
/// <param name="Errors">Statistical, from segments.</param>
/// <param name="Coefficient">Green and Kubo's D = ⅓ ∫ ⟨v(0)·v(t)⟩ dt to the longest lag, 10⁻⁹ m²/s; null where frames are too far apart for an integral (<see cref="IsSparse"/>).</param>
/// <param name="Spectrum">Density of vibrational states at <see cref="VibrationalSpectrum.Frequencies"/>, of area one over THz.</param>
public sealed record VelocityCorrelation(Element Element, int Atoms, IReadOnlyList<double> Times, IReadOnlyList<double> Values, IReadOnlyList<double> Errors, Estimate? Coefficient, IReadOnlyList<double> Spectrum)
{
    /// <summary>Less than this is left of the velocities after one step where frames are too far apart.</summary>
    const double Left = 0.5;

    /// <summary>Whether velocities of the file are forgotten between two frames; differences of positions have all of the way in them.</summary>
    public bool IsSparse => Coefficient is null;

    internal static VelocityCorrelation Of(Element element, int atoms, int followed, double[] sum, double[][] blocks, double timeStep, bool byDifferences)
    {
        double[] Mean(double[] c) => [.. c.Select(v => v / followed)];
        double Integral(double[] c) => Diffusion.Published / 3 * timeStep * (c.Sum() - 0.5 * (c[0] + c[^1]));
        var values = Mean(sum);
        double[][] per = [.. blocks.Select(Mean)];
        return new VelocityCorrelation(
            element, atoms, [.. Enumerable.Range(0, values.Length).Select(k => k * timeStep)], values, BlockError.OfCurves(per, values.Length),
            byDifferences || values.Length < 2 || values[1] > Left * values[0] ? BlockError.Estimate(Integral(values), Diffusion.Unit, [.. per.Select(Integral)]) : null, VibrationalSpectrum.Of(values, timeStep));
    }
}

/// <summary>
/// Spectra of correlations: a cosine transform under the window cos²(πt/2L), L being the longest lag, which leaves a line of half-width 1/(2L) and no ripple beside it.
/// </summary>
/// <param name="Frequencies">THz, to half of one over the time step.</param>
/// <param name="Total">All elements' spectra by their shares of the atoms; of area one over THz.</param>
/// <param name="Resolution">THz, the full width at half height that a sharp line gets.</param>
public sealed record VibrationalSpectrum(IReadOnlyList<double> Frequencies, IReadOnlyList<double> Total, double Resolution)
{
    /// <summary>cm⁻¹ of one THz.</summary>
    public const double Wavenumber = 1e-3 / Units.SpeedOfLight;

    /// <summary>Points a line is drawn with.</summary>
    const int Padding = 4;

    static int Length(int lags) => (int)BitOperations.RoundUpToPowerOf2((uint)(2 * Padding * lags));

    internal static double[] FrequenciesOf(int lags, double timeStep)
    {
        var n = Length(lags);
        return [.. Enumerable.Range(0, n / 2 + 1).Select(k => 1000 * k / (n * timeStep))];
    }

    internal static double ResolutionOf(int lags, double timeStep) => 1000 / ((lags - 1) * timeStep);

    /// <summary>∫ C(t) cos 2πνt dt, scaled to area one over THz: to 4 ∫ C cos / C(0).</summary>
    internal static double[] Of(double[] correlation, double timeStep)
    {
        var n = Length(correlation.Length);
        var work = new Complex[n];
        for (var k = 0; k < correlation.Length; k++)
        {
            var c = Math.Cos(0.5 * Math.PI * k / correlation.Length);
            work[k] = correlation[k] * c * c;
            if (k > 0)
                work[n - k] = work[k];
        }
        new FourierTransform(n).Forward(work);
        // The transform of the even continuation is twice the cosine transform; 1/fs are 1000 THz.
        return [.. Enumerable.Range(0, n / 2 + 1).Select(k => correlation[0] > 0 ? 2 * timeStep / 1000 * work[k].Real / correlation[0] : 0)];
    }

    internal static VibrationalSpectrum Of(IReadOnlyList<VelocityCorrelation> elements, double timeStep)
    {
        var lags = elements[0].Values.Count;
        double atoms = elements.Sum(e => e.Atoms);
        double[] total = [.. Enumerable.Range(0, elements[0].Spectrum.Count).Select(k => elements.Sum(e => e.Atoms / atoms * e.Spectrum[k]))];
        return new VibrationalSpectrum(FrequenciesOf(lags, timeStep), total, ResolutionOf(lags, timeStep));
    }
}
