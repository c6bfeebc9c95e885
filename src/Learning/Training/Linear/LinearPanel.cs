using Athanor.Inference;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Rows of a few frames, sorted by kind and scaled by their weights; what has no label is zero. A piece of work is a frame, which writes to places of its own.</summary>
sealed class LinearPanel : IJob
{
    readonly TrainingFrame[] _frames;
    readonly ILinearRows[] _workers;
    readonly int _columns;
    readonly int[] _firstForce, _firstStress;
    readonly double[][] _rows, _targets;
    readonly double[] _counts = new double[3];

    internal LinearPanel(ReadOnlySpan<TrainingFrame> frames, int columns, ILinearRows[] workers)
    {
        (_frames, _columns, _workers) = (frames.ToArray(), columns, workers);
        (_firstForce, _firstStress) = (new int[frames.Length + 1], new int[frames.Length + 1]);
        for (var f = 0; f < frames.Length; f++)
        {
            var features = frames[f].Features;
            _firstForce[f + 1] = _firstForce[f] + 3 * features.Atoms;
            _firstStress[f + 1] = _firstStress[f] + (features.HasStrain ? 6 : 0);
        }
        int[] sizes = [frames.Length, _firstForce[^1], _firstStress[^1]];
        _rows = [.. sizes.Select(n => new double[checked(n * columns)])];
        _targets = [.. sizes.Select(n => new double[n])];
        foreach (var frame in frames)
            Count(frame);
    }

    void Count(TrainingFrame frame)
    {
        if (frame.Energy is not null)
            _counts[0] += frame.Weight;
        for (var r = 0; r < frame.Rows.Length; r++)
        {
            if (!double.IsNaN(frame.Rows[r]))
                _counts[r < 3 * frame.Features.Atoms ? 1 : 2] += frame.Weight;
        }
    }

    void IJob.Run(int index, int worker)
    {
        var frame = _frames[index];
        var raw = new double[(1 + frame.Features.RowCount) * _columns];
        _workers[worker].Fill(frame.Index, raw, _columns);
        var unit = new Likelihood(1, 1, 1);
        Place(raw, 0, frame.Energy ?? double.NaN, Math.Sqrt(frame.Weight) / frame.Features.Atoms, 0, index);
        for (var r = 0; r < frame.Rows.Length; r++)
        {
            var forces = r < 3 * frame.Features.Atoms;
            Place(raw, 1 + r, frame.Rows[r], unit.RowWeight(frame, r), forces ? 1 : 2, forces ? _firstForce[index] + r : _firstStress[index] + r - 3 * frame.Features.Atoms);
        }
    }

    void Place(double[] raw, int from, double target, double weight, int kind, int to)
    {
        if (double.IsNaN(target))
            return;
        System.Numerics.Tensors.TensorPrimitives.Multiply(raw.AsSpan(from * _columns, _columns), weight, _rows[kind].AsSpan(to * _columns, _columns));
        _targets[kind][to] = weight * target;
    }

    internal void AddTo(NormalEquations[] kinds, Team team)
    {
        for (var k = 0; k < kinds.Length; k++)
        {
            if (_counts[k] > 0)
                kinds[k].Add(_rows[k].AsMatrix(_targets[k].Length, _columns), _targets[k], _counts[k], team);
        }
    }
}
