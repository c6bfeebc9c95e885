using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Multiplies the weights of atoms' points with the shares that Becke's partition gives the atoms, block by block.</summary>
internal sealed class GridShares(BeckePartition partition, GridPoint[] points, int threads) : IJob
{
    const int Block = MolecularGrid.Block;

    readonly double[][] _partition = [.. Enumerable.Range(0, threads).Select(_ => new double[partition.Scratch(Block)])];
    readonly double[][] _points = [.. Enumerable.Range(0, threads).Select(_ => new double[4 * Block])];

    public void Run(int index, int worker) => Widths.Double<Work, int>(new(this, index, worker));

    void Run<W>(int index, int worker)
        where W : struct, IWide<W, double>
    {
        var rows = _points[worker];
        Span<double> x = rows.AsSpan(0, Block), y = rows.AsSpan(Block, Block), z = rows.AsSpan(2 * Block, Block), shares = rows.AsSpan(3 * Block, Block);
        Span<int> parents = stackalloc int[Block];
        var (first, count) = (index * Block, Math.Min(Block, points.Length - index * Block));
        for (var i = 0; i < Block; i++)
        {
            var (at, _, parent) = points[first + Math.Min(i, count - 1)];
            (x[i], y[i], z[i], parents[i]) = (at.X, at.Y, at.Z, parent);
        }
        partition.Shares<W>(x, y, z, parents, shares, _partition[worker]);
        for (var i = 0; i < count; i++)
            points[first + i] = points[first + i] with { Weight = points[first + i].Weight * shares[i] };
    }

    readonly struct Work(GridShares owner, int index, int worker) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Run<W>(index, worker);
            return 0;
        }
    }
}
