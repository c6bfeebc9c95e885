using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Evaluates many frames in their order. Small ones are shared out among the threads, each with an evaluator of its own; a large one gets all threads
/// for its blocks. Reads no further ahead than one batch, so that a file may be larger than memory.
/// </summary>
public sealed class FrameEvaluation : IDisposable, IJob
{
    /// <summary>Atoms from which a frame is shared out by itself.</summary>
    const int Large = 4096;

    const int FramesPerThread = 32, MostAtoms = 1 << 18;

    readonly IPotential _potential;
    readonly Team _team;
    readonly Precision _precision;
    readonly Request _request;
    readonly IEvaluator?[] _single;
    readonly List<Prediction> _predictions = [];
    readonly List<Frame> _batch = [];
    readonly List<int> _small = [];
    IEvaluator? _shared;

    /// <param name="request">What is wanted; without <see cref="Request.Uncertainty"/> a committee's members are not asked one by one.</param>
    public FrameEvaluation(IPotential potential, Team team, Precision precision, Request request = Request.Everything)
    {
        (_potential, _team, _precision, _request) = (potential, team, precision, request);
        _single = new IEvaluator?[team.Threads];
    }

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
            _predictions.Add(new Prediction());
        _small.Clear();
        _small.AddRange(Enumerable.Range(0, _batch.Count).Where(i => _team.Threads == 1 || _batch[i].Structure.Count < Large));
        _team.Run(this, _small.Count);
        for (var i = 0; i < _batch.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_team.Threads > 1 && _batch[i].Structure.Count >= Large)
                Evaluate(_shared ??= _potential.Open(new EvaluatorOptions(_team, _precision)), i);
            yield return new EvaluatedFrame(_batch[i], _predictions[i]);
        }
        _batch.Clear();
    }

    void IJob.Run(int index, int worker) =>
        Evaluate(_single[worker] ??= _potential.Open(new EvaluatorOptions(Team.Single, _precision)), _small[index]);

    void Evaluate(IEvaluator evaluator, int index)
    {
        try
        {
            evaluator.Evaluate(_batch[index].Structure, _request, _predictions[index]);
        }
        catch (AtomsException e) when (_batch[index].Source is { } source)
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
