using System.CommandLine;
using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor inspect FILE…</c>: what is in structure files.</summary>
sealed class InspectVerb : IVerb
{
    readonly Argument<string[]> _files = new("files") { Description = "Files of structures", Arity = ArgumentArity.OneOrMore };
    readonly LabelOptions _labels = new();

    public string Name => "inspect";

    public string Summary => "What is in a file: structures, labels, elements";

    public IReadOnlyList<string> Examples { get; } = ["inspect train.xyz test.xyz", "inspect data.xyz --energy-key dft_energy"];

    public IEnumerable<Symbol> Symbols => [_files, .. _labels.All];

    public ExitCode Run(Call call)
    {
        var contents = new List<FileContents>();
        using (var progress = call.Progress("reading", "frames"))
        {
            foreach (var path in call.Get(_files))
            {
                var file = new FileContents(path);
                foreach (var frame in StructureFiles.Read(path, _labels.Keys(call)))
                {
                    call.Cancellation.ThrowIfCancellationRequested();
                    file.Add(frame);
                    progress.Add(1);
                }
                contents.Add(file);
            }
        }
        call.Screen.Table(FileContents.ToTable(contents));
        call.Screen.Json(new { Files = contents });
        return ExitCode.Done;
    }
}
