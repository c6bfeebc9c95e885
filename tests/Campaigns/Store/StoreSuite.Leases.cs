using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>Leases, failures, and who was first.</summary>
public abstract partial class StoreSuite
{
    [Fact]
    public void A_lease_that_ran_out_goes_to_another_and_the_first_to_complete_wins()
    {
        var store = Begun();
        store.Ask([Q(1)]);
        var slow = store.Take("slow", Minute)!;
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), slow.Until);
        _clock.Step(59.9);
        Assert.Null(store.Take("fast", Minute));
        _clock.Step(0.2);
        var fast = store.Take("fast", Minute)!;
        Assert.Equal((1, 1), (fast.Candidate.Number, fast.Candidate.Lapses));
        Assert.False(store.Renew(slow));
        Assert.Equal(Completion.Kept, store.Complete(fast, L(1)));
        Assert.Equal(Completion.Late, store.Complete(slow, L(2)));
        Assert.Equal(Completion.Repeated, store.Complete(fast, L(3)));
        Assert.Equal(Completion.Late, store.Complete(slow, L(2)));
        Assert.Equal([("fast", 1.0)], store.Labels().Select(l => (l.Worker, l.Label.Energy)));
        Assert.Equal(1, store.Counters()["labels"]);
    }

    [Fact]
    public void A_late_label_is_kept_where_nobody_was_before_it()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2), Q(3), Q(4)]);
        var leases = Enumerable.Range(0, 4).Select(_ => store.Take("slow", Minute with { Tries = 1 })!).ToArray();
        _clock.Step(61);
        // Run out and taken by nobody; taken by another, who is still at it; failed by another; given back.
        Assert.Equal(Completion.Kept, store.Complete(leases[0], L(1)));
        var second = store.Take("fast", Minute)!;
        Assert.Equal(Completion.Kept, store.Complete(leases[1], L(2)));
        Assert.False(store.Renew(second));
        Assert.Equal(Completion.Late, store.Complete(second, L(9)));
        Assert.Equal(Failure.NotYours, store.Fail(second, "no", 1));
        Assert.Equal(Failure.SetAside, store.Fail(store.Take("fast", Minute with { Tries = 1 })!, "no", 1));
        Assert.Equal(Completion.Kept, store.Complete(leases[2], L(3)));
        Assert.Equal(1, store.Return("slow"));
        Assert.Equal(Completion.Kept, store.Complete(leases[3], L(4)));
        Assert.Null(store.Take("fast", Minute));
        Assert.Equal([("slow", 1.0), ("slow", 2.0), ("slow", 3.0), ("slow", 4.0)], store.Labels().Select(l => (l.Worker, l.Label.Energy)));
        Assert.Equal(new QueueCounts(0, 0, 4, 0, 0), store.Count());
        Assert.Contains(store.Events(), e => e is { Kind: "overtaken", Candidate: 2 });
    }

    [Fact]
    public void A_label_goes_to_its_own_question_though_the_server_has_forgotten_it()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2)]);
        var (kept, forgotten) = (store.Take("w", Minute)!, store.Take("w", Minute)!);
        Execute("DELETE FROM candidates WHERE number = 2");
        Assert.Equal([2], store.Ask([Q(7)]));
        Assert.False(store.Renew(forgotten));
        Assert.Equal(Failure.NotYours, store.Fail(forgotten, "no", 1));
        Assert.Equal(Completion.Kept, store.Complete(forgotten, L(2)));
        Assert.Equal(Completion.Repeated, store.Complete(forgotten, L(2)));
        Assert.Equal(Completion.Kept, store.Complete(kept, L(1)));
        Assert.Equal([(3, 2.0, 2.0), (1, 1.0, 1.0)], store.Labels().Select(l => (l.Candidate.Number, l.Label.Energy, l.Candidate.Question.Structure.Positions[0].X)));
        Assert.Equal(7, store.Take("w", Minute)!.Candidate.Question.Structure.Positions[0].X);
    }

    [Fact]
    public void A_renewed_lease_lasts()
    {
        var store = Begun();
        store.Ask([Q(1)]);
        var lease = store.Take("w", Minute)!;
        for (var i = 0; i < 5; i++)
        {
            _clock.Step(50);
            Assert.True(store.Renew(lease));
            Assert.Null(store.Take("other", Minute));
        }
        // Run out, but nobody has taken it: it may go on.
        _clock.Step(70);
        Assert.True(store.Renew(lease));
        Assert.Null(store.Take("other", Minute));
        store.Complete(lease, L(1));
        Assert.False(store.Renew(lease));
    }

    [Fact]
    public void Failures_are_counted_retried_and_set_aside()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2, -1)]);
        var terms = Minute with { Tries = 2, Rest = TimeSpan.FromSeconds(10) };
        var first = store.Take("w", terms)!;
        Assert.Equal(Failure.Again, store.Fail(first, "SCF did not converge", 3));
        Assert.Equal(Failure.NotYours, store.Fail(first, "SCF did not converge", 3));
        // It rests; the other one goes first.
        Assert.Equal(2, store.Take("w", terms)!.Candidate.Number);
        Assert.Null(store.Take("w", terms));
        _clock.Step(11);
        var again = store.Take("w", terms)!;
        Assert.Equal((1, 1, "SCF did not converge"), (again.Candidate.Number, again.Candidate.Tries, again.Candidate.Note));
        Assert.Equal(Failure.SetAside, store.Fail(again, "out of memory", 4));
        _clock.Step(1000);
        Assert.Equal(2, store.Take("w", terms)!.Candidate.Number);
        Assert.Null(store.Take("w", terms));
        var aside = Assert.Single(store.Candidates(state: CandidateState.SetAside));
        Assert.Equal((1, 2, "out of memory"), (aside.Number, aside.Tries, aside.Note));
        Assert.Equal((2.0, 7.0), (store.Counters()["failures"], store.Counters()["seconds"]));
        Assert.Equal(["failed", "failed", "aside", "lapsed"], store.Events().Select(e => e.Kind).Where(k => k != "state"));
    }

    [Fact]
    public void What_a_program_said_may_be_anything()
    {
        var store = Begun();
        Assert.Throws<ArgumentException>(() => store.Ask([Q(1, double.NaN)]));
        store.Ask([Q(1, double.PositiveInfinity) with { Amount = double.PositiveInfinity }]);
        Assert.Equal(Failure.SetAside, store.Fail(store.Take("w", Minute with { Tries = 1 })!, "zero \0 half \ud800 \U0001F525 ' $1 @x", 1));
        var aside = store.Candidates()[0];
        Assert.Equal(("zero \uFFFD half \uFFFD \U0001F525 ' $1 @x", double.PositiveInfinity), (aside.Note, aside.Question.Amount));
    }

    [Fact]
    public void A_structure_that_kills_its_workers_is_set_aside()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2, -1)]);
        var terms = Minute with { Lapses = 3 };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1, store.Take($"w{i}", terms)!.Candidate.Number);
            _clock.Step(61);
        }
        Assert.Equal(2, store.Take("w3", terms)!.Candidate.Number);
        var aside = Assert.Single(store.Candidates(state: CandidateState.SetAside));
        Assert.Equal((3, "3 workers took it and were not heard of again, the last one w2."), (aside.Lapses, aside.Note));
    }

    [Fact]
    public void A_worker_that_begins_anew_gives_back_what_it_held()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2)]);
        var old = store.Take("w", Minute)!;
        store.Take("v", Minute);
        Assert.Equal((1, 0), (store.Return("w"), store.Return("w")));
        var again = store.Take("w", Minute)!;
        Assert.Equal((1, 1), (again.Candidate.Number, again.Candidate.Lapses));
        Assert.False(store.Renew(old));
        Assert.NotEqual(old.Ticket, again.Ticket);
    }

    [Fact]
    public void Who_was_asked_to_end_gives_back_without_a_lapse()
    {
        var store = Begun();
        store.Ask([Q(1)]);
        store.Take("w", Minute);
        Assert.Equal(1, store.Return("w", orderly: true));
        Assert.Equal(0, store.Take("v", Minute)!.Candidate.Lapses);
        Assert.DoesNotContain(store.Events(), e => e.Kind == "lapsed");
    }

    [Fact]
    public void Priorities_of_what_waits_may_change()
    {
        var store = Begun();
        store.Ask([Q(1, 3), Q(2, 2), Q(3, 1)]);
        Assert.Equal(1, store.Take("w", Minute)!.Candidate.Number);
        Assert.Equal(2, store.Rank([(1, 9), (2, 0.5), (3, 0.7)]));
        Assert.Throws<ArgumentException>(() => store.Rank([(2, double.NaN)]));
        Assert.Equal([3L, 2L], new[] { store.Take("w", Minute)!, store.Take("w", Minute)! }.Select(l => l.Candidate.Number));
        Assert.Equal(3, store.Candidates()[0].Question.Priority);
    }

    [Fact]
    public void What_nobody_wants_any_more_is_withdrawn_unless_somebody_works_on_it()
    {
        var store = Begun();
        store.Ask([Q(1), Q(2), Q(3)]);
        var lease = store.Take("w", Minute)!;
        Assert.Equal(1, store.Withdraw([1, 2, 99], "too much like another"));
        Assert.Equal(new QueueCounts(1, 1, 0, 0, 1), store.Count());
        Assert.Equal(2, store.Count().Pending);
        Assert.Equal(Completion.Kept, store.Complete(lease, L(1)));
        Assert.Equal(3, store.Take("w", Minute)!.Candidate.Number);
        Assert.Equal("too much like another", store.Candidates(state: CandidateState.Withdrawn)[0].Note);
    }

    [Fact]
    public void A_label_that_is_no_number_or_does_not_fit_is_refused()
    {
        var store = Begun();
        store.Ask([Q(1)]);
        var lease = store.Take("w", Minute)!;
        foreach (var bad in (Label[])[L(double.NaN), L(1) with { Forces = [] }, L(1) with { Forces = [new Vec3(0, double.PositiveInfinity, 0)] }, L(1) with { Stress = Mat3.Diagonal(1, double.NaN, 1) }])
            Assert.Contains("candidate 1 (Ar)", Assert.Throws<StoreException>(() => store.Complete(lease, bad)).Message, StringComparison.Ordinal);
        Assert.Equal(Completion.Kept, store.Complete(lease, L(1)));
        Assert.Throws<StoreException>(() => store.Give([(Q(1), L(double.NaN))]));
    }

    [Fact]
    public void Data_with_labels_are_taken_in_once()
    {
        var store = Begun();
        store.Ask([Q(5) with { Key = "asked" }]);
        (Question, Label)[] data = [(Q(1) with { Key = "a.xyz:1", Reason = "given" }, L(1)), (Q(2) with { Key = "a.xyz:2" }, L(2)), (Q(5) with { Key = "asked" }, L(5))];
        Assert.Equal([1, 2, 3], store.Give(data));
        Assert.Equal([1, 2, 3], store.Give(data));
        Assert.Null(store.Take("w", Minute));
        Assert.Equal([2, 3, 1], store.Labels().Select(l => l.Candidate.Number));
        Assert.Equal([3], store.Labels(after: 2).Select(l => l.Number));
        Assert.False(store.Counters().ContainsKey("labels"));
        Assert.Equal(3, store.Count().Labelled);
    }
}
