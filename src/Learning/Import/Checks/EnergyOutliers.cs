namespace Athanor.Learning;

/// <summary>Energies far from those of their group, or that contradict the forces between them and their nearest frames.</summary>
internal sealed class EnergyOutliers : IDataCheck
{
    const int FewestInGroup = 12;

    /// <summary>Robust deviations from the median beyond which a frame is called an outlier; normal samples of any size have none.</summary>
    const double FarOut = 6;

    /// <summary>eV per atom that an energy must be off by to be worth a word.</summary>
    const double Least = 0.02;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var residuals = data.Frames.Select(data.AtomEnergies.Residual).ToArray();
        var far = new Dictionary<int, double>();
        foreach (var group in data.Data.Groups)
        {
            var members = data.Which(f => Dataset.GroupOf(f) == group && !Dataset.IsIsolatedAtom(f)).Where(i => double.IsFinite(residuals[i])).ToArray();
            if (members.Length >= FewestInGroup)
                Collect(residuals, members, far);
        }
        if (far.Count > 0)
        {
            var worst = far.OrderByDescending(f => Math.Abs(f.Value)).Select(f => f.Key).ToArray();
            yield return data.Found(Severity.Warning, "energy-outliers",
                $"{(far.Count == 1 ? "One frame has" : $"{far.Count} frames have")} an energy far from the others of the group: {FramePlaces.One(data.Data, worst[0])} by {far[worst[0]]:+0.###;−0.###} eV per atom.",
                "Look at them; a calculation that did not converge, or other settings, must go.", worst);
        }
        var contradicted = Contradicted(data).Where(i => !far.ContainsKey(i)).ToArray();
        if (contradicted.Length > 0)
        {
            yield return data.Found(Severity.Warning, "energy-forces-disagree",
                $"{(contradicted.Length == 1 ? "One frame's energy disagrees" : $"{contradicted.Length} frames' energies disagree")} with the forces on the way to every near frame, much more than elsewhere in the data.",
                "Look at them; a calculation that did not converge, or other settings, must go.", contradicted);
        }
    }

    static void Collect(double[] residuals, int[] members, Dictionary<int, double> far)
    {
        double[] values = [.. members.Select(i => residuals[i])];
        var median = Sample.Median(values);
        // A group of several temperatures or strains is wider than its middle: the 5th to 95th percentile counts too (3.29 σ when normal).
        var spread = Math.Max(Sample.RobustDeviation(values), (Sample.Quantile(values, 0.95) - Sample.Quantile(values, 0.05)) / 3.29);
        foreach (var i in members)
        {
            var off = residuals[i] - median;
            if (Math.Abs(off) > FarOut * spread && Math.Abs(off) > Least)
                far[i] = off;
        }
    }

    // The trapezoid rule's error grows with the cube of the step, so that is the measure.
    static IEnumerable<int> Contradicted(InspectedData data)
    {
        if (!data.ForceEvidence.Path.IsConclusive || data.ForceEvidence.Units() is not [{ IsOurs: true }, ..] || data.ForceEvidence.Path.Correlation < 0)
            return [];
        var steps = data.Steps.Where(s => s.SameCell && double.IsFinite(s.EnergyChange) && double.IsFinite(s.ForceWork)).ToArray();
        var nearer = steps[..(steps.Length / 2)];
        if (nearer.Length < FewestInGroup)
            return [];
        var typical = Sample.Median([.. nearer.Select(s => Cube(s.Distance))]);
        double Error(PathStep s) => Math.Abs(s.EnergyChange - s.ForceWork) / (Cube(s.Distance) + typical);
        var limit = 2 * FarOut * 1.4826 * Sample.Median([.. nearer.Select(Error)]);
        return steps.SelectMany(s => new[] { (s.First, Step: s), (s.Second, Step: s) }).GroupBy(x => x.Item1)
            .Where(g => g.Count() >= 2 && g.All(x => Error(x.Step) > limit && Math.Abs(x.Step.EnergyChange - x.Step.ForceWork) > Least * data.Frames[g.Key].Structure.Count))
            .OrderByDescending(g => g.Min(x => Error(x.Step))).Select(g => g.Key);
    }

    static double Cube(double d) => d * d * d;
}
