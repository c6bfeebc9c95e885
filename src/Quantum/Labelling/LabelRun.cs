using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Labelling;

namespace Athanor.Quantum;

/// <summary>
/// Labels many structures by an oracle, some at a time, and loses nothing: each finished frame is in a journal at once, and a run that was killed goes on where it
/// was. What comes out is in the order of the input and does not depend on threads or interruptions.
/// </summary>
public sealed class LabelRun : IDisposable
{
    readonly IEnumerable<Frame> _frames;
    readonly LabelSettings _settings;
    readonly LabelJournal _journal;
    readonly string _input;
    readonly HashSet<int> _again = [];
    readonly List<int> _sizes = [];
    readonly LabelCost _cost = new();
    readonly Stopwatch _sinceFinish = new();
    readonly Stopwatch _sinceLook = new();
    int _workers = 1;
    double? _foreseen;

    /// <param name="frames">Enumerated three times: to know them, to label them, to write them.</param>
    /// <param name="journal">The file of what is finished; taken up where it is there.</param>
    /// <exception cref="AtomsException">A frame cannot be read, or the journal belongs to other frames or another oracle.</exception>
    public LabelRun(IEnumerable<Frame> frames, LabelSettings settings, string journal, CancellationToken cancellation = default)
    {
        (_frames, _settings) = (frames, settings);
        using var digest = new FrameDigest();
        foreach (var frame in frames)
        {
            cancellation.ThrowIfCancellationRequested();
            digest.Add(frame);
            _sizes.Add(SizeOf(frame.Structure));
        }
        Total = digest.Count;
        _input = digest.Finish();
        _journal = new LabelJournal(journal, new LabelHeading(settings.Oracle.Name, _input, Total, settings.Forces, settings.Precision.ToString().ToLowerInvariant()));
        if (settings.RetryFailed)
            _again.UnionWith(_journal.Failures.Keys);
        Before = _journal.Count - _again.Count;
        _sizes.ForEach(_cost.Expect);
        foreach (var (frame, seconds) in _journal.Costs)
        {
            if (!_again.Contains(frame))
                _cost.Finish(_sizes[frame], seconds, !_journal.Failures.ContainsKey(frame));
        }
    }

    /// <summary>Removes the journal of a run that ended with failures, whose reasons are in a file; one that has still to be written out stays.</summary>
    public static void Forget(string journal, string failed)
    {
        if (File.Exists(journal) && File.Exists(failed) && File.GetLastWriteTimeUtc(failed) >= File.GetLastWriteTimeUtc(journal) && LabelJournal.IsFull(journal))
            File.Delete(journal);
    }

    public int Total { get; }

    /// <summary>Frames that an earlier run had finished.</summary>
    public int Before { get; }

    /// <summary>Finished so far, failed ones included.</summary>
    public int Finished
    {
        get
        {
            lock (_journal)
                return _journal.Count - _again.Count;
        }
    }

