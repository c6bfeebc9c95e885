using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>
/// Keeps the queue worth its labels: of two structures that are the same one is enough, and what the newest model has come to agree on needs none. The others are ranked by what the newest model's members disagree.
/// </summary>
public sealed class Selector(CampaignGround ground) : ICampaignPart
{
    /// <summary>Nearest labels that a candidate is compared with: the newest of so many.</summary>
    const int MostCompared = 2000;

    readonly Dictionary<long, Likeness> _known = [];
    readonly HashSet<long> _seen = [];
    long _model;

    public string Name => "selector";

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var seen = ground.News.Count;
            if (ground.IsRunning)
                Look();
            ground.News.Wait(seen, CampaignGround.Nap, cancellation);
        }
    }

    /// <summary>One look at the queue.</summary>
    internal void Look()
    {
        var open = ground.Store.Candidates(state: CandidateState.Open);
        if (open.Count == 0)
            return;
        if (Doubles(open) is { Count: > 0 } doubles)
        {
            ground.Store.Withdraw(doubles, FormattableString.Invariant($"nearer than {ground.Settings.Ask.Distance} Å to what is labelled or asked for"));
            ground.News.Tell();
        }
        if (ground.Models.Newest is { } version && version.Number != _model)
        {
            Rank(version, [.. open.Where(c => c.Question.Model is { } asked && asked < version.Number)]);
            _model = version.Number;
        }
    }

    /// <summary>Those that came since the last look and are like one that stands already, labelled or asked for before. Data and starts are never doubles.</summary>
    List<long> Doubles(IReadOnlyList<Candidate> open)
    {
        var doubles = new List<long>();
        var distance = ground.Settings.Ask.Distance;
        // Read once: another may come at any moment.
        LabelledCandidate[] labelled = [.. ground.Labels.Read().TakeLast(MostCompared)];
        foreach (var label in labelled)
            Know(label.Candidate);
        foreach (var candidate in open)
        {
            var likeness = Know(candidate);
            if (!_seen.Add(candidate.Number) || candidate.Question.Model is null || distance <= 0)
                continue;
            var waiting = open.Where(c => c.Number < candidate.Number && !doubles.Contains(c.Number)).Select(c => c.Number);
            var standing = labelled.Select(l => l.Candidate.Number).Where(n => n != candidate.Number).Concat(waiting);
            if (standing.Any(n => likeness.To(_known[n], distance) < distance))
                doubles.Add(candidate.Number);
        }
        return doubles;
    }

    Likeness Know(Candidate candidate)
    {
        if (!_known.TryGetValue(candidate.Number, out var likeness))
            _known.Add(candidate.Number, likeness = Likeness.Of(candidate.Question.Structure));
        return likeness;
    }

    void Rank(ModelVersion version, IReadOnlyList<Candidate> asked)
    {
        if (asked.Count == 0)
            return;
        using var gauge = new DisagreementGauge(ground.Models.Open(version), EvaluatorOptions.Default);
        var (settled, ranks) = (new List<long>(), new List<(long, double)>());
        foreach (var candidate in asked)
        {
            try
            {
                var apart = gauge.Measure(candidate.Question.Structure).Amount;
                if (apart < ground.LimitOf(version) && candidate.Question.Reason != Walker.Outside)
                    settled.Add(candidate.Number);
                else
                    ranks.Add((candidate.Number, double.IsFinite(apart) ? apart : candidate.Question.Priority));
            }
            catch (AtomsException)
            {
                // What this model cannot say of it, its label will.
            }
        }
        if (settled.Count > 0)
        {
            ground.Store.Withdraw(settled, $"model version {version.Number} knows it: its members agree");
            ground.News.Tell();
        }
        if (ranks.Count > 0)
            ground.Store.Rank(ranks);
    }
}
