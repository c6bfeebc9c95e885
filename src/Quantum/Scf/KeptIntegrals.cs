namespace Athanor.Quantum;

/// <summary>Blocks of integrals one after the other, in few large arrays: millions of small ones would keep the collector busy.</summary>
internal sealed class KeptIntegrals
{
    const int Room = 1 << 16;

    // Rows are read to whole lanes of the widest; what is there must be a number.
    const int Beyond = ShellPair.Padding;

    readonly List<double[]> _stores = [];
    readonly List<Block> _blocks = [];
    int _used = Room;

    /// <summary>Where a block is: numbers of the two pairs, and its first integral.</summary>
    public readonly record struct Block(int Bra, int Ket, int Store, int First);

    public int Count => _blocks.Count;

    public Block this[int index] => _blocks[index];

    public double[] Store(int index) => _stores[index];

    /// <summary>Copies rows of <paramref name="columns"/> that stand <paramref name="stride"/> apart.</summary>
    public void Add(int bra, int ket, ReadOnlySpan<double> from, int rows, int columns, int stride)
    {
        var size = rows * columns;
        if (_stores.Count == 0 || _used + size + Beyond > _stores[^1].Length)
        {
            _stores.Add(new double[Math.Max(size, Room) + Beyond]);
            _used = 0;
        }
        _blocks.Add(new(bra, ket, _stores.Count - 1, _used));
        var into = _stores[^1].AsSpan(_used, size);
        for (var r = 0; r < rows; r++)
            from.Slice(r * stride, columns).CopyTo(into[(r * columns)..]);
        _used += size;
    }
}
