using System.Numerics.Tensors;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Gaussian likelihood of frames under a model with heads, ½ Σ w (ρ²/v + ln v) with v = Σ_m d_m²/(M − 1) + s², d_m what a head adds, and its gradient by body, heads and noise. A piece of work is a frame. Of the heads' share in
/// the body's gradient some heads, drawn by lot, stand for all.
/// </summary>
sealed class HeadedGradients : IDisposable
{
    internal const int Kinds = 3;

    /// <summary>Residuals of more σ than that count by their size.</summary>
    const double Huber = 4;

    /// <summary>Heads that stand for all.</summary>
    const int Drawn = 4;

    readonly IHeadedModel _model;
    readonly int _members;
    readonly Team _team;
    readonly IHeadedPass[] _passes;
    readonly Worker[] _workers;
    readonly Slot[] _slots;
    readonly Job _job;

    /// <param name="longest">Rows of the largest frame.</param>
    internal HeadedGradients(IHeadedModel model, int members, int batch, int longest, Team team)
    {
        (_model, _members, _team) = (model, members, team);
        _passes = [.. Enumerable.Range(0, team.Threads).Select(_ => (IHeadedPass)model.Open())];
        _workers = [.. _passes.Select(_ => new Worker(members, longest, model.ParameterCount, model.LastLayerCount))];
        _slots = [.. Enumerable.Range(0, batch).Select(_ => new Slot(model.ParameterCount, members * model.LastLayerCount))];
        _job = new Job(this);
    }

    /// <summary>Mean loss of a batch's labels, of which all are given once; its gradient into [body, heads, noise] where there is room.</summary>
    /// <param name="noise">s by kind: eV an atom, eV/Å, eV/Å³.</param>
    /// <param name="inflation">Errors count as so many times larger, by kind, where the heads' spread is concerned.</param>
    internal (double Loss, double Weight) Loss(ReadOnlySpan<TrainingFrame> batch, double[] noise, double[] inflation, ulong lot, double[]? gradient)
    {
        (_job.Frames, _job.Noise, _job.Inflation, _job.Lot, _job.Differentiates) = (batch.ToArray(), noise, inflation, lot, gradient is not null);
        _team.Run(_job, batch.Length);
        double loss = 0, weight = 0;
        for (var f = 0; f < batch.Length; f++)
            (loss, weight) = (loss + _slots[f].Loss, weight + _slots[f].Weight);
        if (gradient is null || weight == 0)
            return (loss, weight);
        Array.Clear(gradient);
        var body = _model.ParameterCount;
        for (var f = 0; f < batch.Length; f++)
        {
            var slot = _slots[f];
            for (var k = 0; k < body; k++)
                gradient[k] += slot.Body[k] / weight;
            for (var k = 0; k < slot.Heads.Length; k++)
                gradient[body + k] += slot.Heads[k] / weight;
            for (var k = 0; k < Kinds; k++)
                gradient[body + slot.Heads.Length + k] += slot.Noise[k] / weight;
        }
        return (loss, weight);
    }

    public void Dispose()
    {
        foreach (var pass in _passes)
            pass.Dispose();
    }

    sealed class Slot(int body, int heads)
    {
        internal readonly float[] Body = new float[body], Heads = new float[heads];
        internal readonly double[] Noise = new double[Kinds];
        internal double Loss, Weight;
    }

    sealed class Worker(int members, int longest, int body, int last)
    {
        // The last row is the energy.
        internal readonly double[] Mean = new double[longest + 1], Seed = new double[longest];
        internal readonly double[][] Added = [.. Enumerable.Range(0, members).Select(_ => new double[longest + 1])];
        internal readonly float[] Body = new float[body], Last = new float[last];
        internal readonly int[] Order = [.. Enumerable.Range(0, members)];
    }

    sealed class Job(HeadedGradients owner) : IJob
    {
        internal TrainingFrame[] Frames = [];
        internal double[] Noise = [], Inflation = [];
        internal ulong Lot;
        internal bool Differentiates;

