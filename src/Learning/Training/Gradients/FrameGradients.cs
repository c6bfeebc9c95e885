using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Gradients of batches and residuals of sets of frames, by the team. The frames of a batch are dealt out to a fixed number of slots, each of which sums its own in order; slots are summed in order too:
/// same bits on any number of threads. Larger frames are dealt first, so that nobody begins with the dearest when the others are done.
/// </summary>
sealed class FrameGradients : IDisposable
{
    /// <summary>Gradients kept at a time, and so threads that can be of use.</summary>
    const int MostSlots = 8;

    readonly Team _team;
    readonly IGradientPass[] _passes;
    readonly double[][] _rows;
    readonly float[][] _slots;
    readonly Residuals[] _residuals;
    readonly double[] _energies;
    readonly TrainingFrame[] _batch;
    readonly double[] _partial;
    readonly BatchJob _batchJob;
    readonly SumJob _sumJob;
    readonly EvaluateJob _evaluateJob;

    /// <param name="sets">All frames there will be, for room.</param>
    internal FrameGradients(IGradientModel model, int batch, Team team, params TrainingFrame[][] sets)
    {
        _team = team;
        _passes = new IGradientPass[team.Threads];
        for (var t = 0; t < _passes.Length; t++)
            _passes[t] = model.Open();
        var most = sets.SelectMany(s => s).Select(f => f.Features.RowCount).DefaultIfEmpty(0).Max();
        _rows = [.. _passes.Select(_ => new double[most])];
        _slots = [.. Enumerable.Range(0, Math.Min(batch, MostSlots)).Select(_ => new float[model.ParameterCount])];
        _residuals = new Residuals[Math.Max(batch, sets.Select(s => s.Length).DefaultIfEmpty(0).Max())];
        _energies = new double[_residuals.Length];
        _batch = new TrainingFrame[batch];
        _partial = new double[(model.ParameterCount + SumJob.Chunk - 1) / SumJob.Chunk];
        (_batchJob, _sumJob, _evaluateJob) = (new BatchJob(this), new SumJob(this), new EvaluateJob(this));
    }

    /// <summary>Residuals of frames at the parameters that the model has taken over.</summary>
    internal Residuals Evaluate(TrainingFrame[] frames)
    {
        _evaluateJob.Frames = frames;
        _team.Run(_evaluateJob, frames.Length);
        return Sum(frames.Length);
    }

    /// <summary>Residuals of frame <paramref name="index"/> of the set last evaluated.</summary>
    internal Residuals Of(int index) => _residuals[index];

    /// <summary>Energy of frame <paramref name="index"/> of the set last evaluated, eV.</summary>
    internal double Energy(int index) => _energies[index];

    /// <summary>Residuals of a batch, and the gradient of its mean loss a label into <paramref name="gradient"/>.</summary>
    /// <param name="norm">Length of the gradient; not finite where something went wrong.</param>
    internal Residuals Gradient(ReadOnlySpan<TrainingFrame> batch, in FrameLoss loss, double[] gradient, out double norm)
    {
        batch.CopyTo(_batch);
        // By size, in place and stable; batches are short.
        for (var i = 1; i < batch.Length; i++)
        {
            for (var j = i; j > 0 && _batch[j].Features.Atoms > _batch[j - 1].Features.Atoms; j--)
                (_batch[j], _batch[j - 1]) = (_batch[j - 1], _batch[j]);
        }
        var slots = Math.Min(batch.Length, _slots.Length);
        (_batchJob.Loss, _batchJob.Count, _batchJob.Slots) = (loss, batch.Length, slots);
        _team.Run(_batchJob, slots);
        var residuals = Sum(batch.Length);
        var labels = residuals.Energies + residuals.Forces + residuals.Stresses;
        (_sumJob.Gradient, _sumJob.Slots, _sumJob.Scale) = (gradient, slots, labels > 0 ? 1 / labels : 0);
        _team.Run(_sumJob, _partial.Length);
        double squares = 0;
        foreach (var part in _partial)
            squares += part;
        norm = residuals.IsFinite ? Math.Sqrt(squares) : double.NaN;
        return residuals;
    }

    Residuals Sum(int count)
    {
        var sum = default(Residuals);
        for (var k = 0; k < count; k++)
            sum.Add(_residuals[k]);
        return sum;
    }

    public void Dispose()
    {
        foreach (var pass in _passes)
            pass.Dispose();
    }

    sealed class EvaluateJob(FrameGradients owner) : IJob
    {
        internal TrainingFrame[] Frames = [];

        public void Run(int index, int worker)
        {
            var frame = Frames[index];
            var rows = owner._rows[worker].AsSpan(0, frame.Features.RowCount);
            owner._energies[index] = owner._passes[worker].Evaluate(frame, rows);
            owner._residuals[index] = Residuals.Of(frame, owner._energies[index], rows);
        }
    }

    sealed class BatchJob(FrameGradients owner) : IJob
    {
        internal FrameLoss Loss;
        internal int Count, Slots;

        public void Run(int index, int worker)
        {
            var (pass, slot) = (owner._passes[worker], owner._slots[index]);
            Array.Clear(slot);
            for (var k = index; k < Count; k += Slots)
            {
                var frame = owner._batch[k];
                var rows = owner._rows[worker].AsSpan(0, frame.Features.RowCount);
                var energy = pass.Evaluate(frame, rows);
                owner._residuals[k] = Residuals.Of(frame, energy, rows);
                Loss.Rows(frame, rows);
                pass.AddGradient(Loss.Energy(frame, energy), rows, slot);
            }
        }
    }

    /// <summary>Adds up the slots of a range of parameters, in double.</summary>
    sealed class SumJob(FrameGradients owner) : IJob
    {
        internal const int Chunk = 8192;
        internal double[] Gradient = [];
        internal int Slots;
        internal double Scale;

        public void Run(int index, int worker)
        {
            int first = index * Chunk, length = Math.Min(Chunk, Gradient.Length - first);
            var sum = Gradient.AsSpan(first, length);
            for (var p = 0; p < length; p++)
            {
                double g = 0;
                for (var s = 0; s < Slots; s++)
                    g += owner._slots[s][first + p];
                sum[p] = Scale * g;
            }
            owner._partial[index] = Vectors.Dot(sum, sum);
        }
    }
}
