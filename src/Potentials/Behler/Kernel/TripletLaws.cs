using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Pairs of edges of one centre: each row is one edge j, its columns are edges k in whole vectors. The entries of all rows follow one another in flat arrays.
/// </summary>
struct TripletTile
{
    /// <summary>Rows as entries of the edge table.</summary>
    public int RowBegin, RowEnd;

    /// <summary>Columns as entries of the edge table, whole vectors.</summary>
    public int ColumnBegin, ColumnEnd;

    /// <summary>True where rows and columns are the same edges, so that only k &gt; j counts.</summary>
    public bool Triangular;

    /// <summary>First column of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int First(int row, int lanes) => Triangular ? (row + 1) / lanes * lanes : ColumnBegin;
}

/// <summary>One function's share in a pull: S = w A E and, for ∂/∂cos, w B E.</summary>
unsafe struct TripletShare<S>
    where S : unmanaged
{
    public S* Angle;
    public S* Slope;
    public S* Radial;
    public double W, Eta, Back;
}

/// <summary>
/// What is computed pair by pair. A lane is a pair of edges (j, k) of one centre atom, c its cosine and q = r_jk².
/// </summary>
/// <remarks>
/// A function's term is A(c) E, E = u_j u_k v with the edges' factors and v = fc(r_jk) exp(−η(r_jk − r_s)²); in the wide form v = 1. Since all derivatives of E are E times
/// something (see <see cref="EdgeLaws{W,S}"/>), the pull of all functions of a group needs only T0 = Σ w A E, T1 = Σ η w A E, C = Σ w A′ E and, where some
/// r_s is not zero, T2 = Σ η r_s w A E.
/// </remarks>
static unsafe class TripletLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>c and q; q is far beyond any cutoff where k ≤ j in a triangular tile.</summary>
    [MethodImpl(Law)]
    internal static void Narrow(in TripletTile tile, S* x, S* y, S* z, S* inverse, double far, S* c, S* q)
    {
        var t = tile;
        var away = W.Const(far);
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(x[j]), yj = W.Broadcast(y[j]), zj = W.Broadcast(z[j]), inverseJ = W.Broadcast(inverse[j]);
            var row = t.Triangular ? W.Const(j) : W.Const(-1);
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W xk = W.Load(ref x[k], 0), yk = W.Load(ref y[k], 0), zk = W.Load(ref z[k], 0);
                var dot = W.Fma(xk, xj, W.Fma(yk, yj, zk * zj));
                W.Store(dot * inverseJ * W.Load(ref inverse[k], 0), ref *c, 0);
                W dx = xk - xj, dy = yk - yj, dz = zk - zj;
                var square = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                W.Store(W.Select(W.Less(row, W.Iota + W.Const(k)), square, away), ref *q, 0);
                c += W.Lanes;
                q += W.Lanes;
            }
        }
    }

    /// <summary>c, and v = 1, or 0 where k ≤ j in a triangular tile; ρ = 0.</summary>
    [MethodImpl(Law)]
    internal static void Wide(in TripletTile tile, S* x, S* y, S* z, S* inverse, S* c, S* v, S* rho)
    {
        var t = tile;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(x[j]), yj = W.Broadcast(y[j]), zj = W.Broadcast(z[j]), inverseJ = W.Broadcast(inverse[j]);
            var row = t.Triangular ? W.Const(j) : W.Const(-1);
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                var dot = W.Fma(W.Load(ref x[k], 0), xj, W.Fma(W.Load(ref y[k], 0), yj, W.Load(ref z[k], 0) * zj));
                W.Store(dot * inverseJ * W.Load(ref inverse[k], 0), ref *c, 0);
                W.Store(W.Select(W.Less(row, W.Iota + W.Const(k)), W.One, W.Zero), ref *v, 0);
                W.Store(W.Zero, ref *rho, 0);
                c += W.Lanes;
                v += W.Lanes;
                rho += W.Lanes;
            }
        }
    }

    /// <summary>fc(r_jk), ρ and 1/r_jk.</summary>
    [MethodImpl(Law)]
    internal static void Cutoff<TCutoff>(int entries, in CutoffScale scale, S* q, S* f, S* rho, S* inverse)
        where TCutoff : ICutoffLaw
    {
        var s = scale;
        var cutoff = W.Const(s.Cutoff);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var d = W.Sqrt(W.Load(ref q[t], 0));
            TCutoff.Evaluate(d, s, out var value, out var slope);
            var inside = W.And(W.Less(d, cutoff), W.Less(W.Zero, value));
            W.Store(W.Select(inside, value, W.Zero), ref f[t], 0);
            W.Store(W.Select(inside, slope / ((d + d) * value), W.Zero), ref rho[t], 0);
            if (inverse != null)
                W.Store(W.Select(inside, W.Inverse(d), W.Zero), ref inverse[t], 0);
        }
    }

    /// <summary>v = fc exp(−η r_jk²).</summary>
    [MethodImpl(Law)]
    internal static void Gaussian(int entries, double eta, S* q, S* f, S* v)
    {
        var minusEta = W.Const(-eta);
        for (var t = 0; t < entries; t += W.Lanes)
            W.Store(W.Load(ref f[t], 0) * W.Exp(W.Load(ref q[t], 0) * minusEta), ref v[t], 0);
    }

    /// <summary>v = fc exp(−η(r_jk − r_s)²).</summary>
    [MethodImpl(Law)]
    internal static void ShiftedGaussian(int entries, double eta, double shift, S* q, S* f, S* v)
    {
        W minusEta = W.Const(-eta), from = W.Const(shift);
        for (var t = 0; t < entries; t += W.Lanes)
        {
            var d = W.Sqrt(W.Load(ref q[t], 0)) - from;
            W.Store(W.Load(ref f[t], 0) * W.Exp(d * d * minusEta), ref v[t], 0);
        }
    }

    /// <summary>E = u_j u_k v. E may be v.</summary>
    [MethodImpl(Law)]
    internal static void Radial(in TripletTile tile, S* u, S* v, S* e)
    {
        var t = tile;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            var uj = W.Broadcast(u[j]);
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W.Store(W.Load(ref *v, 0) * (W.Load(ref u[k], 0) * uj), ref *e, 0);
                v += W.Lanes;
                e += W.Lanes;
            }
        }
    }

    /// <summary>Σ A E.</summary>
    [MethodImpl(Law)]
    internal static double Dot(int entries, S* a, S* e)
    {
        W one = W.Zero, two = W.Zero;
        var t = 0;
        for (; t + W.Lanes < entries; t += 2 * W.Lanes)
        {
            one = W.Fma(W.Load(ref a[t], 0), W.Load(ref e[t], 0), one);
            two = W.Fma(W.Load(ref a[t + W.Lanes], 0), W.Load(ref e[t + W.Lanes], 0), two);
        }
        if (t < entries)
            one = W.Fma(W.Load(ref a[t], 0), W.Load(ref e[t], 0), one);
        return W.SumInDouble(one + two);
    }

    /// <summary>T0, T1, T2 and C from all functions of a group.</summary>
    [MethodImpl(Law)]
    internal static void Combine(int entries, TripletShare<S>* shares, int count, S* t0, S* t1, S* t2, S* cosine)
    {
        for (var t = 0; t < entries; t += W.Lanes)
        {
            W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, sc = W.Zero;
            for (var m = 0; m < count; m++)
            {
                ref var share = ref shares[m];
                var weighted = W.Load(ref share.Radial[t], 0) * share.W;
                var whole = weighted * W.Load(ref share.Angle[t], 0);
                sc = W.Fma(weighted, W.Load(ref share.Slope[t], 0), sc);
                s0 += whole;
                s1 = W.FmaS(whole, share.Eta, s1);
                s2 = W.FmaS(whole, share.Back, s2);
            }
            W.Store(s0, ref t0[t], 0);
            W.Store(s1, ref t1[t], 0);
            W.Store(s2, ref t2[t], 0);
            W.Store(sc, ref cosine[t], 0);
        }
    }
}
