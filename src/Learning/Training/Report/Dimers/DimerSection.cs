using System.Globalization;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>What is said of dimers, in sentences, pictures and a table.</summary>
public static class DimerSection
{
    /// <summary>Pictures at most: of the worst pairs.</summary>
    const int MostPictures = 6;

    /// <summary>Pairs named in one sentence.</summary>
    const int MostNamed = 6;

    /// <summary>Pairs from which on the table is folded away.</summary>
    const int MostOpen = 10;

    /// <summary>eV and eV/Å beyond which curves are cut off, so that the well stays visible.</summary>
    const double Ceiling = 20, Floor = -20;

    /// <summary>What to know of pairs that fall into each other, or that nothing holds apart; null where there are none.</summary>
    public static string? Warning(DimerCheck check)
    {
        if (check.Doubtful is not { Count: > 0 } doubtful)
            return null;
        var parts = new List<string>();
        Add("attract each other", DimerVerdict.Hole);
        Add("are hardly pushed apart", DimerVerdict.Flat);
        Add("have no finite energy", DimerVerdict.Broken);
        return $"Two atoms that come nearer than in the data {string.Join("; others ", parts)}. Hot or ill-made structures may fall in there; frames with close atoms help, and farther in than any bond a wall underneath (--baseline zbl).";

        void Add(string does, DimerVerdict verdict)
        {
            DimerCurve[] curves = [.. doubtful.Where(c => c.Verdict == verdict)];
            if (curves.Length > 0)
                parts.Add($"{does}: {Named(curves)}");
        }
    }

    static string Named(IReadOnlyList<DimerCurve> curves)
    {
        var named = curves.Take(MostNamed).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} at {c.At:0.00} Å ({Height(c)})"));
        return string.Join(", ", named) + (curves.Count > MostNamed ? $" and {curves.Count - MostNamed} more pairs" : "");
    }

    static string Subject(DimerCurve[] walls, int all) => walls.Length switch
    {
        1 => $"{walls[0].Name} is",
        var n when n == all => $"All {n} pairs are",
        <= MostNamed => $"{string.Join(", ", walls.Select(w => w.Name))} are",
        var n => $"{n} of {all} pairs are",
    };

    static string Lengths(DimerCurve[] bonds)
    {
        var named = bonds.Take(MostNamed).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Name} ({b.At:0.00} Å)"));
        return string.Join(", ", named) + (bonds.Length > MostNamed ? $" and {bonds.Length - MostNamed} more pairs" : "");
    }

    static string Height(DimerCurve curve) => curve.Barrier < 0.05 ? "nothing is in the way" : string.Create(CultureInfo.InvariantCulture, $"behind {curve.Barrier:0.0} eV");

    internal static void AddTo(DimerCheck check, Section section)
    {
        if (check.Refusal is { } refusal)
        {
            section.Note(refusal);
            return;
        }
        section.Paragraph("Two atoms alone in space, for each pair of elements. Data of condensed matter says little about them; what matters is that they push each other apart at all distances shorter than those of the data, and let go of each other at the cutoff.");
        if (Warning(check) is { } warning)
            section.Warning(warning);
        DimerCurve[] walls = [.. check.Curves.Where(c => c.Verdict == DimerVerdict.Wall)], bonds = [.. check.Curves.Where(c => c.Verdict == DimerVerdict.NearerBond)];
        if (walls.Length > 0)
            section.Callout(Tone.Good, string.Create(CultureInfo.InvariantCulture, $"{Subject(walls, check.Curves.Count)} pushed apart all the way from the shortest distance of the data down to {DimerCurve.Nearest} Å."));
        if (bonds.Length > 0)
            section.Note($"Behind a wall, but bound at less than the distances of the data (where it has none, of a single bond): {Lengths(bonds)}. Real dimers of metals are; others are doubtful.");
        foreach (var curve in check.Curves.Take(MostPictures))
            section.Add(Picture(curve));
        if (check.Curves.Count > MostPictures)
            section.Paragraph($"Drawn are {MostPictures} of {check.Curves.Count} pairs{(check.Doubtful.Count > 0 ? ", the most doubtful" : "")}.");
        if (check.Curves.Count > MostOpen)
            section.Fold($"All {check.Curves.Count} pairs", Table(check));
        else
            section.Add(Table(check));
    }

    static LineChart Picture(DimerCurve curve)
    {
        var chart = new LineChart(curve.Name, new Axis("distance", "Å"), new Axis("energy, push", "eV, eV/Å")
        {
            Max = Ceiling,
            Min = curve.Energies.Concat(curve.Pushes).Any(e => e < Floor) ? Floor : null,
        })
        {
            Width = 400,
            Height = 260,
        };
        chart.Add("energy less that of the atoms", curve.Distances, curve.Energies);
        chart.Add(new LineSeries("what pushes them apart", curve.Distances, curve.Pushes) { Dashed = true });
        chart.Caption = Sentence(curve);
        if (curve.ShortestInData is { } shortest)
            chart.MarkX(shortest, "data");
        return chart;
    }

    static string Sentence(DimerCurve curve) => curve.Verdict switch
    {
        DimerVerdict.Broken => $"No finite energy at {At(curve)} Å.",
        DimerVerdict.Hole => $"A hole at {At(curve)} Å, {Height(curve)}.",
        DimerVerdict.Flat => $"No wall at {At(curve)} Å, {Height(curve)}.",
        DimerVerdict.NearerBond => $"A bond at {At(curve)} Å, and a wall.",
        _ => "A wall.",
    };

    static string At(DimerCurve curve) => curve.At.ToString("0.00", CultureInfo.InvariantCulture);

    static Table Table(DimerCheck check)
    {
        var table = new Table("Dimers", Column.Text("pair"), Column.Number("shortest in the data", "Å", "0.00"), Column.Text("nearer than that"), Column.Number("at", "Å", "0.00"),
            Column.Number("behind", "eV", "0.0"), Column.Number("well", "eV", "0.00"), Column.Number("its length", "Å", "0.00"));
        foreach (var curve in check.Curves)
        {
            var (word, tone) = curve.Verdict switch
            {
                DimerVerdict.Broken => ("no number", Tone.Bad),
                DimerVerdict.Hole => ("hole", Tone.Bad),
                DimerVerdict.Flat => ("flat", Tone.Warning),
                DimerVerdict.NearerBond => ("bond, then wall", Tone.Note),
                _ => ("wall", Tone.Good),
            };
            var doubtful = curve.Verdict <= DimerVerdict.Flat;
            var well = curve.Well;
            var bound = well.Energy < 0;
            table.Row(
                curve.Name, curve.ShortestInData is { } shortest ? shortest : "none", Cell.Of(word, tone), curve.Verdict == DimerVerdict.Wall ? default : (Cell)curve.At, doubtful ? curve.Barrier : default(Cell),
                bound ? well.Energy : "none", bound ? well.Distance : default(Cell));
        }
        return table;
    }
}
