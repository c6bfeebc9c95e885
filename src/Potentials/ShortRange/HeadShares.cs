using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Where what a block's heads add goes: for each of them four numbers of each own atom and each ghost, as <see cref="AtomBlock{T}.Forces"/>. Default for nowhere.</summary>
/// <param name="own">Of the first head, of the block's first own atom.</param>
/// <param name="ghosts">Of the first head, of its first ghost; null where no kernel scatters.</param>
/// <param name="ownStride">Numbers from head to head.</param>
/// <param name="ghostStride">Likewise.</param>
readonly unsafe struct HeadShares<T>(T* own, T* ghosts, nint ownStride, nint ghostStride)
    where T : unmanaged
{
    internal bool Wanted => own is not null;

    /// <summary>Takes those of a block, by local atom.</summary>
    /// <param name="from">Of the first head; heads are <paramref name="stride"/> apart.</param>
    internal void Take(NeighbourBlock block, int heads, T* from, nint stride)
    {
        for (var m = 0; m < heads; m++, from += stride)
        {
            new ReadOnlySpan<T>(from, 4 * block.OwnCount).CopyTo(new Span<T>(own + m * ownStride, 4 * block.OwnCount));
            if (ghosts is not null)
                new ReadOnlySpan<T>(from + 4 * block.OwnCount, 4 * block.GhostCount).CopyTo(new Span<T>(ghosts + m * ghostStride, 4 * block.GhostCount));
        }
    }
}
