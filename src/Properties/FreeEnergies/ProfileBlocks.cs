using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Statistical errors of a run under a bias that changed: how far a ratio moves as each block is left out in turn (jackknife of block sums of weights; Bussi and Laio, Nat. Rev. Phys. 2, 200 (2020), on blocks). Blocks never reach from one run into the next.
/// </summary>
static class ProfileBlocks
{
    /// <summary>Of each run. More are hardly better known, fewer and longer ones contain all that weights remember.</summary>
    const int Most = 8;

    /// <summary>A block is worth so many independent values at least: it has been there and back, unless the run is too short for it.</summary>
    const double LeastWorth = 8;

    const double Whole = 1e-6;

    /// <summary>Standard deviation of each ratio, as wide as it has to be to hold two thirds where blocks are few (Student's distribution).</summary>
    /// <param name="logs">ln of the unbiased weight of each sample.</param>
    /// <param name="runs">Equally long, one after the other.</param>
    internal static double[] Deviations(ProfileSamples samples, ReadOnlySpan<double> logs, IReadOnlyList<ProbabilityRatio> ratios, int runs)
    {
        var n = logs.Length;
        var blocks = runs * Each(n, samples.Inefficiencies[0], runs);
        var bins = samples.Centres.Length;
        var sums = new double[blocks * bins];
        for (var block = 0; block < blocks; block++)
        {
            for (var i = (int)((long)block * n / blocks); i < (int)((block + 1L) * n / blocks); i++)
            {
                if (samples.BinOf[i] is >= 0 and var bin)
                    sums[block * bins + bin] += samples.Counts[i] * Math.Exp(logs[i]);
            }
        }
        var scale = ErrorLevels.Student(ErrorLevels.Usual, blocks - 1);
        return [.. ratios.Select(r => scale * Spread(r, sums, bins))];
    }

    /// <summary>Blocks of each run.</summary>
    internal static int Each(int values, double inefficiency, int runs) => (int)Math.Clamp(values / (LeastWorth * inefficiency * runs), 2, Most);

    static double Spread(ProbabilityRatio ratio, double[] sums, int bins)
    {
        double[] above = Parts(ratio.Above, sums, bins), below = Parts(ratio.Below, sums, bins);
        double all = above.Sum(), rest = below.Sum(), n = above.Length;
        double[] without = [.. above.Zip(below, (a, b) => Math.Log((all - a) / (rest - b)))];
        // Where all comes from one block, to first order: about 1, which is kT.
        if (above.Max() >= (1 - Whole) * all || below.Max() >= (1 - Whole) * rest)
            return Math.Sqrt(n / (n - 1) * above.Zip(below, (a, b) => Math.Pow(a / all - b / rest, 2)).Sum());
        var mean = without.Average();
        return Math.Sqrt((n - 1) / n * without.Sum(y => (y - mean) * (y - mean)));
    }

    static double[] Parts(int[] of, double[] sums, int bins) => [.. Enumerable.Range(0, sums.Length / bins).Select(block => of.Sum(b => sums[block * bins + b]))];
}
