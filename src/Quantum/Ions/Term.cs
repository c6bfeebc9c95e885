using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>
/// A level in Russell–Saunders coupling, ²ˢ⁺¹L_J, and what follows for its magnetic moment. Momenta are in ħ and kept as integers, S and J doubled, so that nothing is rounded;
/// the electron's own g is taken to be 2, as the published tables do (it is 2.0023).
/// </summary>
public readonly record struct Term
{
    const string Letters = "SPDFGHIKLMNOQRTUV";

    /// <param name="twoS">2S.</param>
    /// <param name="l">L.</param>
    /// <param name="twoJ">2J, from |2L − 2S| to 2L + 2S in steps of 2.</param>
    /// <exception cref="ArgumentException">S and L do not couple to J.</exception>
    public Term(int twoS, int l, int twoJ)
    {
        if (twoS < 0 || l < 0 || l >= Letters.Length || twoJ < Math.Abs(2 * l - twoS) || twoJ > 2 * l + twoS || (twoJ - twoS) % 2 != 0)
            throw new ArgumentException($"2S = {twoS} and L = {l} do not couple to 2J = {twoJ}.");
        (TwoS, L, TwoJ) = (twoS, l, twoJ);
    }

    /// <summary>2S.</summary>
    public int TwoS { get; }

    public int L { get; }

    /// <summary>2J.</summary>
    public int TwoJ { get; }

    /// <summary>2S + 1.</summary>
    public int Multiplicity => TwoS + 1;

    /// <summary>
    /// Landé's factor 1 + [J(J+1) + S(S+1) − L(L+1)] / 2J(J+1) in lowest terms (A. Landé, Z. Phys. 15, 189 (1923)); null where J = 0, which leaves it undefined.
    /// </summary>
    public (int Numerator, int Denominator)? LandeFraction
    {
        get
        {
            // All three quadrupled: 4J(J+1) = 2J(2J+2).
            var (j, s, l) = (TwoJ * (TwoJ + 2), TwoS * (TwoS + 2), 4 * L * (L + 1));
            if (j == 0)
                return null;
            var (above, below) = (3 * j + s - l, 2 * j);
            var common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(above, below);
            return (above / common, below / common);
        }
    }

    /// <inheritdoc cref="LandeFraction"/>
    public double? LandeG => LandeFraction is { } g ? (double)g.Numerator / g.Denominator : null;

    /// <summary>|g| √(J(J+1)) in Bohr magnetons, what Curie's law measures where this level alone is occupied; 0 where J = 0.</summary>
    public double EffectiveMoment => Math.Abs(LandeG ?? 0) * Math.Sqrt(TwoJ * (TwoJ + 2)) / 2;

    /// <summary>2 √(S(S+1)) in Bohr magnetons, what is measured where the orbital moment is quenched.</summary>
    public double SpinOnlyMoment => Math.Sqrt(TwoS * (TwoS + 2));

    /// <summary>
    /// The ground level of a configuration by Hund's rules: the largest S; with it the largest L; J = |L − S| where shells are less than half full, L + S where they are more, S where L = 0
    /// (F. Hund, Z. Phys. 33, 345 and 855 (1925)). Where several shells are open, all spins are parallel and the L of the shells add up, which is the first two rules applied
    /// to all electrons at once; for the third those shells count that have L > 0.
    /// </summary>
    /// <exception cref="AtomsException">Of the open shells with L > 0 one is less and another more than half full; the third rule then says nothing.</exception>
    public static Term ByHund(Configuration configuration)
    {
        var open = configuration.Open.ToArray();
        var (twoS, l) = (open.Sum(s => s.TwoS), open.Sum(s => s.HundL));
        var orbital = open.Where(s => s.HundL > 0).ToArray();
        if (orbital.Length == 0)
            return new Term(twoS, 0, twoS);
        if (orbital.Any(s => s.IsMoreThanHalf) && !orbital.All(s => s.IsMoreThanHalf))
        {
            throw new AtomsException($"Hund's rules do not say how the open shells {string.Join(" and ", orbital)} of {configuration} couple to J: one is less and another more than half full. " +
                "The level has to be measured or computed.");
        }
        return new Term(twoS, l, orbital[0].IsMoreThanHalf ? 2 * l + twoS : Math.Abs(2 * l - twoS));
    }

    /// <summary>6S5/2, 7F0.</summary>
    public override string ToString() => $"{Multiplicity}{Letters[L]}{Half(TwoJ)}";

    /// <summary>Half of an integer as people write it: 5/2, 3.</summary>
    public static string Half(int twice) => twice % 2 == 0 ? $"{twice / 2}" : $"{twice}/2";
}
