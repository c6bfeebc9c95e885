namespace Athanor.Reports;

/// <summary>A symmetric table of numbers as shaded squares, such as similarities: rows are named, columns are the same in the same order. Takes the height it needs.</summary>
public sealed class HeatMap : Chart
{
    const int Shades = 9;
    const double Largest = 42, Numbered = 34;

    readonly string _quantity;
    readonly string[] _names;
    readonly double[,] _values;

    /// <param name="quantity">What the numbers are.</param>
    /// <param name="values">As many rows and columns as names; what is not finite is left blank.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another.</exception>
    public HeatMap(string title, string quantity, IReadOnlyList<string> names, double[,] values) : base(title)
    {
        if (values.GetLength(0) != names.Count || values.GetLength(1) != names.Count)
            throw new ArgumentException($"{names.Count} names, but {values.GetLength(0)} × {values.GetLength(1)} values.", nameof(values));
        (_quantity, _names, _values) = (quantity, [.. names], values);
    }

    public override string Description => $"Heat map of {_quantity} between {string.Join(", ", _names)}.";

    internal override void Draw(Drawing drawing)
    {
        var finite = _values.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        drawing.LeftOut("number", _values.Length - _values.Cast<double>().Count(double.IsFinite), "left blank: not finite.");
        var left = Math.Min(drawing.Width * 0.45, _names.Select((n, i) => TextSize.Width(Row(i))).DefaultIfEmpty(0).Max()) + 12;
        var edge = Math.Min(Largest, (drawing.Width - left) / Math.Max(1, _names.Length));
        const double top = 52;
        drawing.Height = top + edge * _names.Length + 8;
        Key(drawing, low, high);
        for (var i = 0; i < _names.Length; i++)
        {
            var y = top + i * edge;
            if (edge >= 11)
                drawing.Text(left - 8, y + edge / 2 + 4, TextSize.Fit(Row(i), left - 12), "end", "key");
            if (edge >= 17)
                drawing.Text(left + (i + 0.5) * edge, top - 7, $"{i + 1}", "middle");
            for (var j = 0; j < _names.Length; j++)
                Square(drawing, left + j * edge, y, edge, i, j, low, high);
        }
    }

    void Square(Drawing drawing, double x, double y, double edge, int i, int j, double low, double high)
    {
        var value = _values[i, j];
        if (!double.IsFinite(value))
            return;
        var shade = ShadeOf(value, low, high);
        drawing.Markup.Start("rect", $"d{shade}").Attr("x", x).Attr("y", y).Attr("width", Math.Max(0.5, edge - 1)).Attr("height", Math.Max(0.5, edge - 1))
            .Element("title", $"{_names[i]} and {_names[j]}: {NumberText.Significant(value)}").End();
        if (edge >= Numbered)
            drawing.Text(x + (edge - 1) / 2, y + edge / 2 + 4, value.ToString("0.00"), "middle", "halo");
    }

    string Row(int i) => $"{_names[i]}  {i + 1}";

    static int ShadeOf(double value, double low, double high) => high > low ? Math.Min(Shades - 1, (int)((value - low) / (high - low) * Shades)) : Shades - 1;

    void Key(Drawing drawing, double low, double high)
    {
        const double shade = 11, y = 4;
        drawing.Text(0, y + 10, _quantity, cssClass: "key");
        var x = TextSize.Width(_quantity) + 10;
        drawing.Text(x, y + 10, NumberText.Significant(low, 3));
        x += TextSize.Width(NumberText.Significant(low, 3)) + 6;
        for (var k = 0; k < Shades; k++, x += shade)
            drawing.Markup.Start("rect", $"d{k}").Attr("x", x).Attr("y", y).Attr("width", shade).Attr("height", 11).End();
        drawing.Text(x + 5, y + 10, NumberText.Significant(high, 3));
    }
}
