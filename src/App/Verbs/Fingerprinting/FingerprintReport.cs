using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>The pages of <c>fingerprint</c>.</summary>
static class FingerprintReport
{
    const int MostBars = 24, MostSites = 4, MostSquares = 80;

    internal static void Fill(ReportPage page, Structure structure, StructureFingerprint fingerprint, FingerprintResponse response, double strain)
    {
        var view = new MoleculeView(structure.Formula, [.. structure.Elements.ToArray().Select(e => e.Symbol)], Coordinates.Of(structure), Coordinates.OfCell(structure.Cell));
        page.Section("Sites").Add(view).Add(FingerprintTables.Sites(fingerprint));
        Bars(page.Section("Invariants"), "The invariants that are largest or differ most between sites", fingerprint.Form.Names, fingerprint, s => s.Fingerprint.Invariants.ToArray());
        if (fingerprint.Form.Chirality)
            Bars(page.Section("Hands").Add(FingerprintTables.Hands(fingerprint)), "The largest pseudoscalars", fingerprint.Form.PseudoNames, fingerprint, s => s.Fingerprint.Pseudoscalars.ToArray());
        var responses = page.Section("Response").Add(FingerprintTables.Responses(fingerprint, response)).Add(FingerprintTables.Strains(response, strain));
        foreach (var remark in FingerprintTables.Remarks(fingerprint, response))
            responses.Note(remark);
    }

    static void Bars(Section section, string title, IReadOnlyList<string> names, StructureFingerprint fingerprint, Func<FingerprintSite, double[]> of)
    {
        var sites = fingerprint.Sites.Take(MostSites).ToArray();
        var values = sites.Select(s => of(s).Select(FingerprintTables.Rounded).ToArray()).ToArray();
        var shown = Enumerable.Range(0, names.Count).Where(i => values.Any(v => v[i] != 0))
            .OrderByDescending(i => values.Max(v => Math.Abs(v[i])) + values.Max(v => v[i]) - values.Min(v => v[i])).Take(MostBars).Order().ToArray();
        if (shown.Length == 0)
        {
            section.Paragraph("All are zero.");
            return;
        }
        string[] series = [.. sites.Select((s, k) => $"site {k + 1} ({s.Fingerprint.Element})")];
        var chart = new BarChart(title, new Axis("value"), sites.Length > 1 ? series : []) { Width = 720 };
        foreach (var i in shown)
            chart.Add(names[i], [.. values.Select(v => new Quantity(v[i], ""))]);
        chart.Caption = $"{shown.Length} of {names.Count}{(fingerprint.Sites.Length > sites.Length ? $", and {sites.Length} of {fingerprint.Sites.Length} sites" : "")}.";
        section.Add(chart);
    }

    internal static void Fill(ReportPage page, FingerprintComparison compared, CancellationToken cancellation)
    {
        var section = page.Section("Similarity");
        var fingerprints = compared.Fingerprints.Take(MostSquares).ToArray();
        var values = new double[fingerprints.Length, fingerprints.Length];
        for (var i = 0; i < fingerprints.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j <= i; j++)
                values[i, j] = values[j, i] = i == j ? 1 : fingerprints[i].Similarity(fingerprints[j]);
        }
        var map = new HeatMap("Similarity of structures", "similarity", [.. compared.Names.Take(fingerprints.Length)], values) { Width = 720 };
        if (fingerprints.Length < compared.Fingerprints.Length)
            map.Caption = $"The first {fingerprints.Length} of {compared.Fingerprints.Length}.";
        section.Add(map).Add(compared.ToTable());
        if (fingerprints[0].Form.Chirality)
            page.Section("Hands").Add(compared.Hands());
    }
}
