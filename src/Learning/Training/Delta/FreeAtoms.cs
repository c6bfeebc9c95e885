using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Spin multiplicities 2S + 1 of neutral atoms in their ground states (NIST Atomic Spectra Database, ground levels).</summary>
static class FreeAtoms
{
    /// <summary>From hydrogen to xenon.</summary>
    const string Multiplicities = "21" + "21234321" + "21234321" + "212347654321234321" + "212367654121234321";

    /// <summary>Null beyond xenon, where spin is no good label.</summary>
    internal static int? MultiplicityOf(Element element) => element.AtomicNumber is >= 1 and var z && z <= Multiplicities.Length ? Multiplicities[z - 1] - '0' : null;
}
