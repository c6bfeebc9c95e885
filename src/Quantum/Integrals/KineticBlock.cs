namespace Athanor.Quantum;

/// <summary>⟨a| −½∇² |b⟩ of one shell pair, from one-dimensional overlaps (Helgaker, Jørgensen, Olsen, §9.3.4).</summary>
internal static class KineticBlock
{
    /// <summary>Adds to a block [function of A, function of B].</summary>
    public static void Fill(ShellPair pair, Span<double> block)
    {
        var (shellA, shellB) = (pair.A, pair.B);
        var (ma, mb) = (shellA.Monomials, shellB.Monomials);
        HermiteSeries x = new(), y = new(), z = new();
        var monomials = new double[ma.Length * mb.Length];
        var half = new double[ma.Length * shellB.Count];
        var between = shellA.Centre - shellB.Centre;
        for (var i = 0; i < shellA.Exponents.Length; i++)
        {
            for (var j = 0; j < shellB.Exponents.Length; j++)
            {
                var (a, b) = (shellA.Exponents[i], shellB.Exponents[j]);
                x.Fill(a, b, between.X, shellA.Momentum, shellB.Momentum + 2);
                y.Fill(a, b, between.Y, shellA.Momentum, shellB.Momentum + 2);
                z.Fill(a, b, between.Z, shellA.Momentum, shellB.Momentum + 2);
                var volume = Math.Pow(Math.PI / (a + b), 1.5);
                for (var k = 0; k < ma.Length; k++)
                {
                    for (var l = 0; l < mb.Length; l++)
                    {
                        var (p, q) = (ma[k], mb[l]);
                        var (sx, sy, sz) = (x[p.X, q.X, 0], y[p.Y, q.Y, 0], z[p.Z, q.Z, 0]);
                        monomials[k * mb.Length + l] = volume * (Second(x, p.X, q.X, b) * sy * sz + sx * Second(y, p.Y, q.Y, b) * sz + sx * sy * Second(z, p.Z, q.Z, b));
                    }
                }
                ShellPair.Transform(shellA.Transforms[i], shellB.Transforms[j], monomials, half, block, ma.Length, mb.Length, add: true);
            }
        }
    }

    // −½ d²/dx² of x^j exp(−b x²), in overlaps.
    static double Second(HermiteSeries e, int i, int j, double b) =>
        -0.5 * (4 * b * b * e[i, j + 2, 0] - 2 * b * (2 * j + 1) * e[i, j, 0] + (j > 1 ? j * (j - 1) * e[i, j - 2, 0] : 0));
}
