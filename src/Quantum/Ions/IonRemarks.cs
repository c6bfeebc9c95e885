namespace Athanor.Quantum;

/// <summary>What a table of free ions by Hund's rules does not tell, in a sentence each; the same words for all ions it holds for.</summary>
static class IonRemarks
{
    const string OfHeavyMetals = "In compounds of 4d and 5d metals the surroundings outweigh Hund's rules, and neither moment tells what is measured.";

    internal static IEnumerable<string> Of(Ion ion)
    {
        if (ion.Source == ConfigurationSource.Predicted)
        {
            yield return "Beyond Lr no configuration is measured: this one is Madelung's rule, as calculations confirm for the first of them"
                + (ion.Charge > 0 ? "; which electrons leave is less sure, since 7s is bound more tightly there." : ".");
        }
        if (ion.Charge > 0 && ion.Source == ConfigurationSource.Measured)
            yield return $"The configuration is the measured one; had the highest n, then the highest l, left, it would be {Ion.ByRule(ion.Element, ion.Charge)}.";
        if (ion.Term != ion.HundTerm)
            yield return $"The level is the measured one, its name only its largest part; Hund's rules would give {ion.HundTerm}.";
        if (IsBelowItsCore(ion))
            yield return "The noble gas inside is opened: in heavy ions of such charge 4f and 5f drop below other subshells, and the rule is a guess.";
        if (ion.Charge < -1)
            yield return "No atom holds two additional electrons by itself: such a charge is one in crystals.";
        if (ion.Charge != 0 && InCompounds(ion) is { } sentence)
            yield return sentence;
    }

    static bool IsBelowItsCore(Ion ion) => ion.Element.AtomicNumber > 54 && ion.Configuration.Electrons is > 36 and var left
        && left < ion.Element.AtomicNumber - Ion.Neutral(ion.Element.AtomicNumber).Outside.Sum(s => s.Electrons);

    /// <summary>How measured moments of its salts compare; null where there is nothing to say.</summary>
    static string? InCompounds(Ion ion)
    {
        if (ion.Configuration.Open.ToArray() is not [var open])
            return null;
        var z = ion.Element.AtomicNumber;
        return (open.N, open.L, open.Electrons) switch
        {
            (4, 3, 5 or 6) when z is >= 57 and <= 71 => "Levels of larger J lie so low that they are occupied at room temperature, which Hund's rules do not count: some 1.5 μB are measured of Sm3+, 3.4 of Eu3+.",
            (4, 3, _) when z is >= 57 and <= 71 => "4f lies inside and hardly feels its surroundings: moments of salts agree with g√(J(J+1)) to some per cent.",
            (3, 2, not 5) when z is >= 21 and <= 30 => "In compounds the surroundings quench the orbital moment of 3d: what is measured is near the spin-only moment, not g√(J(J+1)).",
            (4, 2, _) when z is >= 39 and <= 48 => OfHeavyMetals,
            (5, 2, _) when z is >= 57 and <= 80 => OfHeavyMetals,
            (5, 3, _) when z is >= 89 and <= 103 => "5f feels its surroundings and couples between Russell–Saunders and jj: measured moments of actinides often lie below g√(J(J+1)).",
            _ => null,
        };
    }
}
