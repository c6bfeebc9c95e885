namespace Athanor.Quantum;

/// <summary>
/// Ground configurations that rules do not give: of neutral atoms those that differ from Madelung's rule, of ions those where not the highest n, then the highest l, has left. Source: NIST, Electronic
/// Configurations of the Elements (atoms and first cations up to U), and the Atomic Spectra Database for what is beyond: heavier atoms, and the ions Ce2+, Lu2+, Ac2+, Th2+, Th3+ and Cm+.
/// </summary>
static class MeasuredGround
{
    /// <summary>The heaviest element of the database whose neutral ground configuration is taken for known.</summary>
    internal const int LastKnown = 103;

    static readonly Dictionary<(int Z, int Charge), string> Configurations = new()
    {
        [(24, 0)] = "[Ar] 3d5 4s1",
        [(29, 0)] = "[Ar] 3d10 4s1",
        [(41, 0)] = "[Kr] 4d4 5s1",
        [(42, 0)] = "[Kr] 4d5 5s1",
        [(44, 0)] = "[Kr] 4d7 5s1",
        [(45, 0)] = "[Kr] 4d8 5s1",
        [(46, 0)] = "[Kr] 4d10",
        [(47, 0)] = "[Kr] 4d10 5s1",
        [(57, 0)] = "[Xe] 5d1 6s2",
        [(58, 0)] = "[Xe] 4f1 5d1 6s2",
        [(64, 0)] = "[Xe] 4f7 5d1 6s2",
        [(78, 0)] = "[Xe] 4f14 5d9 6s1",
        [(79, 0)] = "[Xe] 4f14 5d10 6s1",
        [(89, 0)] = "[Rn] 6d1 7s2",
        [(90, 0)] = "[Rn] 6d2 7s2",
        [(91, 0)] = "[Rn] 5f2 6d1 7s2",
        [(92, 0)] = "[Rn] 5f3 6d1 7s2",
        [(93, 0)] = "[Rn] 5f4 6d1 7s2",
        [(96, 0)] = "[Rn] 5f7 6d1 7s2",
        [(103, 0)] = "[Rn] 5f14 7s2 7p1",
        [(23, 1)] = "[Ar] 3d4",
        [(27, 1)] = "[Ar] 3d8",
        [(28, 1)] = "[Ar] 3d9",
        [(39, 1)] = "[Kr] 5s2",
        [(57, 1)] = "[Xe] 5d2",
        [(58, 1)] = "[Xe] 4f1 5d2",
        [(58, 2)] = "[Xe] 4f2",
        [(71, 1)] = "[Xe] 4f14 6s2",
        [(71, 2)] = "[Xe] 4f14 6s1",
        [(72, 1)] = "[Xe] 4f14 5d1 6s2",
        [(89, 1)] = "[Rn] 7s2",
        [(89, 2)] = "[Rn] 7s1",
        [(90, 1)] = "[Rn] 6d1 7s2",
        [(90, 2)] = "[Rn] 5f1 6d1",
        [(90, 3)] = "[Rn] 5f1",
        [(91, 1)] = "[Rn] 5f2 7s2",
        [(92, 1)] = "[Rn] 5f3 7s2",
        [(96, 1)] = "[Rn] 5f7 7s2",
    };

    /// <summary>Where 4f and 5d are both open, the level of largest S and L need not be the lowest: ¹G₄ of Ce, ⁴H₇⸝₂ of Ce+.</summary>
    static readonly Dictionary<(int Z, int Charge), Term> Terms = new()
    {
        [(58, 0)] = new Term(0, 4, 8),
        [(58, 1)] = new Term(3, 5, 7),
    };

    /// <summary>Null where the rules hold.</summary>
    internal static Configuration? ConfigurationOf(int z, int charge) => Configurations.TryGetValue((z, charge), out var text) ? Configuration.Parse(text) : null;

    /// <summary>Null where Hund's rules hold.</summary>
    internal static Term? TermOf(int z, int charge) => Terms.TryGetValue((z, charge), out var term) ? term : null;
}
