using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Answers of a baseline to many frames, each computed once: many frames at a time, one to a thread, and kept in a file meanwhile, so that a run that was killed goes on. What comes out does not depend on threads
/// or interruptions.
/// </summary>
sealed class BaselineLabels : IJob
{
    readonly IPotential _baseline;
    readonly string? _path;
    readonly Dictionary<string, BaselineLabel> _known = [];
    readonly Lock _gate = new();
    readonly List<(int Frame, string Digest)> _missing = [];
    IReadOnlyList<Frame> _frames = [];
    IEvaluator?[] _evaluators = [];
    BaselineFile? _file;
    Action<int, int>? _progress;
    CancellationToken _cancellation;
    int _done;

    /// <param name="path">File that keeps the answers; null for none.</param>
    internal BaselineLabels(IPotential baseline, string? path) => (_baseline, _path) = (baseline, path);

    /// <summary>Where answers are kept while a training may be interrupted: MODEL.baseline beside MODEL.checkpoint.</summary>
    internal static string FileBeside(string checkpoint) => Path.ChangeExtension(checkpoint, ".baseline");

    /// <summary>By <see cref="StructureDigest"/>.</summary>
    internal IReadOnlyDictionary<string, BaselineLabel> Known => _known;

    /// <summary>One for each frame, in order: energies, and forces and virials where the frame has labels of them.</summary>
    /// <param name="progress">Told how many are done of how many, from any thread; not where none is missing.</param>
    /// <exception cref="PotentialException">The baseline cannot work at all: a program is not installed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what is finished is in the file.</exception>
    internal BaselineLabel[] Of(IReadOnlyList<Frame> frames, Team team, Action<int, int>? progress, CancellationToken cancellation)
    {
        (_frames, _progress, _cancellation, _done) = (frames, progress, cancellation, 0);
        _evaluators = new IEvaluator?[team.Threads];
        var digests = new string[frames.Count];
        try
        {
            _file = _path is null ? null : new BaselineFile(_path, _baseline.Name, _known);
            _missing.Clear();
            var asked = new HashSet<string>();
            for (var k = 0; k < digests.Length; k++)
            {
                digests[k] = StructureDigest.Of(frames[k].Structure);
                if (!IsKnown(digests[k], WantsForces(frames[k])) && asked.Add(digests[k]))
                    _missing.Add((k, digests[k]));
            }
            team.Run(this, _missing.Count);
        }
        finally
        {
            foreach (var evaluator in _evaluators)
                evaluator?.Dispose();
            _file?.Dispose();
        }
        cancellation.ThrowIfCancellationRequested();
        return [.. digests.Select(d => _known[d])];
    }

    void IJob.Run(int index, int worker)
    {
        if (_cancellation.IsCancellationRequested)
            return;
        var (frame, digest) = _missing[index];
        var evaluator = _evaluators[worker] ??= _baseline.Open(EvaluatorOptions.Default with { Cancellation = _cancellation });
        BaselineLabel label;
        try
        {
            label = Ask(evaluator, _frames[frame], digest);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return;
        }
        lock (_gate)
        {
            _known[digest] = label;
            _file?.Add(label);
            _progress?.Invoke(++_done, _missing.Count);
        }
    }

    static BaselineLabel Ask(IEvaluator evaluator, Frame frame, string digest)
    {
        var structure = frame.Structure;
        if (Dataset.IsIsolatedAtom(frame) && structure.Multiplicity is null && structure.Charge == 0)
        {
            // Taken for a singlet, an atom of oxygen would be some two eV off.
            structure = structure.Clone();
            structure.Multiplicity = FreeAtoms.MultiplicityOf(structure.Elements[0]);
        }
        var forces = WantsForces(frame);
        try
        {
            var prediction = new Prediction();
            evaluator.Evaluate(structure, forces ? Request.Forces | Request.Virial : Request.Energy, prediction);
            return BaselineLabel.Of(digest, prediction, forces);
        }
        catch (AtomsException e)
        {
            return new BaselineLabel(digest, 0, null, null, e.Message);
        }
    }

    bool IsKnown(string digest, bool forces) => _known.TryGetValue(digest, out var label) && (label.Failed is not null || label.Forces is not null || !forces);

    /// <summary>Of isolated atoms too, on which there is none: whoever asks for them later then need not have the ground state computed.</summary>
    static bool WantsForces(Frame frame) => frame.Forces is not null || frame.Stress is not null || Dataset.IsIsolatedAtom(frame);
}
