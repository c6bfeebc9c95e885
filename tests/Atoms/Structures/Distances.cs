using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

/// <summary>The plain quadratic sum over atoms and images that the cleverer code is compared with.</summary>
static class Distances
{
    /// <summary>Distances from one atom to all others and their images (and its own images) within a radius, ascending, Å.</summary>
    public static double[] Around(Structure s, int atom, double radius)
    {
        var found = new List<double>();
        var reach = new int[3];
        for (var d = 0; d < 3; d++)
            reach[d] = s.Periodic[d] ? (int)Math.Ceiling(radius / s.Cell!.Heights[d]) + 1 : 0;
        var inside = s.Wrapped();
        for (var j = 0; j < s.Count; j++)
        {
            for (var a = -reach[0]; a <= reach[0]; a++)
            {
                for (var b = -reach[1]; b <= reach[1]; b++)
                {
                    for (var c = -reach[2]; c <= reach[2]; c++)
                    {
                        var shift = s.Cell is null ? Vec3.Zero : s.Cell.ToCartesian(new Vec3(a, b, c));
                        var distance = (inside.Positions[j] + shift - inside.Positions[atom]).Length;
                        if (distance < radius && (j != atom || (a, b, c) != (0, 0, 0)))
                            found.Add(distance);
                    }
                }
            }
        }
        found.Sort();
        return [.. found];
    }

    /// <summary>All distances of the structure within a radius, atom after atom: equal for two descriptions of the same crystal.</summary>
    public static double[] All(Structure s, double radius) => [.. Enumerable.Range(0, s.Count).SelectMany(i => Around(s, i, radius))];

    /// <summary>Equal lists, to a tolerance in Å.</summary>
    public static void AssertEqual(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
