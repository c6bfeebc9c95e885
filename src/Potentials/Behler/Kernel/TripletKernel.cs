using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The angular functions of one atom. Works in strips of rows that fit the first-level cache; what the pull needs again (c, ρ and the products E of every
/// radial part) is kept from <see cref="Values"/> to <see cref="Pull"/>, the rest is cheaper to compute twice.
/// </summary>
sealed unsafe class TripletKernel<W, S, TCutoff>(EdgeTable<S> edges) : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
    where TCutoff : ICutoffLaw
{
    /// <summary>Vectors in a strip, about: some ten arrays of it lie in 48 kB.</summary>
    const int StripVectors = 64;

    /// <summary>Kept arrays before the products E.</summary>
    const int CosineArray = 0, RhoArray = 1, InverseArray = 2, RadialArrays = 3;

    readonly List<Strip> _strips = [];
    readonly AlignedBuffer<S> _kept = new();
    readonly AlignedBuffer<S> _scratch = new();
    readonly AlignedBuffer<TripletShare<S>> _shares = new();
    int _keptCount;

    readonly record struct Strip(TripletGroup Group, TripletTile Tile, int Entries, int Offset);

    /// <summary>Forgets the last atom.</summary>
    internal void Begin()
    {
        _strips.Clear();
        _keptCount = 0;
    }

    /// <summary>Cuts a group's pairs of edges into strips.</summary>
    internal void Lay(TripletGroup group, int speciesCount)
    {
        if (group.First >= 0)
        {
            LayTile(group, group.First, group.Second);
            return;
        }
        for (var a = 0; a < speciesCount; a++)
        {
            for (var b = a; b < speciesCount; b++)
                LayTile(group, a, b);
        }
    }

    void LayTile(TripletGroup group, int first, int second)
    {
        int n1 = edges.Count(first, group.Shell), n2 = edges.Count(second, group.Shell);
        if (n1 == 0 || n2 == 0)
            return;
        // Rows are whichever wastes fewer lanes.
        if (first != second && n2 * Vectors(n1) < n1 * Vectors(n2))
            (first, second, n1, n2) = (second, first, n2, n1);
        var tile = new TripletTile
        {
            ColumnBegin = edges.Start(second),
            ColumnEnd = edges.Start(second) + Vectors(n2) * W.Lanes,
            Triangular = first == second,
            RowBegin = edges.Start(first),
        };
        var end = edges.Start(first) + n1;
        var entries = 0;
        for (var j = tile.RowBegin; j < end; j++)
        {
            entries += tile.ColumnEnd - tile.First(j, W.Lanes);
            if (entries < StripVectors * W.Lanes && j + 1 < end)
                continue;
            tile.RowEnd = j + 1;
            if (entries > 0)
            {
                _strips.Add(new Strip(group, tile, entries, _keptCount));
                _keptCount += (RadialArrays + group.Factors.Count) * entries;
            }
            tile.RowBegin = j + 1;
            entries = 0;
        }
    }

    static int Vectors(int count) => (count + W.Lanes - 1) / W.Lanes;

    /// <summary>Adds the values of all groups laid.</summary>
    /// <param name="factors">Edge factors by <see cref="GroupFactor.Edge"/>, each as long as the edge table.</param>
    internal void Values(S* factors, double* values)
    {
        _kept.Require(_keptCount);
        foreach (var strip in _strips)
        {
            var group = strip.Group;
            var n = strip.Entries;
            var kept = _kept.Pointer + strip.Offset;
            var scratch = _scratch.Require((2 + group.Angles.Count) * n);
            S* q = scratch, f = scratch + n, angles = scratch + 2 * n;
            Geometry(strip, kept, q, f);
            for (var a = 0; a < group.Angles.Count; a++)
                AngleLaws<W, S>.Evaluate(n, group.Angles[a], kept + CosineArray * n, angles + a * n, null);
            for (var i = 0; i < group.Factors.Count; i++)
            {
                var factor = group.Factors[i];
                var e = kept + (RadialArrays + i) * n;
                var v = group.Narrow ? e : f;
                if (group.Narrow && factor.Shift == 0)
                    TripletLaws<W, S>.Gaussian(n, factor.Eta, q, f, v);
                else if (group.Narrow)
                    TripletLaws<W, S>.ShiftedGaussian(n, factor.Eta, factor.Shift, q, f, v);
                TripletLaws<W, S>.Radial(strip.Tile, factors + (long)factor.Edge * edges.Total, v, e);
            }
            foreach (var term in group.Terms)
                values[term.Function] += TripletLaws<W, S>.Dot(n, angles + term.Angle * n, kept + (RadialArrays + term.Factor) * n);
        }
    }

    void Geometry(in Strip strip, S* kept, S* q, S* f)
    {
        var group = strip.Group;
        var n = strip.Entries;
        S* c = kept + CosineArray * n, rho = kept + RhoArray * n, inverse = kept + InverseArray * n;
        if (group.Narrow)
        {
            // Entries that do not count are put at twice the cutoff.
            TripletLaws<W, S>.Narrow(strip.Tile, edges.X, edges.Y, edges.Z, edges.Inverse, 4 * group.Scale.Cutoff * group.Scale.Cutoff, c, q);
            TripletLaws<W, S>.Cutoff<TCutoff>(n, group.Scale, q, f, rho, group.Shifted ? inverse : null);
        }
        else
        {
            TripletLaws<W, S>.Wide(strip.Tile, edges.X, edges.Y, edges.Z, edges.Inverse, c, f, rho);
            if (group.Shifted)
                new Span<S>(inverse, n).Clear();
        }
    }

    /// <summary>Adds Σ_m w_m ∂G_m/∂r_ij to the table's edges, for the atom of the last <see cref="Values"/>.</summary>
    /// <param name="edgeCutoffs">By shell: fc and ρ of every edge.</param>
    internal void Pull(S* edgeCutoffs, double* cotangents)
    {
        foreach (var strip in _strips)
        {
            var group = strip.Group;
            var n = strip.Entries;
            var kept = _kept.Pointer + strip.Offset;
            var angles = group.Angles.Count;
            var scratch = _scratch.Require((4 + 2 * angles) * n);
            S* t0 = scratch, t1 = t0 + n, t2 = t1 + n, cosine = t2 + n, parts = cosine + n;
            var shares = Shares(group, kept, parts, n, cotangents);
            if (shares == 0)
                continue;
            for (var a = 0; a < angles; a++)
            {
                if (AngleIsUsed(group, a, cotangents))
                    AngleLaws<W, S>.Evaluate(n, group.Angles[a], kept + CosineArray * n, parts + 2 * a * n, parts + (2 * a + 1) * n);
            }
            TripletLaws<W, S>.Combine(n, _shares.Pointer, shares, t0, t1, t2, cosine);
            var arrays = new EdgeArrays<S>
            {
                X = edges.X,
                Y = edges.Y,
                Z = edges.Z,
                Inverse = edges.Inverse,
                Rho = edgeCutoffs + (2L * group.Shell + 1) * edges.Total,
                A = edges.A,
                Gx = edges.Gx,
                Gy = edges.Gy,
                Gz = edges.Gz,
            };
            ForceLaws<W, S>.Pull(strip.Tile, arrays, group.Narrow ? 1 : 0, kept + CosineArray * n, kept + RhoArray * n, t0, t1, cosine);
            if (group.Shifted)
                ForceLaws<W, S>.PullShift(strip.Tile, arrays, kept + InverseArray * n, t2);
        }
    }

    static bool AngleIsUsed(TripletGroup group, int angle, double* cotangents)
    {
        foreach (var term in group.Terms)
        {
            if (term.Angle == angle && cotangents[term.Function] != 0)
                return true;
        }
        return false;
    }

    /// <summary>What each function with a cotangent contributes; returns their number.</summary>
    int Shares(TripletGroup group, S* kept, S* parts, int n, double* cotangents)
    {
        var shares = _shares.Require(group.Terms.Count);
        var count = 0;
        foreach (var term in group.Terms)
        {
            var w = cotangents[term.Function];
            if (w == 0)
                continue;
            var factor = group.Factors[term.Factor];
            shares[count++] = new TripletShare<S>
            {
                Angle = parts + 2 * term.Angle * n,
                Slope = parts + (2 * term.Angle + 1) * n,
                Radial = kept + (RadialArrays + term.Factor) * n,
                W = w,
                Eta = factor.Eta,
                Back = factor.Eta * factor.Shift,
            };
        }
        return count;
    }

    public void Dispose()
    {
        _kept.Dispose();
        _scratch.Dispose();
        _shares.Dispose();
    }
}
