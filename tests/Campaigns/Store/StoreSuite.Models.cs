namespace Athanor.Campaigns.Tests;

/// <summary>Models, events, counters, and who opens.</summary>
public abstract partial class StoreSuite
{
    [Fact]
    public void Models_know_what_they_were_fitted_on()
    {
        var store = Begun();
        store.Give([.. Enumerable.Range(1, 12).Select(i => (Q(i), L(i)))]);
        Assert.Null(store.NewestModel());
        var model = new NewModel(new LabelSet([1, 2, 3, 5, 12]), new LabelSet([4, 6]))
        {
            Bytes = [1, 2, 3],
            Errors = new Dictionary<string, double> { ["forces rmse, eV/Å"] = 0.1 + 0.2 },
            Note = "the first",
        };
        var first = store.Add(model, new Checkpoint("trainer", [9]));
        Assert.Equal((1, "the first", null), (first.Number, first.Note, first.Path));
        Assert.Equal(first.Number, store.Add(model).Number);
        Assert.Equal([1, 2, 3, 5, 12], first.Training);
        Assert.Equal([4, 6], first.Validation);
        Assert.Equal(0.1 + 0.2, first.Errors["forces rmse, eV/Å"]);
        Assert.Equal([1, 2, 3], store.FileOf(first));
        Assert.Equal([9], store.Load("trainer")!.Bytes);
        // The same file on more labels is another version.
        var second = store.Add(model with { Training = LabelSet.UpTo(12), Validation = LabelSet.None });
        Assert.Equal((2, 2, 2), (second.Number, store.NewestModel()!.Number, store.Models().Count));
        var complaint = Assert.Throws<StoreException>(() => store.Add(model with { Training = LabelSet.UpTo(13) }, new Checkpoint("trainer", [10])));
        Assert.Contains("1-13", complaint.Message, StringComparison.Ordinal);
        Assert.Equal([9], store.Load("trainer")!.Bytes);
        Assert.Throws<ArgumentException>(() => store.Add(model with { Path = "x" }));
    }

    [Fact]
    public void A_model_may_stay_in_its_file_but_must_stay_the_same()
    {
        var store = Begun();
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, [4, 5]);
        var model = store.Add(new NewModel(LabelSet.None, LabelSet.None) { Path = path });
        Assert.Equal([4, 5], store.FileOf(model));
        File.WriteAllBytes(path, [4, 6]);
        Assert.Contains("checksum", Assert.Throws<StoreException>(() => store.FileOf(model)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains(path, Assert.Throws<StoreException>(() => store.FileOf(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_are_kept_together()
    {
        var store = Begun();
        store.Ask([Q(1)], new Checkpoint("a", [1]), new Checkpoint("b", [2]));
        store.Save(new Checkpoint("b", [3]), new Checkpoint("c", []));
        Assert.Equal([[1], [3], []], new[] { "a", "b", "c" }.Select(n => store.Load(n)!.Bytes));
        Assert.Null(store.Load("d"));
    }

    [Fact]
    public void Events_and_counters_add_up()
    {
        var store = Begun();
        store.Note("walker", "began at 300 K", candidate: 1, model: 2, amount: 0.1);
        _clock.Step(1);
        store.Note("walker", "stopped");
        Assert.Equal([1L, 2, 3], store.Events().Select(e => e.Number));
        Assert.Equal(new CampaignEvent(2, _clock.GetUtcNow().AddSeconds(-1), "walker", "began at 300 K", 1, 2, 0.1), store.Events(after: 1, most: 1)[0]);
        Assert.Equal((0.5, 0.75), (store.Spend("hours", 0.5), store.Spend("hours", 0.25)));
        store.Ask([Q(1)]);
        store.Complete(store.Take("w", Minute)!, L(1, seconds: 2.5));
        Assert.Equal([("hours", 0.75), ("labels", 1), ("seconds", 2.5)], store.Counters().Select(c => (c.Key, c.Value)).Order());
        store.Save(new Checkpoint("a", [1]));
        store.Save(new Checkpoint("a", []));
        Assert.Equal([], store.Load("a")!.Bytes);
    }

    [Fact]
    public void Many_may_open_a_new_one_at_once()
    {
        var address = Address;
        var stores = new IStore[8];
        using var start = new Barrier(stores.Length);
        Parallel.For(0, stores.Length, new ParallelOptions { MaxDegreeOfParallelism = stores.Length }, i => stores[i] = CampaignStore.Open(address));
        _open.AddRange(stores);
        stores[0].Begin("s");
        Assert.All(stores, s => Assert.Equal("s", s.Look()!.Settings));
        stores[3].Ask([Q(1)]);
        Assert.Equal(1, stores[7].Count().Open);
    }

    [Fact]
    public void What_is_written_is_there_when_it_is_opened_again()
    {
        using (var store = CampaignStore.Open(Address, _clock))
        {
            store.Begin("s");
            store.Ask([Q(1)], new Checkpoint("walker", [1]));
        }
        Assert.Equal(1, Open().Take("w", Minute)!.Candidate.Number);
        Assert.Equal([1], Open().Load("walker")!.Bytes);
    }

    [Fact]
    public async Task Eight_threads_label_each_candidate_once()
    {
        const int count = 200;
        var store = Begun();
        store.Ask([.. Enumerable.Range(1, count).Select(i => Q(i))]);
        using var start = new Barrier(8);
        async Task<List<long>> Work(int worker)
        {
            await Task.Yield();
            // Every other thread by a connection of its own.
            using var own = worker % 2 == 0 ? CampaignStore.Open(Address, _clock) : null;
            var (mine, kept) = (own ?? store, new List<long>());
            start.SignalAndWait();
            while (mine.Take($"w{worker}", Minute) is { } lease)
            {
                if (mine.Complete(lease, L(lease.Candidate.Question.Structure.Positions[0].X)) == Completion.Kept)
                    kept.Add(lease.Candidate.Number);
            }
            return kept;
        }
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Factory.StartNew(() => Work(w), TaskCreationOptions.LongRunning).Unwrap()));
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), kept.SelectMany(k => k).Order());
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), store.Labels().Select(l => l.Number));
        Assert.All(store.Labels(), l => Assert.Equal(l.Candidate.Question.Structure.Positions[0].X, l.Label.Energy));
    }
}
