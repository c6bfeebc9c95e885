namespace Athanor.Learning;

/// <summary>The same energy for structures that differ.</summary>
internal sealed class ConstantEnergy : IDataCheck
{
    const int Fewest = 4;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var labelled = data.Which(f => f.Energy is { } e && double.IsFinite(e) && f.Structure.Count > 1);
        if (labelled.Length < Fewest || labelled.Select(i => data.Frames[i].Energy).Distinct().Count() > 1)
            yield break;
        var first = data.Frames[labelled[0]];
        var differ = labelled.Any(i => data.Frames[i].Structure.Count != first.Structure.Count)
            || data.Steps.Any(s => s.Distance > 1e-3);
        if (differ)
        {
            yield return data.Found(Severity.Refusal, "constant-energy",
                $"All {labelled.Length} frames have the same energy, {first.Energy:G10} eV, although their atoms differ.",
                "Name the key that holds the energy with --energy-key NAME." + LabelSuggestions.ForEnergy(data));
        }
    }
}
