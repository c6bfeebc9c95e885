using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>
/// Shear viscosity by Green and Kubo, η = V/(10 kT) ∫ Σ_ab ⟨P_ab(0) P_ab(t)⟩ dt over the nine components of the traceless stress. The integral ends where the correlation is first lost in its own noise: what comes after would add noise alone.
/// </summary>
/// <param name="Times">fs.</param>
/// <param name="Correlation">(1/10) Σ_ab ⟨P_ab(0) P_ab(t)⟩, eV²/Å⁶.</param>
/// <param name="CorrelationErrors">Statistical: from blocks in time or from five independent components, whichever is larger.</param>
/// <param name="Running">The integral to each time, mPa·s.</param>
/// <param name="RunningErrors">As those of the correlation.</param>
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
        double[] Component(int component) => [.. all.Sums.Take(kept).Select((s, k) => Independent(s, component) / all.Counts[k])];
        double[] Integral(double[] c)
        {
            var running = new double[c.Length];
            for (var k = 1; k < c.Length; k++)
                running[k] = running[k - 1] + scale * 0.5 * (c[k] + c[k - 1]) * (times[k] - times[k - 1]);
            return running;
        }
        var correlation = Correlation(all);
        double[][] perBlock = [.. blocks.Select(Correlation)];
        double[][] components = [.. Enumerable.Range(0, 5).Select(Component)];
        double[] Errors(double[][] inTime, double[][] amongComponents) =>
            [.. BlockError.OfCurves(inTime, kept).Zip(BlockError.OfCurves(amongComponents, kept), (a, b) => double.IsNaN(a) ? b : Math.Max(a, b))];
        var errors = Errors(perBlock, components);
        var runningErrors = Errors([.. perBlock.Select(Integral)], [.. components.Select(Integral)]);
        var running = Integral(correlation);
        var end = Array.FindIndex(correlation, 1, c => c <= 0);
        var lost = Enumerable.Range(1, kept - 1).FirstOrDefault(k => correlation[k] <= errors[k], kept - 1);
        var cutoff = Math.Min(lost, end < 0 ? kept - 1 : end);
        return new Viscosity(times, correlation, errors, running, runningErrors, times[cutoff], temperature, new Estimate(running[cutoff], "mPa·s", runningErrors[cutoff]));
    }

    /// <summary>One of five independent components of what was summed: P_yz, P_xz, P_xy, (P_xx − P_yy)/2, (P_xx + P_yy − 2 P_zz)/√12, the last two by way of a trace that is zero. Their mean is the correlation.</summary>
    static double Independent(double[] sums, int component) => component switch
    {
        < 3 => sums[3 + component],
        3 => 0.25 * (2 * sums[0] + 2 * sums[1] - sums[2]),
        _ => 0.75 * sums[2],
    };
}
