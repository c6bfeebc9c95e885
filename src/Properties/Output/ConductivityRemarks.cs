using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>What somebody who reads a conductivity should know, in sentences.</summary>
public static class ConductivityRemarks
{
    /// <summary>How it was made.</summary>
    public static string HowMade(BoltzmannConductivity of)
    {
        var third = of.Third;
        var made = third.IsExact ? "differences of exact second ones" : "differences of differences of forces";
        return $"Forces of {of.Second.Lattice.Structure.Formula}: {of.Second.Derivatives} {(of.Second.Derivatives == 1 ? "derivative" : "derivatives")} for second order, {third.Derivatives:N0} for third ({made}, {third.Terms.Count:N0} blocks of atoms within {NumberText.Significant(third.Cutoff, 3)} Å; before they were imposed, sum rule and order of atoms were violated by {NumberText.Significant(third.SumRule, 2)} and {NumberText.Significant(third.Asymmetry, 2)} of the largest entry). "
            + (of.Settings.Transport.Classical ? "Every mode has kT, as in molecular dynamics." : "Modes have the energy that quantum mechanics gives them.")
            + Isotopes(of.Settings.Transport.MassVariances);
    }

    static string Isotopes(IReadOnlyDictionary<Atoms.Element, double> variances) =>
        variances.Count == 0 ? "" : $" Isotopes scatter them too; the variance of masses is {string.Join(", ", variances.OrderBy(v => v.Key.Symbol, StringComparer.Ordinal).Select(v => $"{NumberText.Significant(v.Value, 4)} of {v.Key.Symbol}"))}.";

    /// <inheritdoc cref="HowMade(BoltzmannConductivity)"/>
    public static string HowMade(GreenKubo of) =>
        $"{of.Settings.Runs} {(of.Settings.Runs == 1 ? "run" : "runs")} of {NumberText.Significant(1e-3 * of.Settings.Samples * of.Interval, 4)} ps with {of.Structure.Count:N0} atoms at constant energy, mean temperature {of.Temperature}; the flux of heat every {NumberText.Significant(of.Interval, 3)} fs by {of.How}; its spectrum up to {NumberText.Significant(of.Spectrum.Frequencies[^1], 3)} THz. Atoms are classical. Of each direction the spectrum is smoothed by itself, by as many coefficients as it asks for, and so the mean over directions is not the value of all together, which is the surer one.";

    /// <summary>What limits the numbers; each sentence is worth a warning.</summary>
    public static IEnumerable<string> Warnings(BoltzmannConductivity of)
    {
        if (of.LargestForce > 1e-3)
            yield return $"The crystal is not at rest: an atom feels {NumberText.Significant(of.LargestForce, 2)} eV/Å. Phonons are of crystals at rest ('relax').";
        if (StressRemark.Of(of.Stress, "'relax --cell full'") is { } stressed)
            yield return stressed;
        if (of.Finest.Imaginary > 0)
            yield return $"{of.Finest.Imaginary:N0} of {of.Finest.Frequencies.Count:N0} modes are imaginary and take no part: the crystal gives way, or the supercell is too small.";
        if (of.Third.SumRule > 0.02)
            yield return $"Third derivatives do not add up to zero by {100 * of.Third.SumRule:0.#} % of the largest: their cutoff of {NumberText.Significant(of.Third.Cutoff, 3)} Å leaves out something that matters (--supercell, --third-cutoff).";
        if (of.Finest.States.FirstOrDefault(s => s.Alone > 0) is { } lonely)
            yield return $"{lonely.Alone} modes found no partners that keep the energy, and are left out; a finer grid or a larger --smearing has some.";
        if (of.Finest.States.FirstOrDefault(s => s.Iterations > 0 && s.Residual > of.Settings.Transport.Tolerance) is { } unsolved)
            yield return $"At {NumberText.Significant(unsolved.Temperature, 4)} K the equation is solved to {NumberText.Significant(unsolved.Residual, 2)} only.";
        if (of.Grids.Count > 1 && Math.Abs(of.Finest.States[0].Mean / of.Grids[^2].States[0].Mean - 1) is var change && change > 0.05)
            yield return $"From the second finest grid to the finest κ still changes by {100 * change:0} %: take a finer one (--mesh), or read the column 1/N → 0 as an estimate of the limit.";
    }

    /// <inheritdoc cref="Warnings(BoltzmannConductivity)"/>
    public static IEnumerable<string> Warnings(GreenKubo of)
    {
        if (of.Settings.Runs == 1)
            yield return "A single run has no error of its temperature and of its integral; give several (--runs).";
        if (of.Conductivity.Statistical > 0.3 * of.Conductivity.Value)
            yield return "The error is a third of the value or more: longer runs, or more of them, are needed.";
        var time = of.Correlation.Times[of.Correlation.Cut];
        if (time > 0.1 * of.Settings.Samples * of.Interval)
            yield return $"The correlation lasts {NumberText.Significant(1e-3 * time, 2)} ps, more than a tenth of a run: the spectrum near zero is not resolved. Take longer runs (--steps).";
    }
}
