using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The numbers 2π^{5/2}/(pq√(p+q)) R_{tuv} of one primitive pair of the bra with a chunk of those of kets. Holds scratch memory: one for each thread.</summary>
internal sealed class CoulombPotential
{
    // Momenta of pairs, one more than two shells have for derivatives.
    const int Momenta = 2 * BasisSet.HighestMomentum + 2;

    static readonly int[]?[] Tables = new int[]?[Momenta * Momenta];

    readonly double[] _scratch = new double[CoulombSeeds.Scratch];
    readonly int[] _points = new int[CoulombSteps.Chunk];
    double[] _rows = [];

    /// <summary>Rows of <see cref="CoulombSteps.Chunk"/> in the order of <see cref="Monomials"/>, valid until the next call.</summary>
    /// <param name="first">The first of the kets' primitive pairs.</param>
    /// <param name="used">How many of them.</param>
    /// <param name="highest">The highest t + u + v.</param>
    public double[] Fill<W>(ShellPair bra, int p, KetBatch kets, int first, int used, int highest)
        where W : struct, IWide<W, double>
    {
        var steps = CoulombSteps.For(highest);
        if (_rows.Length < steps.Rows * CoulombSteps.Chunk)
            _rows = new double[steps.Rows * CoulombSteps.Chunk];
        ref var scratch = ref _scratch[0];
        ref var rows = ref _rows[0];
        ref var seeds = ref steps.Seeds[0];
        CoulombSeeds.Meet<W>(bra.Exponents[p], bra.X[p], bra.Y[p], bra.Z[p], ref kets.Exponents[0], ref kets.X[0], ref kets.Y[0], ref kets.Z[0], first, ref scratch, used);
        if (highest > 0)
            CoulombSeeds.Decay<W>(ref scratch, used);
        if (CoulombSeeds.Near<W>(ref BoysFunction.Table[highest], ref _points[0], highest, ref BoysFunction.Inverses[0], ref seeds, ref scratch, ref rows, used) > 0)
            CoulombSeeds.Beyond<W>(highest, ref seeds, ref scratch, ref rows, used);
        CoulombSeeds.Scale<W>(highest, ref seeds, ref scratch, ref rows, used);
        steps.Run<W>(ref scratch, ref rows, used);
        return _rows;
    }

    /// <summary>Where the row of the sum of two triples begins, [triple of the bra, triple of the ket].</summary>
    public static int[] Table(int bra, int ket)
    {
        ref var slot = ref Tables[bra * Momenta + ket];
        if (slot is { } table)
            return table;
        var (rows, columns) = (Monomials.UpTo(bra), Monomials.UpTo(ket));
        table = new int[rows * columns];
        for (var h = 0; h < rows; h++)
        {
            for (var k = 0; k < columns; k++)
            {
                var (s, t) = (Monomials.Triples[h], Monomials.Triples[k]);
                table[h * columns + k] = CoulombSteps.Chunk * Monomials.Index(s.X + t.X, s.Y + t.Y, s.Z + t.Z);
            }
        }
        return slot = table;
    }
}
