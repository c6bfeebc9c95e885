using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>
/// The edges of some atoms, atom after atom; an atom's edges by the element of the neighbour, and of one element those within the angular cutoff first.
/// </summary>
sealed unsafe class AevEdges<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IAdditionOperators<S, S, S>, ISubtractionOperators<S, S, S>, IMultiplyOperators<S, S, S>, IComparisonOperators<S, S, bool>
{
    /// <summary>
    /// Bytes of one array over the triples of a batch; there are some thirty of them. That is more than the second-level cache has, but the pull of a block that is one
    /// batch finds everything computed: 192 atoms of liquid water took 0.53 ms then, and 0.71 with a quarter of it.
    /// </summary>
    const int BatchBytes = 1 << 16;

    const int Arrays = 13;

    readonly S _radialSquared, _angularSquared;
    readonly AlignedBuffer<S> _raw = new(), _sorted = new();
    readonly AlignedBuffer<int> _rawTarget = new(), _rawBucket = new(), _target = new(), _bounds = new();
    int[] _count = [];
    int _stride;

    internal AevEdges(AevFunctions functions)
    {
        _radialSquared = W.Lane(W.Const(functions.RadialCutoff * functions.RadialCutoff), 0);
        _angularSquared = W.Lane(W.Const(functions.AngularCutoff * functions.AngularCutoff), 0);
    }

    /// <summary>First own atom.</summary>
    internal int First { get; private set; }

    internal int Atoms { get; private set; }

    /// <summary>Elements present.</summary>
    internal int Elements { get; private set; }

    /// <summary>Edges. Arrays go on to the next whole vector with edges of length 1 that nobody counts.</summary>
    internal int Count { get; private set; }

    /// <summary>Triples.</summary>
    internal int Triples { get; private set; }

    /// <summary>First edge of an atom (counted in the batch) to an element.</summary>
    internal int Begin(int atom, int element) => _bounds.Pointer[2 * (atom * Elements + element)];

    /// <summary>End of those within the angular cutoff.</summary>
    internal int AngularEnd(int atom, int element) => _bounds.Pointer[2 * (atom * Elements + element) + 1];

    /// <summary>End of all.</summary>
    internal int End(int atom, int element) => _bounds.Pointer[2 * (atom * Elements + element) + 2];

    /// <summary>r_ij = r_j − r_i, Å, which the kernel turns into unit vectors.</summary>
    internal S* X => _sorted.Pointer;

    internal S* Y => X + _stride;

    internal S* Z => X + 2 * _stride;

    internal S* R => X + 3 * _stride;

    internal S* Inverse => X + 4 * _stride;

    /// <summary>¼ fc(r; Rcr) and its derivative.</summary>
    internal S* Radial => X + 5 * _stride;

    internal S* RadialSlope => X + 6 * _stride;

    /// <summary>fc(r; Rca) and its logarithmic derivative.</summary>
    internal S* Angular => X + 7 * _stride;

    internal S* AngularSlope => X + 8 * _stride;

    /// <summary>∂E/∂r_ij = A n + V / r, n the unit vector; in the end the whole of it is in V.</summary>
    internal S* A => X + 9 * _stride;

    internal S* Vx => X + 10 * _stride;

    internal S* Vy => X + 11 * _stride;

    internal S* Vz => X + 12 * _stride;

    internal void ClearVectors() => new Span<S>(Vx, 3 * _stride).Clear();

    /// <summary>Takes atoms until their triples fill a batch, one at least. Returns the first that is left.</summary>
    internal int Load(in AtomBlock<S> block, int elements, int[] indexOf, int begin)
    {
        (First, Atoms, Elements, Count, Triples) = (begin, 0, elements, 0, 0);
        if (_count.Length < 2 * elements)
            _count = new int[2 * elements];
        var listed = block.EdgeStart[block.OwnCount] - block.EdgeStart[begin] + NeighbourBlock.Padding;
        if (listed > _stride)
        {
            // Room for all edges that may come, with some to spare.
            _stride = (listed + listed / 4 + NeighbourBlock.Padding) / NeighbourBlock.Padding * NeighbourBlock.Padding;
            _sorted.Require(Arrays * _stride);
            _target.Require(_stride);
        }
        var i = begin;
        for (; i < block.OwnCount; i++)
        {
            var bounds = _bounds.Require(2 * (Atoms + 1) * elements + 1, keep: true);
            var found = Filter(block, indexOf, i);
            var triples = CountTriples(elements);
            if (Atoms > 0 && Triples + triples > BatchBytes / sizeof(S))
                break;
            Place(found, block.EdgeCount[i] + 1, bounds + 2 * Atoms * elements);
            Triples += triples;
            Atoms++;
        }
        FillUp();
        return i;
    }

