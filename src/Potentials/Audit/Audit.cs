using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>How an audit is to work.</summary>
/// <param name="Team">Threads of the evaluators.</param>
/// <param name="Precision">The precision that is audited; differences are taken in double either way.</param>
/// <param name="Seed">Of directions, orders and velocities.</param>
public sealed record AuditOptions(Team Team, Precision Precision = Precision.Double, ulong Seed = 1, CancellationToken Cancellation = default);

/// <summary>
/// Asks a potential what every potential must answer alike: symmetries, smoothness, forces that are gradients, extensivity, locality, conservation.
/// </summary>
public static class Audit
{
    internal static IReadOnlyList<IAuditCheck> Checks { get; } =
    [
        new RotationCheck(),
        new TranslationCheck(),
        new MirrorCheck(),
        new PermutationCheck(),
        new SmoothnessCheck(),
        new ForcesCheck(),
        new StressCheck(),
        new ExtensivityCheck(),
        new LocalityCheck(),
        new ThreadsCheck(),
        new DriftCheck(),
    ];

    /// <summary>How many questions are asked of each structure.</summary>
    public static int CheckCount => Checks.Count;

    /// <summary>Asks every question of every structure, check by check.</summary>
    /// <param name="onFinding">Told each finding as it comes.</param>
    /// <exception cref="AtomsException">The potential cannot answer for one of the structures at all.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<AuditFinding> Run(
        IPotential potential, IReadOnlyList<(string Name, Structure Structure)> structures, AuditOptions options, Action<AuditFinding>? onFinding = null)
    {
        var findings = new List<AuditFinding>();
        foreach (var (name, structure) in structures)
        {
            using var subject = Open(potential, name, structure, options);
            foreach (var check in Checks)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                var finding = Ask(check, name, subject);
                findings.Add(finding);
                onFinding?.Invoke(finding);
            }
        }
        return findings;
    }

    static AuditSubject Open(IPotential potential, string name, Structure structure, AuditOptions options)
    {
        try
        {
            return new AuditSubject(potential, structure, options);
        }
        catch (AtomsException e)
        {
            throw new PotentialException($"'{potential.Name}' cannot be audited on {name}: {e.Message}", e);
        }
    }

    static AuditFinding Ask(IAuditCheck check, string name, AuditSubject subject)
    {
        CheckResult result;
        try
        {
            result = check.Run(subject);
        }
        catch (AtomsException e)
        {
            // It answered for the structure, but not for what the check made of it.
            result = CheckResult.NotApplicable($"the potential does not answer for it: {e.Message}");
        }
        var verdict = result.Measurements.Count == 0 ? Verdict.NotApplicable : result.Measurements.All(m => m.Passes) ? Verdict.Pass : Verdict.Fail;
        return new AuditFinding(check.Name, check.Question, name, verdict, result.Measurements, result.Remark);
    }
}
