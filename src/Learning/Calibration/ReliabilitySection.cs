using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>A <see cref="Reliability"/> as a table, as sentences, as JSON and in pictures.</summary>
public static class ReliabilitySection
{
    static readonly double[] Shown = [0.5, ErrorLevels.Usual, 0.9, 0.95];

    const int Bins = 12, FewestInBin = 10;

    public static Table ToTable(this Reliability reliability, string caption = "Error bars")
    {
        Column[] columns =
        [
            Column.Text("error of"), Column.Number("errors"), Column.Number("RMSE"), Column.Number("mean ± (68 %)"),
            .. Shown.Select(l => Column.Number($"in {100 * l:0} %", "%", "0.0")), Column.Number("ρ", null, "0.00"),
        ];
        var table = new Table(caption, columns);
        foreach (var (name, part, unit) in Rows(reliability))
        {
            table.Row(
            [
                name, part.Count, new Quantity(1e3 * part.Rmse, unit), new Quantity(1e3 * part.MeanWidth, unit),
                .. Shown.Select(l => (Reports.Cell)(100 * part.Within(l))), double.IsNaN(part.Spearman) ? (double?)null : part.Spearman,
            ]);
        }
        return table;
    }

    /// <summary>Group by group, forces and how many frames are outside; null where there is but one group.</summary>
    public static Table? GroupsToTable(this Reliability reliability)
    {
        if (reliability.Groups.Count < 2)
            return null;
        var table = new Table("Error bars of forces by group", Column.Text("group"), Column.Number("frames"), Column.Number("outside"), Column.Number("RMSE", "meV/Å"), Column.Number("mean ± (68 %)", "meV/Å"),
            Column.Number("in 68 %", "%", "0.0"), Column.Number("in 90 %", "%", "0.0"), Column.Number("ρ", null, "0.00"), Column.Number("energies in 90 %", "%", "0"));
        foreach (var (name, group) in reliability.Groups)
        {
            double? Of(ReliabilityPart part, double value) => part.Count > 0 && double.IsFinite(value) ? value : null;
            var (forces, energy) = (group.Forces, group.Energy);
            table.Row(name, group.Frames, group.Outside, Of(forces, 1e3 * forces.Rmse), Of(forces, 1e3 * forces.MeanWidth), Of(forces, 100 * forces.Within(ErrorLevels.Usual)), Of(forces, 100 * forces.Within(0.9)),
                Of(forces, forces.Spearman), Of(energy, 100 * energy.Within(0.9)));
        }
        return table;
    }

    /// <summary>What the table does not show; nothing where there is nothing to say.</summary>
    public static IEnumerable<string> Remarks(this Reliability reliability)
    {
        if (reliability.Outside > 0)
            yield return $"{reliability.Outside:N0} of {reliability.Frames:N0} frames ({100.0 * reliability.Outside / reliability.Frames:0.#} %) are outside the domain of the potential: their error bars are extrapolated.";
    }

    public static object ToJson(this Reliability reliability) => new
    {
        reliability.Frames,
        reliability.Outside,
        Errors = Rows(reliability).Select(r => new
        {
            Of = r.Name,
            r.Part.Count,
            Rmse = new Quantity(1e3 * r.Part.Rmse, r.Unit),
            MeanWidth = new Quantity(1e3 * r.Part.MeanWidth, r.Unit),
            Coverage = ErrorLevels.All.ToArray().Select(l => new { Level = l, Observed = r.Part.Within(l) }),
            Spearman = double.IsNaN(r.Part.Spearman) ? (double?)null : r.Part.Spearman,
        }),
        Groups = reliability.Groups.Count < 2 ? null : reliability.Groups.Select(g => new
        {
            Group = g.Key,
            g.Value.Frames,
            g.Value.Outside,
            ForcesWithin90 = g.Value.Forces.Count > 0 ? g.Value.Forces.Within(0.9) : (double?)null,
            EnergiesWithin90 = g.Value.Energy.Count > 0 ? g.Value.Energy.Within(0.9) : (double?)null,
        }),
    };

    /// <summary>Table and pictures; nothing where nothing was judged.</summary>
    public static void AddTo(this Reliability reliability, Section section)
    {
        if (!reliability.Any)
            return;
        section.Paragraph("“In 90 %” is the share of errors inside the intervals that were to hold 90 % of them. ρ is the rank correlation of error bars and errors (of forces: of atoms): 1 where the larger bar always "
            + "belongs to the larger error, 0 where bars tell nothing.");
        section.Add(reliability.ToTable());
        if (reliability.GroupsToTable() is { } groups)
            section.Add(groups);
        foreach (var remark in reliability.Remarks())
            section.Note(remark);
        var coverage = LineChart.Coverage("Reliability");
        foreach (var (name, part, _) in Rows(reliability))
            coverage.Add(name, [0, .. ErrorLevels.All, 1], [0, .. ErrorLevels.All.ToArray().Select(part.Within), 1]);
        section.Add(coverage);
        Pictures(section, "forces", reliability.Forces, "eV/Å");
        Pictures(section, "energies", reliability.Energy, "eV/atom");
    }

    static void Pictures(Section section, string name, ReliabilityPart part, string unit)
    {
        if (part.Widths.Count < 2 * FewestInBin)
            return;
        if (part.Widths.Min() < part.Widths.Max())
        {
            section.Add(Binned(name, part, unit));
            section.Add(new ScatterChart($"Error against error bar, {name}", new Axis("± (68 %)", unit) { Log = true }, new Axis("error", unit) { Log = true }).Add(name, part.Widths, part.Errors));
        }
        section.Add(new Histogram($"Sharpness: error bars of {name}", new Axis("± (68 %)", unit) { Log = true }).Add("error bars", part.Widths).Add("errors", part.Errors));
    }

    /// <summary>Root mean squares within bins of equally many, by the size of the error bar.</summary>
    static LineChart Binned(string name, ReliabilityPart part, string unit)
    {
        var pairs = part.Widths.Zip(part.Errors).Order().ToArray();
        var bins = Math.Clamp(pairs.Length / FewestInBin, 1, Bins);
        double[] xs = new double[bins], ys = new double[bins];
        for (var b = 0; b < bins; b++)
        {
            var own = pairs[(pairs.Length * b / bins)..(pairs.Length * (b + 1) / bins)];
            xs[b] = Math.Sqrt(own.Average(p => p.First * p.First));
            ys[b] = Math.Sqrt(own.Average(p => p.Second * p.Second));
        }
        return new LineChart($"Error against error bar, {name}, in bins of equally many", new Axis("± (68 %), RMS", unit) { Log = true }, new Axis("error, RMS", unit) { Log = true }) { Diagonal = true }
            .Add(name, xs, ys);
    }

    static IEnumerable<(string Name, ReliabilityPart Part, string Unit)> Rows(Reliability reliability)
    {
        if (reliability.Energy.Count > 0)
            yield return ("energy", reliability.Energy, "meV/atom");
        if (reliability.Elements.Count > 1)
            yield return ("forces", reliability.Forces, "meV/Å");
        foreach (var (element, part) in reliability.Elements.Where(e => e.Value.Count > 0))
            yield return ($"forces on {element}", part, "meV/Å");
    }
}
