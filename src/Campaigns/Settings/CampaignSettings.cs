using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What a campaign is to learn, by whom, and how long. Only <see cref="Start"/> and <see cref="Oracle"/> have no default. <c>docs/campaigns.md</c> lists the keys of the file.</summary>
public sealed record CampaignSettings
{
    /// <summary>What it is called; the file's name where nobody says.</summary>
    public string Name { get; init; } = "campaign";

    /// <summary>Files of structures that walkers begin from, whole paths.</summary>
    public required IReadOnlyList<string> Start { get; init; }

    /// <summary>Files of labelled structures to begin with, whole paths; none needed.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Who labels, in the grammar of potentials.</summary>
    public required string Oracle { get; init; }

    /// <summary>A potential that models are trained on top of, in the grammar; null for the preset's own, "none" for none.</summary>
    public string? Baseline { get; init; }

    public ModelSettings Model { get; init; } = new();

    /// <summary>Kinds of walkers.</summary>
    public IReadOnlyList<WalkerSettings> Walkers { get; init; } = [new() { Temperature = 300, Count = 2 }];

    public AskSettings Ask { get; init; } = new();

    public BudgetSettings Budget { get; init; } = new();

    /// <summary>Oracle workers in the campaign's own process; 0 where all are elsewhere.</summary>
    public int Workers { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>The store's address, whole; see <see cref="CampaignStore.Open"/>.</summary>
    public string Store { get; init; } = "campaign.db";

    /// <summary>What is done with the model once the campaign has ended; null where nothing was asked for.</summary>
    public FinishSettings? Finish { get; init; }

    /// <summary>Names of all walkers, in order: <c>300K-1</c>, <c>300K-2</c>, <c>600K-1</c>; the same for the same settings.</summary>
    public IReadOnlyList<(string Name, WalkerSettings Walker)> NamedWalkers
    {
        get
        {
            var counts = new Dictionary<string, int>();
            var named = new List<(string, WalkerSettings)>();
            foreach (var walker in Walkers)
            {
                var kind = FormattableString.Invariant($"{walker.Temperature:0.##}K");
                for (var k = 0; k < walker.Count; k++)
                    named.Add(($"{kind}-{counts[kind] = counts.GetValueOrDefault(kind) + 1}", walker));
            }
            return named;
        }
    }

    /// <summary>Reads a file of settings. Paths in it are relative to its folder, where the store is too unless the file says otherwise.</summary>
    /// <exception cref="AtomsException">It is missing, no YAML, has a key that is not known or a value that makes no sense; the message names file and line.</exception>
    public static CampaignSettings Read(string yamlPath)
    {
        string text;
        try
        {
            text = File.ReadAllText(yamlPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"The campaign's file {yamlPath} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(yamlPath))!;
        return SettingsReader.Read(text, folder, yamlPath, Path.GetFileNameWithoutExtension(yamlPath), look: true);
    }

    /// <summary>Reads settings from their text; whether files that it names are there is not asked.</summary>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="AtomsException">As <see cref="Read"/>.</exception>
    public static CampaignSettings Parse(string text, string folder) => SettingsReader.Read(text, Path.GetFullPath(folder), "the campaign's settings", "campaign", look: false);

    /// <summary>All of it as YAML, with whole paths: what <see cref="Parse"/> reads again from any folder, and what stands in the store.</summary>
    public string ToText() => SettingsText.Of(this);
}

/// <summary>What is trained.</summary>
public sealed record ModelSettings
{
    /// <summary>A training preset.</summary>
    public string Preset { get; init; } = "instant";

    /// <summary>Å; null lets the preset choose.</summary>
    public double? Cutoff { get; init; }

    /// <summary>Members that are trained one by one; 0 for one model, whose members are its heads.</summary>
    public int Committee { get; init; }

    /// <summary>Heads of a model, drawn from its posterior; null lets the preset choose.</summary>
    public int? Heads { get; init; }

    /// <summary>Time for one fit; null until it converges.</summary>
    public TimeSpan? Time { get; init; }
}

/// <summary>Walkers of one kind.</summary>
public sealed record WalkerSettings
{
    /// <summary>K.</summary>
    public double Temperature { get; init; } = 300;

    public int Count { get; init; } = 1;

    /// <summary>fs; chosen by the lightest atom where null.</summary>
    public double? TimeStep { get; init; }

    /// <summary>1/γ of the Langevin thermostat, fs.</summary>
    public double Relaxation { get; init; } = 100;

    /// <summary>How far a bias may push towards what is uncertain, eV; 0 for no bias.</summary>
    public double Bias { get; init; }
}

/// <summary>When a walker asks.</summary>
public sealed record AskSettings
{
    /// <summary>Largest disagreement between two members on one atom, eV/Å, beyond which a label is wanted.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>
    /// How many times as far apart as usual members must be as well, the usual being the median over what the model was fitted to; 0 for the threshold alone. A young model is unsure of everything, what it has just learned included: without
    /// this its walkers ask for one neighbouring frame after the other.
    /// </summary>
    public double Unusual { get; init; } = 4;

    /// <summary>Disagreement, eV/Å, beyond which a frame is broken and not worth a label.</summary>
    public double Broken { get; init; } = 3;

    /// <summary>Steps between two looks.</summary>
    public int Every { get; init; } = 5;

    /// <summary>Candidates that may wait for their labels before walkers wait too.</summary>
    public int Queue { get; init; } = 8;

    /// <summary>Å by which atoms must be elsewhere than in what is labelled already, or it is the same structure; see <c>docs/campaigns.md</c>.</summary>
    public double Distance { get; init; } = 0.02;
}

/// <summary>When a campaign ends; the first that is reached counts.</summary>
public sealed record BudgetSettings
{
    /// <summary>Labels at most, those it began with not counted.</summary>
    public int Labels { get; init; } = 150;

    /// <summary>Wall-clock time at most, all runs of it together; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Root mean square error of force components on labels held back, eV/Å, with which one would be content; null for none.</summary>
    public double? Target { get; init; }

    /// <summary>Time, ps, that each walker goes on without having to ask, after which there is nothing more to learn; null for no end by it.</summary>
    public double? Calm { get; init; } = 20;
}

/// <summary>What is shown with the last model.</summary>
public sealed record FinishSettings
{
    /// <summary>Molecular dynamics at this temperature, K; null for none.</summary>
    public double? Temperature { get; init; }

    /// <summary>ps of it.</summary>
    public double Time { get; init; } = 20;

    public bool Vibrations { get; init; } = true;
}
