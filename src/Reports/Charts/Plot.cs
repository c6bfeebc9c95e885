namespace Athanor.Reports;

/// <summary>The rectangle with the data and its axes: leaves room for numbers and titles, draws them, and opens a clipped drawing area.</summary>
internal sealed class Plot
{
    const double TickLength = 4, LineHeight = 16;

    readonly Drawing _drawing;
    readonly Axis _xAxis;
    readonly Axis _yAxis;
    readonly double[] _xTicks, _yTicks;
    readonly TickLabels _xLabels, _yLabels;
    readonly double _left, _top;

    /// <param name="top">Height already taken by the legend.</param>
    /// <param name="square">Makes the plot as high as wide and the drawing as high as that needs.</param>
    public Plot(Drawing drawing, Axis xAxis, (double Low, double High) x, Axis yAxis, (double Low, double High) y, double top, bool square = false)
    {
        _drawing = drawing;
        (_xAxis, _yAxis) = (xAxis, yAxis);
        (_yTicks, _yLabels) = TicksOf(yAxis, y, 8);
        _left = Math.Max(28, _yLabels.Texts.Max(t => TextSize.Width(t)) + TickLength + 8);
        _top = top + LineHeight + 10;
        Width = drawing.Width - _left - 16;
        var guess = TicksOf(xAxis, x, 8);
        // Wide numbers leave room for fewer of them.
        var widest = guess.Labels.Texts.Max(t => TextSize.Width(t)) + 14;
        (_xTicks, _xLabels) = TicksOf(xAxis, x, Math.Min(9, (int)(Width / widest)));
        // A parity plot reads best when both axes carry the same numbers.
        if (square && x == y && xAxis.Log == yAxis.Log)
            (_yTicks, _yLabels) = (_xTicks, _xLabels);
        const double below = TickLength + LineHeight * 2 + 8;
        if (square)
            drawing.Height = _top + Width + below;
        Height = Math.Max(40, drawing.Height - _top - below);
        X = new Scale(x.Low, x.High, xAxis.Log, Width, Up: false);
        Y = new Scale(y.Low, y.High, yAxis.Log, Height, Up: true);
    }

    public Scale X { get; }

    public Scale Y { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Draws grid, ticks, numbers and titles; what is drawn until <see cref="Close"/> is in plot coordinates and clipped to the plot.</summary>
    public void Open(bool grid = false)
    {
        var svg = _drawing.Markup;
        _drawing.Text(0, _top - 12, _yAxis.Title(_yLabels.Power), cssClass: "axis", room: _drawing.Width);
        svg.Start("g").Attr("transform", $"translate({MarkupWriter.Number(_left)} {MarkupWriter.Number(_top)})");
        for (var i = 0; i < _yTicks.Length; i++)
        {
            var y = Y.At(_yTicks[i]);
            _drawing.Line(0, y, Width, y, "grid");
            _drawing.Text(-TickLength - 4, y + 4, _yLabels.Texts[i], "end");
        }
        DrawXTicks(grid || _xAxis.Places is not null);
        _drawing.Line(0, Height, Width, Height, "base");
        // Titles are long and the plot does not begin at the left edge: centre on the plot unless that would overrun.
        var title = _xAxis.Title(_xLabels.Power);
        var half = TextSize.Width(title, TextSize.Title) / 2;
        var centre = Math.Max(Math.Min(Width / 2, Width + 12 - half), Math.Min(half - _left + 8, Width / 2));
        _drawing.Text(centre, Height + TickLength + LineHeight * 2, title, "middle", "axis", _drawing.Width - 16);
        svg.Start("svg").Attr("width", Width).Attr("height", Height).Attr("overflow", "hidden");
    }

    public void Close() => _drawing.Markup.End().End();

    void DrawXTicks(bool grid)
    {
        if (_xAxis.Log)
        {
            foreach (var tick in Ticks.Between(X.Low, X.High))
                _drawing.Line(X.At(tick), Height, X.At(tick), Height + TickLength * 0.6, "base");
        }
        var free = double.NegativeInfinity;
        for (var i = 0; i < _xTicks.Length; i++)
        {
            var x = X.At(_xTicks[i]);
            if (grid)
                _drawing.Line(x, 0, x, Height, "grid");
            _drawing.Line(x, Height, x, Height + TickLength, "base");
            var half = TextSize.Width(_xLabels.Texts[i]) / 2;
            if (x - half < free)
                continue;
            _drawing.Text(x, Height + TickLength + LineHeight - 2, _xLabels.Texts[i], "middle");
            free = x + half + 4;
        }
    }

    internal static (double[] Ticks, TickLabels Labels) TicksOf(Axis axis, (double Low, double High) range, int most)
    {
        if (axis.Places is { Count: > 0 } places)
        {
            var inside = places.Where(p => p.At >= range.Low && p.At <= range.High).ToArray();
            if (inside.Length > 0)
                return (inside.Select(p => p.At).ToArray(), new TickLabels(inside.Select(p => p.Name).ToArray(), 0));
        }
        if (!axis.Log)
        {
            var ticks = Ticks.Linear(range.Low, range.High, most);
            return (ticks, TickLabels.Linear(ticks));
        }
        var logarithmic = Ticks.Logarithmic(range.Low, range.High, most);
        return (logarithmic, TickLabels.Logarithmic(logarithmic));
    }
}
