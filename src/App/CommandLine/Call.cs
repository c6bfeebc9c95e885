using System.CommandLine;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>One call of a verb: what was asked, where answers go, and what every verb needs.</summary>
sealed class Call : IDisposable
{
    readonly ParseResult _parsed;
    readonly string[] _args;
    Team? _team;

    /// <exception cref="AtomsException">A file that is to be written exists, or its folder does not; said before any work.</exception>
    public Call(ParseResult parsed, string[] args, Screen screen, CancellationToken cancellation)
    {
        (_parsed, _args, Screen, Cancellation) = (parsed, args, screen, cancellation);
        RefuseIfUnwritable(Get(Shared.Output));
        RefuseIfUnwritable(ReportPath);
    }

    public Screen Screen { get; }

    /// <summary>Set by Ctrl-C; heed it between steps, or call ThrowIfCancellationRequested where nothing is worth keeping.</summary>
    public CancellationToken Cancellation { get; }

    public int Threads => Get(Shared.Threads);

    public ulong Seed => Get(Shared.Seed);

    public Precision Precision => Get(Shared.Precision) == "single" ? Precision.Single : Precision.Double;

    /// <summary>Bytes that one structure may take.</summary>
    /// <exception cref="UsageException">It is no amount.</exception>
    public long Memory => Get(Shared.Memory) is { } text ? Bytes.Parse(Shared.Memory.Name, text) : EvaluatorOptions.UsualMemory;

    public bool Force => Get(Shared.Force);

    public bool Json => Get(Shared.Json);

    public string? ReportPath => Get(Shared.Report);

    public string? OutputPath => Get(Shared.Output);

    /// <summary>The threads of <c>--threads</c>, started when first asked for.</summary>
    public Team Team => _team ??= Threads == 1 ? Team.Single : new Team(Threads);

    public T Get<T>(Argument<T> argument) => _parsed.GetValue(argument)!;

    public T Get<T>(Option<T> option) => _parsed.GetValue(option)!;

    /// <summary>Whether the user gave it, rather than the default.</summary>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The potential of the first argument.</summary>
    /// <exception cref="PotentialException">There is none of that name.</exception>
    public IPotential Potential() => PotentialGrammar.Parse(Get(Shared.Potential));

    /// <summary>Shows that work goes on, on stderr; dispose it before saying anything else.</summary>
    /// <param name="unit">What is counted: "frames", "steps".</param>
    /// <param name="total">How many there will be; null where nobody knows.</param>
    public Progress Progress(string what, string unit, long? total = null) => new(what, unit, total, Screen);

    /// <summary>Progress over the frames of files, whose number is found out meanwhile.</summary>
    public Progress FrameProgress(string what, params IReadOnlyList<string> paths)
    {
        var progress = Progress(what, "frames");
        FrameCount.Find(paths, total => progress.Total = total);
        return progress;
    }

    /// <summary>A page for <c>--report</c> that says where it comes from.</summary>
    public ReportPage NewReport(string title) => new(title, new Provenance(Entrance.ProgramName, CommandText, DateTimeOffset.Now));

    /// <summary>Fills and saves a page where <c>--report</c> asks for one.</summary>
    /// <param name="summary">The sentence below the title.</param>
    public void Report(string title, string summary, Action<ReportPage> fill)
    {
        if (ReportPath is null)
            return;
        var page = NewReport(title);
        page.Summary = summary;
        fill(page);
        SaveReport(page);
    }

    public void SaveReport(ReportPage page)
    {
        page.Save(ReportPath!);
        Screen.Note($"The report is in {ReportPath}.");
    }

    /// <exception cref="AtomsException">The file exists and <c>--force</c> was not given, or its folder does not exist.</exception>
    public void RefuseIfUnwritable(string? path)
    {
        if (path is null)
            return;
        AtomicFile.RefuseIfTaken(path, Force);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
            throw new AtomsException($"{path} cannot be written: there is no folder {folder}; make it first.");
    }

    string CommandText => "athanor " + string.Join(' ', _args.Select(a => a.Length > 0 && !a.Any(c => char.IsWhiteSpace(c) || c is '"' or '(' or ')' or '*' or '\'') ? a : $"\"{a}\""));

    public void Dispose() => _team?.Dispose();
}
