using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Stresses of another sign, unit or order of components, told by how the data's own energies change with strain.</summary>
internal sealed class StressLabels : IDataCheck
{
    /// <summary>Wrong by less than this factor, either way, may be the trapezoid rule's doing.</summary>
    const double Tolerated = 1.6;

    static readonly (int, int, int) AsLabelled = (0, 1, 2);

    // Where the slots (yz, xz, xy) find their number if the file has another order.
    static readonly ((int, int, int) Shears, string Name)[] Orders =
    [
        ((1, 2, 0), "xx yy zz xy yz xz (as VASP prints)"),
        ((2, 1, 0), "xx yy zz xy xz yz"),
        ((0, 2, 1), "xx yy zz yz xy xz"),
        ((1, 0, 2), "xx yy zz xz yz xy"),
        ((2, 0, 1), "xx yy zz xz xy yz"),
    ];

    public IEnumerable<Finding> Run(InspectedData data)
    {
        // Energies of another unit or sign would be blamed on the stress.
        if (data.ForceEvidence.Units() is not [{ IsOurs: true }, ..] || data.ForceEvidence.DoubtsEnergySign)
            yield break;
        var steps = StressWork.StepsToJudge(data);
        var energy = steps.Select(s => s.EnergyChange - (double.IsNaN(s.ForceWork) ? 0 : s.ForceWork)).ToArray();
        if (Order(data, steps, energy) is { } order)
        {
            yield return order;
            yield break;
        }
        var evidence = Evidence(data, steps, energy, AsLabelled);
        if (evidence.IsConclusive && evidence.Ratio is not (> 1 / Tolerated and < Tolerated)
            && StressJudgement.Judge(evidence.Ratio, MedianVolume(data, steps),
                $"over {evidence.Count} pairs of near cells the energy changes by {StressJudgement.Number(evidence.Ratio)} times what the stress times the strain says, which should be 1") is { } finding)
            yield return finding;
    }

    // Told by pairs of cells that differ mostly by shear.
    static Finding? Order(InspectedData data, PathStep[] steps, double[] energy)
    {
        var sheared = Enumerable.Range(0, steps.Length).Where(i => ShearShare(steps[i]) > 0.5).ToArray();
        sheared = sheared[..(sheared.Length * 2 / 3)];
        RatioEvidence Read((int, int, int) order) => RatioEvidence.Of([.. sheared.Select(i => StressWork.Of(data.Frames, steps[i], order))], [.. sheared.Select(i => energy[i])]);
        var labelled = Read(AsLabelled);
        var (name, better) = Orders.Select(o => (o.Name, Evidence: Read(o.Shears))).MaxBy(o => Math.Abs(o.Evidence.Correlation));
        if (!better.IsConclusive || Math.Abs(better.Correlation) < 0.95 || Math.Abs(labelled.Correlation) > 0.85)
            return null;
        return data.Found(Severity.Warning, "stress-order",
            $"The off-diagonal stresses seem to stand in the order {name}: so read, they explain how the energy changes with shear (correlation {Math.Abs(better.Correlation):0.00} over {better.Count} pairs of near cells), as labelled they do not ({labelled.Correlation:0.00}).".Replace("(-", "(−"),
            $"Write all nine numbers row by row, or six in the order xx yy zz yz xz xy. {StressJudgement.LeftOut}");
    }

    static double ShearShare(PathStep step)
    {
        var e = step.FirstStrain;
        var shear = 2 * (e.XY * e.XY + e.XZ * e.XZ + e.YZ * e.YZ);
        return shear / (shear + e.XX * e.XX + e.YY * e.YY + e.ZZ * e.ZZ);
    }

    static RatioEvidence Evidence(InspectedData data, PathStep[] steps, double[] energy, (int, int, int) shears) =>
        RatioEvidence.OfBest([.. steps.Select(s => StressWork.Of(data.Frames, s, shears))], energy);

    static double MedianVolume(InspectedData data, PathStep[] steps) =>
        Sample.Median([.. steps.Select(s => data.Frames[s.First].Structure.Cell!.Volume)]);
}
