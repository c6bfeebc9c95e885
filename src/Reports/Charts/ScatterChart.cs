namespace Athanor.Reports;

/// <summary>Points over a pair of axes, in one or more named groups; from 2,000 points on, their density on a logarithmic colour scale.</summary>
public sealed class ScatterChart(string title, Axis x, Axis y) : Chart(title)
{
    readonly PointCloud _cloud = new();

    public override string Description
        => $"Scatter chart of {y.Title()} against {x.Title()}, {_cloud.Count:N0} points in {string.Join(", ", _cloud.Groups.Select(g => g.Name))}.";

    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public ScatterChart Add(string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        _cloud.Add(name, xs, ys);
        return this;
    }

    internal override void Draw(Drawing drawing)
    {
        var xRange = new DataRange(x);
        var yRange = new DataRange(y);
        foreach (var (_, px, py) in _cloud.Shown(x, y))
        {
            xRange.Add(px);
            yRange.Add(py);
        }
        _cloud.NoteHidden(drawing, x, y);
        var top = _cloud.DrawLegend(drawing);
        var plot = new Plot(drawing, x, xRange.Limits(0.04), y, yRange.Limits(0.05), top);
        _cloud.Draw(drawing, plot, x, y, () => { });
        plot.Close();
    }
}
