using System.Runtime.CompilerServices;

namespace Athanor.Quantum;

/// <summary>
/// Adds blocks of repulsion integrals to Coulomb and exchange matrices, to be made symmetric afterwards (M + Mᵀ): J_ab += 2 D_cd (ab|cd), J_cd += 2 D_ab (ab|cd), K_ac += P_bd (ab|cd) and its three kin,
/// with weight ½ for each pair of shells, or of pairs, that is one and the same.
/// </summary>
/// <param name="n">Functions; matrices are n × n.</param>
/// <param name="density">D, symmetric.</param>
/// <param name="exchange">P, none, one or two symmetric matrices.</param>
/// <param name="j">Coulomb matrix.</param>
/// <param name="k">Exchange matrices, as many as P.</param>
internal readonly unsafe struct Digestion(int n, double* density, double*[] exchange, double* j, double*[] k)
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly int _n = n;
    readonly double* _density = density;
    readonly double* _j = j;
    readonly double*[] _exchange = exchange;
    readonly double*[] _k = k;

    /// <param name="block">Integrals [ab, cd].</param>
    /// <param name="stride">Distance of the block's rows.</param>
    public void Add(ShellPair bra, ShellPair ket, double* block, int stride)
    {
        var weight = (bra.A == bra.B ? 0.5 : 1) * (ket.A == ket.B ? 0.5 : 1) * (bra == ket ? 0.5 : 1);
        var (na, nb, nc, nd) = (bra.A.Count, bra.B.Count, ket.A.Count, ket.B.Count);
        var (a0, b0, c0, d0) = (bra.A.First, bra.B.First, ket.A.First, ket.B.First);
        Coulomb(block, stride, weight, _n, a0, na, b0, nb, c0, nc, d0, nd, _density, _j);
        for (var s = 0; s < _exchange.Length; s++)
            Exchange(block, stride, weight, _n, a0, na, b0, nb, c0, nc, d0, nd, _exchange[s], _k[s]);
    }

    [MethodImpl(Kernel)]
    static void Coulomb(double* block, int stride, double weight, int n, int a0, int na, int b0, int nb, int c0, int nc, int d0, int nd, double* density, double* j)
    {
        for (var a = a0; a < a0 + na; a++)
        {
            for (var b = b0; b < b0 + nb; b++, block += stride)
            {
                var ab = (nint)a * n + b;
                var row = block;
                var sum = 0.0;
                var twice = 2 * weight * density[ab];
                for (var c = c0; c < c0 + nc; c++, row += nd)
                {
                    var dc = density + (nint)c * n + d0;
                    var jc = j + (nint)c * n + d0;
                    for (var d = 0; d < nd; d++)
                    {
                        sum += dc[d] * row[d];
                        jc[d] += twice * row[d];
                    }
                }
                j[ab] += 2 * weight * sum;
            }
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
