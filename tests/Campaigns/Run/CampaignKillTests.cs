using System.Diagnostics;
using Athanor.Atoms;

namespace Athanor.Campaigns.Tests;

/// <summary>A campaign's process and a worker's, killed (SIGKILL) at random instants, their start included: the campaign goes on to its end all the same, and nothing is labelled twice or lost.</summary>
public sealed class CampaignKillTests(ITestOutputHelper output) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly Random _random = new();
    readonly Process?[] _children = new Process?[2];
    int _logs;

    public void Dispose()
    {
        foreach (var child in _children.Where(c => c is { HasExited: false }))
            child!.Kill();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Six_kills_cost_nothing(bool server) => Kill(6, server);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_hundred_kills_cost_nothing(bool server) => Kill(200, server);

    void Kill(int kills, bool server)
    {
        Assert.SkipUnless(!server || PostgresServer.IsThere, PostgresServer.Missing);
        // Enough that it does not end before the last kill.
        using var trial = new Trial($"{(server ? $"store: \"{PostgresServer.Shared.NewCampaign()}\"" : "")}\nwalkers: [{{temperature: 600, count: 3}}]\nask: {{threshold: 0.002, distance: 0}}\nbudget: {{labels: {60 + 40 * kills}, calm: 0}}");
        using var store = trial.Open();
        var logs = new string[2];
        for (var c = 0; c < 2; c++)
            Start(trial, c, logs);
        for (var kill = 0; kill < kills; kill++)
        {
            var victim = _random.Next(3) == 0 ? 1 : 0;
            // One of four while it starts; the others once it has come further.
            var soFar = store.Labels().Count;
            for (var waited = Stopwatch.StartNew(); kill % 4 != 0 && (!File.Exists(logs[victim]) || store.Counters().GetValueOrDefault("labels") == soFar) && waited.Elapsed < Patience;)
                Thread.Sleep(5);
            Thread.Sleep(_random.Next(300));
            _children[victim]!.Kill();
            _children[victim]!.WaitForExit();
            Start(trial, victim, logs);
        }
        // It goes on, and then is told to be content.
        var before = store.Labels().Count;
        for (var waited = Stopwatch.StartNew(); store.Labels().Count < before + 20 && waited.Elapsed < Patience && !_children[0]!.HasExited;)
            Thread.Sleep(20);
        if (store.Look() is { State: CampaignState.Running } now)
            store.Change((CampaignSettings.Parse(now.Settings, ".") with { Budget = new() { Labels = store.Labels().Count + 5, Calm = null } }).ToText());
        foreach (var child in _children)
        {
            if (!child!.WaitForExit(Patience))
                child.Kill();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, $"A child ended with {child.ExitCode}: {child.StandardError.ReadToEnd()}");
        }
        Check(store);
    }

    void Start(Trial trial, int child, string[] logs)
    {
        logs[child] = Path.Combine(trial.Folder, $"log{_logs++}");
        _children[child] = CampaignChild.Start(trial.Yaml, child == 0 ? null : "other", logs[child]);
    }

    void Check(IStore store)
    {
        var (candidates, labels, models) = (store.Candidates(), store.Labels(), store.Models());
        Assert.Equal(CampaignState.Ended, store.Look()!.State);
        Assert.Distinct(labels.Select(l => l.Candidate.Number));
        Assert.Equal(labels.Count, store.Counters()["labels"]);
        Assert.Equal(Enumerable.Range(1, labels.Count).Select(i => (long)i), labels.Select(l => l.Number));
        Assert.All(labels, l => Assert.False(CampaignChild.Fails(l.Candidate.Question.Structure)));
        Assert.All(candidates.Where(c => c.State == CandidateState.SetAside), c => Assert.True(CampaignChild.Fails(c.Question.Structure)));
        // Nobody asked the same twice, and each question is one that its walker remembers.
        Assert.Distinct(candidates.Select(c => c.Question.Key));
        foreach (var walker in CampaignSettings.Parse(store.Look()!.Settings, ".").NamedWalkers)
        {
            var standing = WalkerState.TryRead(store, walker.Name)!.Standing(walker.Name, 0);
            Assert.Equal(candidates.Count(c => c.Question.Walker == walker.Name), standing.Asked);
            var trace = WalkTrace.Read(store, walker.Name);
            Assert.Equal(standing.Asked, trace.Points.Count(p => p.Mark is WalkMark.Asked or WalkMark.Passed));
            Assert.Equal(trace.Points.Select(p => p.Step).Order(), trace.Points.Select(p => p.Step));
        }
        // The last model knows all labels, and each one more than the one before.
        Assert.Equal(labels.Count, models[^1].Training.Count + models[^1].Validation.Count);
        Assert.All(models.Zip(models.Skip(1)), pair => Assert.True(pair.First.Training.Count + pair.First.Validation.Count < pair.Second.Training.Count + pair.Second.Validation.Count));
        output.WriteLine($"{labels.Count} labels, {models.Count} models, {store.Count()}, {store.Events().Count(e => e.Kind == "lapsed")} lapses");
    }
}
