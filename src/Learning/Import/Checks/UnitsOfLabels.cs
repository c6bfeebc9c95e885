using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Energies or forces in other units than eV and eV/Å.</summary>
internal sealed class UnitsOfLabels : IDataCheck
{
    public IEnumerable<Finding> Run(InspectedData data)
    {
        var evidence = data.ForceEvidence;
        var fitting = evidence.Units();
        if (fitting is [{ IsOurs: true }, ..])
            yield break;
        var reasons = Reasons(evidence);
        if (fitting.Length == 0)
        {
            yield return data.Found(Severity.Warning, "units-unclear",
                $"Energies and forces do not belong together in any unit known here: {reasons}.",
                "Check that both were computed by the same method, that energies are those of whole structures, and that all are in eV and eV/Å.");
            yield break;
        }
        var certain = evidence.Path.IsConclusive || evidence.AllElectronDecides;
        var names = fitting.Select(u => Name(u, data)).Distinct().Take(3).ToArray();
        yield return data.Found(certain ? Severity.Refusal : Severity.Warning, "units",
            $"Labels seem to be in other units: {string.Join("; or ", names)}. What says so: {reasons}.", Advice(fitting[0], data));
    }

    static string Reasons(ForceEvidence evidence)
    {
        var reasons = new List<string>();
        if (evidence.Path.IsConclusive && Math.Abs(Math.Log(Math.Abs(evidence.Path.Ratio))) > 0.37)
            reasons.Add($"between {evidence.Path.Count} pairs of near frames the energy changes by {Factor(Math.Abs(evidence.Path.Ratio))} times the work of the forces, which should be 1");
        if (!evidence.Bonds.Allows(1))
            reasons.Add($"bonds are {(evidence.Bonds.Strength > 100 ? "stiffer" : "softer")} than any bond is (stiffness × length² = {Factor(evidence.Bonds.Strength)} eV, expected 10 to 200)");
        if (evidence.AllElectronDecides && Math.Abs(Math.Log(evidence.AllElectron)) > AllElectron.Tolerance)
            reasons.Add($"energies are {Factor(evidence.AllElectron)} times those of the free atoms in eV, all electrons counted");
        return string.Join("; ", reasons);
    }

    static string Name(LabelUnits units, InspectedData data)
    {
        var energies = data.Frames.Any(f => f.Energy is not null) && units.Energy != "eV" ? $"energies in {units.Energy}" : "";
        var forces = data.Frames.Any(f => f.Forces is not null) && units.Forces != "eV/Å" ? $"forces in {units.Forces}" : "";
        return energies.Length > 0 && forces.Length > 0 ? $"{energies} and {forces}" : energies + forces;
    }

    static string Advice(LabelUnits units, InspectedData data)
    {
        var steps = new List<string>();
        if (units.PerAtom)
            steps.Add("energies by the number of atoms");
        else if (units.Energy != "eV" && data.Frames.Any(f => f.Energy is not null))
            steps.Add($"energies by {units.EnergyFactor:G8}");
        if (units.Forces != "eV/Å" && data.Frames.Any(f => f.Forces is not null))
            steps.Add($"forces by {units.ForceFactor:G8}");
        return $"Convert to eV and eV/Å: multiply {string.Join(" and ", steps)}.";
    }

    static string Factor(double value) => value.ToString(value is >= 0.01 and < 10000 ? "0.###" : "0.##E0");
}
