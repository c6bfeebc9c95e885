namespace Athanor.Learning;

/// <summary>Frames whose largest force is far beyond those of their group, or beyond what any sensible structure has.</summary>
internal sealed class ForceOutliers : IDataCheck
{
    const int FewestInGroup = 12;

    /// <summary>eV/Å; a bond squeezed to half its length pushes with about this.</summary>
    const double TooLarge = 150;

    /// <summary>eV/Å below which a large force is a large force and no outlier.</summary>
    const double Ordinary = 10;

    /// <summary>Robust deviations of ln |F|.</summary>
    const double FarOut = 6;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var largest = data.Frames.Select(f => f.Forces is { Length: > 0 } forces ? forces.Max(v => v.Length) : double.NaN).ToArray();
        var far = new HashSet<int>(Enumerable.Range(0, largest.Length).Where(i => largest[i] > TooLarge));
        foreach (var group in data.Data.Groups)
        {
            var members = data.Which(f => Dataset.GroupOf(f) == group).Where(i => Counts(largest[i])).ToArray();
            // A small group is judged by all frames.
            var yardstick = members.Length < FewestInGroup ? largest : [.. members.Select(i => largest[i])];
            double[] logs = [.. yardstick.Where(Counts).Select(f => Math.Log(f))];
            if (logs.Length < FewestInGroup)
                continue;
            var median = Sample.Median(logs);
            var spread = Math.Max(Sample.RobustDeviation(logs), (Sample.Quantile(logs, 0.95) - Sample.Quantile(logs, 0.05)) / 3.29);
            far.UnionWith(members.Where(i => largest[i] > Ordinary && Math.Log(largest[i]) > median + FarOut * spread));
        }
        if (far.Count == 0)
            yield break;
        var worst = far.OrderByDescending(i => largest[i]).ToArray();
        yield return data.Found(Severity.Warning, "force-outliers",
            $"{(far.Count == 1 ? "One frame has" : $"{far.Count} frames have")} forces far larger than the others: {FramePlaces.One(data.Data, worst[0])} up to {largest[worst[0]]:0.#} eV/Å.",
            "Look at them; atoms may be too close, or the calculation did not converge.", worst);
    }

    static bool Counts(double force) => force > 0 && double.IsFinite(force);
}
