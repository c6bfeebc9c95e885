using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Finds the two atoms that are closest, measured by the sum of their covalent radii. Keeps a neighbour list of its own: it reaches little farther than a bond and
/// stands for many steps, so a look costs a few nanoseconds per atom.
/// </summary>
sealed class ClosestContact : IDisposable
{
    const double Skin = 1.0;

    readonly Neighbours _neighbours;
    readonly double[] _radii;
    readonly double _farthest;

    /// <param name="farthest">Contacts are looked for up to this fraction of the sum of the covalent radii.</param>
    internal ClosestContact(Structure structure, double farthest)
    {
        _farthest = farthest;
        _radii = new double[structure.Count];
        for (var i = 0; i < _radii.Length; i++)
            _radii[i] = structure.Elements[i].CovalentRadius;
        _neighbours = new Neighbours(2 * farthest * _radii.Max(), Skin);
    }

    /// <summary>The closest pair.</summary>
    /// <returns>Distance over the sum of covalent radii; infinity where no two atoms are within reach.</returns>
    internal unsafe double Measure(Structure structure, out int first, out int second, out double distance)
    {
        _neighbours.Update(structure, Team.Single);
        var sorted = _neighbours.SortedPositions;
        var order = _neighbours.Order;
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        // Beyond this the list is not complete, and what it holds depends on when it was built.
        var smallest = _farthest * _farthest;
        (first, second, distance) = (-1, -1, double.PositiveInfinity);
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            var block = _neighbours[b];
            for (var i = 0; i < block.OwnCount; i++)
            {
                var atom = order[block.OwnStart + i];
                var position = sorted[block.OwnStart + i];
                for (var e = block.EdgeStart[i]; e < block.EdgeStart[i] + block.EdgeCount[i]; e++)
                {
                    int local = block.Edges[e];
                    var ghost = local - block.OwnCount;
                    var place = ghost < 0 ? block.OwnStart + local : block.GhostAtom[ghost];
                    var r = sorted[place] - position;
                    if (ghost >= 0)
                        r += block.GhostShift[ghost].In(vectors);
                    var sum = _radii[atom] + _radii[order[place]];
                    var squared = r.LengthSquared / (sum * sum);
                    if (!(squared < smallest))
                        continue;
                    smallest = squared;
                    (first, second, distance) = (atom, order[place], r.Length);
                }
            }
        }
        return first < 0 ? double.PositiveInfinity : Math.Sqrt(smallest);
    }

    public void Dispose() => _neighbours.Dispose();
}
