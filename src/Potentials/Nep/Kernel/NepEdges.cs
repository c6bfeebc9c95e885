using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The edges of one atom. Those within the angular cutoff of their pair come first, the others after them; either part is grouped by the neighbour's species.
/// A group starts on a full vector; its last vector is filled up with null edges, which are beyond every cutoff. Where the model picks coefficients edge by edge, either
/// part is one group of mixed species.
/// </summary>
sealed unsafe class NepEdges<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly int _species;
    readonly S _far, _contactSquared;
    readonly S[] _angularSquared, _reachSquared, _farthestSquared;
    readonly int[] _count, _cursor;
    readonly EdgeGroup[] _groups;
    readonly AlignedBuffer<S> _raw = new(), _planes = new();
    int _stride;

    internal NepEdges(NepForm form)
    {
        _species = form.Species;
        _far = S.CreateChecked(2 * Math.Max(form.RadialCutoffs.Max(), form.AngularCutoffs.Max()) + 1);
        var pairs = from a in Enumerable.Range(0, _species) from b in Enumerable.Range(0, _species) select (a, b);
        _angularSquared = [.. pairs.Select(p => Squared(form.AngularCutoff(p.a, p.b)))];
        _reachSquared = [.. pairs.Select(p => Squared(Reach(form, p.a, p.b)))];
        _contactSquared = form.Zbl is { } zbl ? pairs.Select(p => Squared(zbl.OuterOf(form.Elements, p.a, p.b))).Max() : S.Zero;
        _farthestSquared = [.. Enumerable.Range(0, _species).Select(a => _reachSquared.Skip(a * _species).Take(_species).Max())];
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

    /// <summary>Whether groups are of mixed species; then <see cref="Slots"/> tell them apart.</summary>
    internal bool IsMixed { get; private set; }

    /// <summary>Whether some edge is short enough for ZBL of any pair.</summary>
    internal bool HasContacts { get; private set; }

    /// <summary>r_ij = r_j − r_i, Å, and after <see cref="NepEdgeLaws{W,S}.Directions"/> its direction.</summary>
    internal S* X => Plane(0);

    internal S* Y => Plane(1);

    internal S* Z => Plane(2);

    /// <summary>|r_ij|, Å.</summary>
    internal S* R => Plane(3);

    /// <summary>1/|r_ij|.</summary>
    internal S* Inverse => Plane(5);

    /// <summary>The part of ∂U/∂r_ij along the edge while it is gathered.</summary>
    internal S* Along => Plane(6);

    /// <summary>∂U/∂r_ij, eV/Å, after a pull.</summary>
    internal S* Gx => Plane(7);

    internal S* Gy => Plane(8);

    internal S* Gz => Plane(9);

    /// <summary>Of mixed groups: the slot of each neighbour's species, a whole number in the lane's bits.</summary>
    internal S* Slots => Plane(10);

    S* Plane(int index) => _planes.Pointer + (nint)index * _stride;

    /// <summary>Local index of the neighbour at an entry that is no null edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Target(int entry) => *(int*)(Plane(4) + entry);

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    /// <param name="mixture">By which species may stay mixed.</param>
    internal void Fill(in AtomBlock<S> block, int atom, NepMixture<W, S> mixture)
    {
        int listed = block.EdgeCount[atom], centre = block.Species[atom];
        // Room for whole vectors written anywhere, and for null edges at the end of every group.
        var room = (listed / W.Lanes + 2 + Math.Min(listed, 2 * _species)) * W.Lanes;
        if (_stride < room)
            _stride = room + room / 4 / W.Lanes * W.Lanes;
        _planes.Require(11 * _stride);
        _raw.Require(6 * _stride);
        var from = new EdgeSource<S>(block.Positions, block.Edges + block.EdgeStart[atom], listed, block.Positions + 4 * atom);
        IsMixed = false;
        if (_species == 1 || block.HasOneSpecies)
        {
            FillOne(from, centre);
            return;
        }
        if (mixture.IsPossible)
        {
            // Cutoffs are common, so that one pair speaks for all. ZBL, which is rare, wants species apart.
            FillOne(from, centre);
            if (!HasContacts && FillSlots(block.Species, mixture))
                return;
        }
        FillMany(from, centre);
    }

    /// <summary>Slots of all edges; false where there are too many species. A single one makes plain groups.</summary>
    bool FillSlots(byte* species, NepMixture<W, S> mixture)
    {
        var met = MeetSlots(species, mixture.Slots);
        if ((met >> NepMixture<W, S>.None & 1) != 0)
        {
            if (!Admit(species, mixture))
                return false;
            met = MeetSlots(species, mixture.Slots);
        }
        IsMixed = BitOperations.PopCount(met) > 1;
        for (var g = 0; g < GroupCount && !IsMixed; g++)
            _groups[g] = _groups[g] with { Species = mixture.Species(BitOperations.TrailingZeroCount(met)) };
        return true;
    }

    /// <summary>Writes slots; returns a bit for each that is met.</summary>
    uint MeetSlots(byte* species, ReadOnlySpan<byte> slotOf)
    {
        S* slots = Slots, target = Plane(4);
        var met = 0u;
        for (var g = 0; g < GroupCount; g++)
        {
            int k = _groups[g].Begin, end = k + _groups[g].Count;
            for (; k < end; k++)
            {
                int slot = slotOf[species[*(int*)(target + k)]];
                slots[k] = S.Zero;
                *(int*)(slots + k) = slot;
                met |= 1u << slot;
            }
            for (; k < _groups[g].End; k++)
                slots[k] = S.Zero;
        }
        return met;
    }

    bool Admit(byte* species, NepMixture<W, S> mixture)
    {
        Span<bool> present = stackalloc bool[byte.MaxValue + 1];
        present.Clear();
        for (var g = 0; g < GroupCount; g++)
        {
            for (var k = _groups[g].Begin; k < _groups[g].Begin + _groups[g].Count; k++)
                present[species[Target(k)]] = true;
        }
        return mixture.Admit(present);
    }

    /// <summary>All of one species: near ones go to their place, the others after them.</summary>
    void FillOne(in EdgeSource<S> from, int species)
    {
        var pair = species * _species + species;
        HasContacts = EdgePacking<W, S>.PackShells(from, _contactSquared, _angularSquared[pair], _reachSquared[pair], _stride, _planes.Pointer, _raw.Pointer, out var near, out var rest);
        GroupCount = AngularGroups = 0;
        Angular = Total = 0;
        if (near > 0)
            Angular = Total = Close(species, 0, near);
        AngularGroups = GroupCount;
        if (rest == 0)
            return;
        for (var p = 0; p < 5; p++)
            Buffer.MemoryCopy(_raw.Pointer + p * _stride, Plane(p) + Angular, (long)rest * sizeof(S), (long)rest * sizeof(S));
        Total = Close(species, Angular, rest);
    }

    /// <summary>Counting sort by shell and species.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void FillMany(in EdgeSource<S> from, int centre)
    {
        HasContacts = EdgePacking<W, S>.PackAll(from, _contactSquared, _farthestSquared[centre], _stride, _raw.Pointer, out var n);
        S* raw = _raw.Pointer, squared = raw + 3 * _stride, species = raw + 5 * _stride;
        var bucket = (int*)species; // In place of the species; no wider than they.
        Array.Clear(_count);
        for (var e = 0; e < n; e++)
        {
            var other = typeof(S) == typeof(float) ? (int)((float*)species)[e] : (int)((double*)species)[e];
            var pair = centre * _species + other;
            var b = squared[e] < _angularSquared[pair] ? other : squared[e] < _reachSquared[pair] ? other + _species : -1;
            bucket[e] = b;
            if (b >= 0)
                _count[b]++;
        }
        int at = 0;
        GroupCount = 0;
        for (var b = 0; b < 2 * _species; b++)
        {
            if (b == _species)
                (Angular, AngularGroups) = (at, GroupCount);
            _cursor[b] = at;
            if (_count[b] > 0)
                at = Close(b < _species ? b : b - _species, at, _count[b]);
        }
        Total = at;
        S* x = X, y = Y, z = Z, r = R, target = Plane(4);
        for (var e = 0; e < n; e++)
        {
            if (bucket[e] < 0)
                continue;
            var to = _cursor[bucket[e]]++;
            (x[to], y[to], z[to], r[to], target[to]) = (raw[e], raw[_stride + e], raw[2 * _stride + e], squared[e], raw[4 * _stride + e]);
        }
    }

    /// <summary>Adds a group and the null edges at its end; returns where the next one begins.</summary>
    int Close(int species, int begin, int count)
    {
        var end = begin + (count + W.Lanes - 1) / W.Lanes * W.Lanes;
        _groups[GroupCount++] = new EdgeGroup(species, begin, count, end);
        S* x = X, y = Y, z = Z, r = R;
        for (var k = begin + count; k < end; k++)
            (x[k], y[k], z[k], r[k]) = (_far, S.Zero, S.Zero, _far * _far);
        return end;
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place; virials by atom where they are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(in AtomBlock<S> block, int atom, S energy)
    {
        S fx = S.Zero, fy = S.Zero, fz = S.Zero;
        S* x = Gx, y = Gy, z = Gz, target = Plane(4), forces = block.Forces;
        for (var g = 0; g < GroupCount; g++)
        {
            var group = _groups[g];
            for (var k = group.Begin; k < group.Begin + group.Count; k++)
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
        foreach (var group in Groups)
            EdgeVirials.Add(block, atom, x + group.Begin, y + group.Begin, z + group.Begin, (int*)(target + group.Begin), sizeof(S) / sizeof(int), group.Count);
    }

    /// <summary>The edges' gradients, three numbers for each local atom; those without an edge are left alone.</summary>
    internal void CopyGradients(double* to)
    {
        foreach (var group in Groups)
        {
            for (var k = group.Begin; k < group.Begin + group.Count; k++)
            {
                var g = to + 3 * Target(k);
                (g[0], g[1], g[2]) = (double.CreateTruncating(Gx[k]), double.CreateTruncating(Gy[k]), double.CreateTruncating(Gz[k]));
            }
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _planes.Dispose();
    }
}

/// <summary>Edges to one species: entries Begin … Begin + Count − 1, then null edges up to End.</summary>
readonly record struct EdgeGroup(int Species, int Begin, int Count, int End);
