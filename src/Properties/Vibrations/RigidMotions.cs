using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Motions that deform nothing, as orthonormal vectors of 3N mass-weighted coordinates √m r (the conditions of Eckart, Phys. Rev. 47, 552 (1935)): three translations; of a
/// molecule three rotations, two if it is linear, none of an atom; of what repeats in one direction alone, the turn about it.
/// </summary>
static class RigidMotions
{
    internal static double[][] Of(Structure structure)
    {
        var motions = new List<double[]>();
        for (var d = 0; d < 3; d++)
        {
            var along = new Vec3(d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0);
            motions.Add(Weighted(structure, _ => along));
        }
        foreach (var (centre, axis) in Turns(structure))
            motions.Add(Weighted(structure, r => Vec3.Cross(axis, r - centre)));
        return [.. motions];
    }

    /// <summary>The motions of atoms that stay.</summary>
    internal static double[][] Of(Structure structure, IReadOnlyList<int> fixedAtoms)
    {
        var motions = new List<double[]>();
        foreach (var i in fixedAtoms)
        {
            for (var d = 0; d < 3; d++)
            {
                var motion = new double[3 * structure.Count];
                motion[3 * i + d] = 1;
                motions.Add(motion);
            }
        }
        return [.. motions];
    }

    static IEnumerable<(Vec3 Centre, Vec3 Axis)> Turns(Structure structure)
    {
        var inertia = Inertia.Of(structure);
        if (!structure.Periodic.Any)
        {
            for (var k = 0; k < 3; k++)
            {
                if (inertia.Moments[k] > 0)
                    yield return (inertia.Centre, inertia.Axes[k]);
            }
            yield break;
        }
        var repeats = new[] { structure.Periodic.A, structure.Periodic.B, structure.Periodic.C };
        if (repeats.Count(r => r) > 1)
            yield break;
        var axis = structure.Cell!.Vectors.Row(Array.IndexOf(repeats, true));
        axis = 1 / axis.Length * axis;
        // Of a straight chain the turn moves nothing.
        if (structure.Positions.Any(r => Vec3.Cross(axis, r - inertia.Centre).Length > 1e-3))
            yield return (inertia.Centre, axis);
    }

    static double[] Weighted(Structure structure, Func<Vec3, Vec3> velocity)
    {
        var motion = new double[3 * structure.Count];
        for (var i = 0; i < structure.Count; i++)
        {
            var v = Math.Sqrt(structure.MassOf(i)) * velocity(structure.Positions[i]);
            for (var d = 0; d < 3; d++)
                motion[3 * i + d] = v[d];
        }
        var length = Math.Sqrt(motion.Sum(x => x * x));
        return [.. motion.Select(x => x / length)];
    }
}
