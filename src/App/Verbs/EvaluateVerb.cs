using System.CommandLine;
using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor evaluate POTENTIAL STRUCTURES</c>: energies, forces and stress, and errors where the structures are labelled.</summary>
sealed class EvaluateVerb : IVerb
{
    /// <summary>More frames than this are not listed on the screen one by one.</summary>
    const int MostRows = 20;

    readonly LabelOptions _labels = new();

    readonly Option<bool> _certain = new("--no-uncertainty") { Description = "Leave out standard deviations; for a committee they cost an evaluation by each member" };

    readonly Option<bool> _born = new("--born-charges") { Description = "Write Born effective charges too, where the potential has them" };

    readonly Option<bool> _virials = new("--atom-virials") { Description = "Write the virial atom by atom too, where the potential has it: nine numbers in eV (atom_virial)" };

    readonly Option<bool> _energies = new("--no-forces") { Description = "Energies alone, where forces cost much" };

    public string Name => "evaluate";

    public string Summary => "Energies, forces and stress of structures; errors where they are labelled";

    public IReadOnlyList<string> Examples { get; } =
    [
        "evaluate model.athanor test.xyz --report errors.html",
        "evaluate lj:epsilon=0.0104,sigma=3.4,cutoff=8.5 argon.xyz -o predicted.xyz",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, Shared.Structures, Shared.Output, .. _labels.All, _certain, _born, _virials, _energies, Shared.Memory, Shared.Report, Shared.Force, Shared.Precision];

    public ExitCode Run(Call call)
    {
        RefuseOtherFormats(call.OutputPath);
        var potential = call.Potential();
        var errors = new ErrorTable();
        var parity = call.ReportPath is null ? null : new ParityPairs();
        var rows = new List<FrameRow>();
        // Error bars are judged where there are labels to judge them by.
        var (law, judged, outside) = (Calibrated.LawOf(potential), new Reliability(), 0);
        var count = 0;
        var seen = new LabelsSeen();
        var request = call.Get(_certain) ? Request.Everything & ~Request.Uncertainty : Request.Everything;
        if (call.Get(_energies))
            request &= ~(Request.Forces | Request.Virial);
        if (call.Get(_born))
        {
            if (call.OutputPath is null)
                throw new UsageException("Born charges are written to a file: give -o FILE.xyz with --born-charges.");
            request |= Request.BornCharges;
        }
        if (call.Get(_virials))
        {
            if (call.OutputPath is null)
                throw new UsageException("Virials by atom are written to a file: give -o FILE.xyz with --atom-virials.");
            if (call.Get(_energies))
                throw new UsageException("--atom-virials and --no-forces contradict each other.");
            request |= Request.AtomVirials;
        }
        var (bornMissing, virialsMissing) = (false, false);
        using (var progress = call.FrameProgress("evaluating", call.Get(Shared.Structures)))
        using (var evaluation = new FrameEvaluation(potential, call.Team, call.Precision, request) { Memory = call.Memory, WatchRange = !call.Get(_certain) })
        {
            IEnumerable<EvaluatedFrame> Evaluated()
            {
                foreach (var evaluated in evaluation.Run(StructureFiles.Read(call.Get(Shared.Structures), _labels.Keys(call)), call.Cancellation))
                {
                    errors.Add(evaluated);
                    seen.Add(evaluated.Frame);
                    bornMissing |= !evaluated.Prediction.HasBornCharges;
                    virialsMissing |= !evaluated.Prediction.HasAtomVirials;
                    parity?.Add(evaluated);
                    var verdict = evaluated.VerdictUnder(law);
                    outside += verdict.IsOutside ? 1 : 0;
                    judged.Add(FrameError.Of(evaluated), law, verdict.IsOutside);
                    if (call.Json || count < MostRows)
                        rows.Add(FrameRow.Of(count, evaluated, law));
                    count++;
                    progress.Add(1);
                    yield return evaluated;
                }
            }

            if (call.OutputPath is { } path)
                StructureFiles.Write(path, Evaluated().Select(e => e.ToPredictedFrame(law)), call.Force, "extxyz");
            else
                _ = Evaluated().Count();
        }
        if (call.Get(_born) && bornMissing)
            call.Screen.Note($"'{potential.Name}' gives no Born charges, so that none were written.");
        if (call.Get(_virials) && virialsMissing)
            call.Screen.Note($"'{potential.Name}' is not a sum over edges alone and gives no virials by atom, so that none were written.");
        foreach (var unfound in _labels.Unfound(call, seen))
            call.Screen.Note(unfound);
        if (rows.Exists(r => r.EnergyStd is not null) && !call.Json)
            call.Screen.Note(law is null
                ? "± and σ are the standard deviations that the potential gives, which nobody compared with errors; a committee's is the spread of its members, asked one by one: --no-uncertainty is faster."
                : $"± holds 68.3 % of errors on frames like the {law.Frames} that the model was calibrated on; --no-uncertainty leaves it out.");
        if (outside > 0)
            call.Screen.Note($"{outside:N0} of {count:N0} frames are outside the domain of the potential: do not trust their energies, nor their error bars too far.");
        Show(call, potential.Name, errors, judged, rows, count, outside);
        if (parity is not null)
            call.SaveReport(Page(call, potential.Name, errors, parity, judged, rows, count));
        return ExitCode.Done;
    }

