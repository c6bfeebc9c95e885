using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>Takes candidates from a store, labels them and hands them in, until it is cancelled. Any number of them, in any processes that reach the store.</summary>
public sealed class OracleWorker : ICampaignPart
{
    /// <summary>Its time is noted this often, or every worker that waits would keep the store busy.</summary>
    static readonly TimeSpan Notes = TimeSpan.FromSeconds(2);

    readonly IStore _store;
    readonly IPotential _oracle;
    readonly LeaseTerms _terms;
    readonly News? _news;
    readonly Team _team;
    readonly LabelBudget _budget;
    double _busy, _idle, _kept, _done;

    /// <param name="name">Stays the same when it begins anew: what it held under it is given back then.</param>
    /// <param name="news">Of its own process, if it has company there.</param>
    /// <param name="team">Threads of the oracle; one where null.</param>
    public OracleWorker(IStore store, IPotential oracle, string name, LeaseTerms? terms = null, News? news = null, Team? team = null)
    {
        (_store, _oracle, Name, _news, _team) = (store, oracle, name, news, team ?? Team.Single);
        _terms = terms ?? UsualTerms;
        _budget = new LabelBudget(store);
    }

    /// <summary>A minute, three tries.</summary>
    public static LeaseTerms UsualTerms { get; } = new(TimeSpan.FromMinutes(1)) { Rest = TimeSpan.FromSeconds(1) };

    public string Name { get; }

    /// <summary>Whether it ends once the campaign has ended and nothing is to be had any more; otherwise it waits for others to say so.</summary>
    public bool EndsWithCampaign { get; init; }

    /// <summary>Labels it has handed in.</summary>
    public long Labelled { get; private set; }

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        _store.Return(Name);
        using var call = new OracleCall(_oracle, _team, cancellation);
        var watch = Stopwatch.StartNew();
        while (!cancellation.IsCancellationRequested)
        {
            var seen = _news?.Count ?? 0;
            if (Take() is not { } lease)
            {
                if (EndsWithCampaign && _store.Look() is { State: CampaignState.Ended })
                    break;
                // While there is nothing to do, so that it is no time lost.
                Note(Notes.TotalSeconds);
                Wait(seen, cancellation);
                _idle += watch.Elapsed.TotalSeconds;
                watch.Restart();
                continue;
            }
            _kept += watch.Elapsed.TotalSeconds;
            watch.Restart();
            Note(10 * Notes.TotalSeconds);
            try
            {
                Work(lease, call, watch);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _store.Return(Name, orderly: true);
                break;
            }
        }
        Note(0);
    }

    /// <summary>None once the budget is used up.</summary>
    Lease? Take() => _budget.IsLeft ? _store.Take(Name, _terms) : null;

    void Work(Lease lease, OracleCall call, Stopwatch watch)
    {
        Label label;
        using (new Renewal(_store, lease))
        {
            try
            {
                label = call.Label(lease.Candidate.Question.Structure);
            }
            catch (AtomsException e)
            {
                Failed(lease, e.Message, watch);
                return;
            }
            catch (ArithmeticException e)
            {
                // A mistake of the program, but of this structure alone.
                Failed(lease, $"The program made a mistake: {e.Message} Please report it.", watch);
                return;
            }
        }
        var busy = watch.Elapsed.TotalSeconds;
        watch.Restart();
        if (_store.Complete(lease, label) == Completion.Kept)
            Labelled++;
        _news?.Tell();
        _busy += busy;
        _done++;
    }

    void Failed(Lease lease, string reason, Stopwatch watch)
    {
        var seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        _store.Fail(lease, reason, seconds);
        _news?.Tell();
        _busy += seconds;
    }

    void Wait(long seen, CancellationToken cancellation)
    {
        if (_news is not null)
            _news.Wait(seen, CampaignGround.Nap, cancellation);
        else
            cancellation.WaitHandle.WaitOne(CampaignGround.Nap);
    }

    /// <param name="from">Only where as many seconds are to be noted.</param>
    void Note(double from)
    {
        if (_busy + _idle + _kept <= from)
            return;
        _store.Spend(CampaignCounters.Busy(Name), _busy);
        _store.Spend(CampaignCounters.Done(Name), _done);
        _store.Spend(CampaignCounters.Idle(Name), _idle);
        _store.Spend(CampaignCounters.Kept(Name), _kept);
        (_busy, _done, _idle, _kept) = (0, 0, 0, 0);
    }
}
