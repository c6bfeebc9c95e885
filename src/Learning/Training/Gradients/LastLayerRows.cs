using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// What the last layer has to know of some frames: of every labelled energy (by atom), and of some components of forces and strain of each frame, drawn by lot, the derivative by the layer's parameters and what the model
/// leaves of the label. A piece of work is a frame, whose lot depends on the seed and its index alone.
/// </summary>
sealed class LastLayerRows : IJob
{
    /// <summary>Kinds of rows, as <see cref="Likelihood"/> has them.</summary>
    internal const int Energies = 0, Forces = 1, Stresses = 2;

    readonly ILastLayerPass[] _passes;
    readonly TrainingFrame[] _frames;
    readonly int _most;
    readonly ulong _seed;
    readonly double[][] _scratch, _direction, _row;
    readonly int[][] _lot;

    /// <param name="most">Components of a frame.</param>
    /// <param name="passes">One a worker, whose model has its parameters.</param>
    internal LastLayerRows(ReadOnlySpan<TrainingFrame> frames, int most, ulong seed, int columns, ILastLayerPass[] passes)
    {
        (_frames, _most, _seed, _passes, Columns) = (frames.ToArray(), most, seed, passes, columns);
        var longest = _frames.Select(f => f.Features.RowCount).DefaultIfEmpty(0).Max();
        (_scratch, _direction) = ([.. passes.Select(_ => new double[longest])], [.. passes.Select(_ => new double[longest])]);
        _row = [.. passes.Select(_ => new double[columns])];
        _lot = [.. passes.Select(_ => new int[longest])];
        X = new double[checked(_frames.Length * (1 + most) * columns)];
        (Left, Kind, Weight) = (new double[_frames.Length * (1 + most)], new int[_frames.Length * (1 + most)], new double[_frames.Length * (1 + most)]);
    }

    /// <summary>Rows that are there already.</summary>
    internal LastLayerRows(int columns, double[] x, double[] left, int[] kind, double[] weight)
    {
        (_frames, _passes, _scratch, _direction, _row, _lot) = ([], [], [], [], [], []);
        (Columns, X, Left, Kind, Weight) = (columns, x, left, kind, weight);
    }

    internal int Columns { get; }

    internal int Frames => _frames.Length;

    /// <summary>Rows, of which those of weight zero are empty.</summary>
    internal int Count => Left.Length;

    /// <summary>[row, parameter]: ∂/∂parameter of an energy by atom, of a component of ∂E/∂r, of a stress.</summary>
    internal double[] X { get; }

    /// <summary>Label less prediction: eV an atom, eV/Å, eV/Å³.</summary>
    internal double[] Left { get; }

    internal int[] Kind { get; }

    /// <summary>How many rows of the data a row stands for, by weight.</summary>
    internal double[] Weight { get; }

    void IJob.Run(int index, int worker)
    {
        var (frame, pass) = (_frames[index], _passes[worker]);
        var rows = _scratch[worker].AsSpan(0, frame.Features.RowCount);
        var at = index * (1 + _most);
        var energy = pass.Evaluate(frame, rows);
        var direction = _direction[worker].AsSpan(0, rows.Length);
        direction.Clear();
        if (frame.Energy is { } label)
        {
            var size = 1.0 / frame.Features.Atoms;
            Add(pass, worker, at, 1, direction, label - energy, size, Energies, frame.Weight);
        }
        var lot = _lot[worker].AsSpan(0, rows.Length);
        var labelled = 0;
        for (var r = 0; r < rows.Length; r++)
        {
            if (!double.IsNaN(frame.Rows[r]))
                lot[labelled++] = r;
        }
        var random = new SeededSequence(_seed ^ ((ulong)frame.Index << 20));
        var drawn = Math.Min(_most, labelled);
        for (var k = 0; k < drawn; k++)
        {
            var other = k + random.Below(labelled - k);
            (lot[k], lot[other]) = (lot[other], lot[k]);
            var r = lot[k];
            var isForce = r < 3 * frame.Features.Atoms;
            direction[r] = 1;
            Add(pass, worker, at + 1 + k, 0, direction, frame.Rows[r] - rows[r], isForce ? 1 : 1 / frame.Features.Volume, isForce ? Forces : Stresses, frame.Weight * labelled / drawn);
            direction[r] = 0;
        }
    }

    void Add(ILastLayerPass pass, int worker, int at, double energy, ReadOnlySpan<double> direction, double left, double size, int kind, double weight)
    {
        var row = _row[worker];
        pass.LastLayerRow(energy, direction, row);
        System.Numerics.Tensors.TensorPrimitives.Multiply(row, size, X.AsSpan(at * Columns, Columns));
        (Left[at], Kind[at], Weight[at]) = (size * left, kind, weight);
    }
}
