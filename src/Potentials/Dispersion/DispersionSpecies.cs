using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>The elements of a structure, numbered from 0 by atomic number, and what the method knows of each and of every pair. Atomic units.</summary>
sealed class DispersionSpecies
{
    readonly Element[] _elements;
    readonly int[] _numberOf = new int[DispersionTables.ElementCount + 1];
    readonly int[] _first;
    readonly double[] _coordination;
    readonly double[] _c6;
    readonly PairConstants[] _pairs;

    /// <summary>Of a pair of elements.</summary>
    /// <param name="Covalent">k₂ (R_a + R_b).</param>
    /// <param name="Damping6">R⁶ of the damping.</param>
    /// <param name="Damping8">R⁸.</param>
    /// <param name="Eighth">s8 C8/C6.</param>
    /// <param name="Triple">The power 16/3 of 4/3 times the cutoff radius.</param>
    internal readonly record struct PairConstants(double Covalent, double Damping6, double Damping8, double Eighth, double Triple);

    internal DispersionSpecies(IEnumerable<Element> elements, DispersionDamping damping)
    {
        _elements = [.. elements.Distinct().Order()];
        _first = new int[Count + 1];
        for (var s = 0; s < Count; s++)
        {
            _numberOf[_elements[s].AtomicNumber] = s;
            _first[s + 1] = _first[s] + DispersionTables.ReferenceCount(_elements[s]);
        }
        _coordination = new double[References];
        _c6 = new double[References * References];
        _pairs = new PairConstants[Count * Count];
        for (var s = 0; s < Count; s++)
        {
            for (var a = 0; a < ReferencesOf(s); a++)
                _coordination[_first[s] + a] = DispersionTables.Coordination(_elements[s], a);
            for (var t = 0; t < Count; t++)
            {
                _pairs[s * Count + t] = Constants(_elements[s], _elements[t], damping);
                for (var a = 0; a < ReferencesOf(s); a++)
                {
                    for (var b = 0; b < ReferencesOf(t); b++)
                        _c6[(_first[s] + a) * References + _first[t] + b] = DispersionTables.C6(_elements[s], a, _elements[t], b);
                }
            }
        }
    }

    internal int Count => _elements.Length;

    /// <summary>Reference systems of all these elements.</summary>
    internal int References => _first[Count];

    internal int NumberOf(Element element) => _numberOf[element.AtomicNumber];

    internal int ReferencesOf(int species) => _first[species + 1] - _first[species];

    /// <summary>The species' first reference among those of all.</summary>
    internal int FirstReference(int species) => _first[species];

    internal ref readonly PairConstants Pair(int s, int t) => ref _pairs[s * Count + t];

    /// <summary>Whether an element is among these.</summary>
    internal bool Has(Element element) => element.AtomicNumber < _numberOf.Length && _elements[_numberOf[element.AtomicNumber]] == element;

    /// <summary>
    /// Weights of an atom's references, W_a = e^(−k₃ (CN − CN_a)²)/Σ with k₃ = 4 (eq. 16 of the 2010 paper, whose weights of pairs are products of these), and the C6 that it
    /// has with every reference system, v_b = Σ_a W_a C6_ab; both with their derivatives by its coordination number.
    /// </summary>
    /// <param name="weights">Out: <see cref="DispersionTables.MostReferences"/> numbers, zero beyond those of the species.</param>
    /// <param name="mixed">Out: <see cref="References"/> numbers v, then as many v′.</param>
    internal void Weigh(int species, double coordination, Span<double> weights, Span<double> mixed)
    {
        const double steepness = 4;
        Span<double> slopes = stackalloc double[DispersionTables.MostReferences];
        weights.Clear();
        slopes.Clear();
        var count = ReferencesOf(species);
        var references = _coordination.AsSpan(_first[species], count);
        // Relative to the nearest reference: far from all of them the plain sum would vanish.
        var least = double.MaxValue;
        foreach (var reference in references)
            least = Math.Min(least, (coordination - reference) * (coordination - reference));
        var (sum, mean) = (0.0, 0.0);
        for (var a = 0; a < count; a++)
        {
            var d = coordination - references[a];
            weights[a] = F64x1.Exp(new F64x1(-steepness * (d * d - least))).V;
            slopes[a] = -2 * steepness * d;
            sum += weights[a];
            mean += weights[a] * slopes[a];
        }
        for (var a = 0; a < count; a++)
        {
            weights[a] /= sum;
            slopes[a] = weights[a] * (slopes[a] - mean / sum);
        }
        for (var b = 0; b < References; b++)
        {
            var (value, slope) = (0.0, 0.0);
            for (var a = 0; a < count; a++)
            {
                var c6 = _c6[(_first[species] + a) * References + b];
                value += weights[a] * c6;
                slope += slopes[a] * c6;
            }
            mixed[b] = value;
            mixed[References + b] = slope;
        }
    }

    static PairConstants Constants(Element a, Element b, DispersionDamping damping)
    {
        var ratio = 3 * DispersionTables.MomentRatio(a) * DispersionTables.MomentRatio(b);
        var radius = damping.A1 * Math.Sqrt(ratio) + damping.A2;
        var square = radius * radius;
        return new PairConstants(
            DispersionTables.CovalentRadius(a) + DispersionTables.CovalentRadius(b),
            square * square * square,
            square * square * square * square,
            damping.S8 * ratio,
            Math.Pow(4.0 / 3 * DispersionTables.CutoffRadius(a, b), 16.0 / 3));
    }
}
