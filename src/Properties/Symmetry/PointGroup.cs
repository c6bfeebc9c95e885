using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The point group of a molecule and its rotational symmetry number, the number of proper rotations that only exchange equal nuclei (of the same element and mass).</summary>
/// <param name="Name">Schoenflies's: "C2v", "Td", "D∞h"; "atom" of a single one.</param>
/// <param name="SymmetryNumber">σ; of a linear molecule 1 or 2.</param>
public sealed record PointGroup(string Name, int SymmetryNumber)
{
    /// <summary>Distance within which an atom must fall on an equal one, Å, unless told otherwise.</summary>
    public const double DefaultTolerance = 0.02;

    /// <param name="tolerance">Å.</param>
    /// <exception cref="AtomsException">The structure repeats; it is no molecule.</exception>
    public static PointGroup Of(Structure structure, double tolerance = DefaultTolerance)
    {
        if (structure.Periodic.Any)
            throw new AtomsException($"{structure} repeats; point groups are found of molecules alone.");
        var operations = new SymmetryOperations(structure, tolerance);
        var inertia = Inertia.Of(structure);
        return inertia.Rotations switch
        {
            0 => new PointGroup("atom", 1),
            2 => operations.Has(-1 * Mat3.Identity) ? new PointGroup("D∞h", 2) : new PointGroup("C∞v", 1),
            _ => Named(operations.Find()),
        };
    }

    /// <summary>The group by its elements: the highest axis, how many axes there are, and which mirrors.</summary>
    static PointGroup Named(IReadOnlyList<Mat3> operations)
    {
        Mat3[] proper = [.. operations.Where(o => o.Determinant > 0)], improper = [.. operations.Where(o => o.Determinant < 0)];
        var turns = proper.Select(o => (Order: Order(o), Axis: Axis(o))).Where(t => t.Order > 1).ToArray();
        var sigma = proper.Length;
        return new PointGroup(Name(), sigma);

        string Name()
        {
            var highest = turns.Length == 0 ? 1 : turns.Max(t => t.Order);
            // Twelve, twenty-four or sixty turns about several axes of order three and more.
            var several = turns.Where(t => t.Order == 3).Select(t => t.Axis).Aggregate(new List<Vec3>(), (seen, a) =>
            {
                if (!seen.Exists(s => Math.Abs(Vec3.Dot(s, a)) > 0.99))
                    seen.Add(a);
                return seen;
            }).Count > 1;
            var inverts = improper.Any(o => Math.Abs(o.Trace + 3) < 0.1);
            if (several)
            {
                return sigma switch
                {
                    60 => improper.Length > 0 ? "Ih" : "I",
                    24 => improper.Length > 0 ? "Oh" : "O",
                    _ => improper.Length == 0 ? "T" : inverts ? "Th" : "Td",
                };
            }
            if (highest == 1)
                return improper.Length == 0 ? "C1" : inverts ? "Ci" : "Cs";
            // Where all axes are of order two, none is the main one; a mirror across any of them then counts.
            var main = turns.Where(t => t.Order == highest).Select(t => t.Axis).ToArray();
            var mirrors = improper.Where(o => Math.Abs(o.Trace - 1) < 0.1).Select(o => Axis(-1 * o)).ToArray();
            var across = mirrors.Any(m => main.Any(a => Math.Abs(Vec3.Dot(m, a)) > 0.99));
            if (sigma == highest)
                return improper.Length == 0 ? $"C{highest}" : across ? $"C{highest}h" : mirrors.Length > 0 ? $"C{highest}v" : $"S{2 * highest}";
            return improper.Length == 0 ? $"D{highest}" : across && (highest > 2 || mirrors.Length == 3) ? $"D{highest}h" : $"D{highest}d";
        }
    }

    /// <summary>2π over the angle of the smallest turn it is a power of; of a turn by 2·2π/5 that is 5.</summary>
    static int Order(Mat3 rotation)
    {
        var angle = Math.Acos(Math.Clamp((rotation.Trace - 1) / 2, -1, 1));
        if (angle < 0.02)
            return 1;
        for (var order = 2; order < 24; order++)
        {
            var turns = order * angle / (2 * Math.PI);
            if (Math.Abs(turns - Math.Round(turns)) < 0.02 * order / 2)
                return order;
        }
        return 24;
    }

    /// <summary>Unit vector that a rotation keeps.</summary>
    static Vec3 Axis(Mat3 rotation)
    {
        // The largest row of R + Rᵀ + (1 − tr R) 1, which is along the axis for any angle but zero.
        var m = rotation + rotation.Transposed + (1 - rotation.Trace) * Mat3.Identity;
        var row = Enumerable.Range(0, 3).Select(m.Row).MaxBy(r => r.Length);
        return row.Length < 1e-6 ? Vec3.Zero : 1 / row.Length * row;
    }
}
