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
        if (data.ForceEvidence.Units() is not [{ IsOurs: true }, ..])
            yield break; // Energies of another unit would be blamed on the stress.
        var steps = StressWork.StepsToJudge(data);
        var energy = steps.Select(s => s.EnergyChange - (double.IsNaN(s.ForceWork) ? 0 : s.ForceWork)).ToArray();
        var evidence = Evidence(data, steps, energy, AsLabelled);
        var better = Orders.Select(o => (o.Name, Evidence: Evidence(data, steps, energy, o.Shears)))
            .MaxBy(o => o.Evidence.IsConclusive ? Math.Abs(o.Evidence.Correlation) : 0);
        if (better.Evidence.IsConclusive && Math.Abs(better.Evidence.Correlation) > 0.95 && Math.Abs(evidence.Correlation) < 0.9)
        {
            yield return data.Found(Severity.Refusal, "stress-order",
                $"The off-diagonal stresses seem to stand in the order {better.Name}: so read, they explain how the energy changes with strain (correlation {Math.Abs(better.Evidence.Correlation):0.00} over {steps.Length} pairs of near cells), as labelled they do not ({evidence.Correlation:0.00}).".Replace("(-", "(−"),
                "Write all nine numbers row by row, or six in the order xx yy zz yz xz xy.");
            evidence = better.Evidence;
        }
        if (!evidence.IsConclusive || evidence.Ratio is > 1 / Tolerated and < Tolerated)
            yield break;
        if (StressJudgement.Judge(evidence.Ratio, MedianVolume(data, steps),
            $"over {evidence.Count} pairs of near cells the energy changes by {StressJudgement.Number(evidence.Ratio)} times what the stress times the strain says, which should be 1") is { } finding)
            yield return finding;
    }

    static RatioEvidence Evidence(InspectedData data, PathStep[] steps, double[] energy, (int, int, int) shears) =>
        RatioEvidence.OfBest([.. steps.Select(s => StressWork.Of(data.Frames, s, shears))], energy);

    static double MedianVolume(InspectedData data, PathStep[] steps) =>
        Sample.Median([.. steps.Select(s => data.Frames[s.First].Structure.Cell!.Volume)]);
}
