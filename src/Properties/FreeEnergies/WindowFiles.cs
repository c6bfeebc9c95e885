using System.Globalization;
using System.Text.RegularExpressions;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Reads what windows sampled: a file a window, numbers in columns, whose first lines may say <c># centre=2.5 stiffness=4 temperature=300</c> as those that <c>umbrella</c> leaves do; a table with commas whose heads end in
/// <c>=centre</c>, a column a window; or a list of <c>file centre stiffness</c>, a line a window (Grossfield's WHAM), which names the files beside it.
/// </summary>
public sealed partial class WindowFiles
{
    readonly List<UmbrellaWindow> _windows = [];
    double? _temperature, _period;
    string? _variable, _unit;
    int _given;

    WindowFiles()
    {
    }

    /// <summary>Of windows whose files do not say, in the order of files.</summary>
    public IReadOnlyList<double> Centres { get; private init; } = [];

    /// <summary>Likewise; one for all, or one each; eV per squared unit once multiplied by <see cref="EnergyUnit"/>.</summary>
    public IReadOnlyList<double> Stiffnesses { get; private init; } = [];

    /// <summary>eV of the unit in which stiffnesses are given.</summary>
    public double EnergyUnit { get; private init; } = 1;

    /// <summary>The column that holds ξ, from 1; the second (of one, that) where null.</summary>
    public int? Column { get; private init; }

    /// <summary>The part of each series that is left out as equilibration, 0 … 1.</summary>
    public double Discard { get; private init; }

    /// <exception cref="SimulationException">A file cannot be read, or a window's bias is not known.</exception>
    public static WindowSet Read(IEnumerable<string> paths, IReadOnlyList<double>? centres = null, IReadOnlyList<double>? stiffnesses = null, double energyUnit = 1, int? column = null, double discard = 0)
    {
        var files = new WindowFiles { Centres = centres ?? [], Stiffnesses = stiffnesses ?? [], EnergyUnit = energyUnit, Column = column, Discard = discard };
        foreach (var path in paths.SelectMany(InFolder))
            files.Take(path, null, null);
        if (files._given < files.Centres.Count)
            throw new SimulationException($"{files.Centres.Count} centres are given, but only {files._given} {(files._given == 1 ? "window asks" : "windows ask")} for one.");
        return new WindowSet(files._windows, files._temperature, files._period, files._variable, files._unit);
    }

    /// <summary>Of a folder, the series in it.</summary>
    static IEnumerable<string> InFolder(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? [path] : throw new SimulationException($"There is no folder and no file {path}. Name a folder of windows that 'umbrella' left, or files of what was sampled.");
        string[] series = [.. Directory.GetFiles(path, "*.series").Order(StringComparer.Ordinal)];
        return series.Length > 0 ? series : throw new SimulationException($"The folder {path} holds no files that end in .series.");
    }

