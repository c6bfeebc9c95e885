using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Electron repulsion integrals (ab|cd) = ∫∫ a(1) b(1) c(2) d(2) / r₁₂ of one shell pair with another, in bohr⁻¹. Holds scratch memory: one for each thread.
/// </summary>
/// <remarks>
/// McMurchie and Davidson: (ab|cd) = Σ_p Σ_h E^{ab}_{p,h} Σ_q Σ_k (−1)^k E^{cd}_{q,k} · 2π^{5/2}/(pq√(p+q)) R_{h+k}. The two sums are matrix products over functions already contracted and spherical.
/// </remarks>
internal sealed class Repulsion
{
    // Momenta of pairs, one more than two shells have for derivatives.
    const int Momenta = 2 * BasisSet.HighestMomentum + 2;

    static readonly int[]?[] Tables = new int[]?[Momenta * Momenta];

    readonly double[] _boys = new double[BoysFunction.HighestOrder + 1];
    readonly double[] _separation = new double[3 * CoulombSteps.Chunk];
    double[] _rows = [];
    double[] _sums = [];

    /// <summary>[product of the bra, product of the ket], rows of the ket's <see cref="ShellPair.Stride"/>; of the last <see cref="Evaluate"/>.</summary>
    public double[] Integrals { get; private set; } = [];

    /// <summary>Fills <see cref="Integrals"/>.</summary>
    public void Evaluate(ShellPair bra, ShellPair ket) => Widths.Double<Work, int>(new(this, bra, ket));

    readonly struct Work(Repulsion owner, ShellPair bra, ShellPair ket) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Evaluate<W>(bra, ket);
            return 0;
        }
    }

    /// <summary>The same at a width chosen by the caller.</summary>
    public void Evaluate<W>(ShellPair bra, ShellPair ket)
        where W : struct, IWide<W, double>
    {
        var steps = CoulombSteps.For(bra.Momentum + ket.Momentum);
        var table = Table(bra.Momentum, ket.Momentum);
        Require(steps.Rows * CoulombSteps.Chunk, bra.Primitives * bra.Hermites * ket.Stride, bra.Stride * ket.Stride);
        if (bra.Primitives == 0 || ket.Primitives == 0)
        {
            Array.Clear(Integrals, 0, bra.Stride * ket.Stride);
            return;
        }
        Array.Clear(_sums, 0, bra.Primitives * bra.Hermites * ket.Stride);
        for (var p = 0; p < bra.Primitives; p++)
        {
            for (var q = 0; q < ket.Primitives; q += CoulombSteps.Chunk)
            {
                var pairs = Math.Min(CoulombSteps.Chunk, ket.Primitives - q);
                Seed(bra, p, ket, q, pairs, steps);
                steps.Run<W>(ref _separation[0], ref _rows[0], pairs);
                CoulombKernels.Attract<W>(ref _rows[0], ref table[0], ref ket.Ket[q * ket.Hermites * ket.Stride], pairs, bra.Hermites, ket.Hermites, ket.Stride,
                    ref _sums[p * bra.Hermites * ket.Stride]);
            }
        }
        CoulombKernels.Close<W>(ref bra.Bra[0], ref _sums[0], bra.Primitives * bra.Hermites, bra.Count, bra.Stride, ket.Stride, ref Integrals[0]);
    }

    void Seed(ShellPair bra, int p, ShellPair ket, int first, int pairs, CoulombSteps steps)
    {
        const double Prefactor = 34.986836655249725; // 2 π^{5/2}
        var a = bra.Exponents[p];
        for (var i = 0; i < pairs; i++)
        {
            var b = ket.Exponents[first + i];
            var (x, y, z) = (bra.X[p] - ket.X[first + i], bra.Y[p] - ket.Y[first + i], bra.Z[p] - ket.Z[first + i]);
            _separation[i] = x;
            _separation[CoulombSteps.Chunk + i] = y;
            _separation[2 * CoulombSteps.Chunk + i] = z;
            var reduced = a * b / (a + b);
            BoysFunction.Evaluate(reduced * (x * x + y * y + z * z), steps.Highest, _boys, 1);
            var scale = Prefactor / (a * b * Math.Sqrt(a + b));
            for (var n = 0; n <= steps.Highest; n++)
            {
                _rows[steps.Seeds[n] * CoulombSteps.Chunk + i] = scale * _boys[n];
                scale *= -2 * reduced;
            }
        }
    }

    void Require(int rows, int sums, int integrals)
    {
        if (_rows.Length < rows)
            _rows = new double[rows];
        if (_sums.Length < sums)
            _sums = new double[sums];
        if (Integrals.Length < integrals)
            Integrals = new double[integrals];
    }

    // Number of the sum of two triples.
    static int[] Table(int bra, int ket)
    {
        ref var slot = ref Tables[bra * Momenta + ket];
        if (slot is { } table)
            return table;
        table = new int[Monomials.UpTo(bra) * Monomials.UpTo(ket)];
        for (var h = 0; h < Monomials.UpTo(bra); h++)
        {
            for (var k = 0; k < Monomials.UpTo(ket); k++)
            {
                var (s, t) = (Monomials.Triples[h], Monomials.Triples[k]);
                table[h * Monomials.UpTo(ket) + k] = Monomials.Index(s.X + t.X, s.Y + t.Y, s.Z + t.Z);
            }
        }
        return slot = table;
    }
}
