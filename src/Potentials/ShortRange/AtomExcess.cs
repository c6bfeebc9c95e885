using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>How far every atom of the structure evaluated last lies outside what the models were trained on.</summary>
sealed unsafe class AtomExcess : IDisposable
{
    readonly AlignedBuffer<float> _excess = new();
    Element[] _elements = [];
    Vec3[] _positions = [];
    Cell? _cell;
    Periodicity _periodic;

    /// <summary>Room for every atom in the order of the neighbour list; what is written there belongs to the structure of <see cref="Begin"/>.</summary>
    internal float* Pointer => _excess.Pointer;

    internal void Begin(Structure structure)
    {
        if (_positions.Length != structure.Count)
            (_elements, _positions) = (new Element[structure.Count], new Vec3[structure.Count]);
        structure.Elements.CopyTo(_elements);
        structure.Positions.CopyTo(_positions, 0);
        (_cell, _periodic) = (structure.Cell, structure.Periodic);
        _excess.Require(structure.Count);
    }

    internal bool IsOf(Structure structure) =>
        ReferenceEquals(structure.Cell, _cell) && structure.Periodic == _periodic &&
        MemoryMarshal.AsBytes(structure.Positions.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(_positions.AsSpan())) &&
        MemoryMarshal.AsBytes(structure.Elements).SequenceEqual(MemoryMarshal.AsBytes(_elements.AsSpan()));

    /// <param name="order">The structure's index of each atom.</param>
    internal RangeExcess Worst(ReadOnlySpan<int> order)
    {
        var (atoms, worst, amount) = (0, -1, 0f);
        for (var k = 0; k < order.Length; k++)
        {
            var excess = Pointer[k];
            if (!(excess > 0))
                continue;
            atoms++;
            if (excess > amount)
                (worst, amount) = (order[k], excess);
        }
        return new RangeExcess(atoms, worst, amount);
    }

    public void Dispose() => _excess.Dispose();
}
