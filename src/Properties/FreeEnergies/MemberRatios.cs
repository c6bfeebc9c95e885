namespace Athanor.Properties;

/// <summary>
/// What each member of the potential's ensemble would have made of the profile, had it been sampled with it: by weights exp(−(E_m − E)/kT) on the same frames; where these leave too few frames in a bin, by the mean of E_m − E in each bin,
/// which is the same to first order and does not fail, but knows nothing of how frames would have been distributed beside ξ.
/// </summary>
sealed class MemberRatios(IReadOnlyList<UmbrellaWindow> windows, ProfileSamples samples, double[] weights, double kT)
{
    const int FewestValues = 5;

    /// <param name="Deviations">Sample standard deviation over members of each ratio; null without members.</param>
    internal sealed record Result(double[]? Deviations, MemberProfiles Kind, double? Share);

    /// <param name="logs">ln p_b of the potential itself.</param>
    internal Result Of(double[] logs, IReadOnlyList<ProbabilityRatio> ratios, double least)
    {
        var members = windows.Min(w => w.Members.Length);
        if (members < 2)
            return new Result(null, MemberProfiles.None, null);
        var (weighted, first, share) = (new double[members][], new double[members][], 1.0);
        for (var m = 0; m < members; m++)
        {
            (weighted[m], first[m], var own) = Member(m, logs);
            share = Math.Min(share, own);
        }
        var kind = share >= least ? MemberProfiles.Reweighted : MemberProfiles.FirstOrder;
        var profiles = kind == MemberProfiles.Reweighted ? weighted : first;
        return new Result([.. ratios.Select(r => MemberSpread.Deviation([.. profiles.Select(p => r.Of(p))]))], kind, share);
    }

    (double[] Weighted, double[] First, double Share) Member(int m, double[] logs)
    {
        var bins = logs.Length;
        double lowest = windows.Min(w => w.Members[m].Min());
        double[] plain = new double[bins], plainSquares = new double[bins], sum = new double[bins], squares = new double[bins], mean = new double[bins];
        var values = new int[bins];
        for (var k = 0; k < windows.Count; k++)
        {
            for (var i = 0; i < samples.Samples[k].Length; i++)
            {
                var n = samples.Samples[k][i];
                var b = samples.BinOf[n];
                if (b < 0)
                    continue;
                var (w, d) = (Math.Exp(weights[n]) / samples.Inefficiencies[k], windows[k].Members[m][i]);
                var factor = w * Math.Exp(-(d - lowest) / kT);
                values[b]++;
                plain[b] += w;
                plainSquares[b] += w * w;
                mean[b] += w * d;
                sum[b] += factor;
                squares[b] += factor * factor;
            }
        }
        double[] shares = [.. Enumerable.Range(0, bins).Where(b => values[b] >= FewestValues).Select(b => squares[b] > 0 ? sum[b] * sum[b] / squares[b] / (plain[b] * plain[b] / plainSquares[b]) : 0).Order()];
        return ([.. sum.Select(s => Math.Log(s))], [.. logs.Select((l, b) => plain[b] > 0 ? l - mean[b] / plain[b] / kT : l)], shares.Length == 0 ? 0 : shares[shares.Length / 2]);
    }
}
