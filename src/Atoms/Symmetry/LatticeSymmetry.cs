using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The rotations and mirrors that map a lattice onto itself, of which there are at most 48.</summary>
static class LatticeSymmetry
{
    // In a reduced cell the images of the shortest vectors have components −1, 0 and 1; one more costs nothing.
    const int Reach = 2;

    /// <param name="reduced">A Minkowski-reduced cell (<see cref="LatticeReduction"/>).</param>
    /// <param name="tolerance">Å, by which lengths of lattice vectors, and of their differences, may differ.</param>
    /// <returns>Matrices of whole numbers on fractional coordinates (columns), the identity first.</returns>
    internal static IReadOnlyList<Mat3> Of(Cell reduced, double tolerance)
    {
        var v = reduced.Vectors;
        Vec3[] basis = [v.Row(0), v.Row(1), v.Row(2)];
        var images = new List<Vec3>[3];
        for (var d = 0; d < 3; d++)
        {
            images[d] = [];
            foreach (var c in Coefficients())
            {
                if (Math.Abs((c * v).Length - basis[d].Length) <= tolerance)
                    images[d].Add(c);
            }
        }
        var found = new List<Mat3>();
        foreach (var a in images[0])
        {
            foreach (var b in images[1].Where(b => SameAngle(a, b, 0, 1)))
            {
                foreach (var c in images[2].Where(c => SameAngle(a, c, 0, 2) && SameAngle(b, c, 1, 2)))
                {
                    // The image of basis vector d is column d.
                    var w = Mat3.FromRows(a, b, c).Transposed;
                    if (Math.Abs(Math.Abs(w.Determinant) - 1) < 0.5)
                        found.Add(w);
                }
            }
        }
        var identity = found.IndexOf(Mat3.Identity);
        (found[0], found[identity]) = (found[identity], found[0]);
        return found;

        // Both diagonals of the parallelogram: one alone would be blind to a change of an almost straight angle.
        bool SameAngle(Vec3 a, Vec3 b, int i, int j) =>
            Math.Abs(((a - b) * v).Length - (basis[i] - basis[j]).Length) <= 2 * tolerance && Math.Abs(((a + b) * v).Length - (basis[i] + basis[j]).Length) <= 2 * tolerance;
    }

    static IEnumerable<Vec3> Coefficients()
    {
        for (var i = -Reach; i <= Reach; i++)
        {
            for (var j = -Reach; j <= Reach; j++)
            {
                for (var k = -Reach; k <= Reach; k++)
                    yield return new Vec3(i, j, k);
            }
        }
    }
}
