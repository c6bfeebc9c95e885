using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Statistical errors by resampling: of each window, blocks of its series, long enough that they hardly know of one another (twice the inefficiency), are drawn with replacement, and all is solved again. Replicate r depends on the seed and r alone.
/// </summary>
sealed class ProfileBootstrap(BiasEquations equations, ProfileSamples samples, ProfileSettings settings) : IJob
{
    double[][] _ratios = [];
    double[][] _windows = [];
    IReadOnlyList<ProbabilityRatio> _asked = [];

    /// <param name="Ratios">Standard deviation of each.</param>
    /// <param name="Windows">Standard deviation of each window's free energy against the first's, kT.</param>
    internal sealed record Result(double[] Ratios, double[] Windows);

    /// <returns>Null where no resampling is wanted.</returns>
    internal Result? Run(IReadOnlyList<ProbabilityRatio> ratios, Team team)
    {
        if (settings.Bootstraps < 2)
            return null;
        _asked = ratios;
        (_ratios, _windows) = (new double[settings.Bootstraps][], new double[settings.Bootstraps][]);
        team.Run(this, settings.Bootstraps);
        return new Result(Deviations(_ratios), Deviations(_windows));
    }

    void IJob.Run(int index, int worker)
    {
        var random = new Random(unchecked((int)(settings.Seed * 1_000_003 + (ulong)index)));
        var counts = new double[samples.Counts.Length];
        for (var k = 0; k < samples.Samples.Length; k++)
        {
            var (own, g) = (samples.Samples[k], samples.Inefficiencies[k]);
            var block = g <= 1 ? 1 : (int)Math.Clamp(Math.Ceiling(2 * g), 1, Math.Max(1, own.Length / 4));
            for (var drawn = 0; drawn < own.Length;)
            {
                var from = random.Next(own.Length);
                for (var i = 0; i < block && drawn < own.Length; i++, drawn++)
                    counts[own[(from + i) % own.Length]] += 1 / g;
            }
        }
        var change = new double[counts.Length];
        _windows[index] = equations.Resolve(counts, change);
        var logs = ProfileWork.Logs(ProfileWork.Weights(equations, counts, change), counts, samples.BinOf, samples.Centres.Length);
        _ratios[index] = [.. _asked.Select(r => r.Of(logs))];
    }

    /// <summary>A bin that some replicate left empty counts by the others.</summary>
    static double[] Deviations(double[][] replicates) => [.. Enumerable.Range(0, replicates[0].Length).Select(k =>
    {
        double[] finite = [.. replicates.Select(r => r[k]).Where(double.IsFinite)];
        return finite.Length < 2 ? double.NaN : MemberSpread.Deviation(finite);
    })];
}
