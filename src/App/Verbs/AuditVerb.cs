using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor audit POTENTIAL [STRUCTURES]</c>: invariances, smoothness, forces, extensivity, locality, drift.</summary>
sealed class AuditVerb : IVerb
{
    /// <summary>Of a long file so many frames, evenly spread, are asked.</summary>
    const int MostFrames = 4;

    readonly Argument<string?> _structures = new("structures")
    {
        Description = $"A file of structures to audit on (of many, {MostFrames} evenly spread); suitable ones are made where none is given",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public string Name => "audit";

    public string Summary => "Whether a potential obeys physics: symmetries, smoothness, forces = −∇E, extensivity, locality, NVE drift";

    public IReadOnlyList<string> Examples { get; } = ["audit sw", "audit model.athanor test.xyz --report audit.html"];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, _structures, Shared.Report, Shared.Force, Shared.Precision, Shared.Seed];

    public ExitCode Run(Call call)
    {
        var potential = call.Potential();
        var structures = call.Get(_structures) is { } path ? Spread(path) : AuditStructures.For(potential, call.Seed, call.Cancellation);
        IReadOnlyList<AuditFinding> findings;
        using (var progress = call.Progress("auditing", "checks", structures.Count * Audit.CheckCount))
        {
            var options = new AuditOptions(call.Team, call.Precision, call.Seed, call.Cancellation);
            findings = Audit.Run(potential, structures, options, finding =>
            {
                progress.Status = finding.Check;
                progress.Add(1);
            });
        }
        var summary = new AuditSummary(findings);
        call.Screen.Table(summary.ToTable($"Audit of {potential.Name} on {string.Join(", ", structures.Select(s => s.Name))}"));
        foreach (var remark in summary.Remarks())
            call.Screen.Line(remark);
        call.Screen.Line(summary.Sentence);
        call.Screen.Json(new { Potential = potential.Name, summary.Passed, Findings = findings });
        if (call.ReportPath is not null)
            call.SaveReport(Page(call, potential, summary));
        return summary.Passed ? ExitCode.Done : ExitCode.Verdict;
    }

    static IReadOnlyList<(string Name, Structure Structure)> Spread(string path)
    {
        var frames = StructureFiles.Read(path).ToArray();
        // An atom alone has nothing to say, unless there is nothing else.
        if (frames.Any(f => f.Structure.Count > 1))
            frames = [.. frames.Where(f => f.Structure.Count > 1)];
        var count = Math.Min(MostFrames, frames.Length);
        return [.. Enumerable.Range(0, count).Select(k => k * frames.Length / count).Select(i => ($"frame {(frames[i].Source?.Index ?? i) + 1} ({frames[i].Structure.Formula})", frames[i].Structure))];
    }

    static ReportPage Page(Call call, IPotential potential, AuditSummary summary)
    {
        var page = call.NewReport($"Audit of {potential.Name}");
        page.Summary = summary.Sentence;
        var section = page.Section("Verdicts").Add(summary.ToTable(null));
        foreach (var remark in summary.Remarks())
            section.Warning(remark);
        page.Section("Every measurement").Add(summary.AllMeasurements());
        return page;
    }
}