        public void Run(int index, int worker)
        {
            var (frame, pass, work, slot) = (Frames[index], owner._passes[worker], owner._workers[worker], owner._slots[index]);
            var rows = frame.Features.RowCount;
            (slot.Loss, slot.Weight) = (0, 0);
            Array.Clear(slot.Noise);
            work.Mean[rows] = pass.Evaluate(frame, work.Mean.AsSpan(0, rows));
            for (var m = 0; m < owner._members; m++)
                work.Added[m][rows] = pass.EvaluateHead(m, work.Added[m].AsSpan(0, rows));
            for (var r = 0; r <= rows; r++)
                Row(frame, r, rows, work, slot);
            if (!Differentiates)
                return;
            Array.Clear(slot.Body);
            Array.Clear(slot.Heads);
            pass.Evaluate(frame, work.Seed.AsSpan(0, rows));
            pass.AddGradient(work.Mean[rows], work.Mean.AsSpan(0, rows), slot.Body);
            var random = new SeededSequence(Lot ^ ((ulong)frame.Index << 24));
            for (var k = 0; k < work.Order.Length; k++)
                work.Order[k] = k;
            random.Shuffle(work.Order);
            var drawn = Math.Min(Drawn, owner._members);
            for (var k = 0; k < drawn; k++)
                AddHead(frame, work.Order[k], (float)owner._members / drawn, pass, work, slot);
        }

        /// <summary>The loss of a label; what was predicted there is overwritten by the loss's derivative by it.</summary>
        void Row(TrainingFrame frame, int r, int rows, Worker work, Slot slot)
        {
            var forces = 3 * frame.Features.Atoms;
            var kind = r == rows ? LastLayerRows.Energies : r < forces ? LastLayerRows.Forces : LastLayerRows.Stresses;
            var size = kind == LastLayerRows.Energies ? 1.0 / frame.Features.Atoms : kind == LastLayerRows.Forces ? 1 : 1 / frame.Features.Volume;
            var left = size * ((kind == LastLayerRows.Energies ? frame.Energy ?? double.NaN : frame.Rows[r]) - work.Mean[r]);
            if (double.IsNaN(left))
            {
                work.Mean[r] = 0;
                foreach (var added in work.Added)
                    added[r] = 0;
                return;
            }
            var weight = kind == LastLayerRows.Energies ? Likelihood.EnergyCount(frame) : frame.Weight;
            var noise = Noise[kind] * Noise[kind];
            var variance = noise;
            foreach (var added in work.Added)
                variance += size * added[r] * size * added[r] / (work.Added.Length - 1);
            var z = Math.Abs(left) / Math.Sqrt(variance);
            slot.Loss += weight * 0.5 * (left * left / variance + Math.Log(variance));
            slot.Weight += weight;
            work.Mean[r] = -weight * size * left / variance * Math.Min(1, Huber / z);
            var larger = Math.Min(Huber * Huber, z * z * Inflation[kind] * Inflation[kind]);
            var byVariance = 0.5 * weight * (1 - larger) / variance;
            slot.Noise[kind] += 2 * byVariance * noise;
            foreach (var added in work.Added)
                added[r] *= 2 * byVariance * size * size / (work.Added.Length - 1);
        }

        void AddHead(TrainingFrame frame, int head, float scale, IHeadedPass pass, Worker work, Slot slot)
        {
            var (rows, last) = (frame.Features.RowCount, work.Last.Length);
            Array.Clear(work.Body);
            pass.EvaluateHead(head, work.Seed.AsSpan(0, rows));
            pass.AddGradient(work.Added[head][rows], work.Added[head].AsSpan(0, rows), work.Body);
            owner._model.TakeLastLayer(work.Body, work.Last);
            TensorPrimitives.MultiplyAdd(work.Body, scale, slot.Body, slot.Body);
            TensorPrimitives.Multiply(work.Last, scale, slot.Heads.AsSpan(head * last, last));
        }
    }
}
