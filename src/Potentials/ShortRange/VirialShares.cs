using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Where a block's virials by atom go: nine numbers for each own atom and each ghost. Default for nowhere.</summary>
/// <param name="own">Of the block's first own atom; null where nobody wants them.</param>
/// <param name="ghosts">Of its first ghost; null where no kernel scatters.</param>
readonly unsafe struct VirialShares(double* own, double* ghosts)
{
    internal bool Wanted => own is not null;

    /// <summary>Takes those of a block, by local atom; nothing where they are not wanted.</summary>
    internal void Take(NeighbourBlock block, double* virials)
    {
        if (!Wanted)
            return;
        new ReadOnlySpan<double>(virials, 9 * block.OwnCount).CopyTo(new Span<double>(own, 9 * block.OwnCount));
        if (ghosts is not null)
            new ReadOnlySpan<double>(virials + 9 * block.OwnCount, 9 * block.GhostCount).CopyTo(new Span<double>(ghosts, 9 * block.GhostCount));
    }
}
