using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>One walker and a store: the algorithm of learning on the fly, step by step.</summary>
public sealed class WalkerTests
{
    const string Settings = "walkers: [{temperature: 600}]\nask: {threshold: 0.01, distance: 0}\nbudget: {labels: 1000}";

    [Fact]
    public void It_stops_at_the_frame_it_asks_for_and_goes_on_from_there_once_that_is_learned()
    {
        using var trial = new Trial(Settings);
        using var store = trial.Open();
        var ground = Begin(trial, store, labels: 20);
        var walker = Start(trial, ground);
        Until(walker, () => store.Count().Open == 1);
        var state = WalkerState.TryRead(store, "600K-1")!;
        var candidate = Assert.Single(store.Candidates(state: CandidateState.Open));
        Assert.Equal(WalkerActivity.Asked, state.Activity);
        Assert.Equal(candidate.Question.Step, state.Step);
        Assert.Equal(candidate.Question.Structure.Positions, state.Structure!.Positions);
        Assert.True(candidate.Question.Amount > 0.01);
        // The same disagreement, by the members one by one.
        var members = EnsembleMembers.Of(ground.Models.Open(store.NewestModel()!));
        Assert.Equal(Apart(members, candidate.Question.Structure), candidate.Question.Amount!.Value, 9);
        // A label alone is not enough ...
        Label(store);
        Until(Start(trial, ground), () => false, TimeSpan.FromMilliseconds(400));
        Assert.Equal(state.Step, WalkerState.TryRead(store, "600K-1")!.Step);
        // ... a model that knows it is.
        AddModel(store, spread: 1e-6);
        Until(Start(trial, ground), () => WalkerState.TryRead(store, "600K-1") is { Activity: WalkerActivity.Walks } now && now.Step > state.Step);
        var trace = WalkTrace.Read(store, "600K-1");
        Assert.Equal([WalkMark.Asked, WalkMark.Learned], trace.Points.Where(p => p.Mark != WalkMark.None).Select(p => p.Mark));
        // From there, with the same velocities: no jump between the frames before and after.
        var after = trace.Points.First(p => p.Step > state.Step);
        Assert.InRange(after.Energy - trace.Points.Last(p => p.Mark == WalkMark.Asked).Energy, -0.5, 0.5);
    }

    [Fact]
    public void A_broken_frame_is_not_asked_for()
    {
        using var trial = new Trial(Settings.Replace("distance: 0", "distance: 0, broken: 0.011", StringComparison.Ordinal));
        using var store = trial.Open();
        var ground = Begin(trial, store, labels: 20, spread: 15);
        Until(Start(trial, ground), () => store.Events().Count(e => e.Kind == "broken") >= 3);
        Assert.DoesNotContain(store.Candidates(state: CandidateState.Open), c => c.Question.Reason == "disagreement");
        var state = WalkerState.TryRead(store, "600K-1")!;
        Assert.True(state.Broken >= 3);
        Assert.Contains(WalkTrace.Read(store, "600K-1").Points, p => p.Mark == WalkMark.Restarted);
    }

    [Fact]
    public void Where_nothing_is_good_a_copy_of_the_beginning_is_asked_for()
    {
        using var trial = new Trial(Settings.Replace("distance: 0", "distance: 0, broken: 0.0101", StringComparison.Ordinal));
        using var store = trial.Open();
        var ground = Begin(trial, store, labels: 20, spread: 15);
        Until(Start(trial, ground), () => store.Count().Open == 1);
        var question = Assert.Single(store.Candidates(state: CandidateState.Open)).Question;
        Assert.Equal("lost", question.Reason);
        var asked = question.Structure;
        Assert.InRange(Likeness.Of(asked).To(Likeness.Of(trial.Start)), 0.001, 0.3);
        Assert.Equal(asked.Positions, WalkerState.TryRead(store, "600K-1")!.Structure!.Positions);
        Assert.Equal(6, store.Events().Count(e => e.Kind == "broken"));
    }

