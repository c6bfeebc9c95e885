using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>From energies of one molecule (eV, eV/K) to those of a mole, as tables of thermochemistry have them.</summary>
static class Molar
{
    /// <summary>kJ/mol per eV.</summary>
    internal const double Kilojoules = 1 / Units.KilojoulePerMole;

    /// <summary>J/mol per eV.</summary>
    internal const double Joules = 1000 / Units.KilojoulePerMole;
}
