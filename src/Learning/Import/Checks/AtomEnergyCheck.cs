using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Isolated-atom energies that are missing, contradict each other or do not belong to the rest.</summary>
internal sealed class AtomEnergyCheck : IDataCheck
{
    /// <summary>No solid or molecule binds its atoms more strongly, eV per atom (tungsten 8.9, N₂ 4.9, spin-restricted atoms some eV more).</summary>
    const double StrongestBinding = 14;

    /// <summary>Nor is a sensible structure above its atoms by more, eV per atom.</summary>
    const double StrongestRepulsion = 3;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var table = data.AtomEnergies;
        var open = table.Rows.Where(r => r.Source == AtomEnergySource.Undetermined).Select(r => r.Element.Symbol).ToArray();
        if (open.Length > 0)
        {
            yield return data.Found(Severity.Warning, "atom-energies-undetermined",
                $"The energies of isolated {string.Join(", ", open)} are not determined: the compositions in the data leave them open, and only their sum for those compositions is known. The potential will be right for these compositions and arbitrary for others.",
                $"Add a frame with each of these atoms alone (config_type=isolated_atom), computed by the same method.");
        }
        foreach (var row in table.Rows)
        {
            var alone = data.Which(f => Dataset.IsIsolatedAtom(f) && f.Structure.Elements[0] == row.Element && f.Energy is { } e && double.IsFinite(e));
            if (alone.Length > 1 && alone.Max(i => data.Frames[i].Energy) - row.Energy is > 1e-3 and var spread)
            {
                yield return data.Found(Severity.Warning, "isolated-atom-twice",
                    $"Isolated {row.Element} has {alone.Length} energies, up to {spread:0.###} eV apart; the lowest is taken for the ground state.", "Keep one.", alone);
            }
        }
        if (!table.AllIsolated)
            yield break;
        var residuals = data.Frames.Where(f => !Dataset.IsIsolatedAtom(f)).Select(table.Residual).Where(double.IsFinite).ToArray();
        var median = Sample.Median(residuals);
        if (median > StrongestRepulsion || median < -StrongestBinding)
        {
            yield return data.Found(Severity.Warning, "isolated-atoms-strange",
                $"The isolated atoms' energies do not belong to the other frames: with them a typical frame {(median > 0 ? "lies above" : "is bound below")} its atoms by {Math.Abs(median):0.##} eV per atom.",
                "Compute the isolated atoms by the same method, code and pseudopotentials as the rest (with spin), or remove them.",
                data.Which(Dataset.IsIsolatedAtom));
        }
    }
}
