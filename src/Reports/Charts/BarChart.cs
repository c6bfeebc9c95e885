namespace Athanor.Reports;

/// <summary>
/// Horizontal bars, one group for each category and one bar in it for each series, with error bars and the numbers themselves at their ends.
/// Takes the height it needs.
/// </summary>
public sealed class BarChart : Chart
{
    const double Thick = 15, Between = 11, Axes = 44, Least = 40;

    readonly Axis _axis;
    readonly string[] _series;
    readonly List<(string Label, Quantity[] Values)> _rows = [];

    /// <param name="series">Names of the bars within a category; none for a single bar.</param>
    public BarChart(string title, Axis axis, params string[] series) : base(title) => (_axis, _series) = (axis, series);

    public override string Description
        => $"Bar chart of {_axis.Title()}. {string.Join("; ", _rows.Select(r => $"{r.Label} {string.Join(", ", r.Values.Select(v => v.ToString()))}"))}.";

    /// <summary>Adds a category with one value for each series.</summary>
    /// <exception cref="ArgumentException">Not as many values as series, or a unit other than the axis's.</exception>
    public BarChart Add(string label, params Quantity[] values)
    {
        if (values.Length != Math.Max(1, _series.Length))
            throw new ArgumentException($"Category '{label}' has {values.Length} values but the chart has {Math.Max(1, _series.Length)} series.", nameof(values));
        foreach (var value in values)
        {
            if (value.Unit.Length > 0 && value.Unit != (_axis.Unit ?? ""))
                throw new ArgumentException($"Category '{label}' is {value} but the axis is in '{_axis.Unit}'; convert it first.", nameof(values));
        }
        _rows.Add((label, values));
        return this;
    }

    public BarChart Add(string label, double value) => Add(label, new Quantity(value, ""));

    internal override void Draw(Drawing drawing)
    {
        drawing.NoteHidden(_axis, _rows.SelectMany(r => r.Values).Select(v => v.Value));
        var top = _series.Length > 1 ? Legend.Draw(drawing, _series.Select((s, i) => (s, Swatch.Bar, $"bar {Drawing.Fill(i)}")).ToList()) : 0;
        var left = Math.Min(drawing.Width * 0.4, _rows.Select(r => TextSize.Width(r.Label)).DefaultIfEmpty(0).Max()) + 18;
        var right = _rows.SelectMany(r => r.Values).Select(v => TextSize.Width(Say(v))).DefaultIfEmpty(0).Max() + 16;
        var group = Math.Max(1, _series.Length) * Thick + Between;
        var height = Math.Max(Least, _rows.Count * group + Between);
        drawing.Height = top + 6 + height + Axes;

        var scale = new Scale(0, 1, false, 1, false) with { Length = Math.Max(60, drawing.Width - left - right), Log = _axis.Log };
        var (low, high) = Range().Limits(0.02);
        scale = scale with { Low = low, High = high };
        drawing.Markup.Start("g").Attr("transform", $"translate({MarkupWriter.Number(left)} {MarkupWriter.Number(top + 6)})");
        DrawAxis(drawing, scale, height, left);
        for (var i = 0; i < _rows.Count; i++)
        {
            var y = Between + i * group;
            var middle = y + (group - Between) / 2;
            drawing.Text(-10, middle + 4, TextSize.Fit(_rows[i].Label, left - 16), "end", "key");
            for (var s = 0; s < _rows[i].Values.Length; s++)
                DrawBar(drawing, scale, _rows[i].Label, _rows[i].Values[s], s, y + s * Thick);
        }
        drawing.Markup.End();
    }

    DataRange Range()
    {
        var range = new DataRange(_axis);
        if (!_axis.Log)
            range.Add(0);
        foreach (var value in _rows.SelectMany(r => r.Values))
        {
            // On a logarithmic axis a bar needs some length: it starts below its own value.
            range.Add(_axis.Log ? value.Value / 2 : value.Value);
            range.Add(value.Value);
            if (value.Error is { } error && double.IsFinite(error))
            {
                range.Add(value.Value - error);
                range.Add(value.Value + error);
            }
        }
        return range;
    }

    void DrawAxis(Drawing drawing, Scale scale, double height, double left)
    {
        var (ticks, labels) = Plot.TicksOf(_axis, (scale.Low, scale.High), 6);
        var free = double.NegativeInfinity;
        for (var i = 0; i < ticks.Length; i++)
        {
            var x = scale.At(ticks[i]);
            drawing.Line(x, 0, x, height, "grid");
            var half = TextSize.Width(labels.Texts[i]) / 2;
            if (x - half < free)
                continue;
            drawing.Text(x, height + 17, labels.Texts[i], "middle");
            free = x + half + 4;
        }
        drawing.Line(Base(scale), 0, Base(scale), height, "base");
        drawing.Text(Math.Max(scale.Length / 2, TextSize.Width(_axis.Title(labels.Power), TextSize.Title) / 2 - left + 8), height + 37,
            _axis.Title(labels.Power), "middle", "axis", drawing.Width - 16);
    }

    void DrawBar(Drawing drawing, Scale scale, string label, Quantity value, int series, double y)
    {
        var middle = y + Thick / 2;
        var start = Base(scale);
        if (!DataRange.Shows(_axis, value.Value))
        {
            drawing.Text(start + 6, middle + 4, Say(value));
            return;
        }
        var end = Inside(scale, value.Value);
        var reach = Math.Max(start, end);
        drawing.Markup.Start("rect", $"bar {Drawing.Fill(series)}").Attr("x", Math.Min(start, end)).Attr("y", y + 1)
            .Attr("width", Math.Abs(end - start)).Attr("height", Thick - 2)
            .Element("title", _series.Length > 0 ? $"{label}, {_series[series]}: {Say(value)} {_axis.Unit}" : $"{label}: {Say(value)} {_axis.Unit}").End();
        if (value.Error is { } error && double.IsFinite(error))
        {
            var from = DataRange.Shows(_axis, value.Value - error) ? Inside(scale, value.Value - error) : 0;
            var to = Inside(scale, value.Value + error);
            drawing.Path($"M{from:0.#} {middle:0.#}H{to:0.#}M{from:0.#} {middle - 3.5:0.#}v7M{to:0.#} {middle - 3.5:0.#}v7", "whisker");
            reach = Math.Max(reach, to);
        }
        drawing.Text(reach + 6, middle + 4, Say(value));
    }

    static string Say(Quantity value) => value.Error is null ? NumberText.Significant(value.Value) : value.ToStringWithoutUnit();

    static double Inside(Scale scale, double value) => Math.Clamp(scale.At(value), 0, scale.Length);

    static double Base(Scale scale) => scale.Log ? 0 : Inside(scale, 0);
}
