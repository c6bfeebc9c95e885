using System.Numerics;
using System.Runtime.InteropServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The angular functions of one atom. Each group packs its pairs of edges; what the pull needs again (c, ρ, 1/r_jk and the products E of every radial part) is kept from
/// <see cref="Values"/> to <see cref="Pull"/>, the rest is cheaper to compute twice. Angular parts are made for a strip of pairs at a time, which fits
/// the first-level cache.
/// </summary>
sealed unsafe class TripletKernel<W, S, TCutoff>(EdgeTable<S> edges, int species) : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
    where TCutoff : ICutoffLaw
{
    /// <summary>Pairs in a strip: some twenty arrays of it lie in 48 kB.</summary>
    static readonly int Strip = 32 * W.Lanes;

    readonly List<Laid> _groups = [];
    readonly List<TripletTile> _tiles = [];
    readonly AlignedBuffer<S> _kept = new(), _packed = new(), _parts = new(), _sums = new();
    readonly AlignedBuffer<PowerShare<S>> _powers = new();
    readonly AlignedBuffer<SharedAngle<S>> _angles = new();
    int _keptCount;

    /// <summary>A group's pairs of the present atom.</summary>
    /// <param name="Stride">Room for one array: the pairs, in whole vectors and one more.</param>
    readonly record struct Laid(TripletGroup Group, int FirstTile, int EndTile, int Pairs, int Stride, int Kept);

    /// <summary>Adds the values of all groups.</summary>
    /// <param name="cutoffs">By shell: fc, fc times the neighbour's weight, and ρ of every edge.</param>
    internal void Values(TripletGroup[] groups, S* cutoffs, double* values)
    {
        _groups.Clear();
        _tiles.Clear();
        _keptCount = 0;
        foreach (var group in groups)
        {
            var first = _tiles.Count;
            var room = W.Lanes;
            if (group.First >= 0)
                room += LayTile(group, group.First, group.Second);
            else
                room += LayAllTiles(group);
            var packed = Pack(group, first, room, cutoffs, out var pairs);
            if (pairs == 0)
                continue;
            var stride = Whole(pairs);
            var laid = new Laid(group, first, _tiles.Count, pairs, stride, _keptCount);
            _groups.Add(laid);
            _keptCount += (KeptArrays + group.Factors.Count) * stride;
            _kept.Require(_keptCount, keep: true);
            Evaluate(laid, packed, values);
        }
    }

    /// <summary>Kept arrays before the products E: c, ρ and 1/r_jk.</summary>
    const int KeptArrays = 3;

    S* Kept(in Laid laid, int array) => _kept.Pointer + laid.Kept + (long)array * laid.Stride;

    S* Radial(in Laid laid, int factor) => Kept(laid, KeptArrays + factor);

    static int Whole(int count) => (count + W.Lanes - 1) / W.Lanes * W.Lanes;

    int LayAllTiles(TripletGroup group)
    {
        var room = 0;
        for (var a = 0; a < species; a++)
        {
            for (var b = a; b < species; b++)
                room += LayTile(group, a, b);
        }
        return room;
    }

    /// <summary>Adds the tile of two species' edges; returns the entries of its rows.</summary>
    int LayTile(TripletGroup group, int first, int second)
    {
        var tile = TripletTile.Between(edges, group.Shell, first, second, W.Lanes);
        if (tile.RowEnd == tile.RowBegin)
            return 0;
        _tiles.Add(tile);
        return tile.Entries(W.Lanes);
    }

    EdgeArrays<S> Arrays(TripletGroup group, S* cutoffs)
    {
        var shell = cutoffs + 3L * group.Shell * edges.Total;
        return new EdgeArrays<S>
        {
            X = edges.X,
            Y = edges.Y,
            Z = edges.Z,
            R = edges.R,
            Inverse = edges.Inverse,
            Cutoff = group.First < 0 ? shell + edges.Total : shell,
            Rho = shell + 2L * edges.Total,
            A = edges.A,
            Gx = edges.Gx,
            Gy = edges.Gy,
            Gz = edges.Gz,
        };
    }

    PackedPairs<S> Pack(TripletGroup group, int firstTile, int room, S* cutoffs, out int pairs)
    {
        var p = _packed.Require(5 * room);
        var all = new PackedPairs<S> { Cosine = p, Square = p + room, Squares = p + 2L * room, Cutoffs = p + 3L * room, Lengths = group.Shifted ? p + 4L * room : null };
        var arrays = Arrays(group, cutoffs);
        pairs = 0;
        for (var tile = firstTile; tile < _tiles.Count; tile++)
        {
            var into = new PackedPairs<S>
            {
                Cosine = all.Cosine + pairs,
                Square = all.Square + pairs,
                Squares = all.Squares + pairs,
                Cutoffs = all.Cutoffs + pairs,
                Lengths = group.Shifted ? all.Lengths + pairs : null,
            };
            pairs += PairLaws<W, S>.Pack(_tiles[tile], arrays, group.Reach, group.Narrow ? 1 : 0, into);
        }
        for (var k = pairs; k < Whole(pairs); k++)
        {
            (all.Cosine[k], all.Square[k], all.Squares[k], all.Cutoffs[k]) = (S.Zero, S.One, S.One, S.Zero);
            if (group.Shifted)
                all.Lengths[k] = S.One;
        }
        return all;
    }

    void Evaluate(in Laid laid, in PackedPairs<S> pairs, double* values)
    {
        var group = laid.Group;
        var n = laid.Stride;
        S* c = Kept(laid, 0), rho = Kept(laid, 1), inverse = Kept(laid, 2), f = pairs.Cutoffs;
        new ReadOnlySpan<S>(pairs.Cosine, n).CopyTo(new Span<S>(c, n));
        if (group.Narrow)
            TripletLaws<W, S>.Cutoff<TCutoff>(n, group.Scale, pairs.Square, f, rho, pairs.Lengths, inverse);
        for (var i = 0; i < group.Factors.Count; i++)
        {
            var factor = group.Factors[i];
            if (factor.Shift == 0)
                TripletLaws<W, S>.Gaussian(n, factor.Eta, pairs.Squares, f, Radial(laid, i));
            else
                TripletLaws<W, S>.ShiftedGaussian(n, factor.Eta, factor.Shift, group.Narrow ? 3 : 2, pairs.Squares, pairs.Lengths, f, Radial(laid, i));
        }
        for (var at = 0; at < n; at += Strip)
        {
            var length = Math.Min(Strip, n - at);
            var parts = Parts(group.AngleValues, length, c + at);
            // A = 2 y^ζ.
            foreach (var term in group.Terms)
                values[term.Function] += 2 * TripletLaws<W, S>.Dot(length, parts + group.AngleValues.SlotOf(term.Angle) * Strip, Radial(laid, term.Factor) + at);
        }
    }

    /// <summary>Takes the steps to a group's angular parts for one strip.</summary>
    S* Parts(AngleSteps angles, int length, S* c)
    {
        var parts = _parts.Require(angles.Steps.Length * Strip);
        for (var k = 0; k < angles.Steps.Length; k++)
            AngleLaws<W, S>.Take(in angles.Steps[k], length, c, parts, Strip, parts + k * Strip);
        return parts;
    }

    /// <summary>Adds Σ_m w_m ∂G_m/∂r_ij to the table's edges, for the atom of the last <see cref="Values"/>.</summary>
    internal void Pull(S* cutoffs, double* cotangents)
    {
        foreach (ref readonly var laid in CollectionsMarshal.AsSpan(_groups))
        {
            var group = laid.Group;
            int n = laid.Stride, room = n + W.Lanes;
            if (!IsPulled(group, cotangents))
                continue;
            var sums = _sums.Require(5 * room);
            S* t0 = sums, cosine = t0 + room, byQ = cosine + room, shared = byQ + room, t2 = shared + room;
            for (var at = 0; at < n; at += Strip)
                Combine(laid, at, Math.Min(Strip, n - at), cotangents, t0 + at, cosine + at, byQ + at, shared + at, t2 + at);
            var arrays = Arrays(group, cutoffs);
            var done = 0;
            for (var tile = laid.FirstTile; tile < laid.EndTile; tile++)
            {
                if (group.Shifted)
                    PairLaws<W, S>.UnpackShift(_tiles[tile], arrays, group.Reach, t2 + done);
                done += PairLaws<W, S>.Unpack(_tiles[tile], arrays, group.Reach, t0 + done, cosine + done, byQ + done, shared + done);
            }
        }
    }

    static bool IsPulled(TripletGroup group, double* cotangents)
    {
        foreach (var term in group.Terms)
        {
            if (cotangents[term.Function] != 0)
                return true;
        }
        return false;
    }

    /// <summary>The sums over functions for one strip.</summary>
    void Combine(in Laid laid, int at, int length, double* cotangents, S* t0, S* cosine, S* byQ, S* shared, S* t2)
    {
        var group = laid.Group;
        var parts = Parts(group.AnglePowers, length, Kept(laid, 0) + at);
        var powers = _powers.Require(group.Terms.Count);
        var angles = _angles.Require(group.Terms.Count);
        var count = Share(laid, at, parts, cotangents, angles, powers);
        TripletLaws<W, S>.Combine(
            length, angles, count, powers, group.Narrow, Kept(laid, 1) + at, t0, cosine, byQ, shared, group.Shifted ? t2 : null);
        if (group.Shifted && group.Narrow)
            TripletLaws<W, S>.AddShift(length, Kept(laid, 2) + at, t2, byQ, shared);
    }

    /// <summary>Lists what the functions with a cotangent contribute, by radial part and λ; returns the number of these.</summary>
    int Share(in Laid laid, int at, S* parts, double* cotangents, SharedAngle<S>* angles, PowerShare<S>* powers)
    {
        var group = laid.Group;
        int count = 0, factorBefore = -1;
        var lambdaBefore = double.NaN;
        foreach (var term in group.Terms)
        {
            var w = cotangents[term.Function];
            if (w == 0)
                continue;
            var angle = group.Angles[term.Angle];
            if (term.Factor != factorBefore || angle.Lambda != lambdaBefore)
            {
                if (count > 0)
                    angles[count - 1].IsLast = term.Factor != factorBefore;
                var factor = group.Factors[term.Factor];
                angles[count++] = new SharedAngle<S>
                {
                    Radial = Radial(laid, term.Factor) + at,
                    Base = parts + group.AnglePowers.BaseSlot[term.Angle] * Strip,
                    Eta = S.CreateTruncating(factor.Eta),
                    Back = S.CreateTruncating(factor.Eta * factor.Shift),
                };
                (factorBefore, lambdaBefore) = (term.Factor, angle.Lambda);
            }
            angles[count - 1].Count++;
            *powers++ = new PowerShare<S>
            {
                Power = parts + group.AnglePowers.SlotOf(term.Angle) * Strip,
                Value = S.CreateTruncating(2 * w),
                Slope = S.CreateTruncating(w * angle.Zeta * angle.Lambda),
            };
        }
        if (count > 0)
            angles[count - 1].IsLast = true;
        return count;
    }

    public void Dispose()
    {
        _kept.Dispose();
        _packed.Dispose();
        _parts.Dispose();
        _sums.Dispose();
        _powers.Dispose();
        _angles.Dispose();
    }
}
