using Athanor.Atoms;
using Athanor.Numerics;

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

    /// <summary>Those of a block's own atoms, with what its neighbours' ghosts of the same atoms received, in slot order.</summary>
    /// <param name="order">The structure's index of each sorted atom.</param>
    /// <param name="own">Of the first sorted atom.</param>
    /// <param name="start">Where each sorted atom's ghosts start in <paramref name="slots"/>; null where no kernel scatters.</param>
    internal static void Gather(NeighbourBlock block, ReadOnlySpan<int> order, double* own, double* ghosts, int* start, int* slots, Span<Mat3> into)
    {
        for (var k = block.OwnStart; k < block.OwnStart + block.OwnCount; k++)
        {
            var sum = Mat3.FromSpan(new ReadOnlySpan<double>(own + 9L * k, 9));
            for (var s = start is null ? 0 : start[k]; start is not null && s < start[k + 1]; s++)
                sum += Mat3.FromSpan(new ReadOnlySpan<double>(ghosts + 9L * slots[s], 9));
            into[order[k]] = sum;
        }
    }
}
