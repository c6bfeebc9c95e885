using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>What somebody who reads phonons should know, in sentences.</summary>
public static class PhononRemarks
{
    /// <summary>Part of the largest force constant that may be left at the border of the supercell without a warning.</summary>
    const double Border = 0.003;

    /// <summary>How the crystal came to rest, which cell wave vectors refer to, and how exact the force constants are.</summary>
    public static IEnumerable<string> HowMade(Phonons phonons)
    {
        var (rest, constants, crystal) = (phonons.Rest, phonons.ForceConstants, phonons.Crystal);
        var came = rest.Stood
            ? $"Taken where the atoms stand, with a largest force of {NumberText.Significant(rest.Force, 2)} eV/Å"
            : $"Brought to rest from a largest force of {NumberText.Significant(rest.ForceBefore, 2)} to {NumberText.Significant(rest.Force, 2)} eV/Å";
        var lattice = constants.Lattice;
        yield return $"{came}. Force constants in a supercell of {lattice.Structure.Count:N0} atoms by {(constants.IsExact ? "exact derivatives of forces" : "central differences of forces")} along {Counted(constants.Derivatives, "displacement")}, "
            + $"by {Counted(constants.Operations, "operation")} of symmetry (asymmetry {NumberText.Significant(constants.Asymmetry, 2)}, sum rule {NumberText.Significant(constants.SumRule, 2)} eV/Å² before they were imposed).";
        yield return $"Wave vectors are in reciprocal vectors of the primitive cell of {Counted(crystal.Structure.Count, "atom")} with the lattice vectors {Vectors(crystal.Structure.Cell!)} Å.";
    }

    /// <summary>What limits the numbers; each sentence is worth a warning.</summary>
    public static IEnumerable<string> Warnings(Phonons phonons, PhononSettings settings)
    {
        if (phonons.Rest.Force > Math.Max(10 * settings.ForceTolerance, 1e-4))
            yield return $"An atom feels {NumberText.Significant(phonons.Rest.Force, 2)} eV/Å: this is no stationary point, and the frequencies are those of none.";
        if (phonons.Worst is { } worst)
        {
            var part = phonons.Thermodynamics.Imaginary;
            yield return $"The crystal is not stable: modes are imaginary, worst at q = {Point(worst.Q)} with {NumberText.Significant(-worst.Frequency, 4)}i THz; {(part > 0 ? $"{100 * part:0.##} % of all modes are, and nothing of them is in the heat capacity, the entropy or the free energy" : "none of them is on the mesh of the heat capacity")}."
                + (phonons.ForceConstants.Border > Border ? " A larger supercell may say otherwise." : " Where atoms move along that mode, in a cell that fits its wave, the energy falls.");
        }
        if (phonons.ForceConstants.Border > Border)
            yield return $"Force constants at the border of the supercell are still {100 * phonons.ForceConstants.Border:0.#} % of the largest: a larger one (--supercell) would change the frequencies between the wave vectors that fit it.";
        if ((!settings.Relax || settings.Cell == Simulation.CellFreedom.None) && StressRemark.Of(phonons.Stress, "--cell full") is { } stressed)
            yield return stressed;
        if (phonons.Crystal.Structure.Charge != 0)
            yield return "The structure has a charge, which the potential is not told.";
    }

    /// <summary>What is not in the numbers.</summary>
    public static string Missing => "Of ionic crystals the splitting of longitudinal and transverse optical modes at Γ is not added.";

    /// <summary>Whether <see cref="Missing"/> matters: where there are several elements.</summary>
    public static bool MayBeIonic(Phonons phonons) => phonons.Crystal.Structure.Elements.ToArray().Distinct().Count() > 1;

    internal static string Point(Vec3 q) => $"({Coordinate(q.X)}, {Coordinate(q.Y)}, {Coordinate(q.Z)})";

    internal static string Coordinate(double x) => NumberText.Significant(Math.Abs(x) < 1e-12 ? 0 : x, 4);

    static string Vectors(Atoms.Cell cell) => string.Join(", ", Enumerable.Range(0, 3).Select(k => cell.Vectors.Row(k)).Select(v => $"({NumberText.Significant(Clean(v.X), 6)}, {NumberText.Significant(Clean(v.Y), 6)}, {NumberText.Significant(Clean(v.Z), 6)})"));

    static double Clean(double x) => Math.Abs(x) < 1e-9 ? 0 : x;

    static string Counted(int count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";
}