    static void Show(Call call, string potential, ErrorTable errors, Reliability judged, List<FrameRow> rows, int count, int outside)
    {
        var screen = call.Screen;
        if (count <= MostRows || !errors.All.Any)
        {
            screen.Line(FrameRow.ToTable([.. rows.Take(MostRows)]).ToText());
            if (count > MostRows)
                screen.Line($"… and {count - MostRows:N0} more frames; -o FILE.xyz writes all of them.");
            screen.Line();
        }
        if (errors.All.Any)
        {
            screen.Table(errors.ToTable());
            if (judged.Any)
                screen.Table(judged.ToTable());
            if (judged.Any && judged.GroupsToTable() is { } groups)
                screen.Table(groups);
            foreach (var remark in errors.Remarks())
                screen.Line(remark);
        }
        if (call.OutputPath is { } path)
            screen.Note($"{count:N0} {(count == 1 ? "frame is" : "frames are")} in {path}.");
        screen.Json(new
        {
            Potential = potential,
            Structures = call.Get(Shared.Structures),
            Output = call.OutputPath,
            Frames = rows.Select(r => r.ToJson()),
            Outside = outside,
            Errors = errors.All.Any ? errors.ToJson() : null,
            ErrorBars = judged.Any ? judged.ToJson() : null,
        });
    }

    static ReportPage Page(Call call, string potential, ErrorTable errors, ParityPairs parity, Reliability judged, List<FrameRow> rows, int count)
    {
        var page = call.NewReport($"{potential} on {Path.GetFileName(call.Get(Shared.Structures))}");
        page.Summary = $"{count:N0} frames evaluated with {potential}.";
        if (errors.All.Any)
        {
            var section = page.Section("Errors against the labels").Add(errors.ToTable());
            foreach (var remark in errors.Remarks())
                section.Note(remark);
            var pictures = page.Section("Parity");
            foreach (var plot in parity.Plots())
                pictures.Add(plot);
            if (judged.Any)
                judged.AddTo(page.Section("Error bars"));
        }
        else
        {
            var section = page.Section("Predictions").Add(FrameRow.ToTable(rows));
            if (count > rows.Count)
                section.Paragraph($"The first {rows.Count} of {count:N0} frames are shown.");
        }
        return page;
    }

    static void RefuseOtherFormats(string? path)
    {
        if (path is null)
            return;
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!name.StartsWith("/dev/", StringComparison.Ordinal) && !name.EndsWith("xyz", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Predictions are written as extended XYZ; call the file {Path.ChangeExtension(Path.GetFileName(name), ".xyz")} rather than {Path.GetFileName(path)}.");
    }
}
