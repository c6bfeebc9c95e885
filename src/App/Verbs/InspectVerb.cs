using System.CommandLine;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor inspect FILE…</c>: what is in files of structures, and whether their labels can be trusted; or the card of a potential.</summary>
sealed class InspectVerb : IVerb
{
    readonly Argument<string[]> _files = new("files") { Description = "Files of structures, looked at together, or potentials", Arity = ArgumentArity.OneOrMore };
    readonly LabelOptions _labels = new();

    readonly Option<string[]> _accept = new("--accept")
    {
        HelpName = "codes",
        Description = "Findings (by the code in brackets) that you know to be harmless",
        AllowMultipleArgumentsPerToken = true,
    };

    public string Name => "inspect";

    public string Summary => "What is in a file: structures, labels, units, doubts; several files also for frames that occur in both; or a potential's card";

    public IReadOnlyList<string> Examples { get; } =
    [
        "inspect train.xyz test.xyz",
        "inspect data.xyz --energy-key dft_energy --report data.html",
        "inspect model.athanor",
    ];

    public IEnumerable<Symbol> Symbols => [_files, .. _labels.All, _accept, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        var models = new List<ModelCard>();
        var structures = new List<string>();
        foreach (var path in call.Get(_files))
        {
            if (ModelCard.IsOne(path))
                models.Add(ModelCard.Read(path));
            else
                structures.Add(path);
        }
        var report = structures.Count == 0 ? null : ImportReport.Of(Read(call, structures)).Accepting(Codes(call));
        foreach (var model in models)
        {
            call.Screen.Line(model.Text);
            call.Screen.Line();
        }
        if (report is not null)
            call.Screen.Line(report.ToText().TrimEnd());
        call.Screen.Json(new { Models = models.Select(m => m.ToJson()), Data = report is null ? null : JsonNode.Parse(report.ToJson()) });
        if (call.ReportPath is not null)
            SaveReport(call, models, report);
        return report is { Refuses: true } ? ExitCode.Verdict : ExitCode.Done;
    }

    Dataset Read(Call call, List<string> paths)
    {
        var frames = new List<Frame>();
        var files = new List<DataFile>();
        using var progress = call.FrameProgress("reading", paths);
        foreach (var path in paths)
        {
            var (before, atoms) = (frames.Count, 0);
            foreach (var frame in StructureFiles.Read(path, _labels.Keys(call)))
            {
                call.Cancellation.ThrowIfCancellationRequested();
                frames.Add(frame);
                atoms += frame.Structure.Count;
                progress.Add(1);
            }
            files.Add(new DataFile(path, DataFile.HashOf(path), frames.Count - before, atoms));
        }
        progress.Status = "comparing";
        return new Dataset(frames, files);
    }

    string[] Codes(Call call) => [.. (call.Get(_accept) ?? []).SelectMany(c => c.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    void SaveReport(Call call, List<ModelCard> models, ImportReport? report)
    {
        var page = call.NewReport(string.Join(", ", call.Get(_files).Select(f => Path.GetFileName(f))));
        foreach (var model in models)
            page.Section(model.Name).Listing(model.Text);
        report?.AddTo(page);
        call.SaveReport(page);
    }
}
