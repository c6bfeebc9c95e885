namespace Athanor.Atoms;

/// <summary>A box of bins, half-open in each direction.</summary>
readonly record struct BinBox(int A0, int A1, int B0, int B1, int C0, int C1);

/// <summary>
/// Cuts space into boxes of bins with nearly equal numbers of atoms by repeated halving along the longest side. Depends on the
/// structure alone, never on the number of threads, so that sums over blocks have the same bits on any machine.
/// </summary>
static class BlockPartition
{
    /// <summary>Beyond this a block no longer fits the second-level cache with its neighbourhood.</summary>
    const int LargestBlock = 448;

    /// <summary>At least this many blocks, where atoms suffice, so that a few threads share small systems.</summary>
    const int WantedBlocks = 4;

    /// <summary>Appends the boxes, in spatial order.</summary>
    /// <param name="smallestBlock">No block is meant to have fewer atoms.</param>
    internal static void Cut(BinGrid grid, int atoms, int smallestBlock, List<BinBox> boxes)
    {
        boxes.Clear();
        // A tenth over the target is better than a half of it.
        var most = (int)(1.1 * Math.Clamp(atoms / WantedBlocks, Math.Min(smallestBlock, LargestBlock), LargestBlock));
        Halve(grid, new BinBox(0, grid.Size[0], 0, grid.Size[1], 0, grid.Size[2]), atoms, most, boxes);
    }

    static void Halve(BinGrid grid, BinBox box, int count, int most, List<BinBox> boxes)
    {
        if (count == 0)
            return;
        if (count <= most || !TrySplit(grid, box, count, out var low, out var high, out var lowCount))
        {
            boxes.Add(box);
            return;
        }
        Halve(grid, low, lowCount, most, boxes);
        Halve(grid, high, count - lowCount, most, boxes);
    }

    static bool TrySplit(BinGrid grid, BinBox box, int count, out BinBox low, out BinBox high, out int lowCount)
    {
        double la = (box.A1 - box.A0) * grid.Width[0], lb = (box.B1 - box.B0) * grid.Width[1], lc = (box.C1 - box.C0) * grid.Width[2];
        if (box.A1 - box.A0 < 2)
            la = 0;
        if (box.B1 - box.B0 < 2)
            lb = 0;
        if (box.C1 - box.C0 < 2)
            lc = 0;
        (low, high, lowCount) = (box, box, 0);
        if (la == 0 && lb == 0 && lc == 0)
            return false;
        var direction = la >= lb && la >= lc ? 0 : lb >= lc ? 1 : 2;
        var (first, end) = direction switch
        {
            0 => (box.A0, box.A1),
            1 => (box.B0, box.B1),
            _ => (box.C0, box.C1),
        };
        // The plane whose lower side comes nearest to a half of the atoms.
        int best = first + 1, bestLow = 0, below = 0;
        for (var plane = first + 1; plane < end; plane++)
        {
            below += CountSlab(grid, box, direction, plane - 1);
            if (plane == first + 1 || Math.Abs(2 * below - count) < Math.Abs(2 * bestLow - count))
                (best, bestLow) = (plane, below);
        }
        (low, high) = direction switch
        {
            0 => (box with { A1 = best }, box with { A0 = best }),
            1 => (box with { B1 = best }, box with { B0 = best }),
            _ => (box with { C1 = best }, box with { C0 = best }),
        };
        lowCount = bestLow;
        return true;
    }

    static int CountSlab(BinGrid grid, BinBox box, int direction, int layer)
    {
        var slab = direction switch
        {
            0 => box with { A0 = layer, A1 = layer + 1 },
            1 => box with { B0 = layer, B1 = layer + 1 },
            _ => box with { C0 = layer, C1 = layer + 1 },
        };
        var count = 0;
        for (var a = slab.A0; a < slab.A1; a++)
        {
            for (var b = slab.B0; b < slab.B1; b++)
                count += grid.Start[grid.BinIndex(a, b, slab.C1 - 1) + 1] - grid.Start[grid.BinIndex(a, b, slab.C0)];
        }
        return count;
    }
}
