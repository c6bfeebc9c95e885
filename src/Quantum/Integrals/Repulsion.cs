using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Electron repulsion integrals (ab|cd) = ∫∫ a(1) b(1) c(2) d(2) / r₁₂ of one shell pair with others, in bohr⁻¹. Holds scratch memory: one for each thread.
/// </summary>
/// <remarks>
/// McMurchie and Davidson: (ab|cd) = Σ_p Σ_h E^{ab}_{p,h} Σ_q Σ_k (−1)^k E^{cd}_{q,k} · 2π^{5/2}/(pq√(p+q)) R_{h+k}. The two sums are matrix products over functions already contracted and spherical.
/// Of two pairs the one with fewer products is the better ket: the inner sum runs over all primitives.
/// </remarks>
internal sealed class Repulsion
{
    readonly CoulombPotential _potential = new();
    readonly KetBatch _one = new();
    double[] _sums = [];

    /// <summary>
    /// Of the last <see cref="Evaluate(ShellPair, KetBatch)"/>: for each ket, beginning at <see cref="ShellPair.Stride"/> of the bra times <see cref="KetBatch.Column"/>, [product of the bra, product of the ket] with
    /// rows of the ket's <see cref="ShellPair.Stride"/>.
    /// </summary>
    public double[] Integrals { get; private set; } = [];

    /// <summary>Fills <see cref="Integrals"/> for one ket.</summary>
    public void Evaluate(ShellPair bra, ShellPair ket)
    {
        _one.Clear();
        _one.Add(ket);
        Evaluate(bra, _one);
    }

    /// <summary>Fills <see cref="Integrals"/>.</summary>
    public void Evaluate(ShellPair bra, KetBatch kets) => Widths.Double<Work, int>(new(this, bra, kets));

    readonly struct Work(Repulsion owner, ShellPair bra, KetBatch kets) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Evaluate<W>(bra, kets);
            return 0;
        }
    }

    /// <summary>The same at a width chosen by the caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate<W>(ShellPair bra, KetBatch kets)
        where W : struct, IWide<W, double>
    {
        var depth = bra.Primitives * bra.Hermites;
        if (_sums.Length < depth * kets.Columns)
            _sums = new double[depth * kets.Columns];
        if (Integrals.Length < bra.Stride * kets.Columns)
            Integrals = new double[bra.Stride * kets.Columns];
        if (depth == 0 || kets.Primitives == 0)
        {
            Array.Clear(Integrals, 0, bra.Stride * kets.Columns);
            return;
        }
        Array.Clear(_sums, 0, depth * kets.Columns);
        var ketHermites = Monomials.UpTo(kets.Momentum);
        var table = CoulombPotential.Table(bra.Momentum, kets.Momentum);
        for (var p = 0; p < bra.Primitives; p++)
        {
            var k = 0;
            for (var q = 0; q < kets.Primitives; q += CoulombSteps.Chunk)
            {
                var end = Math.Min(q + CoulombSteps.Chunk, kets.Primitives);
                var rows = _potential.Fill<W>(bra, p, kets, q, end - q, bra.Momentum + kets.Momentum);
                // Each ket takes what is its own of the chunk.
                for (var from = q; from < end;)
                {
                    while (kets.First(k + 1) <= from)
                        k++;
                    var to = Math.Min(end, kets.First(k + 1));
                    var ket = kets[k];
                    CoulombKernels.Attract<W>(ref rows[from - q], ref table[0], ref ket.Ket[(from - kets.First(k)) * ketHermites * ket.Stride], to - from, bra.Hermites, ketHermites, ket.Stride,
                        ref _sums[depth * kets.Column(k) + p * bra.Hermites * ket.Stride]);
                    from = to;
                }
            }
        }
        for (var k = 0; k < kets.Count; k++)
            CoulombKernels.Close<W>(ref bra.Bra[0], ref _sums[depth * kets.Column(k)], depth, bra.Count, bra.Stride, kets[k].Stride, ref Integrals[bra.Stride * kets.Column(k)]);
    }
}
