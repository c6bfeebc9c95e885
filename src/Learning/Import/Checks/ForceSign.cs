namespace Athanor.Learning;

/// <summary>Forces that are gradients, or energies of the wrong sign.</summary>
internal sealed class ForceSign : IDataCheck
{
    public IEnumerable<Finding> Run(InspectedData data)
    {
        var (path, bonds) = (data.ForceEvidence.Path, data.ForceEvidence.Bonds);
        var uphill = path.IsConclusive && path.Correlation < 0;
        if (uphill && bonds.Attract)
        {
            yield return data.Found(Severity.Refusal, "energy-sign",
                $"Energies seem to have the wrong sign: {PathWords(path)}, while the forces themselves are right ({BondWords(bonds)}).",
                "Multiply the energies by −1, or name another key with --energy-key NAME.");
        }
        else if (uphill || (bonds.Repel && !path.IsConclusive))
        {
            var evidence = string.Join(", and ", new[] { uphill ? PathWords(path) : "", bonds.Repel ? BondWords(bonds) : "" }.Where(w => w.Length > 0));
            yield return data.Found(Severity.Refusal, "forces-sign",
                $"Forces seem to be gradients, of the opposite sign: {evidence}.",
                "Multiply them by −1 (force = −gradient), or name another column with --forces-key NAME.");
        }
        else if (bonds.Repel)
        {
            yield return data.Found(Severity.Warning, "forces-odd",
                $"Forces agree with the energies ({PathWords(path)}), yet {BondWords(bonds)}; both may have the wrong sign.",
                "Look at a dimer or a squeezed structure: squeezing must raise the energy.");
        }
    }

    static string PathWords(RatioEvidence path) =>
        $"along {path.Count} steps between near frames the energy {(path.Correlation < 0 ? "rises" : "falls")} where the forces pull (correlation {path.Correlation:0.00} with the forces' work)".Replace('-', '−');

    static string BondWords(BondForces bonds) =>
        $"{bonds.Ratio.Count} bonds {(bonds.Repel ? "push apart when stretched and pull together when squeezed" : "pull together when stretched and push apart when squeezed")} (correlation {bonds.Ratio.Correlation:0.00})".Replace('-', '−');
}
