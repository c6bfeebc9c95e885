using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>What every store must do. Each test has a store of its own, and a clock that the test steps.</summary>
public abstract partial class StoreSuite : IDisposable
{
    static readonly LeaseTerms Minute = new(TimeSpan.FromMinutes(1));

    readonly StepClock _clock = new();
    readonly List<IStore> _open = [];
    string? _address;

    /// <summary>The address of a store that nobody has used; skips where there is no server.</summary>
    protected abstract string NewAddress();

    /// <summary>What somebody else does to it.</summary>
    private protected abstract void Execute(string sql);

    private protected string Address => _address ??= NewAddress();

    private protected IStore Open()
    {
        var store = CampaignStore.Open(Address, _clock);
        _open.Add(store);
        return store;
    }

    private protected IStore Begun()
    {
        var store = Open();
        store.Begin("oracle: lj");
        return store;
    }

    public void Dispose()
    {
        _open.ForEach(s => s.Dispose());
        Clean();
        GC.SuppressFinalize(this);
    }

    protected virtual void Clean()
    {
    }

    /// <summary>An atom whose place tells which one it is.</summary>
    private protected static Question Q(double x, double priority = 0) =>
        new(new Structure([new Element(18)], [new Vec3(x, 0, 0)]), "test") { Priority = priority };

    private protected static Label L(double energy, double seconds = 1) => new(energy, [new Vec3(energy, 0, 0)], null, "lj", seconds);

    [Fact]
    public void A_campaign_is_begun_once_and_keeps_its_settings()
    {
        using var store = Open();
        Assert.Null(store.Look());
        Assert.Throws<StoreException>(() => store.Change("more"));
        var begun = store.Begin("oracle: lj\nbudget: 10");
        Assert.Equal(("oracle: lj\nbudget: 10", CampaignState.Running, _clock.GetUtcNow()), (begun.Settings, begun.State, begun.Begun));
        Assert.Equal(begun, store.Begin("other"));
        _clock.Step(5);
        store.Change("oracle: lj\nbudget: 20 µs");
        store.Turn(CampaignState.Ended, "the budget is spent");
        var ended = Open().Look()!;
        Assert.Equal(("oracle: lj\nbudget: 20 µs", CampaignState.Ended, "the budget is spent"), (ended.Settings, ended.State, ended.Reason));
        Assert.Equal(5, (ended.Changed - ended.Begun).TotalSeconds);
    }

    [Fact]
    public void Nothing_is_handed_out_before_it_is_begun_nor_while_it_is_paused()
    {
        var store = Open();
        store.Ask([Q(1), Q(2)]);
        Assert.Null(store.Take("w", Minute));
        store.Begin("s");
        var lease = store.Take("w", Minute)!;
        store.Turn(CampaignState.Paused, "lunch");
        Assert.Null(store.Take("w", Minute));
        Assert.True(store.Renew(lease));
        Assert.Equal(Completion.Kept, store.Complete(lease, L(1)));
        store.Turn(CampaignState.Running);
        Assert.NotNull(store.Take("w", Minute));
        Assert.Equal(["Running: begun.", "Paused: lunch", "Running."], store.Events().Select(e => e.Text));
    }

