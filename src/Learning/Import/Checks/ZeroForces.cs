using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Forces that are exactly zero on every atom where no symmetry makes them so: a column written but never filled.</summary>
internal sealed class ZeroForces : IDataCheck
{
    /// <summary>Σ r̂ (1 − r²/R²)² above which an atom's surroundings are plainly lopsided.</summary>
    const double Lopsided = 0.05;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var labelled = data.Which(f => f.Forces is not null && f.Structure.Count > 1);
        var zero = labelled.Where(i => data.Frames[i].Forces!.All(f => f.LengthSquared == 0)).ToArray();
        var forbidden = zero.Where(i => IsLopsided(data, i)).ToArray();
        if (forbidden.Length == 0)
            yield break;
        if (zero.Length == labelled.Length)
        {
            yield return data.Found(Severity.Refusal, "all-forces-zero",
                "All forces are exactly zero, although the atoms are not where symmetry would make them so: the column was written but never filled.",
                "Name the column that holds the forces with --forces-key NAME, or remove the column if there are none." + LabelSuggestions.ForForces(data));
        }
        else
        {
            yield return data.Found(Severity.Warning, "zero-forces",
                $"{(forbidden.Length == 1 ? "One frame has" : $"{forbidden.Length} frames have")} forces that are exactly zero on every atom, although the atoms are not where symmetry would make them so.",
                "Forces were probably not computed there; remove them from these frames or compute them.", forbidden);
        }
    }

    static bool IsLopsided(InspectedData data, int frame) => data.Contacts(frame).Lopsidedness.Any(v => v.Length > Lopsided);
}
