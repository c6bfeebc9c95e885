using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The rotations and rotation-reflections that bring a molecule to cover itself. One is known by where it takes two atoms that are not in line with the centre, so all places of
/// two atoms out of small sets of equal ones are tried.
/// </summary>
sealed class SymmetryOperations
{
    readonly Vec3[] _places;
    readonly (Element Element, double Mass)[] _kinds;
    readonly double _tolerance;

    internal SymmetryOperations(Structure structure, double tolerance)
    {
        var centre = Inertia.Of(structure).Centre;
        _places = [.. structure.Positions.Select(r => r - centre)];
        _kinds = [.. Enumerable.Range(0, structure.Count).Select(i => (structure.Elements[i], structure.MassOf(i)))];
        _tolerance = tolerance;
    }

    /// <summary>Whether an orthogonal matrix takes every atom to an equal one.</summary>
    internal bool Has(Mat3 operation)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            var image = operation * _places[i];
            var found = false;
            for (var j = 0; j < _places.Length && !found; j++)
                found = _kinds[i] == _kinds[j] && (_places[j] - image).Length < _tolerance;
            if (!found)
                return false;
        }
        return true;
    }

    /// <summary>All of them, the identity among them. Of a molecule that is not linear.</summary>
    internal IReadOnlyList<Mat3> Find()
    {
        // The fewest equal atoms at equal distance first, the far ones before the near: fewer places to try, and steadier angles.
        var near = Math.Min(10 * _tolerance, 0.5 * _places.Max(r => r.Length));
        int[] order = [.. Enumerable.Range(0, _places.Length).Where(i => _places[i].Length > near)
            .OrderBy(i => Alike(i).Count()).ThenByDescending(i => _places[i].Length)];
        var first = order[0];
        var second = order.Where(i => Vec3.Cross(_places[first], _places[i]).Length > 0.1 * _places[first].Length * _places[i].Length).FirstOrDefault(-1);
        if (second < 0)
            return [Mat3.Identity];
        var found = new List<Mat3>();
        var own = Axes(_places[first], _places[second]);
        foreach (var a in Alike(first))
        {
            foreach (var b in Alike(second))
            {
                if (a == b || Math.Abs((_places[a] - _places[b]).Length - (_places[first] - _places[second]).Length) > 2 * _tolerance)
                    continue;
                var there = Axes(_places[a], _places[b]);
                foreach (var hand in (int[])[1, -1])
                {
                    var operation = there.Transposed * (Mat3.Diagonal(1, 1, hand) * own);
                    if (Has(operation))
                        found.Add(operation);
                }
            }
        }
        return found;
    }

    /// <summary>Atoms of the same kind as far from the centre.</summary>
    IEnumerable<int> Alike(int atom) => Enumerable.Range(0, _places.Length)
        .Where(j => _kinds[j] == _kinds[atom] && Math.Abs(_places[j].Length - _places[atom].Length) < _tolerance);

    /// <summary>Right-handed unit vectors as rows: along a, across it in the plane of a and b, and normal to both.</summary>
    static Mat3 Axes(Vec3 a, Vec3 b)
    {
        var x = 1 / a.Length * a;
        var z = Vec3.Cross(a, b);
        z = 1 / z.Length * z;
        return Mat3.FromRows(x, Vec3.Cross(z, x), z);
    }
}
