using System.Text;

namespace Athanor.Reports;

/// <summary>
/// Path data of a curve. A long curve is thinned to what the eye can see: within half a pixel of width only the first, lowest, highest and
/// last point stay, so peaks survive and a million steps weigh no more than a few thousand.
/// </summary>
internal static class LinePath
{
    const double Column = 0.5;

    public static string Of(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var piece in Pieces(points))
        {
            var thin = Thinned(piece);
            for (var i = 0; i < thin.Count; i++)
                Append(path, i == 0 ? 'M' : 'L', thin[i]);
            // A lone point between gaps would be invisible as a line of no length.
            if (thin.Count == 1)
                path.Append("h.01");
        }
        return path.ToString();
    }

    /// <summary>A closed band: along the upper edge and back along the lower one.</summary>
    public static string Band(IReadOnlyList<(double X, double Y)> lower, IReadOnlyList<(double X, double Y)> upper)
    {
        var path = new StringBuilder();
        var start = 0;
        for (var i = 0; i <= lower.Count; i++)
        {
            if (i < lower.Count && IsPoint(lower[i]) && IsPoint(upper[i]))
                continue;
            if (i > start)
            {
                var there = Thinned(upper.Skip(start).Take(i - start).ToList());
                var back = Thinned(lower.Skip(start).Take(i - start).ToList());
                for (var k = 0; k < there.Count; k++)
                    Append(path, k == 0 ? 'M' : 'L', there[k]);
                for (var k = back.Count - 1; k >= 0; k--)
                    Append(path, 'L', back[k]);
                path.Append('z');
            }
            start = i + 1;
        }
        return path.ToString();
    }

    static IEnumerable<List<(double X, double Y)>> Pieces(IReadOnlyList<(double X, double Y)> points)
    {
        var piece = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            if (IsPoint(point))
            {
                piece.Add(point);
                continue;
            }
            if (piece.Count > 0)
                yield return piece;
            piece = [];
        }
        if (piece.Count > 0)
            yield return piece;
    }

    static bool IsPoint((double X, double Y) p) => double.IsFinite(p.X) && double.IsFinite(p.Y);

    internal static List<(double X, double Y)> Thinned(List<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>();
        for (var i = 0; i < points.Count;)
        {
            var (first, low, high) = (i, i, i);
            var column = Math.Floor(points[i].X / Column);
            for (; i < points.Count && Math.Floor(points[i].X / Column) == column; i++)
            {
                if (points[i].Y < points[low].Y)
                    low = i;
                if (points[i].Y > points[high].Y)
                    high = i;
            }
            foreach (var index in new SortedSet<int> { first, low, high, i - 1 })
                kept.Add(points[index]);
        }
        return kept;
    }

    static void Append(StringBuilder path, char command, (double X, double Y) point)
        => path.Append(command).Append(point.X.ToString("0.#")).Append(' ').Append(point.Y.ToString("0.#"));
}
