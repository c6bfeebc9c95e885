namespace Athanor.Quantum;

/// <summary>Adds a block of repulsion integrals to Coulomb and exchange matrices.</summary>
internal static unsafe class Digestion
{
    /// <summary>
    /// To be made symmetric afterwards (M + Mᵀ): J_ab += 2 D_cd (ab|cd), J_cd += 2 D_ab (ab|cd), K_ac += P_bd (ab|cd) and its three kin, with weight ½ for each pair of shells, or of pairs, that is one and the same.
    /// </summary>
    /// <param name="n">Functions; matrices are n × n.</param>
    /// <param name="block">Integrals [ab, cd].</param>
    /// <param name="stride">Distance of the block's rows.</param>
    /// <param name="density">D, symmetric.</param>
    /// <param name="exchange">P, one or two symmetric matrices.</param>
    /// <param name="j">Coulomb matrix.</param>
    /// <param name="k">Exchange matrices, as many as P.</param>
    public static void Add(ShellPair bra, ShellPair ket, int n, double* block, int stride, double* density, double*[] exchange, double* j, double*[] k)
    {
        var weight = (bra.A == bra.B ? 0.5 : 1) * (ket.A == ket.B ? 0.5 : 1) * (bra == ket ? 0.5 : 1);
        var (na, nb, nc, nd) = (bra.A.Count, bra.B.Count, ket.A.Count, ket.B.Count);
        var (a0, b0, c0, d0) = (bra.A.First, bra.B.First, ket.A.First, ket.B.First);
        for (var a = a0; a < a0 + na; a++)
        {
            for (var b = b0; b < b0 + nb; b++, block += stride)
            {
                Coulomb(block, weight, n, c0, nc, d0, nd, density, j, (nint)a * n + b);
                for (var s = 0; s < exchange.Length; s++)
                    Exchange(block, weight, n, a, b, c0, nc, d0, nd, exchange[s], k[s]);
            }
        }
    }

    static void Coulomb(double* row, double weight, int n, int c0, int nc, int d0, int nd, double* density, double* j, nint ab)
    {
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

    static void Exchange(double* row, double weight, int n, int a, int b, int c0, int nc, int d0, int nd, double* p, double* k)
    {
        double* pa = p + (nint)a * n, pb = p + (nint)b * n, ka = k + (nint)a * n, kb = k + (nint)b * n;
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
