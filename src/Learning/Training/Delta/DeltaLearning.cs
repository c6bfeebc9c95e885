using System.Text.Json.Nodes;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>How the labels go with those of the cheap level that a model was trained on top of, and what that should save.</summary>
/// <param name="Baseline">Its name.</param>
/// <param name="Slope">What it is multiplied by in the potential.</param>
/// <param name="SlopeError">Its standard error; NaN of one frame alone.</param>
/// <param name="Energies">Null where there are none to compare.</param>
/// <param name="Forces">Likewise.</param>
public sealed record DeltaLearning(string Baseline, double Slope, double SlopeError, DeltaShare? Energies, DeltaShare? Forces)
{
    /// <summary>Frames for which the baseline had no answer, with the reason, a sentence each; they were left out.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What one should know, a sentence each.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            if (Failures.Count > 0)
                yield return $"{Baseline} has no answer for {Failures.Count} of the frames, which {(Failures.Count == 1 ? "is" : "are")} left out. {Failures[0]}";
            if (Energies?.Residual > 1 || Forces?.Residual > 1)
                yield return $"What is left of the {(Forces?.Residual > 1 ? "forces" : "energies")} without {Baseline} varies more than they do: it is of no use underneath. Take another baseline, or none.";
        }
    }

    /// <summary>In one sentence.</summary>
    public string Sentence => FormattableString.Invariant($"Learned on top of {Baseline} times {Slope:0.####}{(double.IsFinite(SlopeError) ? FormattableString.Invariant($" ± {SlopeError:0.####}") : "")}: left of the variance are{Left("energies", Energies)}{(Energies is null || Forces is null ? "" : " and")}{Left("forces", Forces)}.");

    static string Left(string of, DeltaShare? share) => share is null ? "" : FormattableString.Invariant($" {100 * share.Residual:G3} % of {of} (ρ = {share.Correlation:0.####})");

    /// <summary>For the model's card.</summary>
    internal JsonObject ToCard()
    {
        var card = new JsonObject { ["baseline"] = Baseline, ["slope"] = Slope };
        if (double.IsFinite(SlopeError))
            card["slopeError"] = SlopeError;
        foreach (var (name, share) in new[] { ("energies", Energies), ("forces", Forces) })
        {
            if (share is not null)
                card[name] = new JsonObject { ["correlation"] = share.Correlation, ["left"] = share.Residual };
        }
        return card;
    }

    public object ToJson() => new
    {
        Baseline,
        Slope = new Quantity(Slope, double.IsFinite(SlopeError) ? SlopeError : null, ""),
        Energies = One(Energies, "eV/atom"),
        Forces = One(Forces, "eV/Å"),
        Failed = Failures.Count,
    };

    static object? One(DeltaShare? share, string unit) => share is null ? null : new
    {
        share.Count,
        Spread = new Quantity(share.Spread, unit),
        Correlation = new Quantity(share.Correlation, double.IsFinite(share.CorrelationError) ? share.CorrelationError : null, ""),
        share.OwnSlope,
        share.Law,
        share.Residual,
        share.Plain,
        HeldResidual = Finite(share.HeldResidual),
        HeldPlain = Finite(share.HeldPlain),
    };

    static double? Finite(double x) => double.IsFinite(x) ? x : null;
}
