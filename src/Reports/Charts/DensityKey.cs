namespace Athanor.Reports;

/// <summary>The colour scale of a <see cref="HexGrid"/>: shades from one point to the fullest cell.</summary>
internal static class DensityKey
{
    public const double Height = 25;

    public static void Draw(Drawing drawing, int most)
    {
        const double shade = 11, y = 6;
        var x = 0.0;
        drawing.Text(x, y + 10, "points per cell", cssClass: "key");
        x += TextSize.Width("points per cell") + 10;
        drawing.Text(x, y + 10, "1");
        x += TextSize.Width("1") + 5;
        for (var i = 0; i < HexGrid.Shades; i++, x += shade)
            drawing.Markup.Start("rect", $"d{i}").Attr("x", x).Attr("y", y).Attr("width", shade).Attr("height", 11).End();
        drawing.Text(x + 5, y + 10, most.ToString("N0"));
    }
}
