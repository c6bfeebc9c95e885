using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>
/// Walks by molecular dynamics on the newest model and looks every few steps how far its members are apart. Where that is more than the threshold it stops at that frame, asks for its label, waits until a model has learned it, and goes on from
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

    /// <summary>Looks between good frames that are kept.</summary>
    const int LooksBetweenGood = 20;

    /// <summary>Breaks without a good frame in between, after which it begins anew where it began.</summary>
    const int MostBreaks = 3;

    /// <summary>Steps with a look after each, once it broke: what was stepped over is to be caught.</summary>
    const int CarefulSteps = 100;

    /// <summary>Standard deviation, Å, of how atoms are moved where nothing else helps.</summary>
    const double Rescue = 0.05;

    static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long it walks before others have their turn: there are fewer processors than walkers.</summary>
    static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    readonly CampaignGround _ground;
    readonly WalkerSettings _settings;
    readonly Structure _start;
    readonly ulong _seed;
    readonly WalkerState _state;
    readonly WalkRecorder _recorder;
    int _looks;
    (long Version, int Asked, long Step) _outside;
    long _carefulUntil;

    /// <param name="start">Where it begins; its velocities, if it has any, are not used.</param>
    public Walker(CampaignGround ground, string name, WalkerSettings settings, Structure start, ulong seed)
    {
        (_ground, Name, _settings, _start, _seed) = (ground, name, settings, start.Clone(), seed);
        _start.Velocities = null;
        _state = WalkerState.TryRead(ground.Store, name) ?? new WalkerState { TimeStep = settings.TimeStep ?? UsualTimeStep(start) };
        _recorder = new WalkRecorder(ground.Store, name, _state);
    }

    public string Name { get; }

    /// <inheritdoc/>
    public void Run(CancellationToken cancellation)
    {
        if (_state.Structure is null)
            Restart(_start);
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
                switch (_ground.Store.Candidates(_state.Candidate - 1, 1) is [var candidate] ? candidate.State : CandidateState.Withdrawn)
                {
                    case CandidateState.SetAside:
                        GoBack();
                        return true;
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
                if (apart > ask.Threshold && _state.Step - _state.LearnedAt >= Patience)
                {
                    StopAndAsk(leg);
                    return;
                }
                if (apart <= ask.Threshold && MayAskOnTheWay(version) && leg.IsOutside() && !IsQueueFull)
                    AskOnTheWay(leg);
                else
                    Record(leg, WalkMark.None);
                if (apart <= ask.Threshold)
                    Good();
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
        Record(leg, WalkMark.Asked);
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

    /// <summary>
    /// To the last frame that was good and the one before by turns, and after a while to the beginning. Where members disagree beyond measure even there, what helps is a label nearby: a copy of the beginning, its atoms moved a little.
    /// </summary>
    void GoBack()
    {
        _state.Candidate = 0;
        _state.Activity = WalkerActivity.Walks;
        var lost = _state.BrokenInARow >= 2 * MostBreaks;
        Restart(lost ? Seeding.Rattled(_start, Rescue, Mixed(_seed, (ulong)_state.Draws)) : _state.BrokenInARow >= MostBreaks ? _start : (_state.BrokenInARow == 1 ? _state.Good : _state.Better) ?? _start);
        _carefulUntil = _state.Step + CarefulSteps;
        Add(WalkMark.Restarted, double.NaN);
        if (lost)
        {
            (_state.BrokenInARow, _state.Disagreement) = (0, 0);
            AskHere(WalkMark.Asked);
            return;
        }
        Save();
    }

    void Restart(Structure from)
    {
        // The step before was not the same: noise, and the trace, go on with a number of their own.
        _state.Step += _state.Draws == 0 ? 0 : 1;
        _state.Structure = from.Clone();
        _state.Structure.Velocities = Velocities.Thermal(_state.Structure, _settings.Temperature, Mixed(_seed, (ulong)++_state.Draws));
        (_state.Heat, _state.Work, _state.SampledKinetic, _state.ListPositions) = (0, 0, Mat3.Zero, null);
    }

    void Good()
    {
        if (_looks++ % LooksBetweenGood != 0)
            return;
        (_state.Better, _state.Good) = (_state.Good, _state.Structure!.Clone());
        _state.Good!.Velocities = null;
        _state.BrokenInARow = 0;
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

    /// <summary>A seed for each drawing (SplitMix64's finish).</summary>
    internal static ulong Mixed(ulong seed, ulong number)
    {
        var z = seed + number * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
