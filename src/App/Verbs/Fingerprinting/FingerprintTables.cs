using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>What is said of one structure.</summary>
static class FingerprintTables
{
    /// <summary>Rows of a table; the rest is in the JSON.</summary>
    const int Most = 24;

    /// <summary>Slopes below this are zero: what differences of fingerprints leave.</summary>
    const double Zero = 1e-5;

    internal static string Headline(string name, Structure structure, StructureFingerprint fingerprint)
    {
        var sites = fingerprint.Sites;
        var (atoms, how) = (structure.Count == 1 ? "1 atom" : $"{structure.Count} atoms", FormattableString.Invariant($"within {fingerprint.Form.Cutoff} Å"));
        var alike = sites.Length == 1 ? (structure.Count == 1 ? "one site" : "all alike") : sites.Length == structure.Count ? "no two alike" : $"{sites.Length} distinct sites";
        return $"{name}: {structure.Formula}, {atoms}, {alike} {how}";
    }

    internal static Table Sites(StructureFingerprint fingerprint)
    {
        var table = new Table("Sites: atoms with one fingerprint", Column.Number("site"), Column.Text("element"), Column.Number("atoms"), Column.Number("first"), Column.Text("shells (neighbours at Å)"));
        foreach (var (site, k) in Shown(fingerprint))
            table.Row(k + 1, site.Fingerprint.Element.Symbol, site.Count, site.Atoms[0] + 1, ShellsOf(site.Fingerprint));
        return table;
    }

    static string ShellsOf(AtomFingerprint atom)
    {
        var shown = atom.Shells.Take(6).Select(s => $"{s}");
        return atom.Shells.Length == 0 ? "none" : string.Join(", ", shown) + (atom.Shells.Length > 6 ? $" … ({atom.Shells.Length} in all)" : "");
    }

    internal static Table Hands(StructureFingerprint fingerprint)
    {
        var table = new Table("Hands: pseudoscalars, which a mirror turns over", Column.Number("site"), Column.Text("element"), Column.Number("size", null, "0.0E+00"), Column.Text("largest"), Column.Number("value", null, "0.0000000"));
        foreach (var (site, k) in Shown(fingerprint))
        {
            var values = site.Fingerprint.Pseudoscalars;
            var largest = LargestOf(values);
            table.Row(k + 1, site.Fingerprint.Element.Symbol, Norm(values), fingerprint.Form.PseudoNames[largest], Rounded(values[largest]));
        }
        return table;
    }

    internal static int LargestOf(ReadOnlySpan<double> values)
    {
        var largest = 0;
        for (var k = 1; k < values.Length; k++)
        {
            if (Math.Abs(values[k]) > Math.Abs(values[largest]) * (1 + 1e-9))
                largest = k;
        }
        return largest;
    }

    internal static double Norm(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values)
            sum += v * v;
        return Math.Sqrt(sum);
    }

    // No −0.0 where there is only rounding.
    internal static double Rounded(double value) => Math.Abs(value) < 1e-10 ? 0 : value;

    internal static Table Responses(StructureFingerprint fingerprint, FingerprintResponse response)
    {
        var table = new Table("First-order response, relative to the fingerprint", Column.Number("site"), Column.Text("element"), Column.Number("to expansion", "per strain", "0.000"), Column.Number("to change of shape", "per strain", "0.000"), Column.Number("to displacement", "Å⁻¹", "0.000"));
        for (var k = 0; k < response.Sites.Length; k++)
            table.Row(k + 1, fingerprint.Sites[k].Fingerprint.Element.Symbol, response.Sites[k].Expansion, response.Sites[k].Shape, response.Sites[k].Displacement);
        return table;
    }

    internal static Table Strains(FingerprintResponse response, double strain)
    {
        var table = new Table(FormattableString.Invariant($"What a strain of {strain} (norm of its matrix) does"), Column.Text("strain"), Column.Number("sites"), Column.Number("least change", "%", "0.000"), Column.Number("most change", "%", "0.000"), Column.Number("similarity", null, "0.000000"));
        foreach (var s in response.Strains)
            table.Row(s.Name, s.Sites, 100 * s.LeastChange, 100 * s.MostChange, s.Similarity);
        return table;
    }

    /// <summary>What follows from it.</summary>
    internal static IEnumerable<string> Remarks(StructureFingerprint fingerprint, FingerprintResponse response)
    {
        var all = response.Sites.Length == fingerprint.Sites.Length;
        var near = fingerprint.Sites.All(s => s.Fingerprint.Shells.Length > 0);
        if (all && near && response.Sites.All(s => s.Displacement < Zero))
            yield return "Nothing changes at first order when an atom moves: no energy made of these invariants has a force here, as where symmetry forbids it to any potential.";
        if (all && near && response.Sites.All(s => s.Shape < Zero))
            yield return "Nothing changes at first order with the shape: all stress of such an energy is pressure, and how the crystal bears shear is a matter of second order.";
        if (!all)
            yield return $"Responses are those of the first {response.Sites.Length} of {fingerprint.Sites.Length} sites.";
        if (fingerprint.Sites.Length > Most)
            yield return $"Tables show the first {Most} of {fingerprint.Sites.Length} sites; --json has all.";
        if (fingerprint.Chirality is { } chirality)
            yield return string.Create(CultureInfo.InvariantCulture, $"The structure is {(fingerprint.HasHand ? "not " : "")}its own mirror image, by the tolerance: 1 − their similarity is {Rounded(chirality):0.0E+00}.");
    }

    internal static IEnumerable<(FingerprintSite Site, int Index)> Shown(StructureFingerprint fingerprint) => fingerprint.Sites.Select((s, k) => (s, k)).Take(Most);
}
