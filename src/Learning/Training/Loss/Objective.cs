using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// A set of frames and a likelihood as a function of the parameters: residuals, their normal equations, a gradient. Work is divided by frames and summed in
/// frame order, so the bits do not depend on the number of threads.
/// </summary>
sealed unsafe class Objective : IDisposable
{
    /// <summary>Rows collected before they are folded into the normal matrix: enough for the product to run at full speed, few enough to stay in the cache.</summary>
    const int PanelRows = 1536;

    readonly TrainingFrame[] _frames;
    readonly IParametricModel _model;
    readonly Team _team;
    readonly IParametricPass[] _passes;
    readonly AlignedBuffer<float> _panel = new();
    readonly double[][] _rows;
    readonly double[] _energies;
    readonly int[] _firstRow;

    internal Objective(TrainingFrame[] frames, IParametricModel model, Team team)
    {
        _frames = frames;
        _model = model;
        _team = team;
        _passes = new IParametricPass[team.Threads];
        for (var t = 0; t < _passes.Length; t++)
            _passes[t] = model.OpenPass();
        _rows = [.. frames.Select(f => new double[f.Features.RowCount])];
        _energies = new double[frames.Length];
        _firstRow = new int[frames.Length];
    }

    internal IReadOnlyList<TrainingFrame> Frames => _frames;

    internal int ParameterCount => _model.ParameterCount;

    /// <summary>Predicted energy of a frame, as of the last call.</summary>
    internal double Energy(int frame) => _energies[frame];

    /// <summary>Predicted rows of a frame, as of the last call.</summary>
    internal ReadOnlySpan<double> Rows(int frame) => _rows[frame];

    /// <summary>Residuals at these parameters.</summary>
    internal Residuals Evaluate(ReadOnlySpan<double> parameters)
    {
        _model.Set(parameters);
        return Predict(0, _frames.Length);
    }

    /// <summary>
    /// Residuals, and the normal equations of the dimensionless residuals: lower triangle of JᵀJ into <paramref name="normal"/>, Jᵀr into <paramref name="gradient"/>.
    /// </summary>
    internal Residuals Linearise(ReadOnlySpan<double> parameters, Likelihood sigma, double[] normal, double[] gradient)
    {
        _model.Set(parameters);
        Array.Clear(normal);
        Array.Clear(gradient);
        var count = ParameterCount;
        var stride = FrameFeatures.Padded(count) + FrameFeatures.Lanes;
        var residuals = default(Residuals);
        for (var first = 0; first < _frames.Length;)
        {
            var end = first;
            var rows = 0;
            while (end < _frames.Length && (end == first || rows + _frames[end].Features.RowCount + 1 <= PanelRows))
            {
                _firstRow[end] = rows;
                rows += _frames[end].Features.RowCount + 1;
                end++;
            }
            residuals.Add(Predict(first, end));
            var panel = _panel.Require(checked(rows * stride));
            _team.Run(new PanelJob(this, sigma, first, panel, stride), end - first);
            var matrix = new ReadOnlySpan<float>(panel, rows * stride);
            Syrk.AddLower(new ReadOnlyMatrixSpan<float>(matrix, rows, count, stride), new MatrixSpan<double>(normal, count, count), _team);
            // The last column of each panel row holds its residual.
            _team.Run(new GradientJob(panel, rows, stride, count, gradient), (count + GradientJob.Columns - 1) / GradientJob.Columns);
            first = end;
        }
        return residuals;
    }

    /// <summary>Residuals of the frames first … end − 1, and the gradient of half their χ² into <paramref name="gradient"/>.</summary>
    internal Residuals Gradient(ReadOnlySpan<double> parameters, Likelihood sigma, int first, int end, float[][] perFrame, double[] gradient)
    {
        _model.Set(parameters);
        var residuals = Predict(first, end);
        _team.Run(new FrameGradientJob(this, sigma, first, perFrame), end - first);
        Array.Clear(gradient);
        for (var f = first; f < end; f++)
        {
            for (var p = 0; p < gradient.Length; p++)
                gradient[p] += perFrame[f - first][p];
        }
        return residuals;
    }

    Residuals Predict(int first, int end)
    {
        _team.Run(new PredictJob(this, first), end - first);
        var sum = default(Residuals);
        for (var f = first; f < end; f++)
            sum.Add(Residuals.Of(_frames[f], _energies[f], _rows[f]));
        return sum;
    }

    public void Dispose()
    {
        foreach (var pass in _passes)
            pass.Dispose();
        _panel.Dispose();
    }

    sealed class PredictJob(Objective owner, int first) : IJob
    {
        public void Run(int index, int worker)
        {
            var f = first + index;
            owner._energies[f] = owner._passes[worker].Predict(owner._frames[f], owner._rows[f]);
        }
    }

    sealed class PanelJob(Objective owner, Likelihood sigma, int first, float* panel, int stride) : IJob
    {
        public void Run(int index, int worker)
        {
            var f = first + index;
            var frame = owner._frames[f];
            var matrix = panel + (nint)owner._firstRow[f] * stride;
            owner._passes[worker].Jacobian(frame, matrix, stride);
            var energyWeight = frame.Energy is null ? 0 : sigma.EnergyWeight(frame);
            Scale(matrix, energyWeight, energyWeight * (owner._energies[f] - (frame.Energy ?? 0)));
            for (var k = 0; k < frame.Features.RowCount; k++)
            {
                var weight = double.IsNaN(frame.Rows[k]) ? 0 : sigma.RowWeight(frame, k);
                var residual = weight == 0 ? 0 : weight * (owner._rows[f][k] - frame.Rows[k]);
                Scale(matrix + (nint)(k + 1) * stride, weight, residual);
            }
        }

        void Scale(float* row, double weight, double residual)
        {
            var w = (float)weight;
            var span = new Span<float>(row, owner.ParameterCount);
            System.Numerics.Tensors.TensorPrimitives.Multiply(span, w, span);
            row[stride - 1] = (float)residual;
        }
    }

    /// <summary>gradient += Jᵀ r for a range of columns, rows in order.</summary>
    sealed class GradientJob(float* panel, int rows, int stride, int count, double[] gradient) : IJob
    {
        internal const int Columns = 128;

        public void Run(int index, int worker)
        {
            int first = index * Columns, end = Math.Min(count, first + Columns);
            for (var r = 0; r < rows; r++)
            {
                var row = panel + (nint)r * stride;
                double residual = row[stride - 1];
                for (var c = first; c < end; c++)
                    gradient[c] += residual * row[c];
            }
        }
    }

    sealed class FrameGradientJob(Objective owner, Likelihood sigma, int first, float[][] perFrame) : IJob
    {
        public void Run(int index, int worker)
        {
            var f = first + index;
            var frame = owner._frames[f];
            var energyCotangent = frame.Energy is { } e ? Square(sigma.EnergyWeight(frame)) * (owner._energies[f] - e) : 0;
            var cotangents = new float[frame.Features.RowCount];
            for (var k = 0; k < cotangents.Length; k++)
            {
                if (!double.IsNaN(frame.Rows[k]))
                    cotangents[k] = (float)(Square(sigma.RowWeight(frame, k)) * (owner._rows[f][k] - frame.Rows[k]));
            }
            Array.Clear(perFrame[index]);
            fixed (float* gradient = perFrame[index])
                owner._passes[worker].AddGradient(frame, (float)energyCotangent, cotangents, gradient);
        }

        static double Square(double x) => x * x;
    }
}