    [Fact]
    public void A_walk_may_be_drawn_to_disagreement()
    {
        var asked = new List<double>();
        foreach (var bias in (string[])["", ", bias: 5"])
        {
            using var trial = new Trial(Settings.Replace("temperature: 600", "temperature: 600" + bias, StringComparison.Ordinal).Replace("threshold: 0.01", "threshold: 2.9", StringComparison.Ordinal));
            using var store = trial.Open();
            var ground = Begin(trial, store, labels: 20, spread: 0.5);
            Until(Start(trial, ground), () => WalkerState.TryRead(store, "600K-1") is { Step: > 3000 } or { Activity: WalkerActivity.Asked });
            asked.Add(WalkTrace.Read(store, "600K-1").Points.Where(p => p.Mark == WalkMark.None).Take(100).Average(p => p.Disagreement));
        }
        // The walk is another one, by far more than rounding.
        Assert.True(Math.Abs(asked[1] - asked[0]) > 0.05 * asked[0], string.Join(" ", asked));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4\nLattice=\"3.6 0 0 0 3.6 0 0 0 3.6\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nCu 0 0 0\nCu 0 1.8 1.8\nCu 1.8 0 1.8\nCu 1.8 1.8 0\n")]
    public void A_walk_that_was_interrupted_leaves_the_same_bits(string? start)
    {
        using var trial = new Trial(Settings, start);
        var ends = new List<(long Step, Vec3[] Positions)>();
        for (var k = 0; k < 2; k++)
        {
            File.Delete(trial.Settings.Store);
            using var store = trial.Open();
            var ground = Begin(trial, store, labels: 20, spread: 1e-7);
            if (k == 1)
            {
                for (var stops = 0; stops < 4; stops++)
                    Until(Start(trial, ground), () => false, TimeSpan.FromMilliseconds(60));
            }
            // Both are looked at where a trace has a frame.
            Until(Start(trial, ground), () => WalkTrace.Read(store, "600K-1").Frames.Count > 6);
            ends.AddRange(WalkTrace.Read(store, "600K-1").Frames.Take(6).Select(f => (f.Step, f.Structure.Positions)));
        }
        for (var f = 0; f < 6; f++)
        {
            Assert.Equal(ends[f].Step, ends[6 + f].Step);
            Assert.Equal(ends[f].Positions, ends[6 + f].Positions);
        }
    }

    static CampaignGround Begin(Trial trial, IStore store, int labels, double spread = 3)
    {
        store.Begin(trial.Settings.ToText());
        new Seeding(trial.Settings).Run(store);
        for (var k = 0; k < labels; k++)
            Label(store);
        AddModel(store, spread);
        return new CampaignGround(store, trial.Settings, new FakeModels(spread));
    }

    static void Label(IStore store)
    {
        var lease = store.Take("w", OracleWorker.UsualTerms)!;
        using var call = new OracleCall(PotentialGrammar.Parse(Trial.Morse), Team.Single, default);
        store.Complete(lease, call.Label(lease.Candidate.Question.Structure));
    }

    static void AddModel(IStore store, double spread)
    {
        var labels = store.Labels();
        store.Add(new NewModel(new LabelSet(labels.Select(l => l.Number)), LabelSet.None) { Bytes = new FakeModels(spread).Make(labels, [], null, default).File });
    }

    static Walker Start(Trial trial, CampaignGround ground) => new(ground, "600K-1", trial.Settings.Walkers[0], trial.Start, 5);

    static void Until(Walker walker, Func<bool> done, TimeSpan? most = null)
    {
        using var end = new CancellationTokenSource(most ?? TimeSpan.FromSeconds(90));
        var thread = new Thread(() => walker.Run(end.Token)) { IsBackground = true };
        thread.Start();
        while (!done() && !end.IsCancellationRequested)
            Thread.Sleep(10);
        if (most is null)
            Assert.False(end.IsCancellationRequested, "it did not happen in time");
        end.Cancel();
        thread.Join();
    }

    static double Apart(IReadOnlyList<IPotential> members, Structure structure)
    {
        var forces = members.Select(m =>
        {
            using var evaluator = m.Open(EvaluatorOptions.Default);
            var prediction = new Prediction();
            evaluator.Evaluate(structure, Request.Forces, prediction);
            return prediction.Forces.ToArray();
        }).ToArray();
        return forces.SelectMany(a => forces.SelectMany(b => a.Zip(b, (x, y) => (x - y).Length))).Max();
    }
}
