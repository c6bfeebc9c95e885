using System.CommandLine;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor models add|list|remove</c>: published models, given once and then called by name.</summary>
sealed class ModelsVerb : IVerb
{
    readonly Argument<string> _action = new("action") { HelpName = "add|list|remove", Description = "What to do", DefaultValueFactory = _ => "list" };
    readonly Argument<string[]> _what = new("what") { Description = "To add: the file or folder of a model, or a folder of models; to remove: names", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<string?> _name = new("--name") { HelpName = "name", Description = "What a model is to be called; by default after its file or folder" };
    readonly Option<bool> _copy = new("--copy") { Description = "Copy the files, so that they may go where they are" };

    public ModelsVerb() => _action.AcceptOnlyFromAmong("add", "list", "remove");

    public string Name => "models";

    public string Summary => "Published models, given once and then called by name";

    public IReadOnlyList<string> Examples { get; } = ["models add ani-model-zoo/resources", "models add nep.txt --name si-nep --copy", "models list", "models remove si-nep"];

    public IEnumerable<Symbol> Symbols => [_action, _what, _name, _copy, Shared.Force];

    public ExitCode Run(Call call)
    {
        var (action, what) = (call.Get(_action), call.Get(_what) ?? []);
        if (action != "add" && new Option[] { _name, _copy, Shared.Force }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} belongs to 'models add'.");
        if (action == "list" ? what.Length > 0 : what.Length == 0)
            throw new UsageException(action == "list" ? "'models list' lists all of them; leave out the rest." : $"Say what to {action}: athanor models {action} {(action == "add" ? "PATH" : "NAME")}");
        return action switch
        {
            "add" => Add(call, what),
            "remove" => Remove(call, what),
            _ => List(call),
        };
    }

    ExitCode Add(Call call, string[] what)
    {
        var library = ModelLibrary.Default;
        string[] models = [.. what.SelectMany(library.ModelsIn)];
        var name = call.Get(_name);
        if (name is not null && models.Length > 1)
            throw new UsageException($"--name is for one model, and there are {models.Length}: {string.Join(", ", models.Select(ModelLibrary.ConventionalName))}.");
        var added = new List<LibraryEntry>();
        var refused = new List<string>();
        using (var progress = call.Progress("adding", "models", models.Length))
        {
            foreach (var model in models)
            {
                call.Cancellation.ThrowIfCancellationRequested();
                try
                {
                    added.Add(library.Add(model, name, call.Get(_copy), call.Force));
                }
                // One broken model among several keeps none of the others out.
                catch (PotentialException e) when (models.Length > 1)
                {
                    refused.Add(e.Message);
                }
                progress.Add(1);
            }
        }
        foreach (var reason in refused)
            call.Screen.Note(reason);
        if (added.Count == 0)
            throw new PotentialException($"None of the {models.Length} models could be added.");
        Show(call, "Added", [.. added.Select(e => (e, (string?)null))]);
        call.Screen.Note($"A name stands for its model wherever a potential is named: athanor evaluate {added[0].Name} structures.xyz");
        if (refused.Count == 0)
            return ExitCode.Done;
        call.Screen.Problem($"{refused.Count} of {models.Length} models {(refused.Count == 1 ? "was" : "were")} not added, as said above.");
        return ExitCode.Refused;
    }

    static ExitCode Remove(Call call, string[] names)
    {
        foreach (var name in names)
        {
            ModelLibrary.Default.Remove(name);
            call.Screen.Note($"'{name}' is removed.");
        }
        call.Screen.Json(new { Removed = names });
        return ExitCode.Done;
    }

    static ExitCode List(Call call)
    {
        var library = ModelLibrary.Default;
        var entries = library.Names.Select(n => library.Find(n)!).Select(e => (e, library.DoubtOf(e))).ToArray();
        Show(call, $"Models in {library.Folder}", entries);
        if (entries.Length == 0)
            call.Screen.Line("None yet.");
        foreach (var (_, doubt) in entries.Where(e => e.Item2 is not null))
            call.Screen.Line(doubt!);
        var missing = PublishedModel.All.Where(m => !library.Contains(m.Name)).ToArray();
        if (missing.Length > 0)
            call.Screen.Line($"Known by name, but not added: {string.Join(", ", missing.Select(m => m.Name))}. 'athanor inspect {missing[0].Name}' says where it can be had.");
        return ExitCode.Done;
    }

    static void Show(Call call, string title, IReadOnlyList<(LibraryEntry Entry, string? Doubt)> entries)
    {
        if (entries.Count > 0)
        {
            var table = new Table(title, Column.Text("name"), Column.Text("kind"), Column.Text("elements"), Column.Text("files"), Column.Text("added"));
            foreach (var (entry, doubt) in entries)
            {
                table.Row(entry.Name, entry.Kind, entry.Elements.Count == 0 ? "all" : string.Join(' ', entry.Elements),
                    $"{entry.Path}{(entry.Copied ? " (copied)" : "")}", doubt is null ? $"{entry.Added:yyyy-MM-dd}" : "in doubt");
            }
            call.Screen.Table(table);
        }
        call.Screen.Json(entries.Select(e => new
        {
            e.Entry.Name,
            e.Entry.Kind,
            e.Entry.Path,
            e.Entry.Copied,
            e.Entry.Elements,
            e.Entry.Files,
            e.Entry.Bytes,
            e.Entry.Sha256,
            e.Entry.Added,
            e.Doubt,
        }));
    }
}
