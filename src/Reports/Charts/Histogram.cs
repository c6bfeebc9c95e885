using System.Text;

namespace Athanor.Reports;

/// <summary>How often values occur: bins of equal width (equal ratio on a logarithmic axis), for one sample filled, for several outlined.</summary>
public sealed class Histogram(string title, Axis x) : Chart(title)
{
    const int FewestBins = 6, MostBins = 60;

    readonly List<(string Name, IReadOnlyList<double> Values)> _samples = [];

    /// <summary>Logarithmic counts, for samples with long tails.</summary>
    public bool LogCount { get; init; }

    /// <summary>Number of bins; null follows the Freedman–Diaconis rule (width 2·IQR/n^⅓), within 6 … 60.</summary>
    public int? Bins { get; init; }

    /// <summary>A probability density per unit of x that the first sample should follow, drawn as a dashed line; null for none.</summary>
    public Func<double, double>? Expected { get; init; }

    public override string Description
        => $"Histogram of {x.Title()}: {string.Join("; ", _samples.Select(s => $"{s.Name}, {s.Values.Count:N0} values"))}.";

    public Histogram Add(string name, IReadOnlyList<double> values)
    {
        _samples.Add((name, values));
        return this;
    }

    internal override void Draw(Drawing drawing)
    {
        var range = new DataRange(x);
        foreach (var value in _samples.SelectMany(s => s.Values))
            range.Add(value);
        drawing.NoteHidden(x, _samples.SelectMany(s => s.Values));
        var (low, high) = range.Limits(0);
        var unit = new Scale(low, high, x.Log, 1, Up: false);
        var shown = _samples.Select(s => s.Values.Where(v => DataRange.Shows(x, v) && unit.Contains(v)).Select(unit.At).ToArray()).ToArray();
        drawing.LeftOut("value", _samples.Sum(s => s.Values.Count(v => DataRange.Shows(x, v) && !unit.Contains(v))), "outside the axis.");
        var bins = Bins is { } wanted ? Math.Clamp(wanted, 1, 500) : shown.Select(Choose).DefaultIfEmpty(FewestBins).Max();
        var counts = shown.Select(s => Count(s, bins)).ToArray();
        var expected = ExpectedCounts(unit, shown, bins);

        var count = new DataRange(new Axis("Count") { Log = LogCount, Min = LogCount ? 0.5 : 0 });
        foreach (var c in counts.SelectMany(c => c.Select(n => (double)n)).Concat(expected.Select(e => e.Count)))
            count.Add(c);
        var plot = new Plot(drawing, x, (low, high), count.Axis, count.Limits(0.05), Legend.Draw(drawing, Entries()));
        plot.Open();
        for (var s = 0; s < counts.Length; s++)
            DrawSample(drawing, plot, counts[s], s);
        if (expected.Count > 0)
            drawing.Path(LinePath.Of(expected.Select(e => (e.Part * plot.Width, Top(plot, e.Count))).ToList()), "l ink dash");
        DrawTips(drawing, plot, counts, bins);
        plot.Close();
    }

    List<(string, Swatch, string)> Entries()
    {
        var entries = _samples.Select((s, i) => (s.Name, Swatch.Bar, $"bar {Drawing.Fill(i)}")).ToList();
        if (Expected is not null)
            entries.Add(("expected", Swatch.Line, "l ink dash"));
        return entries.Count > 1 ? entries : [];
    }

    void DrawSample(Drawing drawing, Plot plot, int[] counts, int index)
    {
        var outline = new StringBuilder();
        var width = plot.Width / counts.Length;
        // Neighbouring filled bars keep a hairline of paper between them.
        var gap = _samples.Count == 1 ? Math.Min(1, width / 4) : 0;
        outline.Append($"M0 {plot.Height:0.#}");
        for (var i = 0; i < counts.Length; i++)
            outline.Append($"H{i * width:0.##}V{Top(plot, counts[i]):0.#}H{(i + 1) * width - gap:0.##}{(gap > 0 ? $"V{plot.Height:0.#}" : "")}");
        outline.Append($"V{plot.Height:0.#}z");
        drawing.Path(outline.ToString(), _samples.Count == 1 ? $"bar {Drawing.Fill(index)}" : $"step {Drawing.Fill(index)} c{index % Drawing.Colours}");
    }

    double Top(Plot plot, double count) => count > 0 || !LogCount ? plot.Y.At(count) : plot.Height;

    void DrawTips(Drawing drawing, Plot plot, int[][] counts, int bins)
    {
        var unit = plot.X with { Length = 1 };
        for (var i = 0; i < bins; i++)
        {
            var says = string.Join(", ", _samples.Select((s, k) => _samples.Count == 1 ? $"{counts[k][i]:N0}" : $"{s.Name} {counts[k][i]:N0}"));
            var span = $"{NumberText.Significant(Value(unit, (double)i / bins))} to {x.Say(Value(unit, (i + 1.0) / bins))}";
            drawing.Markup.Start("rect", "hit").Attr("x", i * plot.Width / bins).Attr("width", plot.Width / bins).Attr("height", plot.Height)
                .Element("title", $"{says} from {span}").End();
        }
    }

    List<(double Part, double Count)> ExpectedCounts(Scale unit, double[][] shown, int bins)
    {
        var points = new List<(double, double)>();
        if (Expected is null || shown.Length == 0)
            return points;
        for (var i = 0; i <= 200; i++)
        {
            var part = i / 200.0;
            var width = Value(unit, part + 0.5 / bins) - Value(unit, part - 0.5 / bins);
            points.Add((part, Expected(Value(unit, part)) * width * _samples[0].Values.Count(v => DataRange.Shows(x, v))));
        }
        return points;
    }

    static double Value(Scale unit, double part)
        => unit.Log ? unit.Low * Math.Pow(unit.High / unit.Low, part) : unit.Low + part * (unit.High - unit.Low);

    static int[] Count(double[] parts, int bins)
    {
        var counts = new int[bins];
        foreach (var part in parts)
            counts[Math.Min(bins - 1, (int)(part * bins))]++;
        return counts;
    }

    static int Choose(double[] parts)
    {
        if (parts.Length < 2)
            return FewestBins;
        var sorted = parts.Order().ToArray();
        var spread = sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        return spread <= 0 ? MostBins / 2 : (int)Math.Clamp(Math.Ceiling(Math.Cbrt(sorted.Length) / (2 * spread)), FewestBins, MostBins);
    }
}
