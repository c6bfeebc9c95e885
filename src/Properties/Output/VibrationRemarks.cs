using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>What somebody who reads the numbers should know, in sentences.</summary>
public static class VibrationRemarks
{
    /// <summary>Where the structure's symmetry would be higher at this tolerance, Å, it may not be quite at rest.</summary>
    const double Loose = 0.15;

    /// <summary>How the structure came to rest, and how exact the Hessian is.</summary>
    public static string HowMade(Vibrations vibrations)
    {
        var (rest, hessian) = (vibrations.Rest, vibrations.Hessian);
        var came = rest.Stood
            ? $"Taken where the structure stands, with a largest force of {Force(rest.Force)}"
            : $"Brought to rest from a largest force of {Force(rest.ForceBefore)} to {Force(rest.Force)} in {Counted(rest.Steps, "step")} downhill and {rest.NewtonSteps} of Newton's method"
                + (rest.Pushes == 0 ? "" : $", {(rest.Pushes == 1 ? "once" : $"{rest.Pushes} times")} from a saddle point off along its imaginary mode");
        var made = hessian.IsExact ? "exact derivatives of forces" : "central differences of forces";
        return $"{came}. The Hessian is made of {made} (asymmetry {NumberText.Significant(hessian.Asymmetry, 2)} eV/Å²); {Counted(vibrations.RigidWavenumbers.Count, "rigid motion")} taken out, the stiffest of which has {NumberText.Significant(vibrations.RigidWavenumbers.Select(Math.Abs).DefaultIfEmpty().Max(), 2)} cm⁻¹.";
    }

    /// <summary>What limits the numbers; each sentence is worth a warning.</summary>
    public static IEnumerable<string> Warnings(Vibrations vibrations, VibrationSettings settings)
    {
        var structure = vibrations.Structure;
        NormalMode[] imaginary = [.. vibrations.Imaginary];
        var stationary = vibrations.Rest.Force <= Math.Max(settings.ForceTolerance, 1e-4);
        if (!stationary)
            yield return $"An atom feels {Force(vibrations.Rest.Force)} where the Hessian was taken: this is no stationary point, and the wavenumbers are those of no minimum and of no saddle.";
        else if (settings.Relax && vibrations.Rest.Force > 10 * settings.ForceTolerance)
            yield return $"An atom still feels {Force(vibrations.Rest.Force)}, and neither downhill steps nor Newton's gained anything more: soft modes may be off.";
        if (imaginary.Length > 0)
        {
            var list = string.Join(", ", imaginary.Take(6).Select(m => m.WavenumberText())) + (imaginary.Length > 6 ? " …" : "");
            yield return $"{(imaginary.Length == 1 ? "One mode is" : $"{imaginary.Length} modes are")} imaginary ({list} cm⁻¹): {(!stationary ? "the energy falls that way" : imaginary.Length == 1 ? "a saddle point of first order" : "no minimum")}. Nothing of {(imaginary.Length == 1 ? "it" : "them")} is in the zero-point energy or in the thermochemistry.{(stationary ? " For the minimum beside it, move the atoms along the mode and relax." : "")}";
        }
        if (structure.Charge != 0)
            yield return $"The structure has a charge of {NumberText.Significant(structure.Charge)} e, which the potential is not told: the numbers hold only if it was made for just this ion.";
    }

    /// <summary>What was assumed for the thermochemistry.</summary>
    public static IEnumerable<string> Assumptions(Vibrations vibrations, Thermochemistry thermochemistry, bool symmetryGiven, bool multiplicityGiven)
    {
        var structure = vibrations.Structure;
        if (thermochemistry.Rotor is not { } rotor)
        {
            yield return "The structure repeats, so it neither flies nor turns: these are its vibrations at Γ alone. A crystal's dispersion is in phonons, not here.";
            yield break;
        }
        var constants = rotor.Constants.Count == 0 ? "" : $", with {string.Join(", ", rotor.Constants.Select(c => NumberText.Significant(c, 5)))} cm⁻¹";
        yield return rotor.Kind == RotorKind.Atom ? "An atom: it flies, and that is all." : $"A rigid rotor, {rotor.Words}{constants}; point group {rotor.PointGroup.Name}, symmetry number {rotor.SymmetryNumber}{(symmetryGiven ? " as given" : "")}.";
        var loose = PointGroup.Of(structure, Loose);
        if (!symmetryGiven && loose.SymmetryNumber > rotor.SymmetryNumber)
            yield return $"It is within {Loose} Å of {loose.Name}, whose symmetry number is {loose.SymmetryNumber}; if that is meant, say --symmetry-number {loose.SymmetryNumber}.";
        if (!multiplicityGiven && structure.Multiplicity is null && thermochemistry.Multiplicity > 1)
            yield return $"With an odd number of electrons the ground state was taken for a doublet; --multiplicity or the structure's 'multiplicity' says otherwise.";
        var soft = vibrations.Modes.Count(m => m.Wavenumber is > 0 and < 100);
        if (soft > 0)
            yield return $"{Counted(soft, "mode")} below 100 cm⁻¹ {(soft == 1 ? "is" : "are")} hardly harmonic; the column with soft modes as rotors (Grimme 2012) says what depends on {(soft == 1 ? "it" : "them")}.";
    }

    static string Force(double force) => $"{NumberText.Significant(force, 2)} eV/Å";

    static string Counted(int count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";
}