    [Fact]
    public void The_most_urgent_goes_first_then_the_oldest()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2, 0.5), Q(3), Q(4, 0.5), Q(5, -1)]);
        Assert.Equal([2, 4, 1, 3, 5], Enumerable.Range(0, 5).Select(_ => store.Take("w", Minute)!.Candidate.Number));
        Assert.Null(store.Take("w", Minute));
        Assert.Equal(new QueueCounts(0, 5, 0, 0, 0), store.Count());
    }

    [Fact]
    public void Everything_that_was_asked_comes_back()
    {
        var store = Begun();
        var question = Q(1.5) with { Reason = "disagreement", Amount = 0.1 + 0.2, Model = 7, Walker = "500 K, 2", Step = 1L << 40, Priority = 1.0 / 3, Key = "k" };
        Assert.Equal([1], store.Ask([question]));
        var candidate = store.Candidates()[0];
        Assert.Equal((1, _clock.GetUtcNow(), CandidateState.Open, 0, 0), (candidate.Number, candidate.Asked, candidate.State, candidate.Tries, candidate.Lapses));
        Assert.Equal(question, candidate.Question with { Structure = question.Structure });
        Assert.Equal(question.Structure.Positions, candidate.Question.Structure.Positions);
        Assert.Null(store.Ask([Q(1)]) is [2] ? store.Candidates(after: 1)[0].Question.Amount : 0);
        Assert.Equal([1, 2], store.Candidates(state: CandidateState.Open).Select(c => c.Number));
        Assert.Equal([1], store.Candidates(most: 1).Select(c => c.Number));
    }

    [Fact]
    public void Asking_twice_by_one_key_is_asking_once()
    {
        var store = Begun();
        Assert.Equal([1, 2, 3], store.Ask([Q(1) with { Key = "a" }, Q(2), Q(3) with { Key = "b" }], new Checkpoint("walker", [1])));
        Assert.Equal([1, 4, 3], store.Ask([Q(1) with { Key = "a" }, Q(2), Q(9) with { Key = "b" }], new Checkpoint("walker", [2])));
        Assert.Equal(4, store.Count().Open);
        Assert.Equal([2], store.Load("walker")!.Bytes);
        Assert.Null(store.Load("another"));
    }

    [Fact]
    public void Every_bit_of_structures_and_labels_is_kept()
    {
        var store = Begun();
        double[] odd = [-0.0, double.Epsilon, 1.0 / 3, -1e-300, 1e300, Math.PI, BitConverter.UInt64BitsToDouble(0x3FF0000000000001)];
        Vec3 At(int i) => new(odd[i % 7], odd[(i + 1) % 7], odd[(i + 2) % 7]);
        var structure = new Structure(
            [new Element(1), new Element(118), new Element(8)], [At(0), At(1), At(2)], new Cell(Mat3.FromRows(new Vec3(3, -0.0, 0.1), new Vec3(0, 4, 0), new Vec3(1.0 / 3, 0, 5))), new Periodicity(true, false, true))
        {
            Charge = -0.1,
            Multiplicity = 3,
            Masses = [1.0 / 7, 294, 16],
            Velocities = [At(3), At(4), At(5)],
        };
        store.Ask([new Question(structure, "bits"), Q(-0.0)]);
        var lease = store.Take("w", Minute)!;
        var label = new Label(-0.0, [At(1), At(2), At(3)], Mat3.FromRows(At(4), At(5), At(6)), "ccsd(t)/cc-pvdz", 0.1)
        {
            Dipole = At(0),
            Remarks = new Dictionary<string, double> { ["t1"] = 1.0 / 3, ["odd"] = double.PositiveInfinity },
            Warnings = ["T1 is large", "π ≠ 3"],
        };
        store.Complete(lease, label);
        store.Complete(store.Take("w", Minute)!, new Label(-76.1, null, null, "lj", 0));
        var labels = Open().Labels();
        var (back, got) = (labels[0].Candidate.Question.Structure, labels[0].Label);
        Assert.Equal(structure.Elements.ToArray(), back.Elements.ToArray());
        Same(structure.Positions, back.Positions);
        Same(structure.Velocities, back.Velocities!);
        Same([structure.Cell!.Vectors.Row(0), structure.Cell.Vectors.Row(1), structure.Cell.Vectors.Row(2)], [back.Cell!.Vectors.Row(0), back.Cell.Vectors.Row(1), back.Cell.Vectors.Row(2)]);
        Assert.Equal(structure.Masses, back.Masses);
        Assert.Equal((structure.Charge, structure.Multiplicity, structure.Periodic), (back.Charge, back.Multiplicity, back.Periodic));
        Assert.True(double.IsNegative(got.Energy));
        Same(label.Forces!, got.Forces!);
        Same([At(4), At(5), At(6)], [got.Stress!.Value.Row(0), got.Stress.Value.Row(1), got.Stress.Value.Row(2)]);
        Same([At(0)], [got.Dipole!.Value]);
        Assert.Equal(label.Remarks, got.Remarks);
        Assert.Equal(label.Warnings, got.Warnings);
        Assert.Equal(("ccsd(t)/cc-pvdz", 0.1), (got.Oracle, got.Seconds));
        var plain = labels[1];
        Assert.Equal((null, null, null, -76.1), (plain.Label.Forces, plain.Label.Stress, plain.Label.Dipole, plain.Label.Energy));
        Assert.Null(plain.Candidate.Question.Structure.Cell);
        Assert.Null(plain.Candidate.Question.Structure.Multiplicity);
        Assert.Equal(("bits", "1"), (labels[0].ToFrame().Group, labels[0].ToFrame().Info["label"]));
    }

    static void Same(ReadOnlySpan<Vec3> expected, ReadOnlySpan<Vec3> got) =>
        Assert.Equal(Vec3.Flatten(expected).ToArray().Select(BitConverter.DoubleToInt64Bits), Vec3.Flatten(got).ToArray().Select(BitConverter.DoubleToInt64Bits));
}
