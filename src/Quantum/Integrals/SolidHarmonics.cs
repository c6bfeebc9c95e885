namespace Athanor.Quantum;

/// <summary>
/// Angular parts of basis functions as sums of monomials: coefficients of x^i y^j z^k · exp(−a r²), where x^l exp(−a r²) has norm one, so that every function has norm one too.
/// </summary>
internal static class SolidHarmonics
{
    /// <summary>Real solid harmonics, m = −l … l, in rows; monomials of degree l in columns (Helgaker, Jørgensen, Olsen, eqs. 6.4.47–6.4.51).</summary>
    public static double[][] Spherical(int l) => [.. Enumerable.Range(-l, 2 * l + 1).Select(m => Normalised(l, Harmonic(l, m)))];

    /// <summary>One monomial a row, each of norm one (so xy carries √3 against xx).</summary>
    public static double[][] Cartesian(int l) => [.. Enumerable.Range(0, Monomials.Of(l)).Select(k =>
    {
        var row = new double[Monomials.Of(l)];
        row[k] = 1;
        return Normalised(l, row);
    })];

    static double[] Harmonic(int l, int m)
    {
        var row = new double[Monomials.Of(l)];
        var first = Monomials.UpTo(l) - row.Length;
        var absolute = Math.Abs(m);
        // y occurs in even powers of the azimuthal factor for m ≥ 0, in odd ones for m < 0.
        var odd = m < 0 ? 1 : 0;
        for (var t = 0; t <= (l - absolute) / 2; t++)
        {
            for (var u = 0; u <= t; u++)
            {
                for (var w = odd; w <= absolute; w += 2)
                {
                    var sign = (t + (w - odd) / 2) % 2 == 0 ? 1.0 : -1.0;
                    var y = 2 * u + w;
                    var x = 2 * t + absolute - y;
                    row[Monomials.Index(x, y, l - 2 * t - absolute) - first] +=
                        sign * Math.Pow(0.25, t) * Binomial(l, t) * Binomial(l - t, absolute + t) * Binomial(t, u) * Binomial(absolute, w);
                }
            }
        }
        return row;
    }

    static double[] Normalised(int l, double[] row)
    {
        var triples = Monomials.Shell(l).ToArray();
        var norm = 0.0;
        for (var a = 0; a < row.Length; a++)
        {
            for (var b = 0; b < row.Length; b++)
            {
                var (x, y, z) = (triples[a].X + triples[b].X, triples[a].Y + triples[b].Y, triples[a].Z + triples[b].Z);
                if (x % 2 == 0 && y % 2 == 0 && z % 2 == 0)
                    norm += row[a] * row[b] * OddFactorial(x - 1) * OddFactorial(y - 1) * OddFactorial(z - 1) / OddFactorial(2 * l - 1);
            }
        }
        return [.. row.Select(c => c / Math.Sqrt(norm))];
    }

    /// <summary>n!! for odd n; 1 for −1.</summary>
    public static double OddFactorial(int n)
    {
        var product = 1.0;
        for (; n > 1; n -= 2)
            product *= n;
        return product;
    }

    static double Binomial(int n, int k)
    {
        if (k < 0 || k > n)
            return 0;
        var value = 1.0;
        for (var i = 1; i <= k; i++)
            value = value * (n - k + i) / i;
        return Math.Round(value);
    }
}