    /// <summary>How long it will take from now, by what frames of their size have cost; null where nobody knows.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (_journal)
            {
                if (!_sinceLook.IsRunning || _sinceLook.Elapsed.TotalSeconds > 0.5)
                {
                    _foreseen = _cost.Left(_workers) - _sinceFinish.Elapsed.TotalSeconds;
                    _sinceLook.Restart();
                }
                return _foreseen is >= 0 and < 1e9 ? TimeSpan.FromSeconds(_foreseen.Value) : null;
            }
        }
    }

    public IReadOnlyList<LabelFailure> Failures => [.. _journal.Failures.Select(f => new LabelFailure(f.Key, f.Value))];

    /// <summary>Labels what is not labelled yet. A frame for which the oracle fails is noted with the reason, and the others go on.</summary>
    /// <param name="finished">Called after each frame, from any thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what is finished is kept.</exception>
    /// <exception cref="PotentialException">The oracle cannot work at all: its program is not installed.</exception>
    public void Run(Action? finished, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var source = _frames.GetEnumerator();
        var (next, problem) = (0, default(Exception));
        var count = Math.Max(1, Math.Min(_settings.Threads, Total - Finished));
        lock (_journal)
        {
            _workers = count;
            _sinceFinish.Restart();
        }

        (int Index, Frame Frame)? Next()
        {
            lock (source)
            {
                while (source.MoveNext())
                {
                    var index = next++;
                    lock (_journal)
                    {
                        if (!_journal.Has(index) || _again.Contains(index))
                            return (index, source.Current);
                    }
                }
                return null;
            }
        }

        void Work()
        {
            try
            {
                using var team = new Team(Math.Max(1, _settings.Threads / count));
                using var evaluator = _settings.Open(team, stop.Token);
                var prediction = new Prediction();
                while (!stop.IsCancellationRequested && Next() is (var index, var frame))
                {
                    var record = Label(evaluator, index, frame, prediction);
                    Keep(record);
                    finished?.Invoke();
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref problem, e, null);
                stop.Cancel();
            }
        }

        var threads = Enumerable.Range(0, count).Select(k => new Thread(Work) { IsBackground = true, Name = $"Athanor label {k}" }).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        cancellation.ThrowIfCancellationRequested();
        if (problem is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem);
    }

    /// <summary>The frames that have labels, in the order of the input: energy (eV), forces (eV/Å), stress (eV/Å³) are the oracle's, <c>oracle</c> its name, <c>dipole</c> (e·Å) and remarks such as <c>t1</c> what else it said. Labels that a frame had are kept as <c>other_energy</c> and so on.</summary>
    /// <exception cref="AtomsException">The input has changed since the run began.</exception>
    public IEnumerable<Frame> Labelled()
    {
        using var digest = new FrameDigest();
        foreach (var frame in _frames)
        {
            digest.Add(frame);
            if (digest.Count > Total)
                break;
            var record = _journal[digest.Count - 1];
            if (record.Failed is null)
                yield return Labelled(frame, record);
        }
        if (digest.Count != Total || digest.Finish() != _input)
            throw new AtomsException("The structures were changed while they were being labelled; the labels belong to what they were. Put the old file back and give the command again.");
    }

    /// <summary>Call it when the labels are where they belong: removes the journal, unless something failed that may be tried again.</summary>
    public void Complete()
    {
        if (_journal.Failures.Count == 0)
            _journal.Delete();
    }

    public void Dispose() => _journal.Dispose();

    void Keep(LabelRecord record)
    {
        lock (_journal)
        {
            _journal.Add(record);
            _again.Remove(record.Frame);
            _cost.Finish(_sizes[record.Frame], record.Seconds, record.Failed is null);
            _sinceFinish.Restart();
        }
    }

    /// <summary>Electrons: what quantum chemistry's work grows with.</summary>
    static int SizeOf(Structure structure)
    {
        var electrons = -(int)Math.Clamp(structure.Charge, -1e6, 1e6);
        foreach (var element in structure.Elements)
            electrons += element.AtomicNumber;
        return electrons;
    }

    LabelRecord Label(IEvaluator evaluator, int index, Frame frame, Prediction prediction)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            evaluator.Evaluate(frame.Structure, _settings.Request, prediction);
            if (!double.IsFinite(prediction.Energy))
                throw new PotentialException("The energy is not a number.");
            double[]? forces = null, stress = null;
            if (_settings.Forces)
            {
                forces = Vec3.Flatten(prediction.Forces).ToArray();
                if (Array.Exists(forces, f => !double.IsFinite(f)))
                    throw new PotentialException("A force is not a number.");
                stress = prediction.StressIn(frame.Structure) is { } s ? [.. Enumerable.Range(0, 9).Select(k => s[k / 3, k % 3])] : null;
            }
            return new LabelRecord(index, prediction.Energy, forces, stress, null, watch.Elapsed.TotalSeconds)
            {
                Dipole = prediction.Dipole is { } d ? [d.X, d.Y, d.Z] : null,
                Remarks = prediction.Remarks.Count > 0 ? new(prediction.Remarks) : null,
            };
        }
        catch (AtomsException e)
        {
            return new LabelRecord(index, 0, null, null, e.Message, watch.Elapsed.TotalSeconds);
        }
        catch (ArithmeticException e)
        {
            // A mistake of the program, but of this frame alone: the others are worth their labels.
            return new LabelRecord(index, 0, null, null, $"The program made a mistake: {e.Message} Please report it.", watch.Elapsed.TotalSeconds);
        }
    }

    Frame Labelled(Frame frame, LabelRecord record)
    {
        var labelled = new Frame(frame.Structure)
        {
            Energy = record.Energy,
            Forces = record.ToForces(),
            Stress = record.ToStress(),
            Group = frame.Group,
            Info = new(frame.Info),
            Columns = new(frame.Columns),
            Source = frame.Source,
        };
        PredictionKeys.SetAside(labelled.Info);
        PredictionKeys.SetAside(labelled.Columns);
        if (frame.Energy is { } energy)
            PredictionKeys.Put(labelled.Info, "other_energy", energy.ToString("R"));
        if (frame.Stress is { } stress)
            PredictionKeys.Put(labelled.Info, "other_stress", string.Join(' ', Enumerable.Range(0, 9).Select(k => stress[k / 3, k % 3].ToString("R"))));
        if (frame.Forces is { } forces)
            PredictionKeys.Put(labelled.Columns, "other_forces", new AtomColumn('R', 3, Vec3.Flatten(forces.AsSpan()).ToArray(), null));
        if (record.Dipole is { } dipole)
            PredictionKeys.Put(labelled.Info, "dipole", string.Join(' ', dipole.Select(x => x.ToString("R"))));
        foreach (var (name, value) in record.Remarks ?? [])
            PredictionKeys.Put(labelled.Info, name, value.ToString("R"));
        PredictionKeys.Put(labelled.Info, "oracle", _settings.Oracle.Name);
        return labelled;
    }
}
