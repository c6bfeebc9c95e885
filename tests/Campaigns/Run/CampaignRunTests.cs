using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>Whole campaigns in one process.</summary>
public sealed class CampaignRunTests(ITestOutputHelper output)
{
    [Fact]
    public void A_trimer_is_learned()
    {
        using var trial = new Trial("walkers: [{temperature: 300}, {temperature: 600}]\nask: {threshold: 0.05}\nbudget: {labels: 26, calm: 2}");
        var end = trial.Run();
        using var store = trial.Open();
        var course = CampaignCourse.Read(store)!;
        Told.Show(course, end, output);
        Assert.True(end.Ended);
        Assert.InRange(course.LabelsUsed, 20, 26);
        Assert.True(course.Curve[^1].Training < 0.01 && course.Curve[^1].Validation < 0.01, "forces are off by 10 meV/Å and more");
        Assert.Equal(course.LabelsUsed, course.Curve[^1].Labels);
    }

    [Fact]
    public void A_budget_is_kept_to_the_label_and_what_fails_is_set_aside()
    {
        using var trial = new Trial("walkers: [{temperature: 600, count: 3}]\nask: {threshold: 0.002, distance: 0}\nbudget: {labels: 150, calm: 0}") { Maker = new FakeModels(3) };
        var end = trial.Run(oracle: new FakeOracle(1, CampaignChild.Fails));
        using var store = trial.Open();
        var course = CampaignCourse.Read(store)!;
        Told.Show(course, end, output);
        Assert.Equal("the budget of 150 labels is used up", end.Reason);
        Assert.Equal(150, course.LabelsUsed);
        Assert.Equal(150, course.Curve[^1].Labels);
        Assert.Equal(CampaignState.Ended, course.Campaign.State);
        Assert.True(course.Queue.SetAside > 0);
        Assert.All(store.Candidates(state: CandidateState.SetAside), c => Assert.Equal("It did not converge.", c.Note));
        // Who asked for what could not be labelled went back and on.
        Assert.All(course.Walkers, w => Assert.True(w.Asked > 10));
        // What came since the version before, by who asked.
        Assert.All(course.Models.Skip(1), m => Assert.True(m.Errors.ContainsKey(ModelErrors.ProspectiveForces)));
    }

    [Fact]
    public void It_goes_on_where_it_was_and_ends_once()
    {
        using var trial = new Trial("walkers: [{temperature: 600, count: 2}]\nask: {threshold: 0.002}\nbudget: {labels: 60, calm: 0}") { Maker = new FakeModels(3) };
        using var store = trial.Open();
        var ends = new List<CampaignEnd>();
        var interrupted = 0;
        do
        {
            using var ctrlC = new CancellationTokenSource();
            var before = store.Labels().Count;
            ends.Add(trial.Run(
                s =>
                {
                    if (s.Labels().Count >= before + 12)
                        ctrlC.Cancel();
                },
                new FakeOracle(10), ctrlC.Token));
            interrupted++;
        }
        while (!ends[^1].Ended && interrupted < 20);
        Assert.True(interrupted > 2);
        Assert.Equal("the budget of 60 labels is used up", ends[^1].Reason);
        Assert.Equal(60, store.Labels().Count);
        // Nothing lapsed: it was asked to end.
        Assert.DoesNotContain(store.Events(), e => e.Kind == "lapsed");
        // Once more it only says so.
        Assert.Equal(ends[^1], trial.Run(oracle: new FakeOracle(10)));
        Assert.Equal(60, store.Labels().Count);
        // With a larger budget it goes on.
        trial.Rewrite("walkers: [{temperature: 600, count: 2}]\nask: {threshold: 0.002}\nbudget: {labels: 70, calm: 0}");
        Assert.Equal("the budget of 70 labels is used up", trial.Run(oracle: new FakeOracle(10)).Reason);
        Assert.Equal(70, store.Labels().Count);
    }

    [Fact]
    public void Walkers_wait_while_the_queue_is_full()
    {
        using var trial = new Trial("walkers: [{temperature: 600, count: 6}]\nask: {threshold: 0.002, queue: 2, distance: 0}\nbudget: {labels: 60, calm: 0}") { Maker = new FakeModels(3) };
        var most = 0L;
        trial.Run(s => most = Math.Max(most, s.NewestModel() is null ? 0 : s.Count().Pending), new FakeOracle(20));
        // Two walkers may find room for the last place at the same time.
        Assert.InRange(most, 1, 4);
        using var store = trial.Open();
        Assert.Contains(trial.Settings.NamedWalkers, w => WalkTrace.Read(store, w.Name).Points.Any(p => p.Mark == WalkMark.Waited));
    }

    [Fact]
    public void Pausing_stops_it_and_a_person_may_end_it()
    {
        using var trial = new Trial("walkers: [{temperature: 600}]\nask: {threshold: 0.002}\nbudget: {labels: 1000, calm: 0}") { Maker = new FakeModels(3) };
        var (ticks, paused) = (0, 0);
        var end = trial.Run(
            s =>
            {
                switch (++ticks)
                {
                    case 4:
                        s.Turn(CampaignState.Paused, "lunch");
                        break;
                    case 7:
                        paused = s.Labels().Count;
                        break;
                    case 10:
                        Assert.Equal(paused, s.Labels().Count);
                        s.Turn(CampaignState.Running);
                        break;
                    case 15:
                        s.Turn(CampaignState.Ended, "enough");
                        break;
                }
            },
            new FakeOracle(5));
        Assert.Equal(new CampaignEnd(true, "enough"), end);
    }

    [Fact]
    public void A_store_of_another_campaign_and_one_that_runs_are_refused()
    {
        using var trial = new Trial("budget: {labels: 25, calm: 0}\nask: {threshold: 0.002}") { Maker = new FakeModels(3) };
        var told = "";
        trial.Run(_ => told = told.Length > 0 ? told : Assert.Throws<StoreException>(() => trial.Run(oracle: new FakeOracle(1))).Message, new FakeOracle(20));
        Assert.Contains("End that one first", told, StringComparison.Ordinal);
        File.WriteAllText(trial.Yaml, "start: start.xyz\noracle: hf/sto-3g\n");
        Assert.Contains("holds another campaign", Assert.Throws<StoreException>(() => trial.Run(oracle: new FakeOracle(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_oracle_that_labels_nothing_and_one_that_knows_not_the_element_end_it()
    {
        using var trial = new Trial("");
        Assert.Contains("too few for a first model", Assert.Throws<AtomsException>(() => trial.Run(oracle: new FakeOracle(0, _ => true))).Message, StringComparison.Ordinal);
        Assert.Contains("does not know Cu", Assert.Throws<PotentialException>(() => trial.Run(oracle: PotentialGrammar.Parse("sw"))).Message, StringComparison.Ordinal);
    }
}
