using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The edges of one atom, grouped by the neighbour's species and in a species by shell, so that those within any of the model's cutoffs are the
/// first of their species. Each species starts on a full vector; its last vector is filled up with null edges, which are beyond every cutoff.
/// </summary>
/// <typeparam name="S">float or double.</typeparam>
sealed unsafe class EdgeTable<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const int Padding = NeighbourBlock.Padding;

    readonly int _species, _shells;
    readonly S[] _shellSquared;
    readonly S _far, _farSquared;
    readonly int[] _start, _count, _cursor;
    readonly AlignedBuffer<S> _raw = new();
    readonly AlignedBuffer<int> _rawTarget = new(), _rawBucket = new();
    readonly AlignedBuffer<S> _x = new(), _y = new(), _z = new(), _squared = new(), _r = new(), _inverse = new();
    readonly AlignedBuffer<S> _a = new(), _gx = new(), _gy = new(), _gz = new();
    readonly AlignedBuffer<int> _target = new();
    int _rawCount;

    internal EdgeTable(SymmetryFunctionSet set)
    {
        _species = set.Elements.Length;
        _shells = set.Cutoffs.Length;
        _shellSquared = [.. set.Cutoffs.Select(c => S.CreateChecked(c * c))];
        // Twice the cutoff from any real edge's end, and no multiple of anything.
        _far = S.CreateChecked(3.1 * set.Range + 1);
        _farSquared = _far * _far;
        _start = new int[_species + 1];
        _count = new int[_species * _shells];
        _cursor = new int[_species * _shells];
    }

    /// <summary>All entries, null edges included; a multiple of every vector's lanes.</summary>
    internal int Total => _start[^1];

    /// <summary>First entry of a species, on a full vector; for the number of species, <see cref="Total"/>.</summary>
    internal int Start(int species) => _start[species];

    /// <summary>Edges to a species within a shell: the entries from <see cref="Start"/> on.</summary>
    internal int Count(int species, int shell) => _count[species * _shells + shell];

    /// <summary>Components of r_ij = r_j − r_i, Å.</summary>
    internal S* X => _x.Pointer;

    internal S* Y => _y.Pointer;

    internal S* Z => _z.Pointer;

    /// <summary>|r_ij|², Å².</summary>
    internal S* Squared => _squared.Pointer;

    /// <summary>|r_ij| and its inverse, filled by the kernel.</summary>
    internal S* R => _r.Pointer;

    internal S* Inverse => _inverse.Pointer;

    /// <summary>∂E/∂r_ij = A r_ij + (Gx, Gy, Gz) while a pull is under way; the whole of it in Gx, Gy, Gz afterwards.</summary>
    internal S* A => _a.Pointer;

    internal S* Gx => _gx.Pointer;

    internal S* Gy => _gy.Pointer;

    internal S* Gz => _gz.Pointer;

    /// <summary>Number of the neighbour, as the filler knows it; −1 for null edges.</summary>
    internal int* Target => _target.Pointer;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fill(in AtomBlock<S> block, int atom)
    {
        int start = block.EdgeStart[atom], listed = block.EdgeCount[atom];
        Begin(listed);
        S* x = _raw.Pointer, y = x + listed + 1, z = y + listed + 1, squared = z + listed + 1;
        int* target = _rawTarget.Pointer, bucket = _rawBucket.Pointer;
        S x0 = block.Positions[4 * atom], y0 = block.Positions[4 * atom + 1], z0 = block.Positions[4 * atom + 2];
        var range = _shellSquared[^1];
        var n = 0;
        for (var e = start; e < start + listed; e++)
        {
            var j = block.Edges[e];
            var p = block.Positions + 4 * j;
            S dx = p[0] - x0, dy = p[1] - y0, dz = p[2] - z0;
            var d2 = dx * dx + dy * dy + dz * dz;
            // Written always, kept only if near: no branch to mispredict.
            (x[n], y[n], z[n], squared[n], target[n], bucket[n]) = (dx, dy, dz, d2, j, block.Species[j]);
            n += d2 < range ? 1 : 0;
        }
        _rawCount = n;
        Sort(listed + 1);
    }

    /// <summary>Readies the table for at most this many edges given by <see cref="Add"/>.</summary>
    internal void Begin(int most)
    {
        _raw.Require(4 * (most + 1));
        _rawTarget.Require(most + 1);
        _rawBucket.Require(most + 1);
        _rawCount = 0;
    }

    /// <summary>Gives one edge; those beyond the largest cutoff are dropped. After the last comes <see cref="End"/>.</summary>
    internal void Add(int most, S x, S y, S z, int species, int target)
    {
        var squared = x * x + y * y + z * z;
        if (!(squared < _shellSquared[^1]))
            return;
        var stride = most + 1;
        var p = _raw.Pointer + _rawCount;
        (p[0], p[stride], p[2 * stride], p[3 * stride]) = (x, y, z, squared);
        _rawTarget.Pointer[_rawCount] = target;
        _rawBucket.Pointer[_rawCount] = species;
        _rawCount++;
    }

    /// <inheritdoc cref="Add"/>
    internal void End(int most) => Sort(most + 1);

    /// <summary>Counting sort by species and shell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sort(int stride)
    {
        var raw = _raw.Pointer;
        int* rawTarget = _rawTarget.Pointer, bucket = _rawBucket.Pointer;
        var n = _rawCount;
        Array.Clear(_count);
        for (var e = 0; e < n; e++)
        {
            var b = bucket[e] * _shells;
            var d2 = raw[3 * stride + e];
            for (var c = 0; c + 1 < _shells; c++)
                b += d2 < _shellSquared[c] ? 0 : 1;
            bucket[e] = b;
            _count[b]++;
        }
        var at = 0;
        for (var s = 0; s < _species; s++)
        {
            _start[s] = at;
            var of = 0;
            for (var c = 0; c < _shells; c++)
            {
                _cursor[s * _shells + c] = at + of;
                of += _count[s * _shells + c];
                _count[s * _shells + c] = of;
            }
            at = (at + of + Padding - 1) / Padding * Padding;
        }
        _start[_species] = at;
        Require(at);
        S* x = _x.Pointer, y = _y.Pointer, z = _z.Pointer, squared = _squared.Pointer;
        var target = _target.Pointer;
        for (var e = 0; e < n; e++)
        {
            var to = _cursor[bucket[e]]++;
            (x[to], y[to], z[to], squared[to], target[to]) = (raw[e], raw[stride + e], raw[2 * stride + e], raw[3 * stride + e], rawTarget[e]);
        }
        for (var s = 0; s < _species; s++)
        {
            for (var k = _start[s] + Count(s, _shells - 1); k < _start[s + 1]; k++)
                (x[k], y[k], z[k], squared[k], target[k]) = (_far, S.Zero, S.Zero, _farSquared, -1);
        }
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place; virials by atom where they are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(in AtomBlock<S> block, int atom, S energy)
    {
        S fx = S.Zero, fy = S.Zero, fz = S.Zero;
        for (var s = 0; s < _species; s++)
        {
            var end = _start[s] + Count(s, _shells - 1);
            for (var k = _start[s]; k < end; k++)
            {
                S gx = _gx.Pointer[k], gy = _gy.Pointer[k], gz = _gz.Pointer[k];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = block.Forces + 4 * _target.Pointer[k];
                f[0] -= gx;
                f[1] -= gy;
                f[2] -= gz;
            }
        }
        var own = block.Forces + 4 * atom;
        own[0] += fx;
        own[1] += fy;
        own[2] += fz;
        own[3] += energy;
        if (block.AtomVirials is null)
            return;
        for (var s = 0; s < _species; s++)
            EdgeVirials.Add(block, atom, Gx + _start[s], Gy + _start[s], Gz + _start[s], _target.Pointer + _start[s], 1, Count(s, _shells - 1));
    }

    void Require(int count)
    {
        _x.Require(count);
        _y.Require(count);
        _z.Require(count);
        _squared.Require(count);
        _r.Require(count);
        _inverse.Require(count);
        _a.Require(count);
        _gx.Require(count);
        _gy.Require(count);
        _gz.Require(count);
        _target.Require(count);
    }

    public void Dispose()
    {
        _raw.Dispose();
        _rawTarget.Dispose();
        _rawBucket.Dispose();
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
        _squared.Dispose();
        _r.Dispose();
        _inverse.Dispose();
        _a.Dispose();
        _gx.Dispose();
        _gy.Dispose();
        _gz.Dispose();
        _target.Dispose();
    }
}
