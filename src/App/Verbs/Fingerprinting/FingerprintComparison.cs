using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>Structures compared: each with the first, or all pairs; the most alike first.</summary>
sealed class FingerprintComparison
{
    const int MostRows = 200;

    readonly List<Pair> _pairs = [];

    FingerprintComparison(List<string> names, StructureFingerprint[] fingerprints) => (Names, Fingerprints) = (names, fingerprints);

    internal List<string> Names { get; }

    internal StructureFingerprint[] Fingerprints { get; }

    bool Chirality => Fingerprints[0].Form.Chirality;

    internal static FingerprintComparison Of(List<string> names, StructureFingerprint[] fingerprints, bool all, Action onStructure, CancellationToken cancellation)
    {
        var compared = new FingerprintComparison(names, fingerprints);
        for (var i = 0; i < (all ? fingerprints.Length : 1); i++)
        {
            var mirrored = compared.Chirality ? fingerprints[i].Mirrored() : null;
            for (var j = i + 1; j < fingerprints.Length; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                compared._pairs.Add(new(i, j, fingerprints[i].Similarity(fingerprints[j]), mirrored?.Similarity(fingerprints[j])));
                if (!all)
                    onStructure();
            }
            onStructure();
        }
        compared._pairs.Sort((a, b) => Rank(b).CompareTo(Rank(a)) is not 0 and var c ? c : (a.First, a.Second).CompareTo((b.First, b.Second)));
        return compared;
    }

    // What differs by rounding alone keeps the order of the files.
    static double Rank(Pair p) => Math.Round(p.Similarity, 12);

    internal Table ToTable()
    {
        List<Column> columns = [Column.Text("structure"), Column.Text("and"), Column.Number("similarity", null, "0.000000")];
        if (Chirality)
            columns.Add(Column.Number("of mirror image", null, "0.000000"));
        columns.Add(Column.Text("verdict"));
        var table = new Table(_pairs.Count > MostRows ? $"The {MostRows} most alike of {_pairs.Count} pairs" : null, [.. columns]);
        foreach (var p in _pairs.Take(MostRows))
        {
            List<Cell> cells = [Names[p.First], Names[p.Second], p.Similarity];
            if (Chirality)
                cells.Add(p.Mirrored);
            cells.Add(VerdictOf(p));
            table.Row([.. cells]);
        }
        return table;
    }

    bool? IsMirrored(Pair p) => p.Mirrored is { } m ? Fingerprints[p.First].Mirrored().IsLike(Fingerprints[p.Second], m) : null;

    string VerdictOf(Pair p) => (Fingerprints[p.First].IsLike(Fingerprints[p.Second], p.Similarity), IsMirrored(p) == true) switch
    {
        (true, true) => "the same, without a hand",
        (true, false) => Chirality ? "the same, and the same hand" : "the same, or mirror images",
        (false, true) => "mirror images",
        _ => "",
    };

    /// <summary>How far each structure is from its mirror image, and the largest pseudoscalar of the first structure that has one, for all.</summary>
    internal Table Hands()
    {
        var (element, largest) = Telling();
        var table = new Table("Hands", Column.Text("structure"), Column.Number("1 − similarity to its mirror image", null, "0.0E+00"),
            Column.Number(element is { } e ? $"{Fingerprints[0].Form.PseudoNames[largest]} about {e}" : "pseudoscalar", null, "0.0000000"));
        for (var k = 0; k < Names.Count; k++)
            table.Row(Names[k], FingerprintTables.Rounded(Fingerprints[k].Chirality!.Value), element is { } about ? FingerprintTables.Rounded(Fingerprints[k].MeanPseudoscalars(about)[largest]) : 0);
        return table;
    }

    (Atoms.Element? Element, int Index) Telling()
    {
        foreach (var fingerprint in Fingerprints.Where(f => f.HasHand))
        {
            var best = fingerprint.Atoms.Select(a => a.Element).Distinct().Order().Select(e => (Element: e, Values: fingerprint.MeanPseudoscalars(e)))
                .Select(m => (m.Element, Index: FingerprintTables.LargestOf(m.Values), m.Values)).MaxBy(m => Math.Abs(m.Values[m.Index]));
            return (best.Element, best.Index);
        }
        return (null, 0);
    }

    internal object ToJson() => new
    {
        Cutoff = new Quantity(Fingerprints[0].Form.Cutoff, "Å"),
        Structures = Names.Select((n, k) => new { Name = n, Atoms = Fingerprints[k].Atoms.Length, Sites = Fingerprints[k].Sites.Length, Fingerprints[k].Chirality }),
        Pairs = _pairs.Select(p => new { First = Names[p.First], Second = Names[p.Second], p.Similarity, SimilarityOfMirrorImage = p.Mirrored, MirrorImages = IsMirrored(p) }),
    };

    sealed record Pair(int First, int Second, double Similarity, double? Mirrored);
}
