using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The edges of one atom. Those within the angular cutoff of their pair come first, the others after them; either part is grouped by the neighbour's species.
/// A group starts on a full vector; its last vector is filled up with null edges, which are beyond every cutoff.
/// </summary>
/// <typeparam name="S">float or double.</typeparam>
sealed unsafe class NepEdges<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly int _species, _padding;
    readonly S _far;
    readonly S[] _angularSquared, _reachSquared;
    readonly int[] _count, _cursor;
    readonly EdgeGroup[] _groups;
    readonly AlignedBuffer<S> _raw = new(), _planes = new();
    readonly AlignedBuffer<int> _rawTarget = new(), _rawBucket = new(), _target = new();

    /// <param name="padding">Lanes of a vector.</param>
    internal NepEdges(NepForm form, int padding)
    {
        (_species, _padding) = (form.Species, padding);
        _far = S.CreateChecked(2 * Math.Max(form.RadialCutoffs.Max(), form.AngularCutoffs.Max()) + 1);
        var pairs = from a in Enumerable.Range(0, _species) from b in Enumerable.Range(0, _species) select (a, b);
        _angularSquared = [.. pairs.Select(p => Squared(form.AngularCutoff(p.a, p.b)))];
        _reachSquared = [.. pairs.Select(p => Squared(Reach(form, p.a, p.b)))];
        _count = new int[2 * _species];
        _cursor = new int[2 * _species];
        _groups = new EdgeGroup[2 * _species];
    }

    static S Squared(double x) => S.CreateChecked(x * x);

    /// <summary>Å; beyond it a pair has nothing to say to each other.</summary>
    static double Reach(NepForm form, int a, int b) =>
        Math.Max(form.Zbl?.OuterOf(form.Elements, a, b) ?? 0, Math.Max(form.RadialCutoff(a, b), form.AngularCutoff(a, b)));

    /// <summary>Entries with their null edges; a multiple of the lanes.</summary>
    internal int Total { get; private set; }

    /// <summary>Entries within the angular cutoffs: the first ones.</summary>
    internal int Angular { get; private set; }

    /// <summary>Groups that hold edges, in order; the first <see cref="AngularGroups"/> are within the angular cutoffs.</summary>
    internal ReadOnlySpan<EdgeGroup> Groups => _groups.AsSpan(0, GroupCount);

    internal int GroupCount { get; private set; }

    internal int AngularGroups { get; private set; }

    /// <summary>The shortest edge's squared length, Å².</summary>
    internal S NearestSquared { get; private set; }

    // Planes of Total entries each, one after another.

    /// <summary>r_ij = r_j − r_i, Å, and after <see cref="NepEdgeLaws{W,S}.Directions"/> its direction.</summary>
    internal S* X => _planes.Pointer;

    internal S* Y => X + Total;

    internal S* Z => Y + Total;

    /// <summary>|r_ij|, Å.</summary>
    internal S* R => Z + Total;

    /// <summary>1/|r_ij|.</summary>
    internal S* Inverse => R + Total;

    /// <summary>The part of ∂U/∂r_ij along the edge while it is gathered.</summary>
    internal S* Along => Inverse + Total;

    /// <summary>∂U/∂r_ij, eV/Å, after a pull.</summary>
    internal S* Gx => Along + Total;

    internal S* Gy => Gx + Total;

    internal S* Gz => Gy + Total;

    /// <summary>Local index of each neighbour; meaningless for null edges.</summary>
    internal int* Target => _target.Pointer;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fill(in AtomBlock<S> block, int atom)
    {
        int start = block.EdgeStart[atom], listed = block.EdgeCount[atom], centre = block.Species[atom] * _species;
        var stride = listed + 1;
        S* x = _raw.Require(4 * stride), y = x + stride, z = y + stride, squared = z + stride;
        int* target = _rawTarget.Require(stride), bucket = _rawBucket.Require(stride);
        S x0 = block.Positions[4 * atom], y0 = block.Positions[4 * atom + 1], z0 = block.Positions[4 * atom + 2];
        var nearest = _far * _far;
        Array.Clear(_count);
        var n = 0;
        for (var e = start; e < start + listed; e++)
        {
            var j = block.Edges[e];
            var p = block.Positions + 4 * j;
            S dx = p[0] - x0, dy = p[1] - y0, dz = p[2] - z0;
            var d2 = dx * dx + dy * dy + dz * dz;
            int species = block.Species[j], pair = centre + species;
            // Written always, kept only if near: no branch to mispredict.
            var b = d2 < _angularSquared[pair] ? species : species + _species;
            var kept = d2 < _reachSquared[pair] ? 1 : 0;
            (x[n], y[n], z[n], squared[n], target[n], bucket[n]) = (dx, dy, dz, d2, j, b);
            _count[b] += kept;
            n += kept;
            nearest = d2 < nearest ? d2 : nearest;
        }
        NearestSquared = nearest;
        Sort(n, stride);
    }

    /// <summary>Counting sort by group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sort(int n, int stride)
    {
        var at = 0;
        GroupCount = 0;
        for (var b = 0; b < 2 * _species; b++)
        {
            if (b == _species)
                (Angular, AngularGroups) = (at, GroupCount);
            _cursor[b] = at;
            if (_count[b] == 0)
                continue;
            var end = at + (_count[b] + _padding - 1) / _padding * _padding;
            _groups[GroupCount++] = new EdgeGroup(b < _species ? b : b - _species, at, _count[b], end);
            at = end;
        }
        Total = at;
        // One entry more: where there are no edges, pointers still point somewhere.
        _planes.Require(9 * at + 1);
        _target.Require(at + 1);
        S* rawX = _raw.Pointer, rawY = rawX + stride, rawZ = rawY + stride, rawSquared = rawZ + stride;
        S* x = X, y = Y, z = Z, r = R;
        int* target = Target, rawTarget = _rawTarget.Pointer, bucket = _rawBucket.Pointer;
        for (var e = 0; e < n; e++)
        {
            var to = _cursor[bucket[e]]++;
            (x[to], y[to], z[to], r[to], target[to]) = (rawX[e], rawY[e], rawZ[e], rawSquared[e], rawTarget[e]);
        }
        for (var g = 0; g < GroupCount; g++)
        {
            for (var k = _groups[g].Begin + _groups[g].Count; k < _groups[g].End; k++)
                (x[k], y[k], z[k], r[k]) = (_far, S.Zero, S.Zero, _far * _far);
        }
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(in AtomBlock<S> block, int atom, S energy)
    {
        S fx = S.Zero, fy = S.Zero, fz = S.Zero;
        S* x = Gx, y = Gy, z = Gz;
        for (var g = 0; g < GroupCount; g++)
        {
            var group = _groups[g];
            for (var k = group.Begin; k < group.Begin + group.Count; k++)
            {
                S gx = x[k], gy = y[k], gz = z[k];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = block.Forces + 4 * Target[k];
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
    }

    /// <summary>The edges' gradients, three numbers for each local atom; those without an edge are left alone.</summary>
    internal void CopyGradients(double* to)
    {
        foreach (var group in Groups)
        {
            for (var k = group.Begin; k < group.Begin + group.Count; k++)
            {
                for (var d = 0; d < 3; d++)
                    to[3 * Target[k] + d] = double.CreateTruncating(Gx[d * Total + k]);
            }
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _planes.Dispose();
        _rawTarget.Dispose();
        _rawBucket.Dispose();
        _target.Dispose();
    }
}

/// <summary>Edges to one species: entries Begin … Begin + Count − 1, then null edges up to End.</summary>
readonly record struct EdgeGroup(int Species, int Begin, int Count, int End);
