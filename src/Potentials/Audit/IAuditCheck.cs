namespace Athanor.Potentials;

/// <summary>One question that an audit asks of a potential. A new one is a class like this and a line in <see cref="Audit.Checks"/>.</summary>
interface IAuditCheck
{
    string Name { get; }

    /// <summary>What must hold, in a sentence.</summary>
    string Question { get; }

    CheckResult Run(AuditSubject subject);
}

/// <summary>Measurements, or the reason why there are none.</summary>
sealed record CheckResult(IReadOnlyList<Measurement> Measurements, string Remark = "")
{
    public static CheckResult NotApplicable(string reason) => new([], reason);
}
