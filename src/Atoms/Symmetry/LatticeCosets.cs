using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// The lattice vectors of a cell that are different when those of a larger cell count as none: the pure translations of a supercell. Lattice vectors are whole numbers of the smaller cell's vectors; they add, and
/// have numbers from 0 (none) to the ratio of the volumes less one.
/// </summary>
sealed class LatticeCosets
{
    readonly long[][] _rows;

    /// <param name="multiples">Rows: the larger cell's vectors in whole numbers of the smaller's.</param>
    internal LatticeCosets(Mat3 multiples)
    {
        _rows = Triangular([Whole(multiples.Row(0)), Whole(multiples.Row(1)), Whole(multiples.Row(2))]);
        Count = checked((int)(_rows[0][0] * _rows[1][1] * _rows[2][2]));
    }

    internal int Count { get; }

    /// <summary>The number of a vector of whole numbers.</summary>
    internal int Index(Vec3 vector)
    {
        long x = (long)Math.Round(vector.X), y = (long)Math.Round(vector.Y), z = (long)Math.Round(vector.Z);
        var f = FloorOver(x, _rows[0][0]);
        (x, y, z) = (x - f * _rows[0][0], y - f * _rows[0][1], z - f * _rows[0][2]);
        f = FloorOver(y, _rows[1][1]);
        (y, z) = (y - f * _rows[1][1], z - f * _rows[1][2]);
        z -= FloorOver(z, _rows[2][2]) * _rows[2][2];
        return (int)((x * _rows[1][1] + y) * _rows[2][2] + z);
    }

    /// <summary>A vector with this number.</summary>
    internal Vec3 Vector(int index)
    {
        var (rest, z) = Math.DivRem(index, (int)_rows[2][2]);
        var (x, y) = Math.DivRem(rest, (int)_rows[1][1]);
        return new Vec3(x, y, z);
    }

    internal int Sum(int a, int b) => a == 0 ? b : b == 0 ? a : Index(Vector(a) + Vector(b));

    internal int Minus(int a) => Index(-Vector(a));

    /// <summary>Three rows in upper triangular form, diagonal above zero, that span the same lattice as these (Hermite's normal form, what stands above the diagonal left as it comes).</summary>
    internal static long[][] Triangular(List<long[]> rows)
    {
        var result = new long[3][];
        for (var column = 0; column < 3; column++)
        {
            // Euclid's algorithm on the column, among the rows that are left.
            while (true)
            {
                rows.Sort((a, b) => Order(a[column]).CompareTo(Order(b[column])));
                var others = false;
                for (var r = 1; r < rows.Count; r++)
                {
                    var times = rows[r][column] / rows[0][column];
                    for (var k = 0; k < 3; k++)
                        rows[r][k] -= times * rows[0][k];
                    others |= rows[r][column] != 0;
                }
                if (!others)
                    break;
            }
            var pivot = rows[0];
            rows.RemoveAt(0);
            result[column] = pivot[column] < 0 ? [.. pivot.Select(v => -v)] : pivot;
        }
        return result;

        static ulong Order(long value) => value == 0 ? ulong.MaxValue : (ulong)Math.Abs(value);
    }

    internal static long[] Whole(Vec3 v) => [(long)Math.Round(v.X), (long)Math.Round(v.Y), (long)Math.Round(v.Z)];

    static long FloorOver(long a, long b) => a >= 0 ? a / b : -((b - 1 - a) / b);
}
