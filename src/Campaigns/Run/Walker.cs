using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>
/// Walks by molecular dynamics on the newest model and looks every few steps how far its members are apart. Where that is more than the threshold, and unusual for the model, it stops at that frame, asks for its label, waits until a model has learned it, and goes on from
/// there with the velocities it had: with one walker this is learning on the fly (Li, Kermode and De Vita, Phys. Rev. Lett. 114, 096405 (2015)). A frame beyond all measure is broken, not interesting: it goes back to the last good one and takes another way.
/// </summary>
public sealed class Walker : ICampaignPart
{
    /// <summary>Why a structure was asked for on which the members agree.</summary>
    internal const string Outside = "outside the training range";

    /// <summary>Questions of one version for what lies outside its training range though its members agree, and steps between two of them.</summary>
    const int MostOutside = 4, OutsideSteps = 200;

    /// <summary>Steps it goes on from what was learned, or from the start, which is asked for anyway, before it may ask: a model need not agree to the threshold with what it was fitted to.</summary>
    const int Patience = 20;

    /// <summary>Steps with a look after each, once it broke: what was stepped over is to be caught.</summary>
    const int CarefulSteps = 100;

    static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long it walks before others have their turn: there are fewer processors than walkers.</summary>
    static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    readonly CampaignGround _ground;
    readonly WalkerSettings _settings;
    readonly ulong _seed;
    readonly WalkerState _state;
    readonly WalkRecorder _recorder;
    readonly WayBack _wayBack;
    (long Version, int Asked, long Step) _outside;
    long _carefulUntil;

    /// <param name="start">Where it begins; its velocities, if it has any, are not used.</param>
    public Walker(CampaignGround ground, string name, WalkerSettings settings, Structure start, ulong seed)
    {
        (_ground, Name, _settings, _seed) = (ground, name, settings, seed);
        _state = WalkerState.TryRead(ground.Store, name) ?? new WalkerState { TimeStep = settings.TimeStep ?? UsualTimeStep(start) };
        _recorder = new WalkRecorder(ground.Store, name, _state);
        var bare = start.Clone();
        bare.Velocities = null;
        _wayBack = new WayBack(_state, bare, settings.Temperature, seed);
    }

