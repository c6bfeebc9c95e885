using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>Pairs of edges of one centre: each row is one edge j, its columns are edges k in whole vectors.</summary>
struct TripletTile
{
    /// <summary>Rows as entries of the edge table.</summary>
    public int RowBegin, RowEnd;

    /// <summary>Columns as entries of the edge table, whole vectors.</summary>
    public int ColumnBegin, ColumnEnd;

    public int ColumnSpecies;

    /// <summary>True where rows and columns are the same edges, so that only k &gt; j counts.</summary>
    public bool Triangular;

    /// <summary>First column of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int First(int row, int lanes) => Triangular ? (row + 1) / lanes * lanes : ColumnBegin;

    /// <summary>The pairs of two species' edges within a shell; no rows where there are none.</summary>
    internal static TripletTile Between<S>(EdgeTable<S> edges, int shell, int first, int second, int lanes)
        where S : unmanaged, IFloatingPointIeee754<S>
    {
        int n1 = edges.Count(first, shell), n2 = edges.Count(second, shell);
        if (n1 == 0 || n2 == 0)
            return default;
        // Rows are whichever wastes fewer lanes.
        if (first != second && n2 * Whole(n1, lanes) < n1 * Whole(n2, lanes))
            (first, second, n1, n2) = (second, first, n2, n1);
        return new TripletTile
        {
            RowBegin = edges.Start(first),
            RowEnd = edges.Start(first) + n1,
            ColumnBegin = edges.Start(second),
            ColumnEnd = edges.Start(second) + Whole(n2, lanes),
            ColumnSpecies = second,
            Triangular = first == second,
        };
    }

    static int Whole(int count, int lanes) => (count + lanes - 1) / lanes * lanes;

    /// <summary>Entries of all rows, whole vectors.</summary>
    public readonly int Entries(int lanes)
    {
        var entries = 0;
        for (var j = RowBegin; j < RowEnd; j++)
            entries += ColumnEnd - First(j, lanes);
        return entries;
    }
}

/// <summary>The edge arrays that triplets are made of.</summary>
unsafe struct EdgeArrays<S>
    where S : unmanaged
{
    public S* X, Y, Z, R, Inverse;

    /// <summary>fc times the neighbour's weight, and ρ, of the group's cutoff.</summary>
    public S* Cutoff, Rho;

    /// <summary>Where a pull adds to.</summary>
    public S* A, Gx, Gy, Gz;
}

/// <summary>Where pairs go when they are packed: c, q, S, F and, for shifted functions, r_ij + r_ik (null where not wanted).</summary>
unsafe struct PackedPairs<S>
    where S : unmanaged
{
    public S* Cosine, Square, Squares, Cutoffs, Lengths;
}

