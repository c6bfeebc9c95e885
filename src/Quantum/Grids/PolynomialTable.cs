namespace Athanor.Quantum;

/// <summary>The polynomials in x, y, z that the functions of a molecule share, with their derivatives, as sums of <see cref="Monomials"/>.</summary>
internal sealed class PolynomialTable
{
    // Of factors, relative to the first, which is one.
    const double Same = 1e-12;

    readonly List<Sum[]> _polynomials = [];

    /// <summary>Σ Factors[i] · monomial Which[i].</summary>
    public readonly record struct Sum(int[] Which, double[] Factors)
    {
        public static Sum Of(IEnumerable<(int Monomial, double Factor)> terms)
        {
            var merged = terms.GroupBy(t => t.Monomial).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(t => t.Factor))).Where(t => t.Item2 != 0).ToArray();
            return new([.. merged.Select(t => t.Key)], [.. merged.Select(t => t.Item2)]);
        }
    }

    public int Count => _polynomials.Count;

    /// <summary>A polynomial and its derivatives along x, y, z.</summary>
    public Sum[] this[int index] => _polynomials[index];

    /// <summary>The highest degree among the polynomials.</summary>
    public int Degree { get; private set; }

    /// <summary>Its number, whether it was there or not.</summary>
    public int Add((int Monomial, double Factor)[] terms)
    {
        var value = Sum.Of(terms);
        var known = _polynomials.FindIndex(p => p[0].Which.SequenceEqual(value.Which) && p[0].Factors.Zip(value.Factors).All(f => Math.Abs(f.First - f.Second) < Same));
        if (known >= 0)
            return known;
        Degree = Math.Max(Degree, terms.Max(t => Triple(t.Monomial).X + Triple(t.Monomial).Y + Triple(t.Monomial).Z));
        _polynomials.Add([value, Derivative(terms, 0), Derivative(terms, 1), Derivative(terms, 2)]);
        return _polynomials.Count - 1;
    }

    static (int X, int Y, int Z) Triple(int monomial) => Monomials.Triples[monomial];

    static Sum Derivative((int Monomial, double Factor)[] terms, int axis) => Sum.Of(terms.Select(t =>
    {
        var (x, y, z) = Triple(t.Monomial);
        var power = axis switch { 0 => x, 1 => y, _ => z };
        return power == 0 ? (0, 0.0) : (Monomials.Index(x - (axis == 0 ? 1 : 0), y - (axis == 1 ? 1 : 0), z - (axis == 2 ? 1 : 0)), power * t.Factor);
    }));
}
