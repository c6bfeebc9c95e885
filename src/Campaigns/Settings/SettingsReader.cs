using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>Reads <see cref="CampaignSettings"/> from YAML.</summary>
static class SettingsReader
{
    /// <param name="look">Whether files that are named must be there.</param>
    public static CampaignSettings Read(string text, string folder, string source, string name, bool look)
    {
        var map = YamlMap.Of(text, source);
        var settings = new CampaignSettings
        {
            Name = map.Text("name") ?? name,
            Start = Files(map, "start", folder, look) ?? throw map.Error("start", "It does not say where to begin: give 'start: molecule.xyz', a file with one structure or more."),
            Data = Files(map, "data", folder, look) ?? [],
            Oracle = Expression(map.Text("oracle"), folder) ?? throw map.Error("oracle", "It does not say who labels: give 'oracle: ccsd(t)/cc-pvdz', or any other potential."),
            Baseline = Expression(map.Text("baseline"), folder),
            Model = map.Map("model") is { } model ? Model(model) : new(),
            Walkers = map.Maps("walkers") is { } walkers ? [.. walkers.Select(Walker)] : new CampaignSettings { Start = [], Oracle = "" }.Walkers,
            Ask = map.Map("ask") is { } ask ? Ask(ask) : new(),
            Budget = map.Map("budget") is { } budget ? Budget(budget) : new(),
            Workers = map.Whole("workers", 0, "a number of workers from 0 up") ?? 1,
            Seed = map.Whole("seed", 0, "a whole number from 0 up") ?? 1,
            Store = Address(map.Text("store") ?? "campaign.db", folder),
            Finish = map.Map("finish") is { } finish ? Finish(finish) : null,
        };
        map.RefuseOthers();
        if (settings.Walkers.Count == 0)
            throw map.Error("walkers", "There is no walker; give '- {temperature: 300, count: 2}', or leave 'walkers' out.");
        return settings;
    }

    static ModelSettings Model(YamlMap map)
    {
        var settings = new ModelSettings
        {
            Preset = map.Text("preset") ?? "instant",
            Cutoff = map.Number("cutoff", x => x is > 0 and <= 20, "a distance in Å, usually 4 to 8"),
            Committee = map.Whole("committee", 0, "a number of members, from 2 on, or 0 for none") ?? 0,
            Heads = map.Whole("heads", 0, "a number of heads, from 2 on, or 0 for none"),
            Time = map.Time("time"),
        };
        var presets = TrainingPresets.All.Select(p => p.Name).Append(TrainingPresets.Auto).ToArray();
        if (!presets.Contains(settings.Preset))
            throw map.Error("preset", $"There is no preset '{settings.Preset}'.{Spelling.Suggest(settings.Preset, presets)} The presets are {string.Join(", ", presets)}.");
        if (settings.Committee == 1)
            throw map.Error("committee", "A committee of one cannot disagree; give 2 or more, or 0 for one model with heads.");
        if (settings.Heads == 1)
            throw map.Error("heads", "One head cannot disagree; give 2 or more, or 0 with a committee.");
        map.RefuseOthers();
        return settings;
    }

    static WalkerSettings Walker(YamlMap map)
    {
        var usual = new WalkerSettings();
        var settings = new WalkerSettings
        {
            Temperature = map.Number("temperature", x => x is > 0 and < 1e6, "a number of kelvin above 0") ?? usual.Temperature,
            Count = map.Whole("count", 0, "a number of walkers") ?? usual.Count,
            TimeStep = map.Number("timestep", x => x is > 0 and <= 50, "a number of fs, usually 0.25 to 2"),
            Relaxation = map.Number("relaxation", x => x is > 0 and < 1e9, "a number of fs, usually 50 to 1000") ?? usual.Relaxation,
            Bias = map.Number("bias", x => x is >= 0 and <= 1000, "a height in eV, or 0 for no bias") ?? usual.Bias,
        };
        map.RefuseOthers();
        return settings;
    }

    static AskSettings Ask(YamlMap map)
    {
        var usual = new AskSettings();
        var settings = new AskSettings
        {
            Threshold = map.Number("threshold", x => x is > 0 and < 1e6, "a disagreement in eV/Å above 0") ?? usual.Threshold,
            Unusual = map.Number("unusual", x => x is >= 0 and < 1e3, "a multiple of the usual disagreement, 0 for none") ?? usual.Unusual,
            Broken = map.Number("broken", x => x is > 0 and < 1e6, "a disagreement in eV/Å above the threshold") ?? usual.Broken,
            Every = map.Whole("every", 1, "a number of steps from 1 on") ?? usual.Every,
            Queue = map.Whole("queue", 1, "a number of candidates from 1 on") ?? usual.Queue,
            Distance = map.Number("distance", x => x is >= 0 and < 10, "a distance in Å from 0 up") ?? usual.Distance,
        };
        if (settings.Broken <= settings.Threshold)
            throw map.Error("broken", FormattableString.Invariant($"A frame is broken at a disagreement of {settings.Broken} eV/Å, but worth a label only beyond {settings.Threshold}: nothing would ever be asked. Let 'broken' be ten times 'threshold' or more."));
        map.RefuseOthers();
        return settings;
    }

    static BudgetSettings Budget(YamlMap map)
    {
        var usual = new BudgetSettings();
        var settings = new BudgetSettings
        {
            Labels = map.Whole("labels", 1, "a number of labels from 1 on") ?? usual.Labels,
            Time = map.Time("time"),
            Target = map.Number("target", x => x is > 0 and < 1e6, "a force error in eV/Å above 0"),
            Calm = map.Has("calm") ? map.Number("calm", x => x >= 0, "a number of ps, or 0 for no end by it") is > 0 and var calm ? calm : null : usual.Calm,
        };
        map.RefuseOthers();
        return settings;
    }

    static FinishSettings Finish(YamlMap map)
    {
        var usual = new FinishSettings();
        var md = map.Map("md");
        var settings = new FinishSettings
        {
            Temperature = md?.Number("temperature", x => x is > 0 and < 1e6, "a number of kelvin above 0"),
            Time = md?.Number("time-ps", x => x is > 0 and < 1e9, "a number of ps above 0") ?? usual.Time,
            Vibrations = map.YesOrNo("vibrations") ?? usual.Vibrations,
        };
        md?.RefuseOthers();
        map.RefuseOthers();
        return settings;
    }

    static string[]? Files(YamlMap map, string key, string folder, bool look) => map.Texts(key)?.Select(f =>
    {
        var path = Path.GetFullPath(f, folder);
        return !look || File.Exists(path) ? path : throw map.Error(key, $"There is no file '{f}' (looked for {path}).");
    }).ToArray();

    /// <summary>A model file beside the settings is named as if one stood there.</summary>
    static string? Expression(string? text, string folder) =>
        text is not null && File.Exists(Path.Combine(folder, text)) ? PotentialGrammar.Quote(Path.GetFullPath(text, folder)) : text;

    static string Address(string text, string folder) => text.Contains("://", StringComparison.Ordinal) || text.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? text : Path.GetFullPath(text, folder);
}
