using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>The edge arrays that a pull on triplets reads and adds to.</summary>
unsafe struct EdgeArrays<S>
    where S : unmanaged
{
    public S* X, Y, Z, Inverse, Rho, A, Gx, Gy, Gz;
}

/// <summary>
/// From pairs of edges back to edges. A lane is a pair; with the invariants s_j = r_ij², s_k = r_ik², d = r_ij·r_ik, a pair's energy gives
/// g_ij = 2 ∂E/∂s_j r_ij + ∂E/∂d r_ik and the same with j and k exchanged. The multiples of an edge's own vector gather in A, the rest in Gx, Gy, Gz.
/// </summary>
static unsafe class ForceLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged, System.Numerics.IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <param name="narrow">1 where r_jk counts, 0 in the wide form.</param>
    [MethodImpl(Law)]
    internal static void Pull(in TripletTile tile, in EdgeArrays<S> edges, double narrow, S* c, S* rho, S* t0, S* t1, S* cosine)
    {
        var t = tile;
        var e = edges;
        var onQ = W.Const(-narrow);
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), inverseJ = W.Broadcast(e.Inverse[j]);
            W rhoJ = W.Broadcast(e.Rho[j]), squareJ = inverseJ * inverseJ;
            W a = W.Zero, gx = W.Zero, gy = W.Zero, gz = W.Zero;
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W s0 = W.Load(ref *t0, 0), s1 = W.Load(ref *t1, 0), sc = W.Load(ref *cosine, 0);
                var inverseK = W.Load(ref e.Inverse[k], 0);
                // Half of what is wanted, doubled at the end: ∂E/∂q = ρ T0 − T1.
                var byQ = W.Fma(W.Load(ref *rho, 0), s0, s1 * onQ);
                var shared = byQ - s1;
                var half = W.Load(ref *c, 0) * sc * 0.5;
                var onJ = W.Fnma(half, squareJ, W.Fma(rhoJ, s0, shared));
                var onK = W.Fnma(half, inverseK * inverseK, W.Fma(W.Load(ref e.Rho[k], 0), s0, shared));
                var across = W.Fma(sc * inverseK, inverseJ, byQ * -2.0);
                a += onJ;
                gx = W.Fma(across, W.Load(ref e.X[k], 0), gx);
                gy = W.Fma(across, W.Load(ref e.Y[k], 0), gy);
                gz = W.Fma(across, W.Load(ref e.Z[k], 0), gz);
                W.Store(W.FmaS(onK, 2, W.Load(ref e.A[k], 0)), ref e.A[k], 0);
                W.Store(W.Fma(across, xj, W.Load(ref e.Gx[k], 0)), ref e.Gx[k], 0);
                W.Store(W.Fma(across, yj, W.Load(ref e.Gy[k], 0)), ref e.Gy[k], 0);
                W.Store(W.Fma(across, zj, W.Load(ref e.Gz[k], 0)), ref e.Gz[k], 0);
                c += W.Lanes;
                rho += W.Lanes;
                t0 += W.Lanes;
                t1 += W.Lanes;
                cosine += W.Lanes;
            }
            e.A[j] += W.Sum(a + a);
            e.Gx[j] += W.Sum(gx);
            e.Gy[j] += W.Sum(gy);
            e.Gz[j] += W.Sum(gz);
        }
    }

    /// <summary>The terms η r_s / r that a shift adds to the logarithmic derivatives.</summary>
    /// <param name="inverseQ">1/r_jk; all zero in the wide form.</param>
    [MethodImpl(Law)]
    internal static void PullShift(in TripletTile tile, in EdgeArrays<S> edges, S* inverseQ, S* t2)
    {
        var t = tile;
        var e = edges;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), inverseJ = W.Broadcast(e.Inverse[j]);
            W a = W.Zero, gx = W.Zero, gy = W.Zero, gz = W.Zero;
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes)
            {
                W s2 = W.Load(ref *t2, 0) * 2.0, inverse = W.Load(ref *inverseQ, 0);
                var across = -(s2 * inverse);
                a = W.Fma(s2, inverseJ + inverse, a);
                gx = W.Fma(across, W.Load(ref e.X[k], 0), gx);
                gy = W.Fma(across, W.Load(ref e.Y[k], 0), gy);
                gz = W.Fma(across, W.Load(ref e.Z[k], 0), gz);
                W.Store(W.Fma(s2, W.Load(ref e.Inverse[k], 0) + inverse, W.Load(ref e.A[k], 0)), ref e.A[k], 0);
                W.Store(W.Fma(across, xj, W.Load(ref e.Gx[k], 0)), ref e.Gx[k], 0);
                W.Store(W.Fma(across, yj, W.Load(ref e.Gy[k], 0)), ref e.Gy[k], 0);
                W.Store(W.Fma(across, zj, W.Load(ref e.Gz[k], 0)), ref e.Gz[k], 0);
                inverseQ += W.Lanes;
                t2 += W.Lanes;
            }
            e.A[j] += W.Sum(a);
            e.Gx[j] += W.Sum(gx);
            e.Gy[j] += W.Sum(gy);
            e.Gz[j] += W.Sum(gz);
        }
    }
}
