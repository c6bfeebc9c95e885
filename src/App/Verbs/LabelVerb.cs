using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Quantum;

namespace Athanor.App;

/// <summary><c>athanor label STRUCTURES --oracle POTENTIAL -o OUT</c>: reference labels for a file of structures; goes on where it was stopped.</summary>
sealed class LabelVerb : IVerb
{
    /// <summary>More failures than this are not listed on the screen.</summary>
    const int MostFailures = 10;

    readonly Option<string> _oracle = new("--oracle") { HelpName = "potential", Description = "What labels: ccsd(t)/cc-pvdz, xtb:gfn2, psi4:mp2/cc-pvdz, or any potential", Required = true };

    readonly Option<string?> _limit = new("--time-limit") { HelpName = "time", Description = "How long one structure may take, such as 90s, 10m or 2h" };

    readonly Option<bool> _energies = new("--no-forces") { Description = "Energies alone" };

    readonly Option<bool> _retry = new("--retry-failed") { Description = "Go on with a run whose journal is there, and try those frames again that failed" };

    readonly LabelOptions _labels = new();

    public string Name => "label";

    public string Summary => "Energies and forces of a reference method for many structures; goes on where it was stopped";

    public IReadOnlyList<string> Examples { get; } =
    [
        "label new.xyz --oracle xtb:gfn2 -o labelled.xyz",
        "label new.xyz --oracle \"ccsd(t)/cc-pvdz\" -o labelled.xyz --memory 8GB",
        "label new.xyz --oracle \"psi4:ccsd(t,full)/cc-pvdz\" -o labelled.xyz --threads 4 --time-limit 2h",
        "label new.xyz --oracle xtb:gfn2 -o labelled.xyz --retry-failed --force",
    ];

    public IEnumerable<Symbol> Symbols => [Shared.Structures, _oracle, Shared.Output, Shared.Force, _limit, _retry, Shared.Memory, _energies, .. _labels.All, Shared.Precision];

    public ExitCode Run(Call call)
    {
        var output = call.OutputPath ?? throw new UsageException("Say where the labels go: -o LABELLED.xyz.");
        if (!output.EndsWith("xyz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Labels are written as extended XYZ; call the file {Path.ChangeExtension(Path.GetFileName(output), ".xyz")}.");
        var (journal, failed) = (output + ".journal", output + ".failed.txt");
        call.RefuseIfUnwritable(failed);
        TimeSpan? limit = call.Get(_limit) is { } text ? DurationText.Read(_limit.Name, text) : null;
        var settings = new LabelSettings(PotentialGrammar.Parse(call.Get(_oracle)), !call.Get(_energies), call.Threads, call.Precision, limit) { Memory = call.Memory, RetryFailed = call.Get(_retry) };
        // Said before anything is begun: a program that is not there.
        settings.Oracle.Open(EvaluatorOptions.Default).Dispose();
        if (settings.RetryFailed && !File.Exists(journal))
            throw new UsageException($"--retry-failed goes on from the journal of a run, and there is no {journal}: nothing failed, or the run was another one. Leave it out.");
        if (!settings.RetryFailed && call.Force)
            LabelRun.Forget(journal, failed);
        var frames = StructureFiles.Read(call.Get(Shared.Structures), _labels.Keys(call));
        using var run = new LabelRun(frames, settings, journal, call.Cancellation);
        if (run.Before > 0)
            call.Screen.Note($"{run.Before:N0} of {run.Total:N0} frames were finished before; going on.");
        try
        {
            using var progress = call.Progress("labelling", "frames", run.Total - run.Before);
            progress.Foreseen = () => run.Left;
            run.Run(() => progress.Add(1), call.Cancellation);
        }
        catch (Exception e) when (run.Finished > 0 && e is OperationCanceledException or IOException)
        {
            call.Screen.Note($"{run.Finished:N0} of {run.Total:N0} frames are finished and kept in {journal}; the same command goes on.");
            throw;
        }
        return Conclude(call, run, settings, output, failed);
    }

    static ExitCode Conclude(Call call, LabelRun run, LabelSettings settings, string output, string failed)
    {
        var failures = run.Failures;
        var good = run.Total - failures.Count;
        if (good > 0)
            StructureFiles.Write(output, run.Labelled(), call.Force, "extxyz");
        if (failures.Count > 0)
            AtomicFile.Write(failed, call.Force, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(failures.Select(f => Sentence(f) + "\n")))));
        else if (call.Force)
            File.Delete(failed);
        run.Complete();
        var screen = call.Screen;
        screen.Line($"{good:N0} of {run.Total:N0} frames are labelled by {settings.Oracle.Name}{(good > 0 ? $", in {output}" : "; nothing was written")}.");
        foreach (var failure in failures.Take(MostFailures))
            screen.Line(Sentence(failure));
        if (failures.Count > 0)
            screen.Line($"{(failures.Count > MostFailures ? $"… and {failures.Count - MostFailures:N0} more. " : "")}What failed is listed in {failed}; the same command with --retry-failed --force tries it again.");
        screen.Json(new
        {
            Oracle = settings.Oracle.Name,
            Structures = call.Get(Shared.Structures),
            Output = good > 0 ? output : null,
            Labelled = good,
            Failed = failures.Select(f => new { Frame = f.Index + 1, f.Reason }),
        });
        return failures.Count > 0 ? ExitCode.Verdict : ExitCode.Done;
    }

    static string Sentence(LabelFailure failure) => $"frame {failure.Index + 1}: {failure.Reason}";
}