/// <summary>
/// Between edges and pairs of edges. A lane is a pair (j, k) in a row of a tile. Pairs count where k &gt; j in triangular tiles, both edges are within the
/// group's cutoff and, in the narrow form, r_jk is too; only these are packed, and the same test unpacks them.
/// </summary>
static unsafe class PairLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Packs c = cos θ, q = r_jk², S = r_ij² + r_ik² (+ r_jk² in the narrow form), F = fc fc. Returns how many.</summary>
    /// <param name="reach">Square of the cutoff for r_jk; infinite in the wide form.</param>
    /// <param name="narrow">1 or 0: how often q goes into S.</param>
    [MethodImpl(Law)]
    internal static int Pack(in TripletTile tile, in EdgeArrays<S> edges, double reach, double narrow, in PackedPairs<S> into)
    {
        var t = tile;
        var e = edges;
        var p = into;
        W limit = W.Const(reach), onSquare = W.Const(narrow);
        nint n = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), inverseJ = W.Broadcast(e.Inverse[j]), cutoffJ = W.Broadcast(e.Cutoff[j]);
            W row = t.Triangular ? W.Const(j) : W.Const(-1), squareJ = W.Fma(xj, xj, W.Fma(yj, yj, zj * zj));
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W xk = W.Load(ref e.X[k], 0), yk = W.Load(ref e.Y[k], 0), zk = W.Load(ref e.Z[k], 0);
                W dx = xk - xj, dy = yk - yj, dz = zk - zj;
                var square = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                var cutoffs = W.Load(ref e.Cutoff[k], 0) * cutoffJ;
                var mask = W.And(W.And(W.Less(row, W.Iota + W.Const(k)), W.Less(W.Zero, cutoffs)), W.Less(square, limit));
                var dot = W.Fma(xk, xj, W.Fma(yk, yj, zk * zj));
                var squares = W.Fma(xk, xk, W.Fma(yk, yk, W.Fma(zk, zk, W.Fma(square, onSquare, squareJ))));
                Packing<W, S>.Pack(mask, dot * inverseJ * W.Load(ref e.Inverse[k], 0), ref p.Cosine[n]);
                Packing<W, S>.Pack(mask, square, ref p.Square[n]);
                Packing<W, S>.Pack(mask, squares, ref p.Squares[n]);
                Packing<W, S>.Pack(mask, cutoffs, ref p.Cutoffs[n]);
                if (p.Lengths != null)
                    Packing<W, S>.Pack(mask, W.Load(ref e.R[k], 0) + W.Broadcast(e.R[j]), ref p.Lengths[n]);
                n += BitOperations.PopCount(W.Bits(mask));
            }
        }
        return (int)n;
    }

    /// <summary>
    /// From T0, C, Q = ∂E/∂q and D = Q − T1 of packed pairs to edges: with s_j = r_ij², s_k = r_ik², d = r_ij·r_ik a pair gives g_ij = 2 ∂E/∂s_j r_ij + ∂E/∂d r_ik and the
    /// same with j and k exchanged. Multiples of an edge's own vector gather in A, the rest in Gx, Gy, Gz. Returns how many pairs there were.
    /// </summary>
    [MethodImpl(Law)]
    internal static int Unpack(in TripletTile tile, in EdgeArrays<S> edges, double reach, S* t0, S* cosine, S* byQ, S* shared)
    {
        var t = tile;
        var e = edges;
        var limit = W.Const(reach);
        nint n = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), inverseJ = W.Broadcast(e.Inverse[j]), cutoffJ = W.Broadcast(e.Cutoff[j]);
            W row = t.Triangular ? W.Const(j) : W.Const(-1), rhoJ = W.Broadcast(e.Rho[j]);
            W a = W.Zero, gx = W.Zero, gy = W.Zero, gz = W.Zero;
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W xk = W.Load(ref e.X[k], 0), yk = W.Load(ref e.Y[k], 0), zk = W.Load(ref e.Z[k], 0);
                W dx = xk - xj, dy = yk - yj, dz = zk - zj;
                var square = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                var cutoffs = W.Load(ref e.Cutoff[k], 0) * cutoffJ;
                var mask = W.And(W.And(W.Less(row, W.Iota + W.Const(k)), W.Less(W.Zero, cutoffs)), W.Less(square, limit));
                W whole = Packing<W, S>.Unpack(mask, ref t0[n]), both = Packing<W, S>.Unpack(mask, ref shared[n]);
                var turn = Packing<W, S>.Unpack(mask, ref cosine[n]) * inverseJ * W.Load(ref e.Inverse[k], 0);
                var across = W.FmaS(Packing<W, S>.Unpack(mask, ref byQ[n]), -2, turn);
                n += BitOperations.PopCount(W.Bits(mask));
                // −½ C c / s = −½ turn · d / s for the edge's own s; all of A is doubled in the end.
                var half = turn * W.Fma(xk, xj, W.Fma(yk, yj, zk * zj)) * 0.5;
                var inverseK = W.Load(ref e.Inverse[k], 0);
                a += W.Fnma(half, inverseJ * inverseJ, W.Fma(rhoJ, whole, both));
                var onK = W.Fnma(half, inverseK * inverseK, W.Fma(W.Load(ref e.Rho[k], 0), whole, both));
                W.Store(W.FmaS(onK, 2, W.Load(ref e.A[k], 0)), ref e.A[k], 0);
                gx = W.Fma(across, xk, gx);
                gy = W.Fma(across, yk, gy);
                gz = W.Fma(across, zk, gz);
                W.Store(W.Fma(across, xj, W.Load(ref e.Gx[k], 0)), ref e.Gx[k], 0);
                W.Store(W.Fma(across, yj, W.Load(ref e.Gy[k], 0)), ref e.Gy[k], 0);
                W.Store(W.Fma(across, zj, W.Load(ref e.Gz[k], 0)), ref e.Gz[k], 0);
            }
            e.A[j] += W.Sum(a + a);
            e.Gx[j] += W.Sum(gx);
            e.Gy[j] += W.Sum(gy);
            e.Gz[j] += W.Sum(gz);
        }
        return (int)n;
    }

    /// <summary>What a shift r_s adds for the two edges: A += 2 T2 / r.</summary>
    [MethodImpl(Law)]
    internal static int UnpackShift(in TripletTile tile, in EdgeArrays<S> edges, double reach, S* t2)
    {
        var t = tile;
        var e = edges;
        var limit = W.Const(reach);
        nint n = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), cutoffJ = W.Broadcast(e.Cutoff[j]);
            W row = t.Triangular ? W.Const(j) : W.Const(-1), a = W.Zero;
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W dx = W.Load(ref e.X[k], 0) - xj, dy = W.Load(ref e.Y[k], 0) - yj, dz = W.Load(ref e.Z[k], 0) - zj;
                var square = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                var cutoffs = W.Load(ref e.Cutoff[k], 0) * cutoffJ;
                var mask = W.And(W.And(W.Less(row, W.Iota + W.Const(k)), W.Less(W.Zero, cutoffs)), W.Less(square, limit));
                var twice = Packing<W, S>.Unpack(mask, ref t2[n]) * 2.0;
                n += BitOperations.PopCount(W.Bits(mask));
                a += twice;
                W.Store(W.Fma(twice, W.Load(ref e.Inverse[k], 0), W.Load(ref e.A[k], 0)), ref e.A[k], 0);
            }
            e.A[j] += W.Sum(a) * e.Inverse[j];
        }
        return (int)n;
    }
}
