namespace Athanor.Reports;

/// <summary>Curves over a common pair of axes, with optional shaded bands, dots and reference lines.</summary>
public sealed class LineChart(string title, Axis x, Axis y) : Chart(title)
{
    const int MostTips = 300;

    readonly List<LineSeries> _series = [];
    readonly List<(double At, bool IsVertical, string Label)> _guides = [];

    public Axis X => x;

    public Axis Y => y;

    public IReadOnlyList<LineSeries> Series => _series;

    /// <summary>Dashed line y = x, "as it should be".</summary>
    public bool Diagonal { get; init; }

    /// <summary>Makes the plot as high as wide.</summary>
    public bool Square { get; init; }

    public override string Description
    {
        get
        {
            var series = _series.Select(s => $"{s.Name}, {s.Y.Count} points{Span(s)}");
            return $"Line chart of {y.Title()} against {x.Title()}. {string.Join("; ", series)}.";
        }
    }

    /// <summary>
    /// A chart of observed against expected coverage, both fractions 0 … 1: of the errors, how many lie within the interval that was said to
    /// hold that many. On the diagonal the uncertainty is right, below it too small, above it too large.
    /// </summary>
    public static LineChart Coverage(string title)
        => new(title, new Axis("Expected fraction within interval") { Min = 0, Max = 1 }, new Axis("Observed fraction") { Min = 0, Max = 1 })
        {
            Diagonal = true,
            Square = true,
        };

    /// <exception cref="ArgumentException">The band's edges differ in length from the points.</exception>
    public LineChart Add(LineSeries series)
    {
        if (series.Band is { } band && (band.Lower.Count != series.Y.Count || band.Upper.Count != series.Y.Count))
            throw new ArgumentException($"The band of series '{series.Name}' has {band.Lower.Count} lower and {band.Upper.Count} upper values for {series.Y.Count} points.");
        _series.Add(series);
        return this;
    }

    public LineChart Add(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys) => Add(new LineSeries(name, xs, ys));

    /// <summary>Adds a thin horizontal reference line with its label.</summary>
    public LineChart MarkY(double at, string label)
    {
        _guides.Add((at, false, label));
        return this;
    }

    /// <summary>Adds a thin vertical reference line with its label.</summary>
    public LineChart MarkX(double at, string label)
    {
        _guides.Add((at, true, label));
        return this;
    }

    internal override void Draw(Drawing drawing)
    {
        var xRange = new DataRange(x);
        var yRange = new DataRange(y);
        foreach (var series in _series)
        {
            for (var i = 0; i < series.X.Count; i++)
            {
                if (!DataRange.Shows(x, series.X[i]))
                    continue;
                xRange.Add(series.X[i]);
                // Only what the caller's x limits leave visible decides the height.
                if (series.X[i] < x.Min || series.X[i] > x.Max)
                    continue;
                yRange.Add(series.Y[i]);
                if (series.Band is { } band)
                {
                    yRange.Add(band.Lower[i]);
                    yRange.Add(band.Upper[i]);
                }
            }
        }
        foreach (var trend in _series.Select(s => s.Trend).OfType<(IReadOnlyList<double> X, IReadOnlyList<double> Y)>())
        {
            foreach (var at in trend.X)
                xRange.Add(at);
            foreach (var at in trend.Y)
                yRange.Add(at);
        }
        foreach (var (at, isVertical, _) in _guides)
            (isVertical ? xRange : yRange).Add(at);
        drawing.NoteHidden(x, _series.Where(s => !s.Broken).SelectMany(s => s.X));
        drawing.NoteHidden(y, _series.Where(s => !s.Broken).SelectMany(s => s.Y));

        var hasDots = _series.Any(s => s.Dots || !s.Joined);
        var plot = new Plot(drawing, x, xRange.Limits(hasDots && x.Places is null ? 0.03 : 0), y, yRange.Limits(0.05), Legend.Draw(drawing, Entries()), Square);
        plot.Open();
        if (Diagonal)
            DrawDiagonal(drawing, plot);
        for (var i = 0; i < _series.Count; i++)
            DrawBand(drawing, plot, _series[i], i);
        for (var i = 0; i < _series.Count; i++)
            DrawSeries(drawing, plot, _series[i], i);
        DrawGuides(drawing, plot);
        if (_series.Sum(s => s.X.Count) <= MostTips)
            DrawTips(drawing, plot);
        plot.Close();
    }

