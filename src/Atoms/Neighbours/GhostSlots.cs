using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>For each sorted atom the places of its ghosts among all blocks' ghosts, ascending.</summary>
sealed unsafe class GhostSlots : IDisposable
{
    readonly AlignedBuffer<int> _start = new();
    readonly AlignedBuffer<int> _slots = new();

    /// <summary>The slots of atom i are Start[i] … Start[i + 1].</summary>
    internal int* Start => _start.Pointer;

    internal int* Slots => _slots.Pointer;

    internal void Find(Neighbours neighbours)
    {
        var count = neighbours.Count;
        var start = _start.Require(count + 1);
        var slots = _slots.Require(Math.Max(1, neighbours.GhostCount));
        new Span<int>(start, count + 1).Clear();
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            var block = neighbours[b];
            for (var g = 0; g < block.GhostCount; g++)
                start[block.GhostAtom[g] + 1]++;
        }
        for (var i = 0; i < count; i++)
            start[i + 1] += start[i];
        // From the last block back, so that every atom's slots end up ascending.
        for (var b = neighbours.BlockCount - 1; b >= 0; b--)
        {
            var block = neighbours[b];
            for (var g = block.GhostCount - 1; g >= 0; g--)
                slots[--start[block.GhostAtom[g] + 1]] = block.GhostOffset + g;
        }
        // That walked every end back to its beginning, one entry to the right: shift them home.
        for (var i = 0; i < count; i++)
            start[i] = start[i + 1];
        start[count] = neighbours.GhostCount;
    }

    public void Dispose()
    {
        _start.Dispose();
        _slots.Dispose();
    }
}
