using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Sees to it that structures of a path are the same atoms, and lie as near to one another as whole lattice vectors, shifts and rotations let them.</summary>
static class PathEnds
{
    /// <summary>Cells may differ by this, Å, as rounding in files makes them.</summary>
    const double SameCell = 1e-3;

    /// <exception cref="SimulationException">They are not the same atoms in the same order in the same cell.</exception>
    internal static void RefuseOthers(Structure first, Structure other)
    {
        if (first.Count != other.Count)
            throw new SimulationException($"A path leads from atoms to the same atoms, but one end is {first} and the other {other}.");
        for (var i = 0; i < first.Count; i++)
        {
            if (first.Elements[i] != other.Elements[i])
                throw new SimulationException($"Atom {i + 1} is {first.Elements[i]} at one end of the path and {other.Elements[i]} at the other. Bring the atoms into the same order.");
        }
        if (first.Periodic != other.Periodic)
            throw new SimulationException($"One end of the path repeats along \"{first.Periodic}\", the other along \"{other.Periodic}\".");
        if (first.Periodic.Any)
        {
            var difference = first.Cell!.Vectors + -1.0 * other.Cell!.Vectors;
            for (var k = 0; k < 9; k++)
            {
                if (Math.Abs(difference[k / 3, k % 3]) > SameCell)
                    throw new SimulationException($"The ends of the path have different cells; paths here are of atoms in one cell. Relax both ends in the same one.");
            }
        }
    }

    /// <summary>
    /// The other structure's atoms, each at the image nearest to where it is in the first, all shifted together (and of a molecule turned) so that they are nearest on the whole; neither where atoms are fixed.
    /// </summary>
    internal static Structure Near(Structure first, Structure other, bool anyFixed)
    {
        var near = first.Clone();
        near.Velocities = null;
        var (from, to) = (first.Positions, near.Positions);
        for (var i = 0; i < first.Count; i++)
            to[i] = from[i] + MinimumImage.Shortest(first, other.Positions[i] - from[i]);
        if (anyFixed)
            return near;
        var shift = Vec3.Zero;
        for (var i = 0; i < first.Count; i++)
            shift += to[i] - from[i];
        shift /= first.Count;
        for (var i = 0; i < first.Count; i++)
            to[i] -= shift;
        if (!first.Periodic.Any && first.Count > 2)
            Turn(from, to);
        return near;
    }

    static void Turn(Vec3[] from, Vec3[] to)
    {
        Vec3[] x = [.. from], y = [.. to];
        Superposition.Centre(x);
        Superposition.Centre(y);
        var centre = from[0] - x[0];
        var gap = new Vec3[x.Length];
        // With this factor what is added to the gaps is x − R y.
        Superposition.Deviation(x, y, 0.5 * x.Length, gap);
        for (var i = 0; i < x.Length; i++)
            to[i] = centre + x[i] - gap[i];
    }
}
