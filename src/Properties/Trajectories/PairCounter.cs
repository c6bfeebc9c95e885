using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Counts pairs of atoms by distance and elements in one structure. Where the nearest image is the only one within reach and the system is not large, all pairs are looked at, a lane being an atom; else neighbour lists find those within
/// reach, every image of its own. Counts are whole numbers, so that nothing depends on who counts first.
/// </summary>
sealed unsafe class PairCounter : IJob, IDisposable
{
    /// <summary>Rows of one piece of work.</summary>
    const int Rows = 64;

    // A pair costs about 1.5 ns among all pairs, about 20 ns in the lists, which hold each of them twice.
    const double ListPrice = 25;

    readonly ElementOrder _order;
    readonly double _range;
    readonly int _bins;
    readonly double[][] _fractional;
    readonly long[] _counts;
    long[][] _perWorker = [];
    double[][] _scratch = [];
    Neighbours? _neighbours;
    Structure? _structure;
    bool _listed;

    public PairCounter(ElementOrder order, double range, int bins)
    {
        (_order, _range, _bins) = (order, range, bins);
        _fractional = [new double[order.Order.Length], new double[order.Order.Length], new double[order.Order.Length]];
        _counts = new long[order.Pairs.Length * bins];
    }

    /// <summary>By pair of elements and interval, each pair of atoms once.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    public void Count(Structure structure, Team team)
    {
        while (_perWorker.Length < team.Threads)
        {
            _perWorker = [.. _perWorker, new long[_counts.Length]];
            _scratch = [.. _scratch, new double[structure.Count + 16]];
        }
        foreach (var own in _perWorker)
            own.AsSpan().Clear();
        _structure = structure;
        _listed = NeedsLists(structure);
        if (_listed)
        {
            _neighbours ??= new Neighbours(_range, 0);
            _neighbours.Update(structure, team);
            team.Run(this, _neighbours.BlockCount);
        }
        else
        {
            Place(structure);
            team.Run(this, (structure.Count + Rows - 1) / Rows);
        }
        _structure = null;
        _counts.AsSpan().Clear();
        foreach (var own in _perWorker)
        {
            for (var k = 0; k < _counts.Length; k++)
                _counts[k] += own[k];
        }
        if (!_listed)
            return;
        for (var k = 0; k < _counts.Length; k++)
            _counts[k] /= 2;
    }

    bool NeedsLists(Structure structure)
    {
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return structure.Count > 20_000;
        var p = structure.Periodic;
        var half = 0.5 * Math.Min(p.A ? cell.Heights.X : double.PositiveInfinity, Math.Min(p.B ? cell.Heights.Y : double.PositiveInfinity, p.C ? cell.Heights.Z : double.PositiveInfinity));
        if (_range > half)
            return true;
        var share = 4 * Math.PI / 3 * Math.Pow(_range, 3) / cell.Volume;
        return structure.Count > 1000 && share * ListPrice < 1;
    }

    void Place(Structure structure)
    {
        for (var k = 0; k < _order.Order.Length; k++)
        {
            var r = structure.Positions[_order.Order[k]];
            var s = structure.Cell is { } cell ? cell.ToFractional(r) : r;
            (_fractional[0][k], _fractional[1][k], _fractional[2][k]) = (s.X, s.Y, s.Z);
        }
    }

    public void Run(int index, int worker)
    {
        if (_listed)
            CountBlock(_neighbours![index], _perWorker[worker]);
        else
            CountRows(index * Rows, Math.Min((index + 1) * Rows, _order.Order.Length), _perWorker[worker], _scratch[worker]);
    }

    void CountRows(int from, int to, long[] counts, double[] scratch)
    {
        var structure = _structure!;
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        var p = structure.Periodic;
        var kinds = _order.Elements.Length;
        for (var i = from; i < to; i++)
        {
            var kind = _order.KindOf[_order.Order[i]];
            for (var other = kind; other < kinds; other++)
            {
                var first = other == kind ? i + 1 : _order.Start[other];
                var n = _order.Start[other + 1] - first;
                if (n <= 0)
                    continue;
                Distances(_fractional[0], _fractional[1], _fractional[2], i, first, n, vectors, p.A ? 1 : 0, p.B ? 1 : 0, p.C ? 1 : 0, _bins / _range, scratch);
                Sort(scratch.AsSpan(0, n), counts.AsSpan(_order.Pair(kind, other) * _bins, _bins));
            }
        }
    }

    /// <summary>Distances of one atom from others, in units of an interval. A lane is another atom; what is computed of the last few twice is the same.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Distances(double[] x, double[] y, double[] z, int atom, int first, int count, Mat3 h, double a, double b, double c, double scale, double[] into)
    {
        Vector<double> x0 = new(x[atom]), y0 = new(y[atom]), z0 = new(z[atom]), wrapA = new(a), wrapB = new(b), wrapC = new(c), factor = new(scale);
        Vector<double> xx = new(h.XX), xy = new(h.XY), xz = new(h.XZ), yx = new(h.YX), yy = new(h.YY), yz = new(h.YZ), zx = new(h.ZX), zy = new(h.ZY), zz = new(h.ZZ);
        var k = 0;
        for (; k <= count - Vector<double>.Count; k += Vector<double>.Count)
        {
            var s = new Vector<double>(x, first + k) - x0;
            var t = new Vector<double>(y, first + k) - y0;
            var u = new Vector<double>(z, first + k) - z0;
            s -= wrapA * Vector.Round(s);
            t -= wrapB * Vector.Round(t);
            u -= wrapC * Vector.Round(u);
            var dx = s * xx + t * yx + u * zx;
            var dy = s * xy + t * yy + u * zy;
            var dz = s * xz + t * yz + u * zz;
            (Vector.SquareRoot(dx * dx + dy * dy + dz * dz) * factor).CopyTo(into, k);
        }
        for (; k < count; k++)
        {
            double s = x[first + k] - x[atom], t = y[first + k] - y[atom], u = z[first + k] - z[atom];
            s -= a * Math.Round(s);
            t -= b * Math.Round(t);
            u -= c * Math.Round(u);
            var dx = s * h.XX + t * h.YX + u * h.ZX;
            var dy = s * h.XY + t * h.YY + u * h.ZY;
            var dz = s * h.XZ + t * h.YZ + u * h.ZZ;
            into[k] = Math.Sqrt(dx * dx + dy * dy + dz * dz) * scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Sort(ReadOnlySpan<double> distances, Span<long> counts)
    {
        ref var start = ref MemoryMarshal.GetReference(counts);
        var bins = counts.Length;
        foreach (var distance in distances)
        {
            if (distance < bins)
                Unsafe.Add(ref start, (int)distance)++;
        }
    }

    void CountBlock(NeighbourBlock block, long[] counts)
    {
        var vectors = _structure!.Cell?.Vectors ?? Mat3.Identity;
        var order = _neighbours!.Order;
        var scale = _bins / _range;
        for (var own = 0; own < block.OwnCount; own++)
        {
            var at = _neighbours.LocalPosition(block, own, vectors, out var sorted);
            var kind = _order.KindOf[order[sorted]];
            var edges = block.Edges + block.EdgeStart[own];
            for (var e = 0; e < block.EdgeCount[own]; e++)
            {
                var distance = (_neighbours.LocalPosition(block, edges[e], vectors, out var neighbour) - at).Length * scale;
                if (distance < _bins)
                    counts[_order.Pair(kind, _order.KindOf[order[neighbour]]) * _bins + (int)distance]++;
            }
        }
    }

    public void Dispose() => _neighbours?.Dispose();
}
