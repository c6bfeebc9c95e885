using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>Workers on a store, with nobody else there.</summary>
public sealed class OracleWorkerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-worker-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lease_is_kept_while_the_oracle_takes_longer()
    {
        using var store = Asked(2);
        // Seconds, so that a machine busy with other tests still renews in time.
        Work(store, new LeaseTerms(TimeSpan.FromSeconds(6), 1, 1), new FakeOracle(8000), workers: 3, until: () => store.Count().Labelled == 2);
        Assert.Equal(2, store.Labels().Count);
        Assert.DoesNotContain(store.Events(), e => e.Kind is "lapsed" or "overtaken");
        Assert.Equal(2, CampaignCounters.Workers(store.Counters()).Sum(w => w.Labels));
    }

    [Fact]
    public void What_fails_is_tried_again_and_set_aside()
    {
        using var store = Asked(3);
        Work(store, new LeaseTerms(TimeSpan.FromMinutes(1), 2), new FakeOracle(0, s => s.Positions[0].X == 1), workers: 1, until: () => store.Count().Pending == 0);
        Assert.Equal(new QueueCounts(0, 0, 2, 1, 0), store.Count());
        Assert.Equal(2, store.Candidates(state: CandidateState.SetAside)[0].Tries);
    }

    [Fact]
    public void It_is_busy_nine_tenths_of_the_time_that_there_is_work()
    {
        using var store = Asked(10);
        Work(store, OracleWorker.UsualTerms, new FakeOracle(300), workers: 1, until: () => store.Count().Labelled == 10);
        var load = Assert.Single(CampaignCounters.Workers(store.Counters()));
        Assert.Equal(10, load.Labels);
        // On a machine that has time for it, far less: a label's transactions take some 4 ms.
        Assert.True(load.Kept < 0.5 * load.Busy, $"{load}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{1000 * load.Kept / 10:0.0} ms a label beside the oracle's {1000 * load.Busy / 10:0.0}");
    }

    [Fact]
    public void Asked_to_end_it_gives_back_what_it_has()
    {
        using var store = Asked(1);
        using var end = new CancellationTokenSource(300);
        new OracleWorker(store, new FakeOracle(1500), "w").Run(end.Token);
        Assert.Equal(new QueueCounts(1, 0, 0, 0, 0), store.Count());
        Assert.Equal(0, store.Candidates()[0].Lapses);
    }

    IStore Asked(int count)
    {
        var store = CampaignStore.Open(Path.Combine(_folder, "campaign.db"));
        store.Begin("start: a.xyz\noracle: b\n");
        store.Ask([.. Enumerable.Range(0, count).Select(k => new Question(new Structure([new(29), new(29)], [new(k, 0, 0), new(k, 2.5, 0)]), "test"))]);
        return store;
    }

    static void Work(IStore store, LeaseTerms terms, FakeOracle oracle, int workers, Func<bool> until)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var parts = new PartThreads([.. Enumerable.Range(0, workers).Select(k => new OracleWorker(store, oracle, $"w{k}", terms))], end);
        while (!until() && !end.IsCancellationRequested)
            Thread.Sleep(10);
        parts.End();
        parts.Throw();
    }
}
