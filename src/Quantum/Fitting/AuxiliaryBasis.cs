using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>Sets of functions in which products of orbitals are expanded: made from any orbital set, or a published one from a file.</summary>
/// <remarks>
/// The rule follows Stoychev, Auer, Neese, J. Chem. Theory Comput. 13, 554 (2017), as to the exponents between which an element gets functions of a momentum. It differs in two things. Exponents of all momenta are taken from one geometric
/// series of the element, so that functions of many momenta share an exponent and their integrals are computed together. And every element gets momenta up to d (hydrogen, helium) or g, since exchange in multiple bonds was found to
/// want them.
/// </remarks>
public static class AuxiliaryBasis
{
    // Neighbours in the series.
    const double Ratio = 1.8;

    // By how much functions of each momentum reach beyond the effective exponents (table 1 of the paper).
    static readonly double[] Reach = [20, 7, 4, 4, 3.5, 2.5, 2];

    /// <summary>A set that fits the products of <paramref name="orbitals"/>' functions. The same set gives the same functions.</summary>
    public static BasisSet For(BasisSet orbitals) =>
        new($"{orbitals.Name}-auto", orbitals.Elements.Select(e => KeyValuePair.Create(e, Shells(e, new Exponents(orbitals.For(e))))));

    /// <summary>Reads an auxiliary set from a file of the Basis Set Exchange ("cc-pVTZ-JKFIT"), functions up to i.</summary>
    /// <exception cref="Athanor.Potentials.PotentialException">As <see cref="BasisSet.FromExchangeJson"/> says.</exception>
    public static BasisSet FromExchangeJson(string path) => ExchangeJson.Read(path, BasisSet.HighestAuxiliary);

    static ElementShell[] Shells(Element element, Exponents of)
    {
        var z = element.AtomicNumber;
        var valence = z switch { <= 2 => 0, <= 20 => 1, <= 56 => 2, _ => 3 };
        var highest = Math.Min(Math.Max(z <= 2 ? 2 : 4, of.Momentum + (z <= 18 ? 1 : 2)), BasisSet.HighestAuxiliary);
        // Momenta that no product on one atom has still serve those of two; they get the exponents of the highest that one has.
        var ranges = Enumerable.Range(0, highest + 1).Select(l => of.Products(Math.Min(l, 2 * of.Momentum), l <= 2 * valence ? Reach[l] : 1)).ToArray();
        var smallest = ranges.Min(r => r.Low);
        // Positions in the series: from the last that is not above the lower end to the first that is not below the upper one.
        var steps = ranges.Select(r => (First: (int)Math.Floor(Step(r.Low) + 1e-6), Last: (int)Math.Ceiling(Step(r.High) - 1e-6))).ToArray();
        double Step(double exponent) => Math.Log(exponent / smallest) / Math.Log(Ratio);
        return
        [
            .. Enumerable.Range(0, steps.Max(s => s.Last) + 1).Reverse().Select(k => Shell(smallest * Math.Pow(Ratio, k), [.. Enumerable.Range(0, highest + 1).Where(l => steps[l].First <= k && k <= steps[l].Last)])).Where(s => s.Momenta.Length > 0),
        ];
    }

    static ElementShell Shell(double exponent, int[] momenta) => new(momenta, false, [exponent], [.. momenta.Select(_ => new[] { 1.0 })]);

    /// <summary>What the exponents of an element's orbitals say of their products.</summary>
    sealed class Exponents
    {
        readonly double[] _low, _high, _effective;

        public Exponents(IReadOnlyList<ElementShell> shells)
        {
            Momentum = shells.Max(s => s.Momenta.Max());
            _low = [.. Enumerable.Repeat(double.PositiveInfinity, Momentum + 1)];
            (_high, _effective) = (new double[Momentum + 1], new double[Momentum + 1]);
            foreach (var shell in shells)
            {
                for (var k = 0; k < shell.Momenta.Length; k++)
                {
                    var l = shell.Momenta[k];
                    _low[l] = Math.Min(_low[l], shell.Exponents.Min());
                    _high[l] = Math.Max(_high[l], shell.Exponents.Max());
                    _effective[l] = Math.Max(_effective[l], Effective(shell.Exponents, shell.Coefficients[k], l));
                }
            }
        }

        public int Momentum { get; }

        /// <summary>Range of exponents of products that contain momentum <paramref name="l"/>; the upper end no higher than <paramref name="reach"/> times the effective exponents.</summary>
        public (double Low, double High) Products(int l, double reach)
        {
            var (low, high, effective) = (double.PositiveInfinity, 0.0, 0.0);
            for (var a = 0; a <= Momentum; a++)
            {
                for (var b = 0; b <= a; b++)
                {
                    if (a - b > l || l > a + b || _high[a] == 0 || _high[b] == 0)
                        continue;
                    low = Math.Min(low, _low[a] + _low[b]);
                    high = Math.Max(high, _high[a] + _high[b]);
                    effective = Math.Max(effective, _effective[a] + _effective[b]);
                }
            }
            return (low, Math.Max(low, Math.Min(high, reach * effective)));
        }

        // The exponent of a single Gaussian with the same ⟨r⟩; overlaps of primitives, ⟨r⟩ of their products goes with (p + q)^{−1/2}.
        static double Effective(double[] exponents, double[] coefficients, int l)
        {
            double norm = 0, r = 0;
            for (var p = 0; p < exponents.Length; p++)
            {
                for (var q = 0; q < exponents.Length; q++)
                {
                    var sum = exponents[p] + exponents[q];
                    var overlap = coefficients[p] * coefficients[q] * Math.Pow(2 * Math.Sqrt(exponents[p] * exponents[q]) / sum, l + 1.5);
                    norm += overlap;
                    r += overlap / Math.Sqrt(sum);
                }
            }
            return 0.5 * norm * norm / (r * r);
        }
    }
}
