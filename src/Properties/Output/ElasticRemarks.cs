using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>What somebody who reads elastic constants should know, in sentences.</summary>
public static class ElasticRemarks
{
    /// <summary>GPa of stress that should not be there.</summary>
    const double Stressed = 0.05;

    public static string HowMade(Elasticity elasticity)
    {
        var (coefficients, strains) = elasticity.Independent;
        var what = elasticity.FromEnergy ? "second differences of the energy" : "differences of the stress";
        return $"{elasticity.Structure.Count} {(elasticity.Structure.Count == 1 ? "atom" : "atoms")} in the cell, {(elasticity.SpaceGroup is { } kind ? $"space group {kind}, " : "")}{elasticity.Rotations} {(elasticity.Rotations == 1 ? "rotation" : "rotations and mirrors")}: {coefficients} independent {(coefficients == 1 ? "constant" : "constants")} from {strains} strains of ±{100 * elasticity.Settings.Strain:0.##} and ±{200 * elasticity.Settings.Strain:0.##} %, {elasticity.Evaluations} evaluations, by {what}; "
            + $"axes {elasticity.Axes.Text}. What the larger strain corrected: {NumberText.Significant(Units.GigaPascal * elasticity.Correction, 2)} GPa; what no stiffness explains: {NumberText.Significant(Units.GigaPascal * elasticity.Residual, 2)} GPa.";
    }

    /// <summary>What limits the numbers; each sentence is worth a warning.</summary>
    public static IEnumerable<string> Warnings(Elasticity elasticity)
    {
        if (!elasticity.Stiffness.IsStable)
            yield return $"The crystal is not stable: a strain costs {NumberText.Significant(Units.GigaPascal * elasticity.Stiffness.Eigenvalues[0], 4)} GPa, less than nothing. Averages, sound and the Debye temperature mean nothing then.";
        foreach (var remark in elasticity.MemberRemarks)
            yield return remark;
        if (elasticity.UnstableModes > 0)
            yield return $"{elasticity.UnstableModes} optical {(elasticity.UnstableModes == 1 ? "mode" : "modes")} at Γ {(elasticity.UnstableModes == 1 ? "has" : "have")} negative curvature: with its symmetry kept the crystal rests on a saddle point. Relax a displaced, larger cell for what is below.";
        if (elasticity.FreeModes > 0)
            yield return $"{elasticity.FreeModes} optical {(elasticity.FreeModes == 1 ? "mode costs" : "modes cost")} nothing; atoms were left where they are along {(elasticity.FreeModes == 1 ? "it" : "them")}.";
        var shear = elasticity.Stress + elasticity.Pressure * Numerics.Mat3.Identity;
        var largest = Enumerable.Range(0, 9).Max(k => Math.Abs(shear[k / 3, k % 3])) * Units.GigaPascal;
        if (largest > Stressed)
            yield return $"The stress is not hydrostatic (by {NumberText.Significant(largest, 3)} GPa): the stiffness is that of Cauchy stress against strain, made symmetric, and its eigenvalues decide stability only nearly.";
        var pressure = elasticity.Pressure * Units.GigaPascal;
        if (Math.Abs(pressure) > Stressed)
            yield return $"The crystal stands under {NumberText.Significant(pressure, 4)} GPa: these are coefficients of stress against strain. The second derivatives of the energy are C₁₁ + P, C₁₂ − P, C₄₄ + P (for cubic; the record has all).";
    }
}
