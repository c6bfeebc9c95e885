using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>
/// Shear viscosity by Green and Kubo, η = V/(10 kT) ∫ Σ_ab ⟨P_ab(0) P_ab(t)⟩ dt over the nine components of the traceless stress. The integral ends where the correlation is first lost in its own noise: what comes after would add noise alone.
/// </summary>
/// <param name="Times">fs.</param>
/// <param name="Correlation">(1/10) Σ_ab ⟨P_ab(0) P_ab(t)⟩, eV²/Å⁶.</param>
/// <param name="CorrelationErrors">Statistical, from blocks in time.</param>
/// <param name="Running">The integral to each time, mPa·s.</param>
/// <param name="RunningErrors">From blocks in time.</param>
/// <param name="Cutoff">fs, where the integral ends.</param>
/// <param name="Value">mPa·s.</param>
public sealed record Viscosity(
    IReadOnlyList<double> Times, IReadOnlyList<double> Correlation, IReadOnlyList<double> CorrelationErrors,
    IReadOnlyList<double> Running, IReadOnlyList<double> RunningErrors, double Cutoff, double Temperature, Estimate Value)
{
    /// <summary>mPa·s of one eV/Å³·fs.</summary>
    public const double MilliPascalSecond = Units.GigaPascal * 1e-3;

    /// <summary>Lags beyond this part of the trajectory have too few origins.</summary>
    const double LongestPart = 0.1;

    internal static Viscosity Of(CorrelationSums all, CorrelationSums[] blocks, double timeStep, double volume, double temperature)
    {
        var kept = all.Lags.Count(lag => lag <= LongestPart * all.Samples);
        double[] times = [.. all.Lags.Take(kept).Select(lag => lag * timeStep)];
        var scale = MilliPascalSecond * volume / (Units.Boltzmann * temperature);
        double[] Correlation(CorrelationSums sums) =>
            [.. sums.Sums.Take(kept).Select((s, k) => 0.1 * (s[0] + s[1] + s[2] + 2 * (s[3] + s[4] + s[5])) / sums.Counts[k])];
        double[] Integral(double[] c)
        {
            var running = new double[c.Length];
            for (var k = 1; k < c.Length; k++)
                running[k] = running[k - 1] + scale * 0.5 * (c[k] + c[k - 1]) * (times[k] - times[k - 1]);
            return running;
        }
        var correlation = Correlation(all);
        double[][] perBlock = [.. blocks.Select(Correlation)];
        var errors = BlockError.OfCurves(perBlock, kept);
        double[][] integrals = [.. perBlock.Select(Integral)];
        var runningErrors = BlockError.OfCurves(integrals, kept);
        var running = Integral(correlation);
        var end = Array.FindIndex(correlation, 1, c => c <= 0);
        var lost = Enumerable.Range(1, kept - 1).FirstOrDefault(k => correlation[k] <= errors[k], kept - 1);
        var cutoff = Math.Min(lost, end < 0 ? kept - 1 : end);
        return new Viscosity(times, correlation, errors, running, runningErrors, times[cutoff], temperature, new Estimate(running[cutoff], "mPa·s", runningErrors[cutoff]));
    }
}
