using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>
/// Fits a new model when there is something to learn: the first once what was asked for at the beginning is labelled, further ones when a label has come that a walker waits for, or when labels are a tenth more. One label of eight is held
/// back for good, by its number, so that errors of all versions are of the same labels and some more.
/// </summary>
public sealed class TrainerPart(CampaignGround ground) : ICampaignPart
{
    /// <summary>One label of so many is held back.</summary>
    const int HeldBackOf = 8;

    /// <summary>Labels without which no fit is tried.</summary>
    const int Fewest = 6;

    /// <summary>Labels that are enough for a first model even where some that were asked for are still to come.</summary>
    const int Enough = 40;

    /// <summary>New labels, and their share, that are worth a fit even where nobody waits.</summary>
    const int FewestNew = 4;

    const double ShareNew = 0.1;

    /// <summary>Labels there were when a fit failed last.</summary>
    int _failedAt = -1;

    /// <summary>What the last fit took, and how long there has been a label that a walker waits for.</summary>
    TimeSpan _lastFit;

    Stopwatch? _sinceLabel;

    public string Name => "trainer";

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var seen = ground.News.Count;
            try
            {
                if (ground.IsRunning && IsTime(ground.Labels.Read()))
                    Fit(cancellation);
                else
                    ground.News.Wait(seen, CampaignGround.Nap, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Whether a label is held back: one of each eight in a row, which one by chance that is the same every time.</summary>
    internal static bool IsHeldBack(long number) => (number - 1) % HeldBackOf == (long)(Draw.Mixed(11, (ulong)((number - 1) / HeldBackOf)) % HeldBackOf);

    /// <summary>Fits on what has come since the last version, if anything has.</summary>
    internal void FitLast(CancellationToken cancellation)
    {
        var labels = ground.Labels.Read();
        if (labels.Count >= Fewest && News(labels).Any() && labels.Count != _failedAt)
            Fit(cancellation);
    }

    bool IsTime(IReadOnlyList<LabelledCandidate> labels)
    {
        if (labels.Count == _failedAt)
            return false;
        if (ground.Models.Newest is null)
        {
            var allThere = ground.Store.Count().Pending == 0;
            if (allThere && labels.Count < Fewest)
                throw TooFew(labels.Count);
            return allThere || labels.Count >= Enough;
        }
        var news = News(labels).ToArray();
        if (news.Length >= Math.Max(FewestNew, ShareNew * labels.Count) || (news.Length >= FewestNew && ground.Store.Count().Pending == 0))
            return true;
        if (!news.Any(l => l.Candidate.Question is { Walker: not null, Reason: not Walker.Outside }))
        {
            _sinceLabel = null;
            return false;
        }
        // A walker waits. Where other labels are under way they may come along, for as long as a fit takes.
        _sinceLabel ??= Stopwatch.StartNew();
        return _sinceLabel.Elapsed >= _lastFit || ground.Store.Count().Pending == 0;
    }

    static AtomsException TooFew(int labels) => new(
        $"Of the structures that were to begin with {labels} could be labelled, too few for a first model (at least {Fewest} are needed). See why the others failed, and begin from other structures or with another oracle.");

    IEnumerable<LabelledCandidate> News(IReadOnlyList<LabelledCandidate> labels)
    {
        var newest = ground.Models.Newest;
        return labels.Where(l => newest is null || (!newest.Training.Contains(l.Number) && !newest.Validation.Contains(l.Number)));
    }

    void Fit(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var labels = ground.Labels.Read();
        LabelledCandidate[] held = [.. labels.Where(l => IsHeldBack(l.Number))], learned = [.. labels.Where(l => !IsHeldBack(l.Number))];
        var errors = Prospective(News(labels));
        MadeModel made;
        try
        {
            var before = ground.Models.Newest;
            made = ground.Models.Make(learned, held, before, cancellation);
        }
        catch (AtomsException e) when (e is not StoreException && MoreWillCome())
        {
            // With more labels it may go.
            _failedAt = labels.Count;
            ground.Store.Note("fit failed", e.Message);
            return;
        }
        foreach (var (name, error) in made.Errors)
            errors[name] = error;
        (_lastFit, _sinceLabel) = (watch.Elapsed, null);
        errors[ModelErrors.Seconds] = watch.Elapsed.TotalSeconds;
        var version = ground.Store.Add(new NewModel(new LabelSet(learned.Select(l => l.Number)), new LabelSet(held.Select(l => l.Number))) { Bytes = made.File, Errors = errors, Note = made.Note });
        ground.Models.Put(version);
        ground.News.Tell();
    }

    bool MoreWillCome() => ground.Store.Count().Pending > 0
        || (ground.Models.Newest is not null && ground.Settings.NamedWalkers.Any(w => WalkerState.TryRead(ground.Store, w.Name) is { Activity: WalkerActivity.Walks }));

    /// <summary>Errors of those who asked on what they asked for.</summary>
    Dictionary<string, double> Prospective(IEnumerable<LabelledCandidate> news)
    {
        var (forces, components, energies, count) = (0.0, 0, 0.0, 0);
        var prediction = new Prediction();
        foreach (var group in news.Where(l => l.Candidate.Question.Model is not null && l.Label.Forces is not null).GroupBy(l => l.Candidate.Question.Model!.Value))
        {
            if (ground.Models.Open(group.Key) is not { } model)
                continue;
            using var evaluator = model.Open(EvaluatorOptions.Default);
            foreach (var label in group)
            {
                var structure = label.Candidate.Question.Structure;
                evaluator.Evaluate(structure, Request.Forces, prediction);
                for (var i = 0; i < structure.Count; i++)
                    forces += (prediction.Forces[i] - label.Label.Forces![i]).LengthSquared;
                var energy = (prediction.Energy - label.Label.Energy) / structure.Count;
                energies += energy * energy;
                components += 3 * structure.Count;
                count++;
            }
        }
        return count == 0 ? [] : new Dictionary<string, double>
        {
            [ModelErrors.ProspectiveForces] = Math.Sqrt(forces / components),
            [ModelErrors.ProspectiveEnergy] = Math.Sqrt(energies / count),
            [ModelErrors.ProspectiveLabels] = count,
        };
    }
}
