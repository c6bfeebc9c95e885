using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Labels that no frame has, or that only some have; what else in the file may be one.</summary>
internal sealed class MissingLabels : IDataCheck
{
    public IEnumerable<Finding> Run(InspectedData data)
    {
        var frames = data.Frames;
        int[] noEnergy = data.Which(f => f.Energy is null), noForces = data.Which(f => f.Forces is null && f.Structure.Count > 1);
        var several = frames.Count(f => f.Structure.Count > 1);
        var energies = noEnergy.Length < frames.Count;
        var forces = noForces.Length < several;
        var hints = (energies ? "" : LabelSuggestions.ForEnergy(data)) + (forces || several == 0 ? "" : LabelSuggestions.ForForces(data));
        if (!energies && !forces)
        {
            yield return data.Found(Severity.Refusal, "no-labels", "No frame has an energy or forces, so there is nothing to learn from." + Heard(data),
                hints.Length > 0 ? hints.TrimStart() : "Name the keys they stand under with --energy-key NAME and --forces-key NAME, or compute them first.");
            yield break;
        }
        if (!energies)
            yield return data.Found(Severity.Warning, "no-energy", "No frame has an energy; forces alone fix the potential up to a constant for each composition.", hints.Length > 0 ? hints.TrimStart() : "Name the key it stands under with --energy-key NAME.");
        else if (noEnergy.Length > 0)
            yield return data.Found(Severity.Warning, "some-energies-missing", $"{Of(noEnergy.Length, frames.Count)} no energy.", "They teach forces only; if calculations failed there, remove these frames.", noEnergy);
        if (!forces && several > 0)
            yield return data.Found(Severity.Warning, "no-forces", "No frame has forces; an energy is one number for a whole structure, forces are three for each atom, and far fewer frames suffice with them.", hints.Length > 0 ? hints.TrimStart() : "Name the column they stand in with --forces-key NAME, or compute them.");
        else if (noForces.Length > 0)
            yield return data.Found(Severity.Warning, "some-forces-missing", $"{Of(noForces.Length, several)} no forces.", "They teach energies only; if calculations failed there, remove these frames.", noForces);

        var bulk = data.Which(f => f.Structure.Periodic.IsBulk && !Dataset.IsIsolatedAtom(f));
        var noStress = bulk.Where(i => frames[i].Stress is null).ToArray();
        if (bulk.Length > 0 && noStress.Length == bulk.Length)
            yield return data.Found(Severity.Note, "no-stress", "No crystal has a stress; elastic constants and densities at pressure are then learned from energies and forces alone.");
        else if (noStress.Length > 0)
            yield return data.Found(Severity.Note, "some-stresses-missing", $"{Of(noStress.Length, bulk.Length)} no stress.", "", noStress);
    }

    static string Of(int missing, int all) => missing == 1 ? $"1 of {all} frames has" : $"{missing} of {all} frames have";

    static string Heard(InspectedData data)
    {
        var keys = data.Frames.SelectMany(f => f.Info.Keys.Concat(f.Columns.Keys)).Distinct().Order(StringComparer.Ordinal).Take(12).ToArray();
        return keys.Length == 0 ? "" : $" What the file does have: {string.Join(", ", keys)}.";
    }
}
