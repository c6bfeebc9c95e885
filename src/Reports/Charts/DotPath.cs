using System.Text;

namespace Athanor.Reports;

/// <summary>
/// Path data of dots: strokes of no length with round caps, 12 bytes a dot where a circle element takes 40. Dots that fall on the same
/// quarter of a pixel are written once.
/// </summary>
internal static class DotPath
{
    public static string Of(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var seen = new HashSet<(int, int)>();
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y) || !seen.Add(((int)Math.Round(x * 4), (int)Math.Round(y * 4))))
                continue;
            path.Append('M').Append(x.ToString("0.#")).Append(' ').Append(y.ToString("0.#")).Append("h0");
        }
        return path.ToString();
    }
}
