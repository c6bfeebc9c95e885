namespace Athanor.Reports;

/// <summary>Named groups of points and how to draw them: dots while they can be told apart, beyond that their density.</summary>
internal sealed class PointCloud
{
    public const int MostDots = 2000;
    const int MostTips = 300;
    const double HexWidth = 8;

    readonly List<(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)> _groups = [];

    public IReadOnlyList<(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)> Groups => _groups;

    public int Count => _groups.Sum(g => g.X.Count);

    public bool IsDense => Count > MostDots;

    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public void Add(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException($"Group '{name}' has {x.Count} x and {y.Count} y values; there must be as many of both.");
        _groups.Add((name, x, y));
    }

    /// <summary>Points that have a place on both axes.</summary>
    public IEnumerable<(int Group, double X, double Y)> Shown(Axis x, Axis y)
    {
        for (var g = 0; g < _groups.Count; g++)
        {
            var (_, xs, ys) = _groups[g];
            for (var i = 0; i < xs.Count; i++)
            {
                if (DataRange.Shows(x, xs[i]) && DataRange.Shows(y, ys[i]))
                    yield return (g, xs[i], ys[i]);
            }
        }
    }

    /// <summary>Key above the plot: names of the groups, or the colour scale of the density. Returns the height taken.</summary>
    public double DrawLegend(Drawing drawing)
    {
        if (IsDense)
            return DensityKey.Height;
        return _groups.Count < 2 ? 0 : Legend.Draw(drawing, _groups.Select((g, i) => (g.Name, Swatch.Dot, Drawing.Fill(i))).ToList());
    }

    /// <summary>Opens the plot and draws into it; <paramref name="beneath"/> draws the reference lines, under dots but over a density.</summary>
    public void Draw(Drawing drawing, Plot plot, Axis x, Axis y, Action beneath)
    {
        if (IsDense)
            DrawDensity(drawing, plot, x, y, beneath);
        else
            DrawDots(drawing, plot, x, y, beneath);
    }

    void DrawDensity(Drawing drawing, Plot plot, Axis x, Axis y, Action beneath)
    {
        var grid = new HexGrid(HexWidth);
        foreach (var (_, px, py) in Shown(x, y))
        {
            if (plot.X.Contains(px) && plot.Y.Contains(py))
                grid.Add(plot.X.At(px), plot.Y.At(py));
        }
        DensityKey.Draw(drawing, grid.Most);
        plot.Open(grid: true);
        grid.Draw(drawing);
        beneath();
        if (_groups.Count > 1)
            drawing.Notes.Add($"{Count:N0} points are too many to colour by group ({string.Join(", ", _groups.Select(g => g.Name))}); their density is shown.");
    }

    void DrawDots(Drawing drawing, Plot plot, Axis x, Axis y, Action beneath)
    {
        plot.Open(grid: true);
        beneath();
        foreach (var group in Shown(x, y).GroupBy(p => p.Group))
            drawing.Path(DotPath.Of(group.Select(p => (plot.X.At(p.X), plot.Y.At(p.Y)))), $"dots c{group.Key % Drawing.Colours}");
        if (Count > MostTips)
            return;
        foreach (var (group, px, py) in Shown(x, y))
        {
            drawing.Markup.Start("circle", "hit").Attr("cx", plot.X.At(px)).Attr("cy", plot.Y.At(py)).Attr("r", 5)
                .Element("title", $"{_groups[group].Name}: {x.Label} {x.Say(px)}, {y.Label} {y.Say(py)}").End();
        }
    }

    public void NoteHidden(Drawing drawing, Axis x, Axis y)
    {
        var (notNumbers, notPositive) = (0, 0);
        foreach (var (_, xs, ys) in _groups)
        {
            for (var i = 0; i < xs.Count; i++)
            {
                if (DataRange.Shows(x, xs[i]) && DataRange.Shows(y, ys[i]))
                    continue;
                if (double.IsFinite(xs[i]) && double.IsFinite(ys[i]) && ((x.Log && xs[i] <= 0) || (y.Log && ys[i] <= 0)))
                    notPositive++;
                else
                    notNumbers++;
            }
        }
        drawing.LeftOut("point", notNumbers, "not shown: not a finite number.");
        drawing.LeftOut("point", notPositive, "not shown: zero or negative on a logarithmic axis.");
    }
}