    List<(string, Swatch, string)> Entries()
    {
        // One unnamed curve is explained by the axis title.
        if (_series.Count == 1 && !Diagonal && _series[0].Band is null)
            return [];
        return _series.Select((s, i) => (s.Name, s.Joined ? Swatch.Line : Swatch.Dot, s.Joined ? LineClass(s, i) : Drawing.Fill(i))).ToList();
    }

    static string LineClass(LineSeries series, int index) => Drawing.Stroke(index) + (series.Dashed ? " dash" : "");

    static void DrawDiagonal(Drawing drawing, Plot plot)
    {
        var low = Math.Max(plot.X.Low, plot.Y.Low);
        var high = Math.Min(plot.X.High, plot.Y.High);
        if (low < high)
            drawing.Line(plot.X.At(low), plot.Y.At(low), plot.X.At(high), plot.Y.At(high), "guide");
    }

    List<(double X, double Y)> Points(Plot plot, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var points = new List<(double X, double Y)>(xs.Count);
        for (var i = 0; i < xs.Count; i++)
        {
            points.Add(DataRange.Shows(x, xs[i]) && DataRange.Shows(y, ys[i])
                ? (plot.X.At(xs[i]), plot.Y.At(ys[i])) : (double.NaN, double.NaN));
        }
        return points;
    }

    void DrawBand(Drawing drawing, Plot plot, LineSeries series, int index)
    {
        if (series.Band is { } band)
            drawing.Path(LinePath.Band(Points(plot, series.X, band.Lower), Points(plot, series.X, band.Upper)), $"band {Drawing.Fill(index)}");
    }

    void DrawSeries(Drawing drawing, Plot plot, LineSeries series, int index)
    {
        var points = Points(plot, series.X, series.Y);
        if (series.Joined)
            drawing.Path(LinePath.Of(points), LineClass(series, index));
        if (series.Trend is { } trend)
            drawing.Path(LinePath.Of(Points(plot, trend.X, trend.Y)), LineClass(series, index));
        if (series.Dots || !series.Joined)
            drawing.Path(DotPath.Of(points), $"dots{(series.Large ? " large" : "")} c{index % Drawing.Colours}");
    }

    void DrawGuides(Drawing drawing, Plot plot)
    {
        foreach (var (at, isVertical, label) in _guides)
        {
            var scale = isVertical ? plot.X : plot.Y;
            if (!DataRange.Shows(isVertical ? x : y, at) || !scale.Contains(at))
                continue;
            var p = scale.At(at);
            drawing.Line(isVertical ? p : 0, isVertical ? 0 : p, isVertical ? p : plot.Width, isVertical ? plot.Height : p, "guide");
            if (isVertical)
            {
                var left = p + TextSize.Width(label) + 6 > plot.Width;
                drawing.Text(left ? p - 5 : p + 5, 12, label, left ? "end" : "start", "halo");
            }
            else
                drawing.Text(plot.Width - 4, p > 18 ? p - 5 : p + 14, label, "end", "halo");
        }
    }

    void DrawTips(Drawing drawing, Plot plot)
    {
        foreach (var series in _series)
        {
            for (var i = 0; i < series.X.Count; i++)
            {
                if (!DataRange.Shows(x, series.X[i]) || !DataRange.Shows(y, series.Y[i]))
                    continue;
                drawing.Markup.Start("circle", "hit").Attr("cx", plot.X.At(series.X[i])).Attr("cy", plot.Y.At(series.Y[i])).Attr("r", 7)
                    .Element("title", $"{series.Name}: {y.Say(series.Y[i])} at {x.Say(series.X[i])}").End();
            }
        }
    }

    static string Span(LineSeries series)
    {
        var finite = series.Y.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? "" : $" from {NumberText.Significant(finite.Min())} to {NumberText.Significant(finite.Max())}";
    }
}
