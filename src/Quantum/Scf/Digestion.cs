using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Adds blocks of repulsion integrals to Coulomb and exchange matrices, to be made symmetric afterwards (M + Mᵀ): J_ab += 2 D_cd (ab|cd), J_cd += 2 D_ab (ab|cd), K_ac += P_bd (ab|cd) and its three kin,
/// with weight ½ for each pair of shells, or of pairs, that is one and the same.
/// </summary>
/// <param name="n">Functions; matrices are n × n.</param>
/// <param name="density">D, symmetric.</param>
/// <param name="coulomb">J.</param>
/// <param name="exchange">P, none, one or two symmetric matrices; null where there is none.</param>
/// <param name="matrices">K, as many as P.</param>
internal sealed unsafe class Digestion(int n, double* density, double* coulomb, (nint First, nint Second) exchange, (nint First, nint Second) matrices)
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // The part of D and of J that belongs to a ket, in the order of its products.
    double[] _part = [];
    double[] _sum = [];
    readonly double[] _eight = new double[8];

    /// <param name="block">Integrals [ab, cd]. What is beyond the end of a row, to whole lanes of the widest, is read too and does not matter as long as it is finite.</param>
    /// <param name="stride">Distance of the block's rows.</param>
    public void Add<W>(ShellPair bra, ShellPair ket, double* block, int stride)
        where W : struct, IWide<W, double>
    {
        var weight = (bra.A == bra.B ? 0.5 : 1) * (ket.A == ket.B ? 0.5 : 1) * (bra == ket ? 0.5 : 1);
        var (na, nb, nc, nd) = (bra.A.Count, bra.B.Count, ket.A.Count, ket.B.Count);
        var (a0, b0, c0, d0) = (bra.A.First, bra.B.First, ket.A.First, ket.B.First);
        if (_part.Length < ket.Stride)
            (_part, _sum) = (new double[ket.Stride], new double[ket.Stride]);
        Gather(density, n, c0, nc, d0, nd, _part, _sum, ket.Stride);
        for (var a = a0; a < a0 + na; a++)
        {
            var ab = (nint)a * n + b0;
            Coulomb<W>(ref *(block + (nint)(a - a0) * nb * stride), stride, nb, 2 * weight, ref density[ab], ref coulomb[ab], ref _part[0], ref _sum[0], ket.Stride, ref _eight[0]);
        }
        Scatter(_sum, coulomb, n, c0, nc, d0, nd);
        if (exchange.First != 0)
            Exchange(block, stride, weight, n, a0, na, b0, nb, c0, nc, d0, nd, (double*)exchange.First, (double*)matrices.First);
        if (exchange.Second != 0)
            Exchange(block, stride, weight, n, a0, na, b0, nb, c0, nc, d0, nd, (double*)exchange.Second, (double*)matrices.Second);
    }

    [MethodImpl(Kernel)]
    static void Gather(double* density, int n, int c0, int nc, int d0, int nd, double[] part, double[] sum, int stride)
    {
        var at = 0;
        for (var c = c0; c < c0 + nc; c++)
        {
            for (var d = d0; d < d0 + nd; d++)
                part[at++] = density[(nint)c * n + d];
        }
        part.AsSpan(at, stride - at).Clear();
        sum.AsSpan(0, stride).Clear();
    }

    [MethodImpl(Kernel)]
    static void Scatter(double[] sum, double* coulomb, int n, int c0, int nc, int d0, int nd)
    {
        var at = 0;
        for (var c = c0; c < c0 + nc; c++)
        {
            for (var d = d0; d < d0 + nd; d++)
                coulomb[(nint)c * n + d] += sum[at++];
        }
    }

    // A lane is a product of two ket functions. The dot product has eight partial sums at every width, so that widths give the same bits.
    [MethodImpl(Kernel)]
    static void Coulomb<W>(ref double block, int stride, int count, double weight, ref double density, ref double coulomb, ref double part, ref double sum, int length, ref double eight)
        where W : struct, IWide<W, double>
    {
        for (nint b = 0; b < count; b++)
        {
            ref var row = ref Unsafe.Add(ref block, b * stride);
            var twice = W.Broadcast(weight * Unsafe.Add(ref density, b));
            if (W.Lanes == 8)
            {
                var dot = W.Zero;
                for (nint c = 0; c < length; c += W.Lanes)
                {
                    var v = W.Load(ref row, c);
                    W.Store(W.Fma(twice, v, W.Load(ref sum, c)), ref sum, c);
                    dot = W.Fma(v, W.Load(ref part, c), dot);
                }
                W.Store(dot, ref eight, 0);
            }
            else
            {
                for (nint c = 0; c < 8; c += W.Lanes)
                    W.Store(W.Zero, ref eight, c);
                for (nint c = 0; c < length; c += W.Lanes)
                {
                    var v = W.Load(ref row, c);
                    W.Store(W.Fma(twice, v, W.Load(ref sum, c)), ref sum, c);
                    W.Store(W.Fma(v, W.Load(ref part, c), W.Load(ref eight, c & 7)), ref eight, c & 7);
                }
            }
            var total = eight + Unsafe.Add(ref eight, 4) + (Unsafe.Add(ref eight, 2) + Unsafe.Add(ref eight, 6)) +
                (Unsafe.Add(ref eight, 1) + Unsafe.Add(ref eight, 5) + (Unsafe.Add(ref eight, 3) + Unsafe.Add(ref eight, 7)));
            Unsafe.Add(ref coulomb, b) += weight * total;
        }
    }

    [MethodImpl(Kernel)]
    static void Exchange(double* block, int stride, double weight, int n, int a0, int na, int b0, int nb, int c0, int nc, int d0, int nd, double* p, double* k)
    {
        for (var a = a0; a < a0 + na; a++)
        {
            double* pa = p + (nint)a * n, ka = k + (nint)a * n;
            for (var b = b0; b < b0 + nb; b++, block += stride)
            {
                double* pb = p + (nint)b * n, kb = k + (nint)b * n;
                var row = block;
                for (var c = c0; c < c0 + nc; c++, row += nd)
                {
                    var (pac, pbc) = (weight * pa[c], weight * pb[c]);
                    double ac = 0, bc = 0;
                    for (var d = 0; d < nd; d++)
                    {
                        var v = row[d];
                        ac += pb[d0 + d] * v;
                        bc += pa[d0 + d] * v;
                        ka[d0 + d] += pbc * v;
                        kb[d0 + d] += pac * v;
                    }
                    ka[c] += weight * ac;
                    kb[c] += weight * bc;
                }
            }
        }
    }
}
