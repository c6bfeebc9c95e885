namespace Athanor.Quantum;

/// <summary>Puts points that are neighbours next to one another: halves them across the longest side of their box, in whole blocks, until a block is left.</summary>
internal static class PointOrder
{
    public static void Sort(Span<GridPoint> points, int block)
    {
        if (points.Length <= block)
            return;
        var blocks = (points.Length + block - 1) / block;
        var middle = blocks / 2 * block;
        Divide(points, middle, LongestAxis(points));
        Sort(points[..middle], block);
        Sort(points[middle..], block);
    }

    static int LongestAxis(ReadOnlySpan<GridPoint> points)
    {
        var (best, axis) = (-1.0, 0);
        for (var a = 0; a < 3; a++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (ref readonly var p in points)
                (low, high) = (Math.Min(low, p.At[a]), Math.Max(high, p.At[a]));
            if (high - low > best)
                (best, axis) = (high - low, a);
        }
        return axis;
    }

    // Hoare's selection: the smallest ones first, those at `middle` and after no smaller.
    static void Divide(Span<GridPoint> points, int middle, int axis)
    {
        var (left, right) = (0, points.Length - 1);
        while (left < right)
        {
            var pivot = points[(left + right) / 2].At[axis];
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (points[i].At[axis] < pivot)
                    i++;
                while (points[j].At[axis] > pivot)
                    j--;
                if (i > j)
                    break;
                (points[i], points[j]) = (points[j], points[i]);
                i++;
                j--;
            }
            if (middle <= j)
                right = j;
            else if (middle >= i)
                left = i;
            else
                return;
        }
    }
}