    /// <summary>Edges of one atom within the radial cutoff; buckets are elements, and in them nearer and farther ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Filter(in AtomBlock<S> block, int[] indexOf, int atom)
    {
        int start = block.EdgeStart[atom], listed = block.EdgeCount[atom];
        S* x = _raw.Require(3 * (listed + 1)), y = x + listed + 1, z = y + listed + 1;
        int* target = _rawTarget.Require(listed + 1), bucket = _rawBucket.Require(listed + 1);
        S x0 = block.Positions[4 * atom], y0 = block.Positions[4 * atom + 1], z0 = block.Positions[4 * atom + 2];
        S radial = _radialSquared, angular = _angularSquared;
        var n = 0;
        for (var e = start; e < start + listed; e++)
        {
            var j = block.Edges[e];
            var p = block.Positions + 4 * j;
            S dx = p[0] - x0, dy = p[1] - y0, dz = p[2] - z0;
            var d2 = dx * dx + dy * dy + dz * dz;
            // Written always, kept only if near: no branch to mispredict.
            (x[n], y[n], z[n], target[n], bucket[n]) = (dx, dy, dz, j, 2 * indexOf[block.Species[j]] + (d2 < angular ? 0 : 1));
            n += d2 < radial ? 1 : 0;
        }
        Array.Clear(_count);
        for (var e = 0; e < n; e++)
            _count[bucket[e]]++;
        return n;
    }

    int CountTriples(int elements)
    {
        var near = 0;
        for (var p = 0; p < elements; p++)
            near += _count[2 * p];
        return near * (near - 1) / 2;
    }

    /// <summary>Counting sort.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Place(int found, int rawStride, int* bounds)
    {
        var at = Count;
        for (var b = 0; b < 2 * Elements; b++)
        {
            bounds[b] = at;
            (at, _count[b]) = (at + _count[b], at);
        }
        bounds[2 * Elements] = at;
        Count = at;
        var raw = _raw.Pointer;
        int* rawTarget = _rawTarget.Pointer, bucket = _rawBucket.Pointer, target = _target.Pointer;
        S* x = X, y = Y, z = Z;
        for (var e = 0; e < found; e++)
        {
            var to = _count[bucket[e]]++;
            (x[to], y[to], z[to], target[to]) = (raw[e], raw[rawStride + e], raw[2 * rawStride + e], rawTarget[e]);
        }
    }

    void FillUp()
    {
        for (var e = Count; e % NeighbourBlock.Padding != 0; e++)
            (X[e], Y[e], Z[e]) = (W.Lane(W.One, 0), default, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(in AtomBlock<S> block)
    {
        S* vx = Vx, vy = Vy, vz = Vz;
        var target = _target.Pointer;
        for (var i = 0; i < Atoms; i++)
        {
            S fx = default, fy = default, fz = default;
            var end = End(i, Elements - 1);
            for (var e = Begin(i, 0); e < end; e++)
            {
                S gx = vx[e], gy = vy[e], gz = vz[e];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = block.Forces + 4 * target[e];
                f[0] -= gx;
                f[1] -= gy;
                f[2] -= gz;
            }
            var own = block.Forces + 4 * (First + i);
            own[0] += fx;
            own[1] += fy;
            own[2] += fz;
            if (block.AtomVirials is not null)
                EdgeVirials.Add(block, First + i, vx + Begin(i, 0), vy + Begin(i, 0), vz + Begin(i, 0), target + Begin(i, 0), 1, end - Begin(i, 0));
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _sorted.Dispose();
        _rawTarget.Dispose();
        _rawBucket.Dispose();
        _target.Dispose();
        _bounds.Dispose();
    }
}
