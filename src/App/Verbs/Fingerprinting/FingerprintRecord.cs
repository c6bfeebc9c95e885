using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>All that was found of one structure, for machines.</summary>
static class FingerprintRecord
{
    internal static object Of(string name, Structure structure, StructureFingerprint fingerprint, FingerprintResponse response) => new
    {
        Name = name,
        structure.Formula,
        Atoms = structure.Count,
        Cutoff = new Quantity(fingerprint.Form.Cutoff, "Å"),
        fingerprint.Chirality,
        fingerprint.Form.Names,
        PseudoscalarNames = fingerprint.Form.PseudoNames,
        Sites = fingerprint.Sites.Select((s, k) => new
        {
            Element = s.Fingerprint.Element.Symbol,
            Atoms = s.Atoms.Select(a => a + 1),
            Shells = s.Fingerprint.Shells.Select(h => new { Element = h.Element.Symbol, h.Count, Distance = new Quantity(h.Distance, "Å") }),
            Invariants = s.Fingerprint.Invariants.ToArray(),
            Pseudoscalars = s.Fingerprint.Pseudoscalars.ToArray(),
            Response = k < response.Sites.Length ? response.Sites[k] : null,
        }),
        response.Strains,
    };
}
