using System.Text;

namespace Athanor.Reports;

/// <summary>
/// Counts points in hexagons and draws them in nine shades on a logarithmic scale, all hexagons of a shade in one path.
/// (Hexagonal binning after Carr et al., J. Am. Stat. Assoc. 82, 424 (1987): two rectangular lattices, the nearer centre wins.)
/// </summary>
internal sealed class HexGrid
{
    public const int Shades = 9;

    readonly double _dx, _dy, _radius;
    readonly string _outline;
    readonly Dictionary<(int Row, int Column), int> _counts = [];

    /// <param name="width">Distance between neighbours, in pixels; an even number makes short paths.</param>
    public HexGrid(double width)
    {
        _dx = width;
        _radius = width / Math.Sqrt(3);
        _dy = _radius * 1.5;
        var (w, h, r) = ((_dx / 2).ToString("0.##"), (_radius / 2).ToString("0.##"), _radius.ToString("0.##"));
        _outline = $"l{w} {h}v{r}l-{w} {h}-{w}-{h}v-{r}z";
    }

    public int Most { get; private set; }

    public int Cells => _counts.Count;

    public void Add(double x, double y)
    {
        var row = (int)Math.Round(y / _dy);
        var best = Nearest(x, row);
        var distance = Distance(x, y, best);
        foreach (var other in (ReadOnlySpan<int>)[row - 1, row + 1])
        {
            var cell = Nearest(x, other);
            if (Distance(x, y, cell) < distance)
                (best, distance) = (cell, Distance(x, y, cell));
        }
        var count = _counts.GetValueOrDefault(best) + 1;
        _counts[best] = count;
        Most = Math.Max(Most, count);
    }

    public void Draw(Drawing drawing)
    {
        var paths = new StringBuilder?[Shades];
        var at = new (double X, double Y)[Shades];
        foreach (var (cell, count) in _counts.OrderBy(c => c.Key))
        {
            var shade = Shade(count);
            var path = paths[shade] ??= new StringBuilder();
            var (x, y) = Centre(cell);
            // Steps from one hexagon to the next are shorter to write than places; rounding the places first keeps errors from adding up.
            var (nextX, nextY) = (Math.Round(x, 1), Math.Round(y - _radius, 1));
            path.Append('m').Append((nextX - at[shade].X).ToString("0.#")).Append(' ').Append((nextY - at[shade].Y).ToString("0.#")).Append(_outline);
            at[shade] = (nextX, nextY);
        }
        for (var shade = 0; shade < Shades; shade++)
        {
            if (paths[shade] is not { } path)
                continue;
            drawing.Markup.Start("path", $"d{shade}").Attr("d", path.ToString()).Element("title", Say(shade)).End();
        }
    }

    /// <summary>Shade of a count: 0 for one point, the last for the fullest cell.</summary>
    public int Shade(int count) => Most <= 1 ? 0 : Math.Min(Shades - 1, (int)(Math.Log(count) / Math.Log(Most) * Shades));

    string Say(int shade)
    {
        var low = Enumerable.Range(1, Most).First(c => Shade(c) >= shade);
        var high = (int)Math.Min(Most, Math.Ceiling(Math.Pow(Most, (shade + 1.0) / Shades)));
        while (high > low && Shade(high) > shade)
            high--;
        return low == high ? $"{low:N0} {(low == 1 ? "point" : "points")} per cell" : $"{low:N0}–{high:N0} points per cell";
    }

    (int Row, int Column) Nearest(double x, int row) => (row, (int)Math.Round(x / _dx - Offset(row)));

    (double X, double Y) Centre((int Row, int Column) cell) => ((cell.Column + Offset(cell.Row)) * _dx, cell.Row * _dy);

    double Distance(double x, double y, (int Row, int Column) cell)
    {
        var (cx, cy) = Centre(cell);
        return (x - cx) * (x - cx) + (y - cy) * (y - cy);
    }

    static double Offset(int row) => (row & 1) == 0 ? 0 : 0.5;
}
