using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// How far a molecule may be from what one determinant describes before its energy is refused rather than given: the T1 diagnostic of coupled clusters (Lee, Taylor, Int. J. Quantum Chem. Symp. 23, 199 (1989); for open shells Jayatilaka, Lee,
/// J. Chem. Phys. 98, 9734 (1993)) and the contamination of ⟨S²⟩ by higher spins.
/// </summary>
internal sealed record LabelLimits
{
    const double Closed = 0.02, Open = 0.03;

    // Eh. Of the molecules looked at, those that one determinant describes well are above −0.12, ozone at −0.21, bonds half broken at −0.24 and below.
    const double Parting = 0.2;

    /// <summary>Largest T1; null for 0.02 with closed shells and 0.03 with open ones.</summary>
    public double? T1 { get; init; }

    /// <summary>By how much ⟨S²⟩ may be above S(S + 1).</summary>
    public double Contamination { get; init; } = 0.3;

    /// <summary>Takes <c>t1=…</c> and <c>s2=…</c>.</summary>
    /// <exception cref="PotentialGrammarException">They are not numbers above zero.</exception>
    public static LabelLimits Of(PotentialArguments options)
    {
        var usual = new LabelLimits();
        return new() { T1 = options.Positive("t1"), Contamination = options.Positive("s2") ?? usual.Contamination };
    }

    /// <param name="name">Of the potential, for the way out.</param>
    /// <param name="stability">Of the field; null where it was not tested.</param>
    /// <exception cref="PotentialException">Limits are exceeded; the sentence says which, and how to have the energy none the less.</exception>
    public void Refuse(Structure structure, string name, MethodResult result, StabilityResult? stability)
    {
        var doubts = Doubts(structure, result, stability).ToArray();
        if (doubts.Length == 0)
            return;
        var follow = doubts.Any(d => d.Option == "unstable") && !name.Contains("unstable=follow", StringComparison.Ordinal) && stability!.Eigenvalues.Any(IsSaddle)
            ? $"Follow its field down ({With(name, [("unstable", "follow")])}), leave" : "Leave";
        throw new PotentialException(
            $"{name} of {structure.Formula} is not to be trusted: {string.Join("; ", doubts.Select(d => d.Why))}. {follow} the structure out, take another method, or have it all the same as {With(name, [.. doubts.Select(d => (d.Option, d.Value))])}.");
    }

    IEnumerable<(string Why, string Option, string Value)> Doubts(Structure structure, MethodResult result, StabilityResult? stability)
    {
        var electrons = ElectronCount.Of(structure);
        var spin = 0.5 * (electrons.Alpha - electrons.Beta);
        if (result.Field.SpinSquared - spin * (spin + 1) is var excess && excess > Contamination)
            yield return ($"⟨S²⟩ of its field is {Number(result.Field.SpinSquared)} where {Number(spin * (spin + 1))} belongs to the multiplicity (at most {Number(Contamination)} more is believed), so that higher spins are mixed in", "s2", Enough(excess));
        var limit = T1 ?? (spin > 0 ? Open : Closed);
        if (result.T1 is { } t1 && t1 > limit)
            yield return ($"its T1 diagnostic is {Number(t1)} (at most {Number(limit)} is believed), so that one determinant describes it poorly", "t1", Enough(t1));
        foreach (var eigenvalue in stability?.Eigenvalues ?? [])
        {
            if (IsSaddle(eigenvalue))
                yield return ($"its field is a saddle point (eigenvalue {Number(eigenvalue.Value)} Eh)", "unstable", "keep");
            else if (eigenvalue.Kind == StabilityKind.ClosedTriplet && eigenvalue.Value < -Parting && !result.HasDensity)
                yield return ($"its field would gain much by giving each spin orbitals of its own (eigenvalue {Number(eigenvalue.Value)} Eh; down to {Number(-Parting)} is believed)", "unstable", "keep");
        }
    }

    static bool IsSaddle(StabilityEigenvalue eigenvalue) => eigenvalue.Kind != StabilityKind.ClosedTriplet && eigenvalue.Value < -StabilityResult.Tolerance;

    // The name with options some of which it may have already.
    static string With(string name, (string Option, string Value)[] options)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        string[] others = colon < 0 ? [] : [.. name[(colon + 1)..].Split(',').Where(o => !options.Any(n => o.StartsWith(n.Option + "=", StringComparison.Ordinal)))];
        return $"{(colon < 0 ? name : name[..colon])}:{string.Join(',', others.Concat(options.Select(o => $"{o.Option}={o.Value}").Distinct()))}";
    }

    static string Number(double x) => x.ToString("0.####", CultureInfo.InvariantCulture);

    // The next number of one digit above.
    static string Enough(double x)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(x)));
        return ((Math.Floor(x / unit) + 1) * unit).ToString("G1", CultureInfo.InvariantCulture);
    }
}
