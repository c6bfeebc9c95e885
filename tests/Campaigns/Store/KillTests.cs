using System.Diagnostics;
using System.Globalization;

namespace Athanor.Campaigns.Tests;

/// <summary>Processes that ask and label on one store, killed (SIGKILL) at random instants, their start included: nothing finished is lost, nothing is done twice, and in the end all is labelled.</summary>
public sealed class KillTests : IDisposable
{
    const int Children = 3;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-kill-").FullName;
    readonly Process[] _children = new Process[Children];
    readonly Random _random = new();
    readonly string[] _logOf = new string[Children];
    int _logs;

    public void Dispose()
    {
        foreach (var child in _children.Where(c => c is { HasExited: false }))
            child.Kill();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_kills_cost_nothing(bool server) => Kill(10, NewAddress(server));

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_hundred_and_fifty_kills_cost_nothing(bool server) => Kill(250, NewAddress(server));

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void A_server_that_crashes_now_and_then_costs_nothing_either()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Missing);
        using var server = new PostgresServer();
        Kill(60, server.NewCampaign(), kill =>
        {
            if (kill % 10 != 5)
                return;
            server.Crash();
            Thread.Sleep(_random.Next(300));
            server.Start();
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_processes_of_eight_threads_label_each_candidate_once(bool server) => Kill(0, NewAddress(server), threads: 8);

    string NewAddress(bool server)
    {
        Assert.SkipUnless(!server || PostgresServer.IsThere, PostgresServer.Missing);
        return server ? PostgresServer.Shared.NewCampaign() : Path.Combine(_folder, "campaign.db");
    }

    void Kill(int kills, string address, Action<int>? also = null, int threads = 1)
    {
        using var store = CampaignStore.Open(address);
        store.Begin("go on");
        for (var c = 0; c < Children; c++)
            Start(c, address, heir: true, threads);
        for (var kill = 0; kill < kills; kill++)
        {
            var victim = _random.Next(Children);
            // One of four while it starts; the others at work.
            for (var waited = Stopwatch.StartNew(); kill % 4 != 0 && !File.Exists(_logOf[victim]) && waited.Elapsed < Patience;)
                Thread.Sleep(1);
            Thread.Sleep(_random.Next(60));
            also?.Invoke(kill);
            _children[victim].Kill();
            _children[victim].WaitForExit();
            Start(victim, address, heir: kill % 2 == 0, threads);
        }
        for (var waited = Stopwatch.StartNew(); store.Count().Labelled < 100 && waited.Elapsed < Patience;)
            Thread.Sleep(10);
        store.Change("enough");
        foreach (var child in _children)
        {
            if (!child.WaitForExit(Patience))
                child.Kill();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, $"A child ended with {child.ExitCode}: {child.StandardError.ReadToEnd()}");
        }
        Check(store, kills);
    }

    void Start(int child, string address, bool heir, int threads)
    {
        _logOf[child] = Path.Combine(_folder, $"log{_logs++}");
        _children[child] = StoreChild.Start(address, $"w{child}", heir, threads, _logOf[child]);
    }

    void Check(IStore store, int kills)
    {
        var (candidates, labels) = (store.Candidates(), store.Labels());
        Assert.NotEmpty(candidates);
        Assert.Equal(new QueueCounts(0, 0, candidates.Count, 0, 0), store.Count());
        Assert.Equal(Enumerable.Range(1, candidates.Count).Select(i => (long)i), candidates.Select(c => c.Number));
        Assert.Equal(Enumerable.Range(1, candidates.Count).Select(i => (long)i), labels.Select(l => l.Number));
        Assert.Equal(candidates.Select(c => c.Number), labels.Select(l => l.Candidate.Number).Order());
        Assert.Equal(candidates.Count, store.Counters()["labels"]);
        Assert.All(labels, l => Assert.Equal(StoreChild.EnergyOf(l.Candidate.Question.Structure), l.Label.Energy));
        // A walker's checkpoint and what it asked for are one.
        foreach (var walker in candidates.GroupBy(c => c.Question.Walker!))
        {
            var steps = BitConverter.ToInt64(store.Load(walker.Key)!.Bytes);
            Assert.Equal(Enumerable.Range(1, (int)steps).SelectMany(s => new[] { (long)s, s }), walker.Select(c => c.Question.Step!.Value).Order());
        }
        // What somebody was told is kept, is; and only one was told. Between being told and writing it down one can be killed, once in a life.
        var told = Directory.GetFiles(_folder, "log*").SelectMany(File.ReadLines).Select(l => l.Split(' ', 2)).Select(l => (Candidate: long.Parse(l[0], CultureInfo.InvariantCulture), Worker: l[1])).ToArray();
        Assert.Distinct(told.Select(t => t.Candidate));
        var by = labels.ToDictionary(l => l.Candidate.Number, l => l.Worker);
        Assert.All(told, t => Assert.Equal(t.Worker, by[t.Candidate]));
        Assert.InRange(labels.Count - told.Length, 0, kills);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills, {labels.Count} labels, {labels.Count - told.Length} that nobody was told of, {store.Events().Count(e => e.Kind == "lapsed")} lapses");
    }
}
