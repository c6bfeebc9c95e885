using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Units that energies and forces may have been written in.</summary>
/// <param name="EnergyFactor">eV per unit; for energies per atom, the number of atoms takes its place.</param>
/// <param name="ForceFactor">eV/Å per unit.</param>
internal sealed record LabelUnits(string Energy, double EnergyFactor, string Forces, double ForceFactor, bool PerAtom = false)
{
    const double Ha = Units.Hartree, Ry = Units.Hartree / 2, Bohr = Units.Bohr, Kcal = Units.KilocaloriePerMole, Kj = Units.KilojoulePerMole;

    /// <summary>What is met in practice, the likeliest first.</summary>
    public static IReadOnlyList<LabelUnits> Known { get; } =
    [
        new("eV", 1, "eV/Å", 1),
        new("Hartree", Ha, "Hartree/Bohr", Ha / Bohr),
        new("kcal/mol", Kcal, "kcal/mol/Å", Kcal),
        new("Hartree", Ha, "eV/Å", 1),
        new("eV", 1, "Hartree/Bohr", Ha / Bohr),
        new("eV per atom", 1, "eV/Å", 1, PerAtom: true),
        new("kJ/mol", Kj, "kJ/mol/Å", Kj),
        new("Rydberg", Ry, "Rydberg/Bohr", Ry / Bohr),
        new("kJ/mol", Kj, "kJ/mol/nm", Kj / 10),
        new("kcal/mol", Kcal, "eV/Å", 1),
        new("kJ/mol", Kj, "eV/Å", 1),
        new("meV", 1e-3, "eV/Å", 1),
        new("Rydberg", Ry, "eV/Å", 1),
        new("Hartree", Ha, "Hartree/Å", Ha),
        new("meV", 1e-3, "meV/Å", 1e-3),
        new("eV", 1, "Hartree/Å", Ha),
        new("eV", 1, "kcal/mol/Å", Kcal),
        new("eV", 1, "kJ/mol/Å", Kj),
        new("eV", 1, "Rydberg/Bohr", Ry / Bohr),
        new("eV", 1, "eV/Bohr", 1 / Bohr),
        new("eV", 1, "meV/Å", 1e-3),
        new("kcal/mol", Kcal, "kcal/mol/Bohr", Kcal / Bohr),
    ];

    /// <summary>The one this program computes in.</summary>
    public static LabelUnits Ours => Known[0];

    public bool IsOurs => Energy == "eV" && Forces == "eV/Å";
}
