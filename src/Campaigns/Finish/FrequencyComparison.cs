using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.Campaigns;

/// <summary>A mode by the model and by the oracle.</summary>
/// <param name="Model">cm⁻¹, negative where imaginary.</param>
/// <param name="Error">Spread over the model's members, cm⁻¹; null where there are none.</param>
/// <param name="Oracle">cm⁻¹; null where the oracle was not asked.</param>
public readonly record struct ComparedMode(double Model, double? Error, double? Oracle)
{
    /// <summary>Model − oracle, cm⁻¹.</summary>
    public double? Difference => Model - Oracle;
}

/// <summary>Harmonic wavenumbers of a model at its minimum, with error bars from its members, beside those of the oracle at its own minimum where that is affordable.</summary>
/// <param name="Model">Of the finished model.</param>
/// <param name="Oracle">Null where it was not asked.</param>
/// <param name="WhyNot">Why it was not, or how far it is from its minimum; null where there is nothing to say.</param>
public sealed record FrequencyComparison(Vibrations Model, Vibrations? Oracle, IReadOnlyList<ComparedMode> Modes, string? WhyNot)
{
    /// <summary>Root mean square of the differences, cm⁻¹; null where the oracle was not asked.</summary>
    public double? Rmsd => Oracle is null ? null : Math.Sqrt(Modes.Average(m => m.Difference!.Value * m.Difference!.Value));

    /// <summary>Gradients of the oracle that a comparison costs: to its minimum, and two for each coordinate.</summary>
    public static int Gradients(int atoms) => 6 * atoms + 6;

    /// <summary>The model alone.</summary>
    public static FrequencyComparison Of(Vibrations model, string? whyNot) => new(model, null, Paired(model, null), whyNot);

    /// <param name="progress">Told what is done.</param>
    /// <exception cref="PotentialException">The oracle failed.</exception>
    public static FrequencyComparison With(Vibrations model, IPotential oracle, EvaluatorOptions options, Action<VibrationStep>? progress = null)
    {
        progress?.Invoke(new VibrationStep("the oracle's minimum", 0, null));
        (Atoms.Structure Structure, double Force) rest;
        using (var evaluator = oracle.Open(options))
            rest = OracleMinimum.From(model, evaluator, options.Cancellation);
        var vibrations = Vibrations.Of(rest.Structure, oracle, new VibrationSettings { Relax = false }, options.Team, progress, options.Cancellation);
        var doubt = rest.Force < 5e-3 ? null : FormattableString.Invariant($"The oracle's own minimum was not quite reached: an atom still feels {rest.Force:0.###} eV/Å.");
        return new FrequencyComparison(model, vibrations, Paired(model, vibrations), doubt);
    }

    /// <summary>Modes one to one, the pairs whose mass-weighted displacements overlap most first: the oracle's minimum was reached without turning the molecule.</summary>
    static ComparedMode[] Paired(Vibrations model, Vibrations? oracle)
    {
        var partners = new double?[model.Modes.Count];
        if (oracle is not null)
        {
            var pairs = from a in Enumerable.Range(0, model.Modes.Count)
                        from b in Enumerable.Range(0, oracle.Modes.Count)
                        orderby Overlap(model, model.Modes[a], oracle.Modes[b]) descending
                        select (a, b);
            var taken = new bool[oracle.Modes.Count];
            foreach (var (a, b) in pairs)
            {
                if (partners[a] is not null || taken[b])
                    continue;
                (partners[a], taken[b]) = (oracle.Modes[b].Wavenumber, true);
            }
        }
        return [.. model.Modes.Select((m, k) => new ComparedMode(m.Wavenumber, model.Spread?.Wavenumbers[k], partners[k]))];
    }

    static double Overlap(Vibrations model, NormalMode a, NormalMode b)
    {
        double sum = 0;
        for (var i = 0; i < a.Displacements.Count; i++)
            sum += model.Structure.MassOf(i) * Vec3.Dot(a.Displacements[i], b.Displacements[i]);
        return Math.Abs(sum) / Math.Sqrt(a.ReducedMass * b.ReducedMass);
    }
}