    public string Name { get; }

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        if (_state.Structure is null)
            _wayBack.Begin();
        if (_state is { Activity: WalkerActivity.Asked, Candidate: 0 })
            Ask();
        Save();
        var saved = Stopwatch.StartNew();
        while (!cancellation.IsCancellationRequested)
        {
            var seen = _ground.News.Count;
            if (_ground.IsRunning && _ground.Models.Newest is { } version && MayWalk(version))
                TakeTurn(version, cancellation);
            else
                _ground.News.Wait(seen, CampaignGround.Nap, cancellation);
            if (saved.Elapsed < SaveEvery)
                continue;
            Save();
            saved.Restart();
        }
        Save();
    }

    /// <summary>Half a femtosecond where there is hydrogen, one with light atoms, two with others.</summary>
    internal static double UsualTimeStep(Structure structure)
    {
        var lightest = Enumerable.Range(0, structure.Count).Min(structure.MassOf);
        return lightest < 3.5 ? 0.5 : lightest < 25 ? 1 : 2;
    }

    /// <summary>Whether there is nothing to wait for.</summary>
    bool MayWalk(ModelVersion version)
    {
        switch (_state.Activity)
        {
            case WalkerActivity.Asked:
                if (_ground.Labels.NumberOf(_state.Candidate) is { } label)
                {
                    if (!version.Training.Contains(label) && !version.Validation.Contains(label))
                        return false;
                    GoOn();
                    return true;
                }
                switch (_ground.Store.Candidates(_state.Candidate - 1, 1) is [var candidate] && candidate.Number == _state.Candidate ? candidate.State : CandidateState.Withdrawn)
                {
                    case CandidateState.SetAside:
                        GoBack();
                        return _state.Activity == WalkerActivity.Walks;
                    case CandidateState.Withdrawn:
                        GoOn();
                        return true;
                    default:
                        return false;
                }
            case WalkerActivity.Waits:
                if (IsQueueFull)
                    return false;
                _state.Activity = WalkerActivity.Walks;
                return true;
            default:
                _state.Activity = WalkerActivity.Walks;
                return true;
        }
    }

    bool IsQueueFull => _ground.Store.Count().Pending >= _ground.Settings.Ask.Queue;

    void TakeTurn(ModelVersion version, CancellationToken cancellation)
    {
        try
        {
            _ground.Turns.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            Walk(version, cancellation);
        }
        finally
        {
            _ground.Turns.Release();
        }
    }

    void Walk(ModelVersion version, CancellationToken cancellation)
    {
        var ask = _ground.Settings.Ask;
        var limit = _ground.LimitOf(version);
        var begun = Stopwatch.StartNew();
        try
        {
            using var leg = new WalkLeg(_state, _settings, _ground.Models.Open(version), version.Number, _seed, ask.Every);
            while (true)
            {
                var apart = leg.Look().Amount;
                leg.Note();
                (_state.Disagreement, _state.Temperature) = (apart, leg.Read().Temperature);
                if (!(apart <= ask.Broken))
                {
                    Break(FormattableString.Invariant($"Members are {apart:0.0} eV/Å apart."), leg);
                    return;
                }
                if (apart > limit && _state.Step - _state.LearnedAt >= Patience)
                {
                    StopAndAsk(leg);
                    return;
                }
                if (apart <= limit && MayAskOnTheWay(version) && leg.IsOutside() && !IsQueueFull)
                    AskOnTheWay(leg);
                else
                    Record(leg, WalkMark.None);
                if (apart <= limit)
                    _wayBack.Good();
                var turn = begun.Elapsed > Turn;
                if (cancellation.IsCancellationRequested || turn || !_ground.IsRunning || _ground.Models.Newest?.Number != version.Number)
                {
                    leg.NoteAll();
                    return;
                }
                leg.Go(_state.Step < _carefulUntil ? 1 : ask.Every);
            }
        }
        catch (GuardException e)
        {
            Break(e.Message, null);
        }
        catch (AtomsException e) when (e is not StoreException && _ground.Models.Newest is not null && _state.Step > 0)
        {
            // What the model refuses (coincident atoms, say) is as broken.
            Break(e.Message, null);
        }
    }

    void StopAndAsk(WalkLeg leg)
    {
        if (IsQueueFull)
        {
            _state.Activity = WalkerActivity.Waits;
            Record(leg, WalkMark.Waited);
            Save();
            return;
        }
        Record(leg, WalkMark.Asked);
        AskHere();
    }

    void AskHere(WalkMark? mark = null)
    {
        _state.Activity = WalkerActivity.Asked;
        _state.Candidate = 0;
        _state.Asked++;
        _state.AskedAt = _state.Step;
        if (mark is { } what)
            Add(what, _state.Disagreement);
        Ask();
    }

    bool MayAskOnTheWay(ModelVersion version)
    {
        if (_outside.Version != version.Number)
            _outside = (version.Number, 0, long.MinValue / 2);
        return _outside.Asked < MostOutside && _state.Step - _outside.Step >= OutsideSteps;
    }

    /// <summary>Members that were all fitted to the same data may agree where there are none. A guard would stop a run there, so it is asked for; but one need not wait for the answer.</summary>
    void AskOnTheWay(WalkLeg leg)
    {
        _outside = (_outside.Version, _outside.Asked + 1, _state.Step);
        _state.Asked++;
        _state.AskedAt = _state.Step;
        leg.NoteAll();
        Record(leg, WalkMark.Passed);
        _ground.Store.Ask([Question(Outside)], _recorder.Checkpoints());
        _ground.News.Tell();
    }

    /// <summary>The key says which question it is: asked again after a kill, it is the same.</summary>
    void Ask()
    {
        _state.Candidate = _ground.Store.Ask([Question("disagreement")], _recorder.Checkpoints())[0];
        _ground.News.Tell();
    }

    Question Question(string reason)
    {
        var structure = _state.Structure!.Clone();
        structure.Velocities = null;
        var lost = reason != Outside && _state.Disagreement == 0;
        return new Question(structure, lost ? "lost" : reason)
        {
            Amount = lost ? null : _state.Disagreement,
            Model = _state.Model,
            Walker = Name,
            Step = _state.Step,
            Priority = lost ? _ground.Settings.Ask.Broken : _state.Disagreement,
            Key = FormattableString.Invariant($"{Name}/{_state.Step}"),
        };
    }

    void GoOn()
    {
        (_state.Activity, _state.Candidate, _state.LearnedAt) = (WalkerActivity.Walks, 0, _state.Step);
        Add(WalkMark.Learned, double.NaN);
    }

    void Break(string why, WalkLeg? leg)
    {
        _state.Broken++;
        _state.BrokenInARow++;
        if (leg is not null)
            Record(leg, WalkMark.Broken);
        else
            Add(WalkMark.Broken, double.NaN);
        _ground.Store.Note("broken", $"{Name}: {why}", model: _state.Model, amount: _state.Disagreement);
        GoBack();
    }

    void GoBack()
    {
        _state.Candidate = 0;
        _state.Activity = WalkerActivity.Walks;
        var lost = _wayBack.Take();
        _carefulUntil = _state.Step + CarefulSteps;
        Add(WalkMark.Restarted, double.NaN);
        if (lost)
        {
            _state.Disagreement = 0;
            AskHere(WalkMark.Asked);
            return;
        }
        Save();
    }

    void Record(WalkLeg leg, WalkMark mark)
    {
        var reading = leg.Read();
        Keep(new WalkPoint(_state.Step, reading.Time, reading.Temperature, reading.PotentialEnergy, _state.Disagreement, _state.Model, mark));
    }

    void Add(WalkMark mark, double disagreement) =>
        Keep(new WalkPoint(_state.Step, _state.Step * _state.TimeStep, _state.Temperature, double.NaN, disagreement, _state.Model, mark));

    void Keep(WalkPoint point)
    {
        if (_recorder.Add(point, _state.Structure!) is { } full)
            _ground.Store.Save([full, .. _recorder.Checkpoints()]);
    }

    void Save() => _ground.Store.Save(_recorder.Checkpoints());
}
