using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// The edges of one centre atom within the cutoff, grouped by the neighbour's species, as planes. A group starts on a full vector; its last vector is filled up with null edges, which are beyond the cutoff. Where there are more groups than
/// <c>most</c> they follow one another without gaps, and only the last is filled up.
/// </summary>
sealed unsafe class AceEdges<W, S>(int species, double cutoff, int most = int.MaxValue) : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const int Planes = 10;

    readonly S _squared = S.CreateChecked(cutoff * cutoff), _far = S.CreateChecked(2 * cutoff);
    readonly AlignedBuffer<S> _planes = new(), _raw = new();
    readonly int[] _start = new int[species], _count = new int[species], _next = new int[species];

    /// <summary>Entries, null edges included: a multiple of the lanes.</summary>
    internal int Total { get; private set; }

    /// <summary>Distance of planes; not less than <see cref="Total"/>.</summary>
    internal int Stride { get; private set; }

    /// <summary>Whether groups follow one another without gaps.</summary>
    internal bool IsPacked { get; private set; }

    /// <summary>Where the edges to a species start.</summary>
    internal int Start(int neighbour) => _start[neighbour];

    /// <summary>Edges to a species.</summary>
    internal int Count(int neighbour) => _count[neighbour];

    /// <summary>Where the null edges after the edges to a species end, unless <see cref="IsPacked"/>.</summary>
    internal int End(int neighbour) => _start[neighbour] + Whole(_count[neighbour]);

    /// <summary>r_j − r_i, Å, later its direction.</summary>
    internal S* X => Plane(0);

    internal S* Y => Plane(1);

    internal S* Z => Plane(2);

    /// <summary>|r_ij|² first, then |r_ij|.</summary>
    internal S* R => Plane(3);

    internal S* Inverse => Plane(5);

    internal S* Along => Plane(6);

    /// <summary>∂E/∂r_ij, eV/Å, after a pull.</summary>
    internal S* Gx => Plane(7);

    internal S* Gy => Plane(8);

    internal S* Gz => Plane(9);

    /// <summary>Local index of the neighbour at an entry that is no null edge.</summary>
    internal int Target(int entry) => *(int*)(Plane(4) + entry);

    S* Plane(int index) => _planes.Pointer + (nint)index * Stride;

    static int Whole(int count) => (count + W.Lanes - 1) / W.Lanes * W.Lanes;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    internal void Fill(in AtomBlock<S> block, int atom)
    {
        var listed = block.EdgeCount[atom];
        Require(listed);
        var from = new EdgeSource<S>(block.Positions, block.Edges + block.EdgeStart[atom], listed, block.Positions + 4 * atom);
        if (species == 1)
        {
            EdgePacking<W, S>.PackShells(from, S.Zero, _squared, _squared, Stride, _planes.Pointer, _raw.Pointer, out _count[0], out _);
            Deal();
            return;
        }
        var raw = _raw.Require(6 * Stride);
        EdgePacking<W, S>.PackAll(from, S.Zero, _squared, Stride, raw, out var found);
        Sort(found, raw, block.HasOneSpecies ? block.Species[atom] : -1);
    }

    /// <summary>Takes edges from a list, those within the cutoff, with whatever numbers their targets have.</summary>
    internal void Fill(IReadOnlyList<(Vec3 Edge, int Species, int Target)> list)
    {
        Require(list.Count);
        var raw = _raw.Require(6 * Stride);
        var limit = double.CreateTruncating(_squared);
        var found = 0;
        foreach (var (edge, neighbour, target) in list)
        {
            if (!(edge.LengthSquared < limit))
                continue;
            var to = raw + found++;
            (to[0], to[Stride], to[2 * Stride], to[3 * Stride]) = (S.CreateTruncating(edge.X), S.CreateTruncating(edge.Y), S.CreateTruncating(edge.Z), S.CreateTruncating(edge.LengthSquared));
            *(int*)(to + 4 * Stride) = target;
            to[5 * Stride] = S.CreateTruncating(neighbour);
        }
        Sort(found, raw, -1);
    }

    // Room for whole vectors written anywhere, and for null edges at the end of every group.
    void Require(int listed)
    {
        var room = (listed / W.Lanes + 2 + Math.Min(listed, species)) * W.Lanes;
        if (Stride < room)
            Stride = room + room / 4 / W.Lanes * W.Lanes;
        _planes.Require(Planes * Stride);
        _raw.Require(Stride);
    }

    /// <summary>Counting sort of planes as <see cref="EdgePacking{W, S}"/> writes them.</summary>
    /// <param name="only">The species of all; −1 where they know their own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sort(int found, S* raw, int only)
    {
        var of = (int*)(raw + 5 * Stride); // In place of the species; no wider than they.
        Array.Clear(_count);
        for (var e = 0; e < found; e++)
        {
            var s = only >= 0 ? only : typeof(S) == typeof(float) ? (int)((float*)raw)[5 * Stride + e] : (int)((double*)raw)[5 * Stride + e];
            of[e] = s;
            _count[s]++;
        }
        Deal();
        _start.CopyTo(_next.AsSpan());
        S* x = X, y = Y, z = Z, r = R, target = Plane(4);
        for (var e = 0; e < found; e++)
        {
            var to = _next[of[e]]++;
            (x[to], y[to], z[to], r[to], target[to]) = (raw[e], raw[Stride + e], raw[2 * Stride + e], raw[3 * Stride + e], raw[4 * Stride + e]);
        }
    }

    /// <summary>Places of the groups, and their null edges.</summary>
    void Deal()
    {
        var groups = 0;
        for (var s = 0; s < species; s++)
            groups += _count[s] > 0 ? 1 : 0;
        IsPacked = groups > most;
        var at = 0;
        for (var s = 0; s < species; s++)
        {
            _start[s] = at;
            at += _count[s];
            if (!IsPacked || s == species - 1)
                at = FillUp(at);
        }
        Total = at;
    }

    /// <summary>Null edges from here to a whole vector.</summary>
    int FillUp(int at)
    {
        S* x = X, y = Y, z = Z, r = R;
        for (; at % W.Lanes != 0; at++)
            (x[at], y[at], z[at], r[at]) = (_far, S.Zero, S.Zero, _far * _far);
        return at;
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place; virials by atom where they are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(in AtomBlock<S> block, int atom, S energy)
    {
        S fx = S.Zero, fy = S.Zero, fz = S.Zero;
        S* x = Gx, y = Gy, z = Gz, target = Plane(4), forces = block.Forces;
        for (var s = 0; s < species; s++)
        {
            for (int k = _start[s], end = k + _count[s]; k < end; k++)
            {
                S gx = x[k], gy = y[k], gz = z[k];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = forces + 4 * *(int*)(target + k);
                f[0] -= gx;
                f[1] -= gy;
                f[2] -= gz;
            }
        }
        var own = forces + 4 * atom;
        own[0] += fx;
        own[1] += fy;
        own[2] += fz;
        own[3] += energy;
        if (block.AtomVirials is null)
            return;
        for (var s = 0; s < species; s++)
            EdgeVirials.Add(block, atom, x + _start[s], y + _start[s], z + _start[s], (int*)(target + _start[s]), sizeof(S) / sizeof(int), _count[s]);
    }

    public void Dispose()
    {
        _planes.Dispose();
        _raw.Dispose();
    }
}
