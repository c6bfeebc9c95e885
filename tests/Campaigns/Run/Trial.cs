using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>A campaign in a folder of its own: three copper atoms, and what the settings say.</summary>
sealed class Trial : IDisposable
{
    public const string Morse = "morse:D=0.3429,alpha=1.3588,r0=2.866,cutoff=8";

    readonly Team _team = new(2);
    readonly string _oracle;

    public Trial(string settings, string? start = null, string oracle = Morse)
    {
        _oracle = oracle;
        File.WriteAllText(Path.Combine(Folder, "start.xyz"), start ?? "3\n\nCu 0 0 0\nCu 2.9 0 0\nCu 1.4 2.5 0\n");
        Rewrite(settings);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("athanor-campaign-").FullName;

    public string Yaml => Path.Combine(Folder, "campaign.yaml");

    public CampaignSettings Settings => CampaignSettings.Read(Yaml);

    public Structure Start => StructureFiles.ReadOne(Path.Combine(Folder, "start.xyz")).Structure;

    public IModelMaker? Maker { get; init; }

    public void Rewrite(string settings) => File.WriteAllText(Yaml, $"start: start.xyz\noracle: {_oracle}\n{settings}\n");

    public IStore Open() => CampaignStore.Open(Settings.Store);

    public CampaignEnd Run(Action<IStore>? tick = null, IPotential? oracle = null, CancellationToken cancellation = default)
    {
        using var store = Open();
        return new CampaignRun(store, Settings, oracle ?? PotentialGrammar.Parse(Settings.Oracle), _team, Maker).Run(tick is null ? null : () => tick(store), cancellation);
    }

    public void Dispose()
    {
        _team.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
