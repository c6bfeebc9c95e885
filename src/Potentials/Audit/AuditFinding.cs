namespace Athanor.Potentials;

/// <summary>What a check of the audit came to.</summary>
public enum Verdict
{
    Pass,
    Fail,

    /// <summary>The question makes no sense for this potential or structure; the remark says why.</summary>
    NotApplicable,
}

/// <summary>One number that an audit measured, which should be zero.</summary>
/// <param name="What">"energy", "forces".</param>
/// <param name="Tolerance">In the same unit: what rounding, or the integrator, may do.</param>
public sealed record Measurement(string What, double Value, double Tolerance, string Unit)
{
    public bool Passes => Value <= Tolerance;
}

/// <summary>What one check found on one structure.</summary>
/// <param name="Check">"rotation", "forces against differences".</param>
/// <param name="Structure">On what: "crystal (Si32)", "Si_test.xyz, frame 3".</param>
/// <param name="Remark">Where the worst was, or why the check does not apply.</param>
public sealed record AuditFinding(string Check, string Question, string Structure, Verdict Verdict, IReadOnlyList<Measurement> Measurements, string Remark)
{
    /// <summary>The measurement nearest to, or farthest beyond, its tolerance; null where the check does not apply.</summary>
    public Measurement? Worst => Measurements.MaxBy(m => m.Value / m.Tolerance);
}