    void Take(string path, double? centre, double? stiffness)
    {
        if (!File.Exists(path))
            throw new SimulationException($"{path} cannot be read: there is no such file.");
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.TakeWhile(l => l.StartsWith('#')))
        {
            foreach (Match m in Pair().Matches(line))
                head.TryAdd(m.Groups[1].Value, m.Groups[2].Value.Trim('"'));
        }
        var first = Array.FindIndex(lines, l => l.Trim().Length > 0 && !l.StartsWith('#'));
        if (first < 0)
            throw new SimulationException($"{path} holds no numbers.");
        if (lines[0].Split(',') is { Length: > 1 } heads && heads.Select(h => Number(Trailing().Match(h).Groups[1].Value)).ToArray() is var centres && centres.All(c => c is not null))
            TakeTable(path, lines, [.. centres.Select(c => c!.Value)]);
        else if (Split(lines[first]) is [var name, ..] && Number(name) is null)
            TakeList(path, lines[first..], centre is null);
        else
            TakeSeries(path, lines, first, head, centre, stiffness);
    }

    void TakeTable(string path, string[] lines, double[] centres)
    {
        var rows = lines.Skip(1).Where(l => l.Trim().Length > 0).Select((l, k) => Row(path, k + 2, l)).ToArray();
        if (Array.Find(rows, r => r.Length != centres.Length) is { } bad)
            throw new SimulationException($"{path} has {centres.Length} columns in its first line and {bad.Length} in another.");
        for (var k = 0; k < centres.Length; k++)
            Add(path, [.. rows.Select(r => r[k])], centres[k], StiffnessOf(path, null), []);
    }

    void TakeList(string path, string[] lines, bool first)
    {
        // Or a list that names itself would be read for ever.
        if (!first)
            throw new SimulationException($"{path} is itself a list of windows; a list names files of numbers.");
        foreach (var line in lines.Where(l => l.Trim().Length > 0 && !l.StartsWith('#')))
        {
            var words = Split(line);
            var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, words[0]);
            if (words.Length < 3 || Number(words[1]) is not { } centre || Number(words[2]) is not { } stiffness)
                throw new SimulationException($"{path}: '{line.Trim()}' is not 'file centre stiffness'. Files of numbers hold numbers; lists of windows a file, a centre and a stiffness a line.");
            Take(file, centre, stiffness * EnergyUnit);
        }
    }

    void TakeSeries(string path, string[] lines, int first, Dictionary<string, string> head, double? centre, double? stiffness)
    {
        var rows = new List<double[]>();
        for (var k = first; k < lines.Length; k++)
        {
            if (lines[k].Trim().Length > 0 && !lines[k].StartsWith('#'))
                rows.Add(Row(path, k + 1, lines[k]));
        }
        var column = Column ?? Math.Min(2, rows[0].Length);
        if (rows.Find(r => r.Length < column) is not null)
            throw new SimulationException($"{path} has lines with fewer than {column} columns.");
        double? Said(string key) => head.TryGetValue(key, out var text) ? Number(text) ?? throw new SimulationException($"{path}: {key}={text} is no number.") : null;
        Agree(ref _temperature, Said("temperature"), path, "temperature");
        Agree(ref _period, Said("period"), path, "period");
        _variable ??= head.GetValueOrDefault("variable");
        _unit ??= head.GetValueOrDefault("unit");
        centre ??= Said("centre") ?? (_given < Centres.Count ? Centres[_given++] : throw new SimulationException($"{path} does not say where its window was: a line '# centre=… stiffness=…' at its top would, or --centres, or a list of windows."));
        // What members differ by is written behind ξ, where this program wrote the file.
        var members = head.ContainsKey("members") ? rows.Min(r => r.Length) - column : 0;
        Add(path, [.. rows.Select(r => r[column - 1])], centre.Value, stiffness ?? Said("stiffness") ?? StiffnessOf(path, _windows.Count), [.. Enumerable.Range(0, members).Select(m => rows.Select(r => r[column + m]).ToArray())]);
    }

    void Add(string path, double[] values, double centre, double stiffness, double[][] members)
    {
        var skip = (int)Math.Floor(Discard * values.Length);
        if (values.Length - skip < 2)
            throw new SimulationException($"{path} holds {values.Length} {(values.Length == 1 ? "value" : "values")} of the window at {centre.ToString("G6", CultureInfo.InvariantCulture)}; too few.");
        if (!(stiffness >= 0))
            throw new SimulationException($"{path}: a stiffness of {stiffness} is none.");
        _windows.Add(new UmbrellaWindow(centre, stiffness, values[skip..]) { Members = [.. members.Select(m => m[skip..])] });
    }

    double StiffnessOf(string path, int? window) => EnergyUnit * Stiffnesses switch
    {
        [] => throw new SimulationException($"{path} does not say how stiff its bias was: give --stiffness, k of ½ k (ξ − centre)²."),
        [var one] => one,
        var all => (window ?? _windows.Count) < all.Count ? all[window ?? _windows.Count] : throw new SimulationException($"{all.Count} stiffnesses are given, and more windows."),
    };

    static void Agree(ref double? known, double? said, string path, string what)
    {
        if (known is { } k && said is { } s && k != s)
            throw new SimulationException(FormattableString.Invariant($"{path} has a {what} of {s}, another file one of {k}."));
        known ??= said;
    }

    static double[] Row(string path, int line, string text) => [.. Split(text).Select(w => Number(w) is { } x && double.IsFinite(x) ? x : throw new SimulationException($"{path}, line {line}: '{w}' is no number."))];

    static string[] Split(string line) => line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);

    static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : null;

    [GeneratedRegex("""(\w+)=("[^"]*"|\S+)""")]
    private static partial Regex Pair();

    [GeneratedRegex(@"=\s*(-?[\d.eE+-]+)\s*$")]
    private static partial Regex Trailing();
}
