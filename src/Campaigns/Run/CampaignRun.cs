using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>How a run of a campaign came to its end.</summary>
/// <param name="Ended">The campaign itself has ended; otherwise the run was interrupted, and the same run goes on.</param>
/// <param name="Reason">Half a sentence: which budget was used up, what was reached.</param>
public sealed record CampaignEnd(bool Ended, string Reason);

/// <summary>
/// A campaign in one process: walkers, selector, oracle workers, trainer and director, each with a thread of its own, on one store. To go on after an interruption of any kind, run it again on the same store.
/// </summary>
public sealed class CampaignRun
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>How long labels that others still work on are waited for once the campaign has ended.</summary>
    static readonly TimeSpan LastLabels = TimeSpan.FromSeconds(30);

    readonly IStore _store;
    readonly CampaignSettings _settings;
    readonly IPotential _oracle;
    readonly Seeding _seeding;
    readonly CampaignGround _ground;
    readonly TrainerPart _trainer;

    /// <param name="oracle">Who labels.</param>
    /// <param name="team">Threads of the trainer; as many processors are shared by all.</param>
    /// <param name="maker">Makes the models; a trained preset, as the settings say, where null.</param>
    /// <exception cref="AtomsException">A file cannot be read, the oracle does not know an element, or the store holds another campaign.</exception>
    public CampaignRun(IStore store, CampaignSettings settings, IPotential oracle, Team team, IModelMaker? maker = null)
    {
        (_store, _oracle) = (store, oracle);
        _seeding = new Seeding(settings);
        foreach (var element in _seeding.Starts.SelectMany(s => s.Elements.ToArray()).Distinct())
        {
            if (!oracle.Covers(element))
                throw new PotentialException($"The oracle {oracle.Name} does not know {element}, which the campaign begins with. Name another oracle.");
        }
        var opening = CampaignOpening.Of(store, settings);
        opening.Begin();
        _settings = opening.InForce;
        _ground = new CampaignGround(store, _settings, maker ?? new TrainedModels(_settings, team), Math.Max(1, team.Threads - _settings.Workers));
        _trainer = new TrainerPart(_ground);
    }

    /// <summary>The settings in force: those given, unless the ones in the store were changed since they were given there last.</summary>
    public CampaignSettings Settings => _settings;

    /// <summary>On what terms its own workers take candidates.</summary>
    public LeaseTerms Terms { get; init; } = OracleWorker.UsualTerms;

    /// <summary>Runs until the campaign ends, or it is cancelled.</summary>
    /// <param name="tick">Called by this thread some times a second, to show how far it is.</param>
    /// <exception cref="AtomsException">Something cannot work at all; what was finished is kept.</exception>
    public CampaignEnd Run(Action? tick, CancellationToken cancellation)
    {
        using var mark = new RunMark(_store);
        var director = new Director(_store);
        if (_store.Look()!.State != CampaignState.Running)
        {
            if (director.WhyEnded() is { } still)
            {
                _trainer.FitLast(cancellation);
                return new CampaignEnd(true, still);
            }
            _store.Turn(CampaignState.Running, "taken up again");
        }
        _seeding.Run(_store);
        using var walking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var walkers = new PartThreads(Walkers(), walking);
        var workers = new PartThreads([.. Workers()], working);
        string? why;
        try
        {
            why = Watch(director, mark, () => walkers.Failed || workers.Failed, tick, cancellation);
            walkers.End();
            if (why is not null && !workers.Failed)
                AwaitLabels(tick, cancellation);
        }
        finally
        {
            walkers.End();
            workers.End();
        }
        walkers.Throw();
        workers.Throw();
        if (why is null)
            return new CampaignEnd(false, "interrupted");
        _trainer.FitLast(cancellation);
        tick?.Invoke();
        return new CampaignEnd(true, why);
    }

    /// <returns>Why the campaign has ended; null where the run was cancelled, or a part failed.</returns>
    string? Watch(Director director, RunMark mark, Func<bool> failed, Action? tick, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!cancellation.IsCancellationRequested && !failed())
        {
            cancellation.WaitHandle.WaitOne(Beat);
            tick?.Invoke();
            mark.Renew();
            if (!_ground.IsRunning)
            {
                clock.Restart();
                if (_store.Look() is { State: CampaignState.Ended } ended)
                    return ended.Reason ?? "it was ended";
                continue;
            }
            _store.Spend(CampaignCounters.Seconds, clock.Elapsed.TotalSeconds);
            clock.Restart();
            if (director.WhyEnded() is not { } reason)
                continue;
            _store.Turn(CampaignState.Ended, reason);
            return reason;
        }
        return null;
    }

    IReadOnlyList<ICampaignPart> Walkers() =>
    [
        new Selector(_ground), _trainer,
        .. _settings.NamedWalkers.Select((w, k) => new Walker(_ground, w.Name, w.Walker, _seeding.Starts[k % _seeding.Starts.Count], Draw.Mixed((ulong)_settings.Seed, (ulong)k + 1))),
    ];

    IEnumerable<OracleWorker> Workers() => Enumerable.Range(1, _settings.Workers).Select(k => new OracleWorker(_store, _oracle, FormattableString.Invariant($"{Environment.MachineName}-{k}"), Terms, _ground.News));

    void AwaitLabels(Action? tick, CancellationToken cancellation)
    {
        for (var waited = Stopwatch.StartNew(); _store.Count().Leased > 0 && waited.Elapsed < LastLabels && !cancellation.IsCancellationRequested;)
        {
            cancellation.WaitHandle.WaitOne(Beat);
            tick?.Invoke();
        }
    }
}
