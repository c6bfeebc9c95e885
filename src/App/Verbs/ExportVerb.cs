using System.CommandLine;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor export MODEL --to FORMAT -o PATH</c>: a model as other programs read it.</summary>
sealed class ExportVerb : IVerb
{
    readonly Option<string> _format = new("--to")
    {
        HelpName = "format",
        Description = string.Join("; ", ModelExports.All.Select(e => $"{e.Name}: {e.Summary}")),
        Required = true,
    };

    readonly Option<string> _path = new("--output", "-o") { HelpName = "path", Description = "The file or folder to make", Required = true };

    public string Name => "export";

    public string Summary => "A model written as other programs read it";

    public IReadOnlyList<string> Examples { get; } = ["export model.athanor --to n2p2 -o model-for-lammps"];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, _format, _path, Shared.Force];

    public ExitCode Run(Call call)
    {
        var (format, path) = (ModelExports.Named(call.Get(_format)), call.Get(_path));
        ModelExports.RefuseIfTaken(format, path, call.Force);
        var potential = call.Potential();
        ModelExports.Write(format, potential, path, call.Force);
        call.Screen.Note($"{path} is {potential.Name} as {format.Name}: {format.Summary}.");
        call.Screen.Json(new { Potential = potential.Name, Format = format.Name, Output = path });
        return ExitCode.Done;
    }
}
