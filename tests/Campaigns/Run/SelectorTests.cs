using Athanor.Atoms;

namespace Athanor.Campaigns.Tests;

/// <summary>The queue: no doubles, and nothing that the newest model has come to know.</summary>
public sealed class SelectorTests
{
    [Fact]
    public void Doubles_and_what_is_settled_are_withdrawn_and_the_rest_is_ranked()
    {
        using var trial = new Trial("ask: {threshold: 0.01, distance: 0.02}");
        using var store = trial.Open();
        store.Begin(trial.Settings.ToText());
        var ground = new CampaignGround(store, trial.Settings, new FakeModels(3));
        Structure Stretched(double by) => new([new(29), new(29), new(29)], [new(0, 0, 0), new(2.9 + by, 0, 0), new(1.4, 2.5, 0)]);
        Question Asked(double by, double priority) => new(Stretched(by), "disagreement") { Model = 1, Priority = priority, Walker = "w" };
        store.Give([(new Question(Stretched(0), "given"), new Label(0, null, null, "o", 0))]);
        // Two models: one from before, and one by which members disagree the more, the farther the trimer is stretched.
        foreach (var spread in (double[])[9, 0.05])
        {
            var labels = store.Labels();
            store.Add(new NewModel(new LabelSet([1]), LabelSet.None) { Bytes = new FakeModels(spread).Make(labels, [], null, default).File });
        }
        var numbers = store.Ask([Asked(0.005, 5), Asked(0.3, 4), Asked(0.31, 3), Asked(-0.02, 2), Asked(-0.4, 1)]);
        new Selector(ground).Look();
        var states = store.Candidates(numbers[0] - 1).Select(c => c.State).ToArray();
        // Like the label; new; like the one before; known by now; new.
        Assert.Equal([CandidateState.Withdrawn, CandidateState.Open, CandidateState.Withdrawn, CandidateState.Withdrawn, CandidateState.Open], states);
        var open = store.Candidates(state: CandidateState.Open);
        Assert.All(open, c => Assert.True(c.Question.Priority is > 0.01 and < 1));
        Assert.True(open[1].Question.Priority > open[0].Question.Priority);
    }
}
