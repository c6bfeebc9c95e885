using Athanor.Atoms;

namespace Athanor.Campaigns.Tests;

/// <summary>The file of a campaign: what it may say, and what is said of mistakes.</summary>
public sealed class SettingsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-settings-").FullName;

    public SettingsTests() => File.WriteAllText(Path.Combine(_folder, "water.xyz"), "1\n\nHe 0 0 0\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Start_and_oracle_are_enough()
    {
        var settings = Read("start: water.xyz\noracle: ccsd(t)/cc-pvdz\n");
        Assert.Equal("campaign", settings.Name);
        Assert.Equal([Path.Combine(_folder, "water.xyz")], settings.Start);
        Assert.Equal("ccsd(t)/cc-pvdz", settings.Oracle);
        Assert.Equal(Path.Combine(_folder, "campaign.db"), settings.Store);
        Assert.Equal(["300K-1", "300K-2"], settings.NamedWalkers.Select(w => w.Name));
        Assert.Null(settings.Finish);
    }

    [Fact]
    public void All_keys_are_read_and_written_again()
    {
        var settings = Read(
            """
            name: wet
            start: [water.xyz]
            data: water.xyz
            oracle: hf/sto-3g
            baseline: zbl
            model: {preset: accurate, cutoff: 4.5, committee: 3, heads: 8, time: 90s}
            walkers:
              - {temperature: 300, count: 2, timestep: 0.5}
              - temperature: 600
                relaxation: 50
                bias: 0.2
            ask: {threshold: 0.2, broken: 4, every: 7, queue: 5, distance: 0.1}
            budget: {labels: 20, time: 4m, target: 0.01, calm: 0}
            workers: 2
            seed: 7
            store: postgres://me@host/db?campaign=wet
            finish: {md: {temperature: 500, time-ps: 10}, vibrations: false}
            """);
        Assert.Equal(["300K-1", "300K-2", "600K-1"], settings.NamedWalkers.Select(w => w.Name));
        Assert.Equal(new ModelSettings { Preset = "accurate", Cutoff = 4.5, Committee = 3, Heads = 8, Time = TimeSpan.FromSeconds(90) }, settings.Model);
        Assert.Equal(new AskSettings { Threshold = 0.2, Broken = 4, Every = 7, Queue = 5, Distance = 0.1 }, settings.Ask);
        Assert.Equal(new BudgetSettings { Labels = 20, Time = TimeSpan.FromMinutes(4), Target = 0.01, Calm = null }, settings.Budget);
        Assert.Equal(new FinishSettings { Temperature = 500, Time = 10, Vibrations = false }, settings.Finish);
        Assert.Equal("postgres://me@host/db?campaign=wet", settings.Store);
        var text = settings.ToText();
        var again = CampaignSettings.Parse(text, "/nowhere");
        Assert.Equal(text, again.ToText());
        Assert.Equal(settings.Walkers, again.Walkers);
        Assert.Equal(settings.Start, again.Start);
        Assert.Equal(settings.Store, again.Store);
    }

    [Theory]
    [InlineData("start: water.xyz\noracel: hf/sto-3g\n", "does not say who labels")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nbugdet: {labels: 3}\n", "line 3: There is no setting 'bugdet'. Did you mean 'budget'?")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nbudget: {label: 3}\n", "line 3: There is no setting 'label' in 'budget'. Did you mean 'labels'?")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nask:\n  threshold: high\n", "line 4: 'threshold' is to be a disagreement in eV/Å above 0, not 'high'")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nask: {threshold: 1, broken: 0.5}\n", "nothing would ever be asked")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nmodel: {preset: instnat}\n", "Did you mean 'instant'?")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nbudget: {time: 4}\n", "'time' is a time such as 90s, 10m or 2h, not '4'")]
    [InlineData("start: water.xyz\noracle: hf/sto-3g\nwalkers: 3\n", "is to hold settings of its own")]
    [InlineData("start: ice.xyz\noracle: hf/sto-3g\n", "There is no file 'ice.xyz'")]
    [InlineData("start: water.xyz\n  oracle: [\n", "this is no YAML")]
    [InlineData("", "is empty")]
    [InlineData("water", "no settings of the form")]
    public void Mistakes_are_pointed_at(string text, string said)
    {
        var e = Assert.Throws<AtomsException>(() => Read(text));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.Contains("campaign.yaml", e.Message, StringComparison.Ordinal);
    }

    CampaignSettings Read(string text)
    {
        var path = Path.Combine(_folder, "campaign.yaml");
        File.WriteAllText(path, text);
        return CampaignSettings.Read(path);
    }
}
