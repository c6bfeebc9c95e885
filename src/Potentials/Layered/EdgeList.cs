using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>
/// All directed edges of a structure within a cutoff, by centre and by the neighbour's species, each with the edge that leads back. Atoms are those of the neighbour list's order. What a model whose layers exchange
/// features over edges goes through; lists are kept as long as the neighbour list is.
/// </summary>
sealed unsafe class EdgeList : IDisposable
{
    readonly Neighbours _neighbours;
    readonly AlignedBuffer<int> _start = new(), _target = new(), _back = new(), _place = new();
    readonly AlignedBuffer<LatticeShift> _shift = new();
    readonly AlignedBuffer<Vec3> _vector = new();
    readonly double _cutoff;
    Element[] _elements = [];

    internal EdgeList(double cutoff, double skin)
    {
        _cutoff = cutoff;
        _neighbours = new Neighbours(cutoff, skin);
    }

    internal Neighbours Neighbours => _neighbours;

    /// <summary>Those within the cutoff.</summary>
    internal EdgeSet Edges { get; } = new();

    /// <summary>By sorted atom.</summary>
    internal byte[] Species { get; private set; } = [];

    int Atoms => _neighbours.Count;

    /// <summary>Takes a structure.</summary>
    /// <param name="speciesOf">Not negative for any element of it.</param>
    internal void Update(Structure structure, Team team, Func<Element, int> speciesOf)
    {
        if (_neighbours.Update(structure, team) || !structure.Elements.SequenceEqual(_elements))
            List(structure, speciesOf);
        Select(structure.Cell?.Vectors ?? Mat3.Identity);
    }

    void List(Structure structure, Func<Element, int> speciesOf)
    {
        _elements = structure.Elements.ToArray();
        var order = _neighbours.Order;
        if (Species.Length != Atoms)
            Species = new byte[Atoms];
        for (var k = 0; k < Atoms; k++)
            Species[k] = (byte)speciesOf(_elements[order[k]]);
        var start = _start.Require(Atoms + 1);
        var total = 0;
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            for (var own = 0; own < _neighbours[b].OwnCount; own++)
            {
                start[_neighbours[b].OwnStart + own] = total;
                total += _neighbours[b].EdgeCount[own];
            }
        }
        start[Atoms] = total;
        var target = _target.Require(total + 1);
        var shift = _shift.Require(total + 1);
        for (var b = 0; b < _neighbours.BlockCount; b++)
            Take(_neighbours[b], start, target, shift, Species);
        var back = _back.Require(total + 1);
        for (var i = 0; i < Atoms; i++)
        {
            for (var e = start[i]; e < start[i + 1]; e++)
                back[e] = Opposite(start, target, shift, i, e);
        }
        _vector.Require(total + 1);
        _place.Require(total + 1);
    }

    static void Take(NeighbourBlock block, int* start, int* target, LatticeShift* shift, byte[] species)
    {
        for (var own = 0; own < block.OwnCount; own++)
        {
            var first = start[block.OwnStart + own];
            var count = block.EdgeCount[own];
            for (var e = 0; e < count; e++)
            {
                var local = block.Edges[block.EdgeStart[own] + e];
                var ghost = local - block.OwnCount;
                var (to, by) = ghost < 0 ? (block.OwnStart + local, default) : (block.GhostAtom[ghost], block.GhostShift[ghost]);
                // Inserted by species; edges of one species keep their order.
                var at = first + e;
                for (; at > first && species[target[at - 1]] > species[to]; at--)
                    (target[at], shift[at]) = (target[at - 1], shift[at - 1]);
                (target[at], shift[at]) = (to, by);
            }
        }
    }

    static int Opposite(int* start, int* target, LatticeShift* shift, int centre, int edge)
    {
        var by = shift[edge];
        var other = target[edge];
        for (var e = start[other]; e < start[other + 1]; e++)
        {
            if (target[e] == centre && shift[e].A == -by.A && shift[e].B == -by.B && shift[e].C == -by.C)
                return e;
        }
        throw new InvalidOperationException("A neighbour list is not symmetric.");
    }

    /// <summary>Current vectors of what is listed, and of these the ones within the cutoff.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Select(Mat3 vectors)
    {
        int* listed = _start.Pointer, target = _target.Pointer, back = _back.Pointer, place = _place.Pointer;
        var shift = _shift.Pointer;
        var vector = _vector.Pointer;
        var positions = _neighbours.SortedPositions;
        var limit = _cutoff * _cutoff;
        var count = 0;
        for (var i = 0; i < Atoms; i++)
        {
            for (var e = listed[i]; e < listed[i + 1]; e++)
            {
                var to = positions[target[e]];
                if (!shift[e].IsZero)
                    to += shift[e].In(vectors);
                vector[e] = back[e] < e ? -vector[back[e]] : to - positions[i];
                place[e] = vector[e].LengthSquared < limit ? count++ : -1;
            }
        }
        Edges.Ready(Atoms, count);
        var next = 0;
        for (var i = 0; i < Atoms; i++)
        {
            Edges.Start[i] = next;
            for (var e = listed[i]; e < listed[i + 1]; e++)
            {
                if (place[e] < 0)
                    continue;
                Edges.Target[next] = target[e];
                Edges.Back[next] = place[back[e]];
                Edges.Vector[next++] = vector[e];
            }
        }
        Edges.Start[Atoms] = count;
    }

    public void Dispose()
    {
        _neighbours.Dispose();
        foreach (var buffer in new[] { _start, _target, _back, _place })
            buffer.Dispose();
        _shift.Dispose();
        _vector.Dispose();
        Edges.Dispose();
    }
}
