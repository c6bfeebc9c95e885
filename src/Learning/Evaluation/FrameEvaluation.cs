using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Evaluates many frames in their order. Small ones are shared out among the threads, each with an evaluator of its own, some molecules at a time; a large
/// one gets all threads for its blocks. Reads no further ahead than one batch, so that a file may be larger than memory.
/// </summary>
public sealed class FrameEvaluation : IDisposable, IJob
{
    /// <summary>Atoms from which a frame is shared out by itself.</summary>
    const int Large = 4096;

    /// <summary>Small molecules that one thread evaluates at once: a block of them.</summary>
    const int AtomsTogether = 448;

    const int FramesPerThread = 32, MostAtoms = 1 << 18;

    readonly IPotential _potential;
    readonly Team _team;
    readonly Precision _precision;
    readonly Request _request;
    readonly IEvaluator?[] _single;
    readonly List<Prediction> _predictions = [];
    readonly List<Frame> _batch = [];
    readonly List<RangeExcess?> _excess = [];
    readonly List<int> _small = [];
    readonly List<int[]> _pieces = [];
    CancellationToken _cancellation;
    IEvaluator? _shared;

    /// <param name="request">What is wanted; without <see cref="Request.Uncertainty"/> a committee's members are not asked one by one.</param>
    public FrameEvaluation(IPotential potential, Team team, Precision precision, Request request = Request.Everything)
    {
        (_potential, _team, _precision, _request) = (potential, team, precision, request);
        _single = new IEvaluator?[team.Threads];
    }

    /// <summary>Bytes that one structure may take at a time, of potentials that look at it.</summary>
    public long Memory { get; init; } = EvaluatorOptions.UsualMemory;

    /// <summary>Whether to say how far each structure lies outside what the potential was trained on, where it knows; of small molecules this costs an evaluation more.</summary>
    public bool WatchRange { get; init; }

    /// <param name="cancellation">The same in every call: evaluators that wait for another program keep the first.</param>
    /// <exception cref="AtomsException">A frame cannot be read, or the potential cannot answer for it; the message says which frame.</exception>
    public IEnumerable<EvaluatedFrame> Run(IEnumerable<Frame> frames, CancellationToken cancellation)
    {
        var atoms = 0;
        foreach (var frame in frames)
        {
            cancellation.ThrowIfCancellationRequested();
            _batch.Add(frame);
            atoms += frame.Structure.Count;
            if (_batch.Count < FramesPerThread * _team.Threads && atoms < MostAtoms)
                continue;
            foreach (var evaluated in EvaluateBatch(cancellation))
                yield return evaluated;
            atoms = 0;
        }
        foreach (var evaluated in EvaluateBatch(cancellation))
            yield return evaluated;
    }

    IEnumerable<EvaluatedFrame> EvaluateBatch(CancellationToken cancellation)
    {
        while (_predictions.Count < _batch.Count)
        {
            _predictions.Add(new Prediction());
            _excess.Add(null);
        }
        _small.Clear();
        _small.AddRange(Enumerable.Range(0, _batch.Count).Where(i => !IsShared(_batch[i])));
        Cut();
        _cancellation = cancellation;
        _team.Run(this, _pieces.Count);
        for (var i = 0; i < _batch.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsShared(_batch[i]))
                Evaluate(_shared ??= _potential.Open(Options(_team)), [i]);
            yield return new EvaluatedFrame(_batch[i], _predictions[i]) { HasForces = (_request & (Request.Forces | Request.Virial)) != 0, Excess = _excess[i] };
        }
        _batch.Clear();
    }

    /// <summary>Whether all threads work on this frame together: it is large, or alone and of a potential that may take long for one.</summary>
    bool IsShared(Frame frame) => _team.Threads > 1 && (frame.Structure.Count >= Large || (_batch.Count == 1 && _potential.Cutoff is null));

    EvaluatorOptions Options(Team team) => new(team, _precision) { Memory = Memory, Cancellation = _cancellation, ExactUncertainty = true };

    /// <summary>Small frames in pieces for one thread each. What comes out for a frame does not depend on how they were cut.</summary>
    void Cut()
    {
        _pieces.Clear();
        // Where the whole structure matters, frames are never sooner together; and each may take long.
        var most = _potential.Cutoff is null ? 1 : _team.Threads == 1 ? int.MaxValue : (_small.Count - 1) / (2 * _team.Threads) + 1;
        var (first, atoms) = (0, 0);
        for (var k = 0; k < _small.Count; k++)
        {
            var count = _batch[_small[k]].Structure.Count;
            if (k > first && (k - first == most || atoms + count > AtomsTogether))
            {
                _pieces.Add([.. _small.GetRange(first, k - first)]);
                (first, atoms) = (k, 0);
            }
            atoms += count;
        }
        if (_small.Count > first)
            _pieces.Add([.. _small.GetRange(first, _small.Count - first)]);
    }

    void IJob.Run(int index, int worker)
    {
        // Who was cancelled hears of it before the first frame that was left out.
        if (!_cancellation.IsCancellationRequested)
            Evaluate(_single[worker] ??= _potential.Open(Options(Team.Single)), _pieces[index]);
    }

    void Evaluate(IEvaluator evaluator, int[] frames)
    {
        if (WatchRange && evaluator is ITrainingRange range && (frames.Length == 1 || Array.TrueForAll(frames, i => _batch[i].Structure.Cell is not null)))
        {
            // One by one, the same bits; what was just evaluated knows how far out it was.
            foreach (var i in frames)
            {
                EvaluateTogether(evaluator, [i]);
                _excess[i] = range.ExcessOf(_batch[i].Structure);
            }
            return;
        }
        EvaluateTogether(evaluator, frames);
        if (WatchRange && evaluator is ITrainingRange known)
        {
            foreach (var i in frames)
                _excess[i] = known.ExcessOf(_batch[i].Structure);
        }
    }

    void EvaluateTogether(IEvaluator evaluator, int[] frames)
    {
        try
        {
            evaluator.EvaluateEach([.. frames.Select(i => _batch[i].Structure)], _request, [.. frames.Select(i => _predictions[i])]);
        }
        catch (AtomsException) when (frames.Length > 1)
        {
            // Which of them was it? The same bits for the others, and a sentence that names the frame.
            foreach (var i in frames)
                EvaluateTogether(evaluator, [i]);
        }
        catch (AtomsException e) when (_batch[frames[0]].Source is { } source)
        {
            throw new AtomsException($"{source}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        foreach (var evaluator in _single)
            evaluator?.Dispose();
        _shared?.Dispose();
    }
}
